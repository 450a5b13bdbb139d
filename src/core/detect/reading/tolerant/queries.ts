/** The tables that a query names and the functions that it calls, found by the words before them. */

import type { TableName } from "../../../operation.ts";
import { qualified } from "../../../operation.ts";
import type { Cursor } from "./cursor.ts";
import { noCalls } from "./expressions.ts";
import { unquote } from "./quotes.ts";
import type { Token } from "./split.ts";

const BEFORE = new Set(["FROM", "JOIN", "STRAIGHT_JOIN"]);
/** A list of tables ends here. */
const BEHIND = new Set(
  "WHERE SELECT SET VALUES GROUP ORDER HAVING LIMIT UNION EXCEPT INTERSECT ON USING WINDOW FOR LOCK INTO PROCEDURE RETURNING OFFSET ;".split(
    " ",
  ),
);

/** The tables behind FROM and JOIN in tokens `[from, to)`, without the common table expressions, each once, in order. */
export function tablesIn(
  tokens: readonly Token[],
  from: number,
  to: number,
  { text }: Pick<Cursor, "text">,
): TableName[] {
  const found = new Map<string, TableName>();
  const own = new Set<string>();
  // For each open parenthesis: whether a list of tables goes on behind it.
  const lists: boolean[] = [];
  let list = false;
  let expects = false;
  for (let at = from; at < to; at += 1) {
    const { kind, word } = tokens[at] as Token;
    if (word === "(") {
      // FROM (SELECT ...), FROM (a, b): a function's FROM (EXTRACT, TRIM) has no list.
      lists.push(list);
      list = expects;
      continue;
    }
    if (word === ")") {
      list = lists.pop() ?? false;
      expects = false;
      continue;
    }
    if (word === ",") {
      expects = list;
      continue;
    }
    if (BEFORE.has(word) && !isOperand(tokens, at, from)) {
      expects = true;
      list = true;
      continue;
    }
    if (BEHIND.has(word)) {
      list = false;
      expects = false;
      continue;
    }
    if (word === "AS" && tokens[at + 1]?.word === "(" && isCommon(tokens, at, from))
      own.add(commonName(tokens, at, text).toLowerCase());
    if (!expects || word === "LATERAL" || word === "ONLY") continue;
    expects = false;
    const isName = kind === "word" || kind === "name" || kind === "string";
    if (!isName || tokens[at + 1]?.word === "(" || word === "DUAL") continue;
    const name = nameAt(tokens, at, to, text);
    const key = qualified(name.schema, name.table);
    if (!found.has(key)) found.set(key, name);
  }
  return [...found.values()].filter((table) => table.schema !== null || !own.has(table.table.toLowerCase()));
}

/** `IS DISTINCT FROM x`; the FROM of EXTRACT, TRIM and SUBSTRING is told by its parenthesis. */
function isOperand(tokens: readonly Token[], at: number, from: number): boolean {
  if (tokens[at]?.word !== "FROM") return false;
  if (tokens[at - 1]?.word === "DISTINCT" && at - 1 > from) return true;
  let depth = 0;
  // Such calls are short: what stands far away is a query of its own.
  for (let before = at - 1; before >= from && before > at - 12; before -= 1) {
    const word = tokens[before]?.word ?? "";
    if (word === ")") depth += 1;
    else if (word === "SELECT" && depth === 0) return false;
    else if (word === "(") {
      if (depth > 0) depth -= 1;
      else return CALLS.has(tokens[before - 1]?.word ?? "");
    }
  }
  return false;
}

const CALLS = new Set(["EXTRACT", "TRIM", "SUBSTRING", "SUBSTR", "MID", "OVERLAY"]);

/** `WITH name AS (`, `, name (a, b) AS (`. */
function isCommon(tokens: readonly Token[], at: number, from: number): boolean {
  return commonStart(tokens, at) >= from;
}

function commonStart(tokens: readonly Token[], at: number): number {
  let before = at - 1;
  if (tokens[before]?.word === ")") while (before >= 0 && tokens[before]?.word !== "(") before -= 1;
  else return isNamed(tokens[before - 1]) ? before : -1;
  before -= 1;
  return isNamed(tokens[before - 1]) ? before : -1;
}

function isNamed(token: Token | undefined): boolean {
  return token?.word === "WITH" || token?.word === "RECURSIVE" || token?.word === ",";
}

function commonName(tokens: readonly Token[], at: number, text: string): string {
  const token = tokens[commonStart(tokens, at)];
  return token === undefined ? "" : unquote(text.slice(token.start, token.end));
}

function nameAt(tokens: readonly Token[], at: number, to: number, text: string): TableName {
  const part = (index: number): string => {
    const { start, end } = tokens[index] as Token;
    return unquote(text.slice(start, end));
  };
  if (at + 2 < to && tokens[at + 1]?.word === ".") return { schema: part(at), table: part(at + 2) };
  return { schema: null, table: part(at) };
}

export interface Call {
  /** As written, without quotes. */
  name: string;
  /** The token of the name. */
  at: number;
}

/** Each call of a function in tokens `[from, to)`, unless a keyword only looks like one. */
export function callsIn(tokens: readonly Token[], from: number, to: number, text: string): Call[] {
  const found: Call[] = [];
  for (let at = from; at + 1 < to; at += 1) {
    const { kind, word, start, end } = tokens[at] as Token;
    if (tokens[at + 1]?.word !== "(" || (kind !== "word" && kind !== "name") || noCalls.has(word)) continue;
    const before = tokens[at - 1]?.word ?? "";
    if (at > from && NO_CALL_BEHIND.has(before)) continue;
    const qualifier = before === "." ? tokens[at - 2] : undefined;
    const own = unquote(text.slice(start, end));
    const name =
      qualifier === undefined ? own : `${unquote(text.slice(qualifier.start, qualifier.end))}.${own}`;
    found.push({ name, at });
  }
  return found;
}

/** Behind these stands the name of a table or an alias, with its columns in the parenthesis. */
const NO_CALL_BEHIND = new Set(["INTO", "AS", "TABLE", "WITH", "RECURSIVE", "JOIN", "INDEX", "KEY", "@"]);

/** Does the query here give rows? `WHERE false` and `LIMIT 0` copy only the columns. */
export function readsRows(cursor: Cursor): boolean {
  const end = cursor.limit;
  const last = cursor.tokens[end - 1];
  if (last?.kind === "number" && cursor.tokens[end - 2]?.word === "LIMIT") {
    return cursor.text.slice(last.start, last.end) !== "0";
  }
  return last?.word !== "FALSE" || cursor.tokens[end - 2]?.word !== "WHERE";
}
