/** Columns in the known schema. */

import type { Column, ReadOperation } from "../../operation.ts";
import type { KnownColumn, KnownSchema, KnownTable } from "../known-schema.ts";
import { inlineConstraints } from "./constraints.ts";

const serial = /^(?:small|big)?serial[248]?$/u;

export function knownColumn(column: Column, side: "base" | "change"): KnownColumn {
  const counted = column.type !== null && serial.test(column.type);
  return {
    type: column.type,
    nullable: column.primaryKey || column.identity || counted ? false : (column.nullable ?? true),
    hasDefault:
      counted ||
      column.identity ||
      column.generated !== null ||
      (column.default !== null && column.default.kind !== "client"),
    generated: column.generated,
    isNew: side === "change",
  };
}

export function addColumn(
  schema: KnownSchema,
  table: KnownTable,
  operation: ReadOperation<"add_column">,
  side: "base" | "change",
): void {
  const { column, ifNotExists } = operation.details;
  const known = table.columns.get(column.name);
  const perhaps = ifNotExists || operation.conditional;
  if (known !== undefined && perhaps) return;
  const added = knownColumn(column, side);
  if (perhaps) added.isNew = false;
  table.columns.set(column.name, added);
  if (!operation.conditional) inlineConstraints(schema, table, column);
}

/** The column, remembered from now on even when nothing was known of it. */
export function touchColumn(table: KnownTable, name: string): KnownColumn {
  let column = table.columns.get(name);
  if (column === undefined) {
    column = { type: null, nullable: null, hasDefault: null, generated: null, isNew: false };
    table.columns.set(name, column);
  }
  return column;
}

/** Dropped with it: every constraint that has the column. */
export function dropColumn(table: KnownTable, name: string): void {
  table.columns.delete(name);
  for (const [key, constraint] of table.constraints) {
    if (constraint.columns.includes(name)) table.constraints.delete(key);
  }
}

export function renameColumn(table: KnownTable, from: string, to: string): void {
  const column = touchColumn(table, from);
  table.columns.delete(from);
  table.columns.set(to, column);
  for (const constraint of table.constraints.values()) {
    constraint.columns = constraint.columns.map((name) => (name === from ? to : name));
    if (constraint.notNullOf === from) constraint.notNullOf = to;
    // The text still says the old name.
    constraint.expression = null;
  }
}
