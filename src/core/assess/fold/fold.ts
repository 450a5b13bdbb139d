/** Applies one operation to the known schema. */

import type { ReadOperation, TableName } from "../../operation.ts";
import { keyOf } from "../known-schema.ts";
import type { KnownSchema } from "../known-schema.ts";
import { foldColumn } from "./fold-column.ts";
import { foldConstraint } from "./fold-constraint.ts";
import { foldObject } from "./fold-object.ts";
import type { Side } from "./tables.ts";
import { canBeThere, createTable, dropTable, fillTable, makeTable, moveTable, touchTable } from "./tables.ts";

/** After this the schema is as the operation leaves it. What only may have happened never counts as known to be safe. */
export function fold(schema: KnownSchema, operation: ReadOperation, side: Side): void {
  if (operation.clause !== undefined && operation.clause.dialect !== "sqlite") schema.indexesPerTable = true;
  if (side === "base") schema.history.push(operation);
  if (foldTable(schema, operation, side)) return;
  if (foldColumn(schema, operation, side)) return;
  if (foldConstraint(schema, operation, side)) return;
  foldObject(schema, operation, side);
}

function foldTable(schema: KnownSchema, operation: ReadOperation, side: Side): boolean {
  const { table } = operation;
  if (table === null) return false;
  const name: TableName = { schema: operation.schema, table };
  switch (operation.kind) {
    case "create_table":
      createTable(schema, operation, side);
      return true;
    case "create_table_as":
    case "create_materialized_view": {
      const ifNotExists = operation.kind === "create_table_as" && operation.details.ifNotExists;
      const again = ifNotExists && canBeThere(schema, name);
      const made = makeTable(schema, operation, table, side, again);
      if (made === null) return true;
      const { sources, withData } = operation.details;
      if (operation.kind === "create_materialized_view") {
        made.relation = "materialized view";
        made.populated = withData;
        // What can be on it is made after it, and read.
        made.complete = !operation.conditional;
      }
      if (withData) fillTable(schema, name, sources.length === 0 ? null : sources);
      return true;
    }
    case "create_view":
    case "replace_view": {
      if (operation.kind === "replace_view" && schema.tables.has(keyOf(name))) return true;
      const made = makeTable(schema, operation, table, side, operation.kind === "replace_view");
      if (made !== null) made.relation = "view";
      // Whoever reads the view reads what it reads.
      fillTable(schema, name, operation.details.sources.length === 0 ? null : operation.details.sources);
      return true;
    }
    case "drop_table":
    case "drop_view":
    case "drop_materialized_view":
      dropTable(schema, name, operation.conditional);
      return true;
    case "drop_partition":
      dropTable(schema, operation.details.partition, operation.conditional);
      return true;
    case "rename_table":
      moveTable(schema, name, { schema: name.schema, table: operation.details.newName });
      return true;
    case "set_schema":
      moveTable(schema, name, { schema: operation.details.newSchema, table });
      return true;
    case "refresh_materialized_view":
      if (!operation.conditional) touchTable(schema, name).populated = operation.details.withData;
      return true;
    case "create_partition":
    case "attach_partition":
      addPartition(schema, name, operation, side);
      return true;
    case "detach_partition":
      touchTable(schema, operation.details.partition).partitionOf = null;
      return true;
    case "change_data":
      if (operation.details.rows === null && operation.details.statement !== "delete") {
        fillTable(schema, name, operation.details.sources.length === 0 ? null : operation.details.sources);
      }
      return true;
    case "rewrite_table":
    case "set_table_option":
      if (/character set|charset/u.test(charsetWords(operation))) touchTable(schema, name).charset = null;
      return true;
    case "truncate_table":
      if (!operation.conditional) touchTable(schema, name).filled = false;
      return true;
    default:
      return false;
  }
}

function charsetWords(operation: ReadOperation<"rewrite_table" | "set_table_option">): string {
  return operation.kind === "rewrite_table" ? operation.details.how : operation.details.option;
}

function addPartition(
  schema: KnownSchema,
  parent: TableName,
  operation: ReadOperation<"create_partition" | "attach_partition">,
  side: Side,
): void {
  const { partition } = operation.details;
  const whole = touchTable(schema, parent);
  whole.partitioned = true;
  if (operation.details.default) whole.defaultPartition = keyOf(partition);
  if (operation.kind === "create_partition") {
    makeTable(schema, { ...operation, schema: partition.schema }, partition.table, side, false);
  }
  const part = touchTable(schema, partition);
  part.partitionOf = keyOf(parent);
  if (operation.kind === "attach_partition" && !whole.isNew) part.isNew = false;
}
