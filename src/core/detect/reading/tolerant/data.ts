/** Statements that change rows or only read them. */

import type { TableName } from "../../../operation.ts";
import type { Cursor } from "./cursor.ts";
import { noteCalls } from "./calls.ts";
import {
  aliasesIn,
  change,
  count,
  fewTables,
  goesOn,
  hasWord,
  modifiers,
  ofAlias,
  sourcesOf,
} from "./change.ts";
import type { Change } from "./change.ts";
import { remove } from "./delete-rows.ts";
import { tablesIn } from "./queries.ts";
import type { Statement } from "./statement.ts";

/** INSERT and REPLACE. */
export function insert(statement: Statement, cursor: Cursor): void {
  const isReplace = cursor.word() === "REPLACE";
  cursor.at += 1;
  let onConflict: Change["onConflict"] = isReplace ? "update" : null;
  if (cursor.take("OR")) onConflict = CONFLICTS[cursor.anyWord("what to do in a conflict")] ?? null;
  for (let word = cursor.takeOne(...modifiers); word !== null; word = cursor.takeOne(...modifiers))
    if (word === "IGNORE") onConflict = "nothing";
  cursor.take("INTO");
  const table = cursor.tableName();
  if (cursor.take("PARTITION")) cursor.names();
  if (cursor.take("AS")) cursor.name();
  let columns: string[] = [];
  if (cursor.word() === "(" && !["SELECT", "WITH", "("].includes(cursor.word(1)))
    columns = columnNames(cursor);
  const rows = rowsOf(cursor, columns);
  if (rows !== null)
    goesOn(cursor, "AS", "ON", "RETURNING", "SELECT", "FROM", "WHERE", "UNION", "(", "LIMIT");
  if (conflictUpdates(cursor)) onConflict = "update";
  else if (behind(cursor, "DO", "NOTHING")) onConflict = "nothing";
  const sources = rows === null || hasQuery(statement) ? sourcesOf(statement, cursor) : [];
  noteCalls(statement, cursor, cursor.at);
  change(statement, {
    statement: "insert",
    table,
    columns,
    sources,
    where: true,
    rows: sources.length > 0 ? null : rows,
    onConflict,
  });
  cursor.at = cursor.limit;
}

const CONFLICTS: Record<string, Change["onConflict"]> = { REPLACE: "update", IGNORE: "nothing" };

/** `(a, t.b)`. */
function columnNames(cursor: Cursor): string[] {
  cursor.expect("(");
  const found: string[] = [];
  if (cursor.take(")")) return found;
  do found.push(cursor.tableName().table);
  while (cursor.take(","));
  cursor.expect(")");
  return found;
}

/** How many rows the statement lists, null when they come from elsewhere. `columns` gets those of SET. */
function rowsOf(cursor: Cursor, columns: string[]): number | null {
  if (cursor.take("DEFAULT", "VALUES")) return 1;
  if (cursor.takeOne("VALUES", "VALUE") !== null) {
    let rows = 0;
    do {
      cursor.take("ROW");
      cursor.parentheses();
      rows += 1;
    } while (cursor.take(","));
    return rows;
  }
  if (cursor.take("SET")) {
    columns.push(...assigned(cursor).map(({ column }) => column));
    return 1;
  }
  const start = cursor.at;
  while (cursor.word() === "(") cursor.at += 1;
  if (!["SELECT", "WITH", "TABLE", "VALUES"].includes(cursor.word())) cursor.fail("VALUES, SET or SELECT");
  const isLiteral =
    cursor.word() === "SELECT" && tablesIn(cursor.tokens, start, cursor.limit, cursor).length === 0;
  const unions = isLiteral ? count(cursor, start, "UNION") : 0;
  return isLiteral && !hasWord(cursor, start, "FROM") ? unions + 1 : null;
}

function hasQuery(statement: Statement): boolean {
  for (let at = statement.from + 1; at < statement.to; at += 1) {
    const word = statement.tokens[at]?.word;
    if (word === "SELECT" || word === "TABLE") return true;
  }
  return false;
}

function conflictUpdates(cursor: Cursor): boolean {
  return behind(cursor, "KEY", "UPDATE") || behind(cursor, "DO", "UPDATE");
}

/** Do these two words stand together somewhere behind the cursor? */
function behind(cursor: Cursor, first: string, second: string): boolean {
  for (let at = cursor.at; at + 1 < cursor.limit; at += 1)
    if (cursor.tokens[at]?.word === first && cursor.tokens[at + 1]?.word === second) return true;
  return false;
}

const AFTER_SET = new Set(["WHERE", "ORDER", "LIMIT", "FROM", "RETURNING", "ON", "AS"]);

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
    cursor.skipTo(AFTER_SET);
  } while (cursor.take(","));
  return found;
}

/** UPDATE of one table, or of several that a join finds: then each table that is written is one operation. */
export function update(statement: Statement, cursor: Cursor): void {
  const start = cursor.at;
  cursor.expect("UPDATE");
  if (cursor.take("OR")) cursor.anyWord("what to do in a conflict");
  while (cursor.takeOne(...modifiers) !== null);
  const list = cursor.at;
  const first = cursor.word() === "(" ? null : cursor.tableName();
  cursor.skipTo(new Set(["SET"]), false);
  cursor.expect("SET");
  const joined = tablesIn([FROM, ...cursor.tokens.slice(list, cursor.at - 1)], 0, cursor.at - list, cursor);
  const columns = assigned(cursor);
  const table = first ?? joined[0] ?? cursor.fail("a table");
  noteCalls(statement, cursor, start);
  const others = statement.isMysql || hasQuery(statement) || hasWord(cursor, list, "FROM");
  const sources = others ? unique([...joined, ...sourcesOf(statement, cursor)]) : [];
  goesOn(cursor, "WHERE", "ORDER", "LIMIT", "FROM", "RETURNING");
  const where = hasWord(cursor, cursor.at, "WHERE");
  const facts = { statement: "update", sources, where, rows: null, onConflict: null } as const;
  for (const [written, own] of byTable(cursor, list, { table, columns, isJoin: joined.length > 1 }))
    change(statement, { ...facts, table: written, columns: own });
  cursor.at = cursor.limit;
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
    for (const inner = cursor.within(from, to); !inner.done; inner.at += 1)
      if (inner.isName()) columns.push(inner.name());
    break;
  }
  cursor.at = cursor.limit;
  change(statement, { statement: "copy", table, columns, sources: [], where: true, rows: null, onConflict });
}

/** A query alone changes nothing, but what it calls may, and it can write its rows into a file. */
export function select(statement: Statement, cursor: Cursor): void {
  noteCalls(statement, cursor, cursor.at);
  cursor.at = cursor.limit;
}

/** WITH before a query or a data statement. */
export function withClause(statement: Statement, cursor: Cursor): void {
  cursor.expect("WITH");
  cursor.take("RECURSIVE");
  do {
    cursor.name();
    if (cursor.word() === "(") cursor.parentheses();
    cursor.expect("AS");
    cursor.take("NOT");
    cursor.take("MATERIALIZED");
    cursor.parentheses();
    if (cursor.take("CYCLE")) {
      cursor.skipTo(new Set(["RESTRICT"]));
      cursor.expect("RESTRICT");
    }
  } while (cursor.take(","));
  const word = cursor.word();
  if (word === "INSERT" || word === "REPLACE") insert(statement, cursor);
  else if (word === "UPDATE") update(statement, cursor);
  else if (word === "DELETE") remove(statement, cursor);
  else if (["SELECT", "VALUES", "TABLE", "("].includes(word)) select(statement, cursor);
  else cursor.fail("SELECT, INSERT, UPDATE or DELETE");
}
