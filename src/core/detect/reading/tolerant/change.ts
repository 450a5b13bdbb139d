/** What all statements that change rows say, and how the rest of such a statement is looked at. */

import type { DetailsByKind, Statement as DataStatement, TableName } from "../../../operation.ts";
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
export const modifiers = ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "QUICK"];

/** Behind this part of a statement only some words can follow: what else stands there is no statement that a server takes. */
export function goesOn(cursor: Cursor, ...words: string[]): void {
  if (!cursor.done && !words.includes(cursor.word())) cursor.fail("the end of the statement");
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

/** The table that a name stands for in the joins behind token `from`: often an alias. */
export function ofAlias(cursor: Cursor, from: number, named: TableName): TableName {
  const inner = cursor.within(from, cursor.limit);
  for (; !inner.done; inner.at += 1) {
    if (!BEFORE_TABLE.has(inner.word()) || !inner.isName(1)) continue;
    const back = inner.at;
    inner.at += 1;
    const table = inner.tableName();
    inner.take("AS");
    if (inner.isName() && inner.name().toLowerCase() === named.table.toLowerCase()) return table;
    inner.at = back;
  }
  return named;
}
