/** Columns in ALTER TABLE: added, modified, changed. */

import type { Alter } from "./alter.ts";
import { readColumn, readDefinition } from "./columns.ts";
import type { ReadColumn } from "./columns.ts";
import type { Cursor } from "./cursor.ts";

/** Reads the column that stands here; its operation begins at token `from`. */
export function addColumn({ statement, cursor, table }: Alter, ifNotExists: boolean, from: number): void {
  const { column, traits } = readColumn(cursor, statement.dialect);
  const clause = { traits, position: position(cursor) };
  const details = { column, ifNotExists, separateReference: false };
  statement.emit(
    "add_column",
    { ...table, columns: [column.name], details, clause },
    { from, to: cursor.at },
  );
}

function position(cursor: Cursor): string | null {
  if (cursor.lenient) return null;
  if (cursor.take("FIRST")) return "first";
  return cursor.take("AFTER") ? `after ${cursor.name()}` : null;
}

export function modifyColumn(alter: Alter): void {
  const { statement, cursor } = alter;
  const from = cursor.at;
  cursor.expect("MODIFY");
  cursor.take("COLUMN");
  cursor.take("IF", "EXISTS");
  restate(alter, readColumn(cursor, statement.dialect), from);
}

export function changeColumn(alter: Alter): void {
  const { statement, cursor, table } = alter;
  const from = cursor.at;
  cursor.expect("CHANGE");
  cursor.take("COLUMN");
  cursor.take("IF", "EXISTS");
  const old = cursor.name();
  const newName = cursor.name();
  const read = readDefinition(cursor, statement.dialect, newName);
  if (old.toLowerCase() !== newName.toLowerCase()) {
    const to = cursor.at;
    statement.emit("rename_column", { ...table, columns: [old], details: { newName } }, { from, to });
  }
  restate(alter, read, from);
}

/** The whole column is said anew: which part of it differs is known only to who knows the column before. */
function restate({ statement, cursor, table }: Alter, { column, traits }: ReadColumn, from: number): void {
  const columns = [column.name];
  const clause = { restated: column, traits, position: position(cursor) };
  const at = { from, to: cursor.at };
  const { type, collation } = column;
  const details = { type, oldType: null, using: null, collation };
  statement.emit("alter_column_type", { ...table, columns, details, clause }, at);
  if (column.nullable === false)
    statement.emit("set_not_null", { ...table, columns, details: {}, clause }, at);
}
