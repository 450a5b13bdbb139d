/** What each statement is, by its first words. */

import { alterTable } from "./alter-table.ts";
import { noteCalls } from "./calls.ts";
import { createTable, createVirtualTable } from "./create-table.ts";
import type { Cursor } from "./cursor.ts";
import { insert, load, select, update, withClause } from "./data.ts";
import { remove } from "./delete-rows.ts";
import { drop } from "./drop.ts";
import { event } from "./events.ts";
import { readExpression } from "./grammar/grammar.ts";
import { createIndex, lockTables, maintain, reindex, truncate } from "./indexes.ts";
import {
  alterDatabase,
  alterRoutine,
  alterSequence,
  createDatabase,
  createRoutine,
  createSequence,
  createTrigger,
  createView,
  skipDefiner,
} from "./objects.ts";
import { changeUser, grant, renameUser } from "./privileges.ts";
import { block, call, prepare, runText } from "./programs.ts";
import { renameTables } from "./rename.ts";
import { pragma, set } from "./settings.ts";
import { attempt } from "./statement.ts";
import type { Statement } from "./statement.ts";

type Handler = (statement: Statement, cursor: Cursor) => void;

const nothing: Handler = (_statement, cursor) => {
  cursor.at = cursor.limit;
};

const unknown =
  (reason: string): Handler =>
  (statement, cursor) => {
    statement.unknown(reason);
    cursor.at = cursor.limit;
  };

const both: Record<string, Handler> = {
  ALTER: alter,
  ANALYZE: analyze,
  CREATE: create,
  DELETE: remove,
  DROP: (statement, cursor) => {
    cursor.at += 1;
    if (!statement.isMysql) refuseForeign(cursor, DROPPED_BY_SQLITE);
    drop(statement, cursor);
  },
  EXPLAIN: nothing,
  INSERT: insert,
  REPLACE: insert,
  SELECT: select,
  UPDATE: update,
  VALUES: select,
  WITH: withClause,
  "(": select,
};

const mysql: Record<string, Handler> = {
  BACKUP: unknown("holds changes of the schema back for a backup"),
  BINLOG: unknown("replays events of a binary log"),
  CACHE: nothing,
  CALL: (statement, cursor) => call(statement, cursor, readStatement),
  CHANGE: unknown("changes where the server replicates from"),
  CHECK: maintain,
  CHECKSUM: maintain,
  CLONE: unknown("copies a whole server"),
  DEALLOCATE: nothing,
  DESC: nothing,
  DESCRIBE: nothing,
  DO: (statement, cursor) => {
    noteCalls(statement, cursor, cursor.at);
    cursor.expect("DO");
    do readExpression(cursor);
    while (cursor.take(","));
  },
  EXECUTE: execute,
  FLUSH: (statement, cursor) => {
    if (cursor.source(cursor.at, cursor.limit).toUpperCase().includes("READ LOCK"))
      statement.unknown("locks every table");
    cursor.at = cursor.limit;
  },
  GRANT: grant,
  HANDLER: nothing,
  HELP: nothing,
  INSTALL: unknown("loads a library into the server"),
  KILL: unknown("ends another session"),
  LOAD: load,
  LOCK: lockTables,
  OPTIMIZE: maintain,
  PREPARE: (statement, cursor) => prepare(statement, cursor, readStatement),
  PURGE: unknown("throws away binary logs"),
  RENAME: (statement, cursor) => {
    cursor.at += 1;
    if (cursor.takeOne("TABLE", "TABLES") !== null) renameTables(statement, cursor);
    else {
      cursor.expect("USER");
      renameUser(statement, cursor);
    }
  },
  REPAIR: maintain,
  RESET: unknown("resets a part of the server"),
  REVOKE: grant,
  SET: (statement, cursor) => set(statement, cursor, readStatement),
  SHOW: nothing,
  SHUTDOWN: unknown("stops the server"),
  SIGNAL: nothing,
  START: unknown("starts replication"),
  STOP: unknown("stops replication"),
  TABLE: (statement, cursor) => {
    if (statement.dialect === "mariadb") cursor.fail("a statement");
    select(statement, cursor);
  },
  TRUNCATE: truncate,
  UNINSTALL: unknown("removes a library from the server"),
  UNLOCK: nothing,
  USE: nothing,
  BEGIN: (statement, cursor) => runBlock(statement, cursor),
  IF: (statement, cursor) => runBlock(statement, cursor),
  CASE: (statement, cursor) => runBlock(statement, cursor),
  WHILE: (statement, cursor) => runBlock(statement, cursor),
  LOOP: (statement, cursor) => runBlock(statement, cursor),
  FOR: (statement, cursor) => runBlock(statement, cursor),
};

const sqlite: Record<string, Handler> = {
  ATTACH: unknown("opens another database file, and what follows can act on it"),
  DETACH: nothing,
  PRAGMA: pragma,
  REINDEX: reindex,
  VACUUM: (statement, cursor) => {
    cursor.at = cursor.limit;
    statement.emit("rewrite_table", { details: { how: "vacuum" } });
  },
};

/** Reads one statement into operations; what it cannot read is one unknown statement. */
export function readStatement(statement: Statement): void {
  attempt(statement, (each) => {
    const cursor = each.cursor();
    const word = cursor.word();
    const own = each.isMysql ? mysql : sqlite;
    const handler = Object.hasOwn(own, word) ? own[word] : Object.hasOwn(both, word) ? both[word] : undefined;
    if (handler === undefined) return cursor.fail("a statement");
    handler(each, cursor);
    if (!cursor.done) cursor.fail("the end of the statement");
  });
}

/** MariaDB's ANALYZE in front of a statement runs it: https://mariadb.com/kb/en/analyze-statement/ */
function analyze(statement: Statement, cursor: Cursor): void {
  cursor.expect("ANALYZE");
  if (cursor.take("FORMAT")) {
    cursor.expect("=");
    cursor.anyWord("a format");
  }
  const runs = ["UPDATE", "DELETE", "INSERT", "REPLACE", "SELECT", "WITH"].includes(cursor.word());
  if (statement.isMysql && runs) both[cursor.word()]?.(statement, cursor);
  else cursor.at = cursor.limit;
}

function runBlock(statement: Statement, cursor: Cursor): void {
  block(statement, readStatement);
  cursor.at = cursor.limit;
}

/** What is prepared in this text counts there. */
function execute(statement: Statement, cursor: Cursor): void {
  cursor.expect("EXECUTE");
  if (cursor.take("IMMEDIATE")) runText(statement, cursor, readStatement);
  else {
    const name = cursor.name();
    if (!statement.session.prepared.has(name.toLowerCase())) {
      statement.emit("run_code", { details: { source: statement.source, called: name, tables: [] } });
    }
  }
  cursor.at = cursor.limit;
}

const CREATED_BY_SQLITE = new Set("TABLE VIEW INDEX TRIGGER VIRTUAL UNIQUE TEMP TEMPORARY".split(" "));
const DROPPED_BY_SQLITE = new Set(["TABLE", "VIEW", "INDEX", "TRIGGER"]);

/** SQLite has few kinds of objects. */
function refuseForeign(cursor: Cursor, known: ReadonlySet<string>): void {
  if (!known.has(cursor.word())) cursor.fail("what SQLite has");
  if (cursor.word() === "UNIQUE" && cursor.word(1) !== "INDEX") cursor.fail("UNIQUE INDEX");
  if (cursor.word().startsWith("TEMP") && !DROPPED_BY_SQLITE.has(cursor.word(1)))
    cursor.fail("what SQLite has");
}

const INDEXES = ["UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR"];

function create(statement: Statement, cursor: Cursor): void {
  cursor.expect("CREATE");
  if (!statement.isMysql) refuseForeign(cursor, CREATED_BY_SQLITE);
  const replace = cursor.take("OR", "REPLACE");
  if (statement.isMysql) {
    skipDefiner(cursor);
    if (cursor.take("ONLINE")) statement.shared.lock = "none";
    else cursor.take("OFFLINE");
  }
  const temporary = cursor.takeOne("TEMPORARY", "TEMP") !== null;
  const kind = cursor.takeOne(...INDEXES);
  const word = cursor.anyWord("what to create");
  if (kind !== null && word !== "INDEX" && word !== "KEY") cursor.fail("INDEX");
  switch (word) {
    case "TABLE":
      return createTable(statement, cursor, { temporary, replace });
    case "VIRTUAL":
      cursor.expect("TABLE");
      return createVirtualTable(statement, cursor);
    case "INDEX":
    case "KEY":
      return createIndex(statement, cursor, { kind, replace });
    case "VIEW":
      return createView(statement, cursor, { replace, temporary });
    case "TRIGGER":
      return createTrigger(statement, cursor, { replace, read: readStatement });
    case "PROCEDURE":
    case "FUNCTION":
      return createRoutine(statement, cursor, {
        routine: word === "FUNCTION" ? "function" : "procedure",
        replace,
        read: readStatement,
      });
    case "AGGREGATE":
      cursor.expect("FUNCTION");
      return createRoutine(statement, cursor, { routine: "aggregate", replace, read: readStatement });
    case "SEQUENCE":
      return createSequence(statement, cursor);
    case "EVENT":
      return event(statement, cursor, { isNew: true, read: readStatement });
    case "DATABASE":
    case "SCHEMA":
      return createDatabase(statement, cursor);
    case "USER":
    case "ROLE":
      return changeUser(statement, cursor);
    default:
      statement.unknown(CREATED[word] ?? "creates an object whose kind is not known");
      cursor.at = cursor.limit;
  }
}

const CREATED: Record<string, string> = {
  SERVER: "creates the definition of another server",
  TABLESPACE: "creates a tablespace",
  UNDO: "creates an undo tablespace",
  LOGFILE: "creates a log file group",
  PACKAGE: "creates a package of stored programs",
  RESOURCE: "creates a resource group",
  SPATIAL: "creates a spatial reference system",
};

function alter(statement: Statement, cursor: Cursor): void {
  cursor.expect("ALTER");
  if (statement.isMysql) {
    skipDefiner(cursor);
    if (cursor.take("ONLINE")) statement.shared.lock = "none";
    else cursor.take("OFFLINE");
    cursor.take("IGNORE");
  }
  if (cursor.take("TABLE")) return alterTable(statement, cursor);
  if (!statement.isMysql) cursor.fail("TABLE");
  const word = cursor.word();
  if (word === "PROCEDURE" || word === "FUNCTION") return alterRoutine(statement, cursor);
  cursor.at += 1;
  switch (word) {
    case "VIEW":
      return createView(statement, cursor, { replace: true, temporary: false });
    case "DATABASE":
    case "SCHEMA":
      return alterDatabase(statement, cursor);
    case "SEQUENCE":
      return alterSequence(statement, cursor);
    case "EVENT":
      return event(statement, cursor, { isNew: false, read: readStatement });
    case "USER":
    case "ROLE":
      return changeUser(statement, cursor);
    default:
      statement.unknown(`changes ${ALTERED[word] ?? "an object whose kind is not known"}`);
      cursor.at = cursor.limit;
  }
}

const ALTERED: Record<string, string> = {
  INSTANCE: "the whole server",
  SERVER: "the definition of another server",
  TABLESPACE: "a tablespace",
  UNDO: "an undo tablespace",
  LOGFILE: "a log file group",
  RESOURCE: "a resource group",
};
