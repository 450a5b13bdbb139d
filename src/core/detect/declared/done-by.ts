/** What the migrations of a change do to the schema, and what they undo: one that is deleted takes back what it did. */

import type { ReadOperation } from "../../operation.ts";
import type { ReadMigration } from "../compare.ts";
import { declare } from "./declaring.ts";

export interface Done {
  operations: ReadOperation[];
  /** Something in them could not be read, or is code: it may do anything. */
  vague: boolean;
}

export function doneBy(migrations: readonly ReadMigration[]): Done {
  const operations: ReadOperation[] = [];
  let vague = false;
  for (const { before, after } of migrations) {
    const own = (after?.reading.operations ?? []).filter(isUp);
    const kept = new Set(own.map(keyOf));
    const lost = (before?.reading.operations ?? []).filter((one) => isUp(one) && !kept.has(keyOf(one)));
    operations.push(...own, ...lost.flatMap(inverse));
    vague ||= [...own, ...lost].some(isVague) || (after?.reading.unread.length ?? 0) > 0;
  }
  return { operations, vague };
}

function isUp({ direction }: ReadOperation): boolean {
  return direction === "up";
}

function isVague({ kind }: ReadOperation): boolean {
  return kind === "run_code" || kind === "unknown_statement";
}

function keyOf({ kind, schema, table, columns, name }: ReadOperation): string {
  return JSON.stringify([kind, schema, table, columns, name]);
}

/** What takes an operation back, where that is of another kind; all others are about the same thing both ways. */
function inverse(operation: ReadOperation): ReadOperation[] {
  const { schema, table, columns, place } = operation;
  const dropped = { ifExists: false, cascade: false };
  if (operation.kind === "create_table")
    return [declare("drop_table", place, { schema, table, details: dropped })];
  if (operation.kind === "add_column")
    return [declare("drop_column", place, { schema, table, columns, details: dropped })];
  if (operation.kind === "drop_table" || operation.kind === "drop_column")
    return [declare("rewrite_table", place, { schema, table, details: { how: "taken back" } })];
  return [operation];
}
