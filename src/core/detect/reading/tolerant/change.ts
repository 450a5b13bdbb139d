/** What all statements that change rows say, and how the rest of such a statement is looked at. */

import type { DetailsByKind, Statement as DataStatement, TableName } from "../../../operation.ts";
import { Unreadable } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { tablesIn } from "./queries.ts";
import type { Statement } from "./statement.ts";

export interface Change {
  statement: DataStatement;
  table: TableName;
  columns: string[];
  sources: TableName[];
  where: boolean;
  rows: number | null;
  onConflict: "update" | "nothing" | null;
}

export function change(statement: Statement, facts: Change): void {
  const { table, columns, sources, ...rest } = facts;
  const others = sources.filter((other) => other.table !== table.table || other.schema !== table.schema);
  const details: DetailsByKind["change_data"] = { ...rest, sources: others, source: statement.source };
  statement.emit("change_data", { ...table, columns, details });
}

/** All of the tables that the statement reads. */
export function sourcesOf(statement: Statement, cursor: Cursor): TableName[] {
  return tablesIn(statement.tokens, statement.from, statement.to, cursor);
}

/** Words that change how a data statement goes about it. */
const modifiers = ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "QUICK"];

/** Goes behind such a word of MySQL; null when none stands here. */
export function modifier(cursor: Cursor): string | null {
  return cursor.lenient ? null : cursor.takeOne(...modifiers);
}

export function count(cursor: Cursor, from: number, word: string): number {
  let found = 0;
  for (let at = from; at < cursor.limit; at += 1) if (cursor.tokens[at]?.word === word) found += 1;
  return found;
}

export function hasWord(cursor: Cursor, from: number, word: string): boolean {
  return count(cursor, from, word) > 0;
}

const BEFORE_TABLE = new Set(["FROM", "JOIN", "USING", ",", "UPDATE", ...modifiers]);

/** No server joins more. */
const MOST_JOINED = 61;

/** The tables of the joins behind token `from`, by the lower-case name that the statement calls them. */
export function aliasesIn(cursor: Cursor, from: number): Map<string, TableName> {
  const found = new Map<string, TableName>();
  const inner = cursor.within(from, cursor.limit);
  for (; !inner.done; inner.at += 1) {
    if (!BEFORE_TABLE.has(inner.word()) || !inner.isName(1)) continue;
    const back = inner.at;
    inner.at += 1;
    const table = inner.tableName();
    inner.take("AS");
    const alias = inner.isName() ? inner.name() : table.table;
    if (!found.has(alias.toLowerCase())) found.set(alias.toLowerCase(), table);
    inner.at = back;
  }
  return found;
}

/** The table that a name of the statement stands for. */
export function ofAlias(aliases: ReadonlyMap<string, TableName>, named: TableName): TableName {
  return named.schema === null ? (aliases.get(named.table.toLowerCase()) ?? named) : named;
}

/** Refuses more tables than a server takes in one statement. */
export function fewTables(count: number): void {
  if (count > MOST_JOINED)
    throw new Unreadable("it changes more tables than a server takes in one statement");
}
