/** The columns that differ between a table and the one that takes its place, as operations. */

import type { Column, ReadOperation } from "../operation.ts";
import type { KnownTable } from "./known-schema.ts";

/** `filled`: the columns that the copy writes, empty when it does not say. `before` is what is known of the old table. */
export function columnChanges(
  about: Omit<ReadOperation, "kind" | "details">,
  columns: readonly Column[],
  filled: readonly string[],
  before: KnownTable | null,
): ReadOperation[] {
  const known = before !== null && before.complete ? before.columns : null;
  const found: ReadOperation[] = [];
  const emit = (kind: ReadOperation["kind"], column: string, details: object): void => {
    found.push({ ...about, kind, columns: [column], details } as ReadOperation);
  };
  for (const column of columns) {
    const old = known?.get(column.name);
    if (known !== null ? old === undefined : filled.length > 0 && !filled.includes(column.name)) {
      emit("add_column", column.name, { column, ifNotExists: false, separateReference: false });
    }
    if (old === undefined) continue;
    if (old.type !== null && column.type !== null && old.type !== column.type) {
      const details = { type: column.type, oldType: old.type, using: null, collation: null };
      emit("alter_column_type", column.name, details);
    }
    const required = column.nullable === false || column.primaryKey;
    if (old.nullable === true && required) emit("set_not_null", column.name, {});
    if (old.nullable === false && !required) emit("drop_not_null", column.name, {});
  }
  const kept = new Set(columns.map(({ name }) => name));
  for (const name of known?.keys() ?? []) {
    if (!kept.has(name)) emit("drop_column", name, { ifExists: false, cascade: false });
  }
  return found;
}
