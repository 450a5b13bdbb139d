/** Finds tables that are built anew under their old name: create, copy, drop and rename are one `rewrite_table`. */

import type { ReadOperation, TableName } from "../operation.ts";
import { fold } from "./fold/fold.ts";
import { emptySchema, keyOf, tableOf } from "./known-schema.ts";
import type { KnownSchema } from "./known-schema.ts";
import { columnChanges } from "./rewritten-columns.ts";

export const rewriteWords = "create, copy, drop and rename";

/** The four operations of one rewrite, by their index. */
interface Rewrite {
  create: number;
  copy: number;
  drop: number;
  rename: number;
  /** The name that the table has before and after. */
  table: TableName;
  /** The name that it has in between: of the new table, or of the old one. */
  between: TableName;
}

/**
 * Replaces each rewrite of one file by a `rewrite_table` and an operation for each column that differs, where its last step
 * stood. A rewrite is: a table is created without IF NOT EXISTS, filled by an INSERT that selects from the old one, the old
 * one is dropped, and either the new one was renamed to the old name, or the old one away from it before. `base` says what
 * columns the table had, and is asked only when there is a rewrite; without it only columns that the copy does not fill are
 * known to be new.
 */
export function foldRewrites(
  operations: readonly ReadOperation[],
  base: () => readonly ReadOperation[],
): ReadOperation[] {
  const created = createdTables(operations);
  if (created.size === 0) return [...operations];
  const rewrites = operations.flatMap((operation, index) =>
    takesPart(operation, created) ? (rewriteAround(operations, index) ?? []) : [],
  );
  if (rewrites.length === 0) return [...operations];
  const schema = emptySchema();
  for (const operation of base()) if (operation.direction === "up") fold(schema, operation, "base");
  const result = operations.map((operation): ReadOperation[] => [operation]);
  let known = 0;
  for (const rewrite of rewrites) {
    // One file may build a table anew more than once, or change it before.
    for (; known < Math.min(rewrite.create, rewrite.rename); known++)
      for (const operation of result[known] ?? [])
        if (operation.direction === "up") fold(schema, operation, "base");
    replace(operations, rewrite, schema, result);
  }
  return result.flat();
}

function createdTables(operations: readonly ReadOperation[]): Set<string> {
  const created = new Set<string>();
  for (const { kind, schema, table } of operations) {
    if (kind === "create_table" && table !== null) created.add(keyOf({ schema, table }));
  }
  return created;
}

/** A rename of what the same operations create, or away from it. */
function takesPart(operation: ReadOperation, created: ReadonlySet<string>): boolean {
  const { kind, schema, table } = operation;
  return kind === "rename_table" && table !== null && created.has(keyOf({ schema, table }));
}

function replace(
  operations: readonly ReadOperation[],
  rewrite: Rewrite,
  schema: KnownSchema,
  result: ReadOperation[][],
): void {
  const { create, copy, drop, rename, table, between } = rewrite;
  const last = Math.max(drop, rename);
  const made = operations[create] as ReadOperation<"create_table">;
  const filled = operations[copy] as ReadOperation<"change_data">;
  const end = operations[last] as ReadOperation;
  for (const index of [create, copy, drop, rename]) result[index] = [];
  const about = { ...end, schema: table.schema, table: table.table, name: null };
  const whole = {
    ...about,
    kind: "rewrite_table",
    columns: [],
    details: { how: rewriteWords },
  } as ReadOperation;
  result[last] = [
    whole,
    ...columnChanges(about, made.details.columns, filled.columns, tableOf(schema, table)),
  ];
  for (let index = create + 1; index < operations.length; index++) {
    const [only, ...others] = result[index] ?? [];
    if (only === undefined || others.length > 0 || index >= last || !isOn(only, between)) continue;
    result[index] = [];
    result[last].push({ ...only, schema: table.schema, table: table.table } as ReadOperation);
  }
}

/** The rewrite that a rename is the first or the last step of, null when it is none. */
function rewriteAround(operations: readonly ReadOperation[], rename: number): Rewrite | null {
  const renamed = operations[rename];
  if (renamed?.kind !== "rename_table" || renamed.table === null || renamed.conditional) return null;
  const from = { schema: renamed.schema, table: renamed.table };
  const to = { schema: renamed.schema, table: renamed.details.newName };
  const same = (operation: ReadOperation): boolean =>
    operation.place.path === renamed.place.path &&
    operation.direction === renamed.direction &&
    !operation.conditional;
  const find = (start: number, end: number, test: (operation: ReadOperation) => boolean): number => {
    for (let index = start; index < end; index++) {
      const operation = operations[index];
      if (operation !== undefined && same(operation) && test(operation)) return index;
    }
    return -1;
  };
  const findLast = (test: (operation: ReadOperation) => boolean): number =>
    operations.findLastIndex((operation, index) => index < rename && same(operation) && test(operation));
  const all = operations.length;
  // The new table takes the old name at the end.
  const create = findLast((operation) => creates(operation, from));
  if (create !== -1) {
    const copy = find(create, rename, (operation) => copies(operation, from, to));
    const drop = copy === -1 ? -1 : find(copy, rename, (operation) => drops(operation, to));
    return drop === -1 ? null : { create, copy, drop, rename, table: to, between: from };
  }
  // The old table leaves its name first.
  const later = find(rename, all, (operation) => creates(operation, from));
  const copy = later === -1 ? -1 : find(later, all, (operation) => copies(operation, from, to));
  const drop = copy === -1 ? -1 : find(copy, all, (operation) => drops(operation, to));
  return drop === -1 ? null : { create: later, copy, drop, rename, table: from, between: from };
}

function isOn(operation: ReadOperation, name: TableName): boolean {
  return (
    operation.table !== null && keyOf({ schema: operation.schema, table: operation.table }) === keyOf(name)
  );
}

function creates(operation: ReadOperation, name: TableName): boolean {
  return operation.kind === "create_table" && !operation.details.ifNotExists && isOn(operation, name);
}

function copies(operation: ReadOperation, into: TableName, from: TableName): boolean {
  if (operation.kind !== "change_data" || operation.details.statement !== "insert" || !isOn(operation, into))
    return false;
  return operation.details.sources.some((source) => keyOf(source) === keyOf(from));
}

function drops(operation: ReadOperation, name: TableName): boolean {
  return operation.kind === "drop_table" && isOn(operation, name);
}
