/** Tables in the known schema: made, filled, renamed, dropped. */

import type { ReadOperation, TableName } from "../../operation.ts";
import { holdsData, keyOf, tableOf } from "../known-schema.ts";
import type { KnownSchema, KnownTable } from "../known-schema.ts";
import { addConstraint, addIndex, constraintOf, inlineConstraints } from "./constraints.ts";
import { knownColumn } from "./columns.ts";

/** Whether an operation is of the change itself, or of a migration that was there before. */
export type Side = "base" | "change";

export function blankTable(name: TableName): KnownTable {
  return {
    schema: name.schema,
    table: name.table,
    relation: "table",
    isNew: false,
    charset: null,
    filled: false,
    complete: false,
    columns: new Map(),
    constraints: new Map(),
    partitioned: null,
    partitionKey: null,
    partitionOf: null,
    defaultPartition: null,
    populated: true,
  };
}

/** The table, remembered from now on even when nothing was known of it. */
export function touchTable(schema: KnownSchema, name: TableName): KnownTable {
  const key = keyOf(name);
  const found = schema.tables.get(key);
  if (found !== undefined) return found;
  const table = blankTable(name);
  schema.tables.set(key, table);
  return table;
}

export function createTable(schema: KnownSchema, operation: ReadOperation<"create_table">, side: Side): void {
  if (operation.table === null) return;
  const { details } = operation;
  const name = { schema: operation.schema, table: operation.table };
  const perhaps = details.ifNotExists && canBeThere(schema, name);
  const table = makeTable(schema, operation, operation.table, side, perhaps);
  if (table === null) return;
  table.complete = details.like === null && details.inherits.length === 0 && !operation.conditional;
  table.partitioned = details.partitioned;
  table.charset = operation.clause?.options?.["charset"] ?? null;
  table.partitionKey = operation.partitioning?.key ?? null;
  // An edited migration makes again what was there before: old code uses its columns.
  const columnsOf = table.isNew ? side : "base";
  for (const column of details.columns) {
    table.columns.set(column.name, knownColumn(column, columnsOf));
    inlineConstraints(schema, table, column);
  }
  for (const constraint of details.constraints)
    addConstraint(schema, table, constraint.name, constraintOf(constraint));
  for (const { name, columns, expressions } of operation.clause?.keys ?? []) {
    const index = { columns, computed: expressions, unique: false, isNew: table.isNew };
    addIndex(schema, table, name ?? columns[0] ?? null, index);
  }
}

/** One name for the branch that an operation runs in, null when it is conditional in a way that has no name, or not at all. */
function branchOf({ place, condition }: Pick<ReadOperation, "place" | "condition">): string | null {
  return condition === undefined ? null : `${place.path}\n${condition}`;
}

/** Before an operation: what the change created in a branch is new for what runs there too, and for nothing else. */
export function enterBranch({ branched, taken }: KnownSchema, operation: ReadOperation): void {
  if (branched.tables.size === 0) return;
  const branch = branchOf(operation);
  if (branch === branched.branch) return;
  for (const table of branched.open) table.isNew = false;
  branched.open = [];
  branched.branch = branch;
  if (branch === null) return;
  for (let end = branch.length; end > 0; end = branch.lastIndexOf("/", end - 1)) {
    for (const table of branched.tables.get(branch.slice(0, end)) ?? []) {
      table.isNew = !taken.has(keyOf(table));
      branched.open.push(table);
    }
  }
}

/** Whether a table that is made IF NOT EXISTS can be there: not when the base has migrations and none of them speaks of it. */
export function canBeThere(schema: KnownSchema, name: TableName): boolean {
  if (schema.history.length === 0 || schema.tables.has(keyOf(name))) return true;
  const word = name.table.toLowerCase();
  return schema.history.some((operation) => speaksOf(operation, word));
}

/** Whether a table of that name is in it anywhere: referenced, granted, or in code whose effect is not known. */
function speaksOf({ table, name, details }: ReadOperation, word: string): boolean {
  const text = JSON.stringify([table, name, details]).toLowerCase();
  const at = text.indexOf(word);
  return at !== -1 && (!/^[\p{L}\p{N}_$]+$/u.test(word) || text.split(/[^\p{L}\p{N}_$]+/u).includes(word));
}

/** Enters a created relation. Null when one is known already and this statement would leave it as it is. */
export function makeTable(
  schema: KnownSchema,
  operation: Pick<ReadOperation, "schema" | "conditional" | "place" | "condition">,
  name: string,
  side: Side,
  ifNotExists: boolean,
): KnownTable | null {
  const ref = { schema: operation.schema, table: name };
  const key = keyOf(ref);
  const known = schema.tables.get(key);
  const perhaps = ifNotExists || operation.conditional;
  if (known !== undefined && perhaps) return null;
  const table = blankTable(ref);
  const gone = schema.taken.has(key) && known === undefined;
  table.isNew = side === "change" && known === undefined && (!perhaps || gone);
  schema.tables.set(key, table);
  if (side === "change" && !ifNotExists && known === undefined)
    newInBranch(schema, table, branchOf(operation));
  return table;
}

function newInBranch({ branched }: KnownSchema, table: KnownTable, branch: string | null): void {
  if (branch === null) return;
  table.isNew = true;
  branched.open.push(table);
  branched.branch = branch;
  const others = branched.tables.get(branch);
  if (others === undefined) branched.tables.set(branch, [table]);
  else others.push(table);
}

export function dropTable(schema: KnownSchema, name: TableName, conditional: boolean): void {
  const key = keyOf(name);
  if (conditional) {
    const known = schema.tables.get(key);
    if (known !== undefined) known.complete = false;
    return;
  }
  if (schema.tables.get(key)?.isNew !== true) schema.taken.add(key);
  schema.tables.delete(key);
  for (const [index, { table }] of schema.indexes) if (table === key) schema.indexes.delete(index);
}

/** A table under another name or in another schema. What takes the name of a table that was there is as old as that one. */
export function moveTable(schema: KnownSchema, from: TableName, to: TableName): void {
  const old = keyOf(from);
  const key = keyOf(to);
  const table = schema.tables.get(old) ?? blankTable(from);
  if (!table.isNew) schema.taken.add(old);
  schema.tables.delete(old);
  const isNew = table.isNew && !schema.taken.has(key);
  // The same object, so that a branch that made it still knows it.
  schema.tables.set(key, Object.assign(table, { schema: to.schema, table: to.table, isNew }));
  for (const index of schema.indexes.values()) if (index.table === old) index.table = key;
  for (const other of schema.tables.values()) {
    if (other.partitionOf === old) other.partitionOf = key;
    for (const constraint of other.constraints.values()) {
      if (constraint.references !== null && keyOf(constraint.references) === old) constraint.references = to;
    }
  }
}

/** Rows from a table that holds data, or from nobody knows where, make a new table one whose size is not known. */
export function fillTable(schema: KnownSchema, name: TableName, sources: readonly TableName[] | null): void {
  const table = tableOf(schema, name);
  if (table === null || table.filled) return;
  if (sources === null || sources.some((source) => holdsData(schema, source))) table.filled = true;
}
