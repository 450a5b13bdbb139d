/** Everything that CREATE and ALTER make besides tables: views, triggers, programs, sequences, databases. */

import { readBody } from "./bodies.ts";
import type { ReadTokens } from "./bodies.ts";
import { characteristics, parameters, variableType } from "./body-parts.ts";
import { readQuery, startsQuery } from "./grammar/grammar.ts";
import { tablesIn } from "./queries.ts";
import type { Cursor } from "./cursor.ts";
import { account } from "./drop.ts";
import { tableOption } from "./table-options.ts";
import type { Statement } from "./statement.ts";

/** Goes over `ALGORITHM = x`, `DEFINER = user`, `SQL SECURITY x`. */
export function skipDefiner(cursor: Cursor): void {
  for (;;) {
    if (cursor.take("ALGORITHM")) {
      cursor.expect("=");
      if (cursor.takeOne("UNDEFINED", "MERGE", "TEMPTABLE") === null) cursor.fail("an algorithm");
    } else if (cursor.take("DEFINER")) {
      cursor.expect("=");
      account(cursor);
    } else if (cursor.take("SQL", "SECURITY")) {
      if (cursor.takeOne("DEFINER", "INVOKER") === null) cursor.fail("DEFINER or INVOKER");
    } else return;
  }
}

/** `cursor` stands behind VIEW. */
export function createView(
  statement: Statement,
  cursor: Cursor,
  { replace, temporary }: { replace: boolean; temporary: boolean },
): void {
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  const own = cursor.tableName();
  if (cursor.word() === "(") cursor.names();
  cursor.expect("AS");
  if (!startsQuery(cursor) && cursor.word() !== "(") cursor.fail("a query");
  const sources = tablesIn(cursor.tokens, cursor.at, cursor.limit, cursor);
  readQuery(cursor);
  if (statement.isMysql && cursor.take("WITH")) {
    cursor.takeOne("LOCAL", "CASCADED");
    cursor.expect("CHECK", "OPTION");
  }
  if (replace || ifNotExists) statement.emit("replace_view", { ...own, details: { sources } });
  else statement.emit("create_view", { ...own, details: { temporary, sources } });
}

/** `CREATE TRIGGER n BEFORE INSERT ON t ...`; `cursor` stands behind TRIGGER. */
export function createTrigger(
  statement: Statement,
  cursor: Cursor,
  { replace, read }: { replace: boolean; read: ReadTokens },
): void {
  cursor.take("IF", "NOT", "EXISTS");
  const { table: name } = cursor.tableName();
  if (!statement.isMysql && cursor.take("INSTEAD")) cursor.expect("OF");
  else if (cursor.takeOne("BEFORE", "AFTER") === null && statement.isMysql) cursor.fail("BEFORE or AFTER");
  // MariaDB 12 takes several.
  do {
    const event = cursor.takeOne("INSERT", "UPDATE", "DELETE") ?? cursor.fail("INSERT, UPDATE or DELETE");
    if (event !== "UPDATE" || !cursor.take("OF")) continue;
    do cursor.name();
    while (cursor.take(","));
  } while (statement.isMysql && cursor.take("OR"));
  cursor.expect("ON");
  const table = cursor.tableName();
  if (statement.isMysql || cursor.word() === "FOR") cursor.expect("FOR", "EACH", "ROW");
  if (statement.isMysql && cursor.takeOne("FOLLOWS", "PRECEDES") !== null) cursor.name();
  readBody(statement, cursor, read);
  statement.emit("create_trigger", { ...table, name, details: { replace, function: null } });
}

/** CREATE PROCEDURE and FUNCTION; the body is kept for those who call it. */
export function createRoutine(
  statement: Statement,
  cursor: Cursor,
  {
    routine,
    replace,
    read,
  }: { routine: "function" | "procedure" | "aggregate"; replace: boolean; read: ReadTokens },
): void {
  cursor.take("IF", "NOT", "EXISTS");
  const { schema, table: name } = cursor.tableName();
  if (cursor.take("RETURNS")) {
    // CREATE FUNCTION f RETURNS STRING SONAME 'library'
    cursor.anyWord("a type");
    cursor.expect("SONAME");
    cursor.stringValue();
    statement.unknown("loads a function from a library of the server");
    return;
  }
  parameters(cursor);
  if (routine !== "procedure") {
    cursor.expect("RETURNS");
    variableType(cursor);
  }
  const from = cursor.at;
  characteristics(cursor);
  readBody(statement, cursor, read);
  if (routine === "procedure") {
    const program = { tokens: statement.tokens, from, to: cursor.limit };
    statement.session.programs.set(name.toLowerCase(), program);
  }
  statement.emit("create_function", { schema, name, details: { replace, routine } });
}

/** ALTER of a program changes how it is run, not what it does. */
export function alterRoutine(statement: Statement, cursor: Cursor): void {
  const routine = cursor.anyWord("PROCEDURE or FUNCTION") === "PROCEDURE" ? "procedure" : "function";
  const { schema, table: name } = cursor.tableName();
  characteristics(cursor);
  statement.emit("create_function", { schema, name, details: { replace: true, routine } });
}

export function createSequence(statement: Statement, cursor: Cursor): void {
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  const { schema, table: name } = cursor.tableName();
  while (sequenceOption(cursor) || tableOption(cursor) !== null);
  statement.emit("create_sequence", { schema, name, details: { ifNotExists } });
}

export function alterSequence(statement: Statement, cursor: Cursor): void {
  cursor.take("IF", "EXISTS");
  const { schema, table: name } = cursor.tableName();
  const from = cursor.at;
  if (!sequenceOption(cursor)) cursor.fail("what changes");
  while (sequenceOption(cursor));
  const action = cursor.source(from).toLowerCase();
  statement.emit("alter_sequence", { schema, name, details: { action } });
}

/** One option of a sequence; false when none stands here. */
function sequenceOption(cursor: Cursor): boolean {
  if (cursor.takeOne("NOMINVALUE", "NOMAXVALUE", "NOCACHE", "CYCLE", "NOCYCLE") !== null) return true;
  if (cursor.take("NO")) {
    if (cursor.takeOne("MINVALUE", "MAXVALUE", "CACHE", "CYCLE") === null)
      cursor.fail("MINVALUE, MAXVALUE, CACHE or CYCLE");
    return true;
  }
  const word = cursor.takeOne("START", "RESTART", "INCREMENT", "MINVALUE", "MAXVALUE", "CACHE");
  if (word === null) return false;
  const named = cursor.takeOne("WITH", "BY", "=") !== null;
  if (word === "RESTART" && !named && cursor.token()?.kind !== "number") return true;
  cursor.takeOne("+", "-");
  if (cursor.token()?.kind !== "number") cursor.fail("a number");
  cursor.at += 1;
  return true;
}

/** One option of a database; false when none stands here. */
function databaseOption(cursor: Cursor): boolean {
  const option = tableOption(cursor);
  if (option !== null) {
    if (!["charset", "collate", "comment", "encryption"].includes(option.name))
      cursor.fail("an option of a database");
    return true;
  }
  if (!cursor.take("READ", "ONLY")) return false;
  cursor.take("=");
  if (cursor.takeOne("DEFAULT") === null) cursor.anyWord("0 or 1");
  return true;
}

/** A database of MySQL is what others call a schema. */
export function createDatabase(statement: Statement, cursor: Cursor): void {
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  const name = cursor.name();
  while (databaseOption(cursor));
  statement.emit("create_schema", { name, details: { ifNotExists } });
}

/** Options of a database count for the tables that are made later. */
export function alterDatabase(statement: Statement, cursor: Cursor): void {
  const isComment = cursor.is("COMMENT") && (cursor.word(1) === "=" || cursor.token(1)?.kind === "string");
  const isOption = isComment || ["CHARACTER", "CHARSET", "COLLATE", "DEFAULT"].includes(cursor.word());
  const name = isOption ? null : cursor.name();
  const from = cursor.at;
  if (!cursor.take("UPGRADE", "DATA", "DIRECTORY", "NAME") && !databaseOption(cursor))
    cursor.fail("what changes");
  while (databaseOption(cursor));
  const said = cursor.source(from).toLowerCase();
  if (!/^(?:default )?(?:character set|charset|collate|comment)\b/.test(said))
    statement.unknown("changes a database as a whole");
  else
    statement.emit("set_table_option", { name, details: { option: "default of the database", value: said } });
}
