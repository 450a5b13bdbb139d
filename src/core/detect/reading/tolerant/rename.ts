/** Renames of tables, columns and indexes. */

import type { TableName } from "../../../operation.ts";
import type { Alter } from "./alter.ts";
import { lockWait } from "./carried-out.ts";
import type { Cursor } from "./cursor.ts";
import type { Span, Statement } from "./statement.ts";

/** RENAME COLUMN, INDEX or KEY; false when the table itself is renamed. */
export function columnOrIndexRename({ statement, cursor, table }: Alter): boolean {
  const from = cursor.at;
  const second = cursor.word(1);
  if (statement.isMysql && (second === "INDEX" || second === "KEY")) {
    cursor.at += 2;
    cursor.take("IF", "EXISTS");
    const name = cursor.name();
    cursor.expect("TO");
    const details = { newName: cursor.name() };
    statement.emit("rename_index", { ...table, name, details }, { from, to: cursor.at });
    return true;
  }
  const isPlain = !statement.isMysql && second !== "TO" && second !== "COLUMN";
  if (second !== "COLUMN" && !isPlain) return false;
  cursor.at += isPlain ? 1 : 2;
  if (statement.isMysql) cursor.take("IF", "EXISTS");
  const columns = [cursor.name()];
  cursor.expect("TO");
  const details = { newName: cursor.name() };
  statement.emit("rename_column", { ...table, columns, details }, { from, to: cursor.at });
  return true;
}

/** RENAME [TO | AS | =] name, in ALTER TABLE. */
export function renameTable({ statement, cursor, table }: Alter): void {
  const from = cursor.at;
  cursor.expect("RENAME");
  if (!statement.isMysql) cursor.expect("TO");
  else cursor.takeOne("TO", "AS", "=");
  emitRename(statement, table, cursor.tableName(), { from, to: cursor.at });
}

/** `RENAME TABLE a TO b, c TO d`; `cursor` stands behind TABLE. */
export function renameTables(statement: Statement, cursor: Cursor): void {
  cursor.take("IF", "EXISTS");
  do {
    const from = cursor.at;
    const table = cursor.tableName();
    lockWait(statement, cursor);
    cursor.expect("TO");
    emitRename(statement, table, cursor.tableName(), { from, to: cursor.at });
  } while (cursor.take(","));
}

/** A name in another database moves the table there. */
function emitRename(statement: Statement, table: TableName, to: TableName, at: Span): void {
  let { schema } = table;
  if (to.schema !== null && to.schema !== schema) {
    const details = { newSchema: to.schema, object: "table" };
    statement.emit("set_schema", { ...table, details }, at);
    schema = to.schema;
    if (to.table === table.table) return;
  }
  statement.emit("rename_table", { schema, table: table.table, details: { newName: to.table } }, at);
}
