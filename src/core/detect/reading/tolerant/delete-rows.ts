/** DELETE of one table, or of several that a join finds. */

import type { TableName } from "../../../operation.ts";
import { noteCalls } from "./calls.ts";
import { aliasesIn, change, fewTables, modifier, ofAlias, sourcesOf } from "./change.ts";
import type { Cursor } from "./cursor.ts";
import { readChangeTail, readExpression, readHints, readTables } from "./grammar/grammar.ts";
import type { Statement } from "./statement.ts";

export function remove(statement: Statement, cursor: Cursor): void {
  const start = cursor.at;
  cursor.expect("DELETE");
  while (modifier(cursor) !== null);
  if (statement.isMysql && cursor.is("HISTORY", "FROM")) cursor.at += 1;
  const isPlain = cursor.take("FROM");
  if (!isPlain && !statement.isMysql) cursor.fail("FROM");
  const targets = [target(cursor)];
  while (statement.isMysql && cursor.take(",")) targets.push(target(cursor));
  const behindTargets = cursor.at;
  const sources = sourcesOf(statement, cursor);
  noteCalls(statement, cursor, start);
  const joins = !isPlain || targets.length > 1 || cursor.word() === "USING";
  const where = restOf(statement, cursor, isPlain, joins);
  fewTables(targets.length);
  const aliases = joins ? aliasesIn(cursor, behindTargets) : new Map<string, TableName>();
  for (const each of joins ? targets : targets.slice(0, 1)) {
    const table = joins ? ofAlias(aliases, each) : each;
    change(statement, {
      statement: "delete",
      table,
      columns: [],
      sources,
      where,
      rows: null,
      onConflict: null,
    });
  }
}

/** Goes over what follows the tables; true when it says which rows. */
function restOf(statement: Statement, cursor: Cursor, isPlain: boolean, joins: boolean): boolean {
  if (joins && statement.isMysql) {
    cursor.expect(isPlain ? "USING" : "FROM");
    readTables(cursor);
  } else {
    if (statement.isMysql && cursor.take("PARTITION")) cursor.names();
    readHints(cursor);
    if (cursor.take("AS")) cursor.name();
    else if (statement.isMysql && cursor.isName() && !BEHIND_NAME.has(cursor.word())) cursor.name();
    readHints(cursor);
    // MariaDB throws away what rows were before.
    if (statement.isMysql && cursor.take("BEFORE", "SYSTEM_TIME")) {
      cursor.takeOne("TIMESTAMP", "TRANSACTION");
      readExpression(cursor);
    }
  }
  const where = cursor.word() === "WHERE";
  readChangeTail(cursor);
  return where;
}

const BEHIND_NAME = new Set(["RETURNING", "OFFSET", "BEFORE"]);

/** `t`, `s.t`, `t.*`. */
function target(cursor: Cursor): TableName {
  if (!cursor.lenient) cursor.take(".");
  const first = cursor.name();
  if (!cursor.take(".")) return { schema: null, table: first };
  if (cursor.take("*")) return { schema: null, table: first };
  const table = cursor.name();
  if (cursor.take(".")) cursor.expect("*");
  return { schema: first, table };
}
