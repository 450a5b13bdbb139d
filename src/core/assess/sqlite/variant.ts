/** Picks the variant of an operation that SQLite's facts speak of, and says what had to be assumed. */

import type { Column, IdentifiedOperation, TableName } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { rewritten } from "./facts/rewritten.ts";
import { indexesOf, isNewTable, tableOf } from "../known-schema.ts";
import { code } from "../names.ts";

export interface Choice {
  variant: string;
  assumed: string[];
}

function choice(variant: string, ...assumed: string[]): Choice {
  return { variant, assumed };
}

export function variantOf(scene: Scene): Choice {
  const { operation, schema } = scene;
  const table = operation.table === null ? null : { schema: operation.schema, table: operation.table };
  if (isDoneByRewrite(scene)) return choice("rewritten");
  switch (operation.kind) {
    case "add_column":
      return addedColumn(operation, table !== null && isNewTable(schema, table));
    case "drop_column":
      return droppedColumn(scene, table);
    case "set_default":
      return choice(operation.details.default.kind === "client" ? "client" : "plain");
    case "rewrite_table": {
      if (!operation.details.how.startsWith("vacuum")) return choice("copy");
      return choice(operation.transaction === null ? "vacuum" : "vacuum in a transaction");
    }
    case "rebuild_index":
      return choice(["index", "table"].includes(operation.details.scope) ? "plain" : "many");
    case "drop_constraint":
      return droppedConstraint(scene, operation, table);
    case "change_data":
      return changedRows(operation);
    default:
      return choice("plain");
  }
}

/** What SQLite cannot alter is in the table that takes the place of the old one. */
function isDoneByRewrite({ operation, statement }: Scene): boolean {
  if (!rewritten.includes(operation.kind) || !statement.some(({ kind }) => kind === "rewrite_table"))
    return false;
  // The copy has no value for it.
  return operation.kind !== "add_column" || addedColumn(operation, false).variant !== "mandatory";
}

function addedColumn(operation: IdentifiedOperation<"add_column">, isNew: boolean): Choice {
  const { column } = operation.details;
  if (column.primaryKey || column.unique || column.identity) return choice("key");
  if (column.generated === "stored") return choice("stored");
  const set = column.default !== null && column.default.kind !== "client" && !isNull(column);
  if (column.generated === "virtual") return choice(column.nullable === false ? "check" : "virtual");
  if (column.nullable === false && !set && !isNew) return choice("mandatory");
  if (column.default?.kind === "expression" && !isNull(column) && !isNew) return choice("computed default");
  if (column.references !== null && set && operation.clause?.foreignKeyChecks === true)
    return choice("reference with a default");
  return choice(column.check === null ? "plain" : "check");
}

function isNull({ default: value }: Column): boolean {
  return value !== null && /^null$/iu.test(value.text);
}

function droppedColumn({ operation, schema }: Scene, table: TableName | null): Choice {
  const [column = ""] = operation.columns;
  const known = table === null ? null : tableOf(schema, table);
  const used =
    table !== null &&
    (indexesOf(schema, table, column).length > 0 ||
      [...(known?.constraints.values() ?? [])].some((constraint) => constraint.columns.includes(column)));
  if (used) return choice("in use");
  return choice(
    "plain",
    `SQLite refuses it while an index, a CHECK, a trigger or a view uses ${code(column)}`,
  );
}

function droppedConstraint(
  { schema }: Scene,
  operation: IdentifiedOperation<"drop_constraint">,
  table: TableName | null,
): Choice {
  const known = table === null ? undefined : tableOf(schema, table)?.constraints.get(operation.name ?? "");
  const type = operation.details.type ?? known?.type ?? null;
  if (type === null)
    return choice(
      "check",
      "what the constraint is, is not known here: SQLite refuses to drop all but a CHECK and a NOT NULL",
    );
  return choice(type === "check" || type === "not_null" ? "check" : "other");
}

function changedRows({ details }: IdentifiedOperation<"change_data">): Choice {
  const { statement, rows, where, sources } = details;
  if (statement === "insert" && rows !== null) return choice("literal rows");
  if (statement === "insert") return choice("insert");
  return choice(statement === "delete" && !where && sources.length === 0 ? "all rows gone" : "existing rows");
}
