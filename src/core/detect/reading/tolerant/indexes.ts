/** CREATE INDEX, and the statements that build tables or indexes anew. */

import { carriedOut } from "./carried-out.ts";
import type { Cursor } from "./cursor.ts";
import { blankKey, indexOptions, keyClause, keyParts, method } from "./keys.ts";
import { readExpression } from "./grammar/grammar.ts";
import { lockWait } from "./carried-out.ts";
import type { Statement } from "./statement.ts";

/** `cursor` stands behind INDEX; `kind` is the word before it. */
export function createIndex(
  statement: Statement,
  cursor: Cursor,
  { kind, replace }: { kind: string | null; replace: boolean },
): void {
  const key = blankKey();
  if (kind !== null && kind !== "UNIQUE") key.method = kind.toLowerCase();
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  const own = cursor.tableName();
  method(cursor, key);
  cursor.expect("ON");
  // In SQLite the schema stands before the name of the index.
  const on = statement.isMysql ? cursor.tableName() : { schema: null, table: cursor.name() };
  const table = { schema: on.schema ?? own.schema, table: on.table };
  keyParts(cursor, statement.dialect, key);
  let where: string | null = null;
  if (statement.isMysql) while (carriedOut(statement, cursor) || ownOption(cursor, key));
  else if (cursor.take("WHERE")) {
    const from = cursor.at;
    readExpression(cursor);
    where = cursor.source(from);
  }
  if (!cursor.done) cursor.fail("the end of CREATE INDEX");
  const name = own.table;
  if (replace) {
    const details = { ifExists: true, cascade: false, concurrently: false };
    statement.emit("drop_index", { ...table, name, details });
  }
  const details = {
    unique: kind === "UNIQUE",
    concurrently: false,
    ifNotExists,
    method: key.method,
    expressions: key.expressions,
    where,
    only: false,
  };
  statement.emit("create_index", { ...table, name, columns: key.columns, details, clause: keyClause(key) });
}

/** One more option of the index; false when none stands here. */
function ownOption(cursor: Cursor, key: ReturnType<typeof blankKey>): boolean {
  const start = cursor.at;
  indexOptions(cursor, key);
  return cursor.at > start;
}

/** OPTIMIZE and REPAIR build each table anew; ANALYZE, CHECK and CHECKSUM only read. */
export function maintain(statement: Statement, cursor: Cursor): void {
  const word = cursor.anyWord("a statement").toLowerCase();
  cursor.takeOne("NO_WRITE_TO_BINLOG", "LOCAL");
  if (cursor.takeOne("TABLE", "TABLES") === null) cursor.fail("TABLE");
  if (word !== "optimize" && word !== "repair") {
    cursor.at = cursor.limit;
    return;
  }
  do {
    const from = cursor.at;
    const table = cursor.tableName();
    statement.emit("rewrite_table", { ...table, details: { how: `${word} table` } }, { from, to: cursor.at });
  } while (cursor.take(","));
  lockWait(statement, cursor);
  while (cursor.takeOne("QUICK", "EXTENDED", "USE_FRM", "FORCE") !== null);
}

/** `LOCK TABLES a READ, b WRITE`. */
export function lockTables(statement: Statement, cursor: Cursor): void {
  cursor.expect("LOCK");
  if (cursor.take("INSTANCE", "FOR", "BACKUP")) {
    statement.unknown("locks the whole server for a backup");
    return;
  }
  if (cursor.takeOne("TABLE", "TABLES") === null) cursor.fail("TABLES");
  do {
    const from = cursor.at;
    const table = cursor.tableName();
    if (!["READ", "WRITE", "LOW_PRIORITY"].includes(cursor.word())) {
      cursor.take("AS");
      cursor.name();
    }
    const start = cursor.at;
    cursor.take("LOW_PRIORITY");
    if (cursor.takeOne("READ", "WRITE") === null) cursor.fail("READ or WRITE");
    cursor.take("LOCAL");
    cursor.take("CONCURRENT");
    const details = { mode: cursor.source(start).toLowerCase() };
    statement.emit("lock_table", { ...table, details }, { from, to: cursor.at });
  } while (cursor.take(","));
  lockWait(statement, cursor);
}

export function truncate(statement: Statement, cursor: Cursor): void {
  cursor.expect("TRUNCATE");
  cursor.take("TABLE");
  const table = cursor.tableName();
  lockWait(statement, cursor);
  statement.emit("truncate_table", { ...table, details: { cascade: false, restartIdentity: true } });
}

/** SQLite's REINDEX: of everything, of a collation, a table or an index. */
export function reindex(statement: Statement, cursor: Cursor): void {
  cursor.expect("REINDEX");
  if (cursor.done) {
    statement.emit("rebuild_index", { details: { scope: "database", concurrently: false } });
    return;
  }
  const { schema, table: name } = cursor.tableName();
  statement.emit("rebuild_index", { schema, name, details: { scope: "index", concurrently: false } });
}
