/** Statements that change rows or only read them. */

import type { TableName } from "../../../operation.ts";
import type { Cursor } from "./cursor.ts";
import { noteCalls } from "./calls.ts";
import { aliasesIn, change, count, fewTables, hasWord, modifier, ofAlias, sourcesOf } from "./change.ts";
import type { Change } from "./change.ts";
import { remove } from "./delete-rows.ts";
import {
  readChangeTail,
  readCommonTables,
  readExpression,
  readHints,
  readQuery,
  readReturning,
  readRows,
  readTables,
  startsQuery,
} from "./grammar/grammar.ts";
import { tablesIn } from "./queries.ts";
import type { Statement } from "./statement.ts";

/** INSERT and REPLACE. */
export function insert(statement: Statement, cursor: Cursor): void {
  const isReplace = cursor.word() === "REPLACE";
  cursor.at += 1;
  let onConflict: Change["onConflict"] = isReplace ? "update" : null;
  if (cursor.take("OR")) onConflict = CONFLICTS[conflictWord(cursor)] ?? null;
  for (let word = modifier(cursor); word !== null; word = modifier(cursor))
    if (word === "IGNORE") onConflict = "nothing";
  // MySQL does without.
  if (!cursor.take("INTO") && !statement.isMysql) cursor.fail("INTO");
  const table = cursor.tableName();
  if (statement.isMysql && cursor.take("PARTITION")) cursor.names();
  else if (!statement.isMysql && cursor.take("AS")) cursor.name();
  let columns: string[] = [];
  if (cursor.word() === "(" && !["SELECT", "WITH", "VALUES", "TABLE", "("].includes(cursor.word(1)))
    columns = columnNames(cursor);
  const start = cursor.at;
  const rows = rowsOf(cursor, columns);
  const conflict = conflictTail(cursor);
  if (conflict !== null) onConflict = conflict;
  readReturning(cursor);
  const sources = rows === null || hasQuery(statement) ? sourcesOf(statement, cursor) : [];
  noteCalls(statement, cursor, start);
  change(statement, {
    statement: "insert",
    table,
    columns,
    sources,
    where: true,
    rows: sources.length > 0 ? null : rows,
    onConflict,
  });
}

/** The word behind OR. */
function conflictWord(cursor: Cursor): string {
  return (
    cursor.takeOne("REPLACE", "IGNORE", "ROLLBACK", "ABORT", "FAIL") ??
    cursor.fail("what to do in a conflict")
  );
}

const CONFLICTS: Record<string, Change["onConflict"]> = { REPLACE: "update", IGNORE: "nothing" };

/** `(a, t.b)`. */
function columnNames(cursor: Cursor): string[] {
  cursor.expect("(");
  const found: string[] = [];
  if (!cursor.lenient && cursor.take(")")) return found;
  do found.push(cursor.tableName().table);
  while (cursor.take(","));
  cursor.expect(")");
  return found;
}

/** How many rows the statement lists, null when they come from elsewhere. `columns` gets those of SET. */
function rowsOf(cursor: Cursor, columns: string[]): number | null {
  if (cursor.take("DEFAULT", "VALUES")) return 1;
  const isList = cursor.word() === "VALUES" || (!cursor.lenient && cursor.word() === "VALUE");
  // VALUES can begin a query that goes on with UNION.
  if (isList && !(cursor.lenient && hasWord(cursor, cursor.at, "UNION"))) {
    cursor.at += 1;
    const rows = readRows(cursor);
    if (!cursor.lenient && cursor.take("AS")) rowAlias(cursor);
    return rows;
  }
  if (!cursor.lenient && cursor.take("SET")) {
    columns.push(...assigned(cursor).map(({ column }) => column));
    if (cursor.take("AS")) rowAlias(cursor);
    return 1;
  }
  const start = cursor.at;
  while (cursor.word() === "(") cursor.at += 1;
  if (!startsQuery(cursor)) cursor.fail("VALUES, SET or SELECT");
  const isLiteral =
    cursor.word() === "SELECT" && tablesIn(cursor.tokens, start, cursor.limit, cursor).length === 0;
  const unions = isLiteral ? count(cursor, start, "UNION") : 0;
  const listed = isLiteral && !hasWord(cursor, start, "FROM") ? unions + 1 : null;
  cursor.at = start;
  readQuery(cursor);
  return listed;
}

/** MySQL's name for the new row: `AS new (a, b)`. */
function rowAlias(cursor: Cursor): void {
  cursor.name();
  if (cursor.word() === "(") cursor.names();
}

function hasQuery(statement: Statement): boolean {
  for (let at = statement.from + 1; at < statement.to; at += 1) {
    const word = statement.tokens[at]?.word;
    if (word === "SELECT" || word === "TABLE") return true;
  }
  return false;
}

/** What is done with rows that are there already; null: the statement does not say. */
function conflictTail(cursor: Cursor): Change["onConflict"] {
  if (!cursor.lenient) {
    if (!cursor.take("ON")) return null;
    cursor.expect("DUPLICATE", "KEY", "UPDATE");
    assigned(cursor);
    return "update";
  }
  let found: Change["onConflict"] = null;
  while (cursor.take("ON")) {
    cursor.expect("CONFLICT");
    if (cursor.word() === "(") conflictTarget(cursor);
    cursor.expect("DO");
    if (cursor.take("NOTHING")) found ??= "nothing";
    else {
      cursor.expect("UPDATE", "SET");
      assigned(cursor);
      if (cursor.take("WHERE")) readExpression(cursor);
      found = "update";
    }
  }
  return found;
}

/** `(a, b COLLATE nocase) WHERE ...`. */
function conflictTarget(cursor: Cursor): void {
  cursor.expect("(");
  do {
    readExpression(cursor);
    cursor.takeOne("ASC", "DESC");
  } while (cursor.take(","));
  cursor.expect(")");
  if (cursor.take("WHERE")) readExpression(cursor);
}

/** A column that is set, with the table that the text names before it. */
interface Assigned {
  table: TableName | null;
  column: string;
}

/** The columns that `a = 1, t.b = 2` assigns. */
function assigned(cursor: Cursor): Assigned[] {
  const found: Assigned[] = [];
  do {
    if (cursor.word() === "(") {
      for (const column of columnNames(cursor)) found.push({ table: null, column });
    } else {
      const parts = [cursor.name()];
      while (cursor.take(".")) parts.push(cursor.name());
      const column = parts.pop() as string;
      const table = parts.pop() ?? null;
      found.push({ table: table === null ? null : { schema: parts.pop() ?? null, table }, column });
    }
    cursor.take(":");
    cursor.expect("=");
    readExpression(cursor);
  } while (cursor.take(","));
  return found;
}

/** UPDATE of one table, or of several that a join finds: then each table that is written is one operation. */
export function update(statement: Statement, cursor: Cursor): void {
  const start = cursor.at;
  cursor.expect("UPDATE");
  if (cursor.take("OR")) conflictWord(cursor);
  while (modifier(cursor) !== null);
  const list = cursor.at;
  const first = cursor.word() === "(" ? null : cursor.tableName();
  cursor.at = list;
  if (statement.isMysql) readTables(cursor);
  else {
    cursor.tableName();
    if (cursor.take("AS")) cursor.name();
  }
  readHints(cursor);
  cursor.expect("SET");
  const joined = tablesIn([FROM, ...cursor.tokens.slice(list, cursor.at - 1)], 0, cursor.at - list, cursor);
  const columns = assigned(cursor);
  const table = first ?? joined[0] ?? cursor.fail("a table");
  noteCalls(statement, cursor, start);
  const others = statement.isMysql || hasQuery(statement) || hasWord(cursor, list, "FROM");
  const sources = others ? unique([...joined, ...sourcesOf(statement, cursor)]) : [];
  if (!statement.isMysql && cursor.take("FROM")) readTables(cursor);
  const where = cursor.word() === "WHERE";
  readChangeTail(cursor);
  const facts = { statement: "update", sources, where, rows: null, onConflict: null } as const;
  for (const [written, own] of byTable(cursor, list, { table, columns, isJoin: joined.length > 1 }))
    change(statement, { ...facts, table: written, columns: own });
}

/** The columns by the table that has them; without a name before it, a column is one of the first. */
function byTable(
  cursor: Cursor,
  list: number,
  { table, columns, isJoin }: { table: TableName; columns: readonly Assigned[]; isJoin: boolean },
): [TableName, string[]][] {
  const found = new Map<string, [TableName, string[]]>();
  const aliases = isJoin ? aliasesIn(cursor, list - 1) : new Map<string, TableName>();
  for (const { table: named, column } of columns) {
    const written = named === null || !isJoin ? table : ofAlias(aliases, named);
    const key = `${written.schema}.${written.table}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [written, [column]]);
    else known[1].push(column);
  }
  fewTables(found.size);
  return [...found.values()];
}

const FROM = { kind: "word", start: 0, end: 0, word: "FROM", perhaps: false } as const;

function unique(tables: readonly TableName[]): TableName[] {
  return [...new Map(tables.map((table) => [`${table.schema}.${table.table}`, table])).values()];
}

/** `LOAD DATA INFILE 'f' INTO TABLE t`. */
export function load(statement: Statement, cursor: Cursor): void {
  if (!cursor.is("LOAD", "DATA") && !cursor.is("LOAD", "XML")) cursor.fail("LOAD DATA");
  let onConflict: Change["onConflict"] = null;
  while (!cursor.done && !cursor.is("INTO", "TABLE")) {
    const word = cursor.word();
    if (word === "REPLACE") onConflict = "update";
    if (word === "IGNORE" || word === "LOCAL") onConflict = "nothing";
    cursor.at += 1;
  }
  cursor.expect("INTO", "TABLE");
  const table = cursor.tableName();
  const columns: string[] = [];
  for (; !cursor.done; cursor.at += 1) {
    if (cursor.word() !== "(") continue;
    const { from, to } = cursor.parentheses();
    columns.push(...loaded(cursor.within(from, to)));
    break;
  }
  cursor.at = cursor.limit;
  change(statement, { statement: "copy", table, columns, sources: [], where: true, rows: null, onConflict });
}

/** Columns, and variables that take what no column takes. */
function loaded(inner: Cursor): string[] {
  const columns: string[] = [];
  if (inner.done) return columns;
  do {
    if (inner.take("@")) inner.name();
    else columns.push(inner.name());
  } while (inner.take(","));
  if (!inner.done) inner.fail(",");
  return columns;
}

/** A query alone changes nothing, but what it calls may, and it can write its rows into a file. */
export function select(statement: Statement, cursor: Cursor): void {
  noteCalls(statement, cursor, cursor.at);
  readQuery(cursor);
}

/** WITH before a query or a data statement. */
export function withClause(statement: Statement, cursor: Cursor): void {
  const start = cursor.at;
  readCommonTables(cursor);
  const word = cursor.word();
  if (word === "INSERT" || word === "REPLACE") insert(statement, cursor);
  else if (word === "UPDATE") update(statement, cursor);
  else if (word === "DELETE") remove(statement, cursor);
  else {
    cursor.at = start;
    select(statement, cursor);
  }
}
