/** What an operation destroys that nothing brings back. */

import type { TableName } from "../operation.ts";
import type { EngineRules, Scene } from "./engine.ts";
import { columnOf, holdsData, tableOf } from "./known-schema.ts";
import { code } from "./names.ts";

/** One clause, null when it can be undone. */
export function lossOf(scene: Scene, rules: EngineRules): string | null {
  const { operation, schema } = scene;
  if (operation.table === null) return objectLoss(scene);
  const table = { schema: operation.schema, table: operation.table };
  if (!holdsData(schema, table)) return null;
  switch (operation.kind) {
    case "drop_table":
      return `the rows of ${code(table)} are gone for good`;
    case "truncate_table":
      return `all rows of ${code(table)} are gone for good`;
    case "drop_partition":
      return `the rows of ${code(operation.details.partition)} are gone for good`;
    case "drop_column": {
      const old = operation.columns.filter((column) => columnOf(schema, table, column)?.isNew !== true);
      return old.length === 0
        ? null
        : `the values of ${old.map((column) => code(column)).join(", ")} are gone for good`;
    }
    case "alter_column_type":
      return rules.typeChange({ ...scene, operation }).loses;
    case "change_data":
      return rowLoss(scene, table);
    default:
      return null;
  }
}

function rowLoss({ operation, schema }: Scene, table: TableName): string | null {
  if (operation.kind !== "change_data") return null;
  const { statement, onConflict } = operation.details;
  if (statement === "delete") return `the deleted rows of ${code(table)} are gone for good`;
  const overwrites = statement === "update" || statement === "merge" || onConflict === "update";
  if (!overwrites) return null;
  const columns = operation.columns.map((name) => columnOf(schema, table, name));
  const fresh = columns.length > 0 && columns.every((column) => column?.isNew === true);
  return fresh && tableOf(schema, table) !== null ? null : `the old values in ${code(table)} are overwritten`;
}

function objectLoss({ operation }: Scene): string | null {
  switch (operation.kind) {
    case "drop_schema":
    case "drop_extension":
    case "drop_type":
    case "drop_domain":
      return operation.details.cascade
        ? `CASCADE drops every table and column that needs ${code(operation.name ?? "it")} as well`
        : null;
    default:
      return null;
  }
}
