/** Applies the operations on columns to the known schema. */

import type { ReadOperation } from "../../operation.ts";
import type { KnownColumn, KnownSchema } from "../known-schema.ts";
import { addColumn, dropColumn, renameColumn, touchColumn } from "./columns.ts";
import type { Side } from "./tables.ts";
import { touchTable } from "./tables.ts";

/** False when the operation is no change of a column. */
export function foldColumn(schema: KnownSchema, operation: ReadOperation, side: Side): boolean {
  if (operation.table === null) return false;
  const name = { schema: operation.schema, table: operation.table };
  const column = operation.columns[0];
  switch (operation.kind) {
    case "add_column":
      addColumn(schema, touchTable(schema, name), operation, side);
      return true;
    case "drop_column":
      for (const gone of operation.columns) dropColumn(touchTable(schema, name), gone);
      return true;
    case "rename_column":
      if (column !== undefined) renameColumn(touchTable(schema, name), column, operation.details.newName);
      return true;
    case "alter_column_type":
      if (column !== undefined) {
        const known = touchColumn(touchTable(schema, name), column);
        known.type = operation.conditional ? null : operation.details.type;
        restate(known, operation);
      }
      return true;
    case "set_not_null":
    case "drop_not_null":
      if (column !== undefined) {
        const nullable = operation.conditional ? null : operation.kind === "drop_not_null";
        touchColumn(touchTable(schema, name), column).nullable = nullable;
      }
      return true;
    case "set_default":
    case "drop_default":
      if (column !== undefined) {
        const set = operation.kind === "set_default" && operation.details.default.kind !== "client";
        const known = touchColumn(touchTable(schema, name), column);
        known.hasDefault = operation.conditional ? null : set;
        if (!operation.conditional) known.generated = null;
      }
      return true;
    default:
      return false;
  }
}

/** MODIFY and CHANGE say the whole column: what they leave out is gone. */
function restate(known: KnownColumn, { clause, conditional }: ReadOperation): void {
  const restated = clause?.restated ?? null;
  if (restated === null) return;
  // The set_not_null behind it says so where it is mandatory, and has to find what was there before.
  if (conditional) known.nullable = null;
  else if (restated.nullable !== false) known.nullable = true;
  known.hasDefault = conditional ? null : restated.default !== null || restated.identity;
}
