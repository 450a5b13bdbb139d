/** What the parts of the grammar need of each other, and the small parts that all of them have. */

import type { Cursor } from "../cursor.ts";

/** An expression holds queries and a query expressions: each part gets the others. */
export interface Grammar {
  /** Goes over an expression whose operators bind at least so tightly. */
  expression(cursor: Cursor, grammar: Grammar, least?: number): void;
  /** The same behind its first operand. */
  operators(cursor: Cursor, grammar: Grammar, least: number): void;
  /** Goes over a query and all that belongs to it. */
  query(cursor: Cursor, grammar: Grammar): void;
  /** What can follow a query in parentheses: UNION, ORDER BY, LIMIT. */
  queryTail(cursor: Cursor, grammar: Grammar): void;
}

/** `one, one, ...` */
export function list(cursor: Cursor, one: () => void): void {
  do one();
  while (cursor.take(","));
}

/** `(one, one, ...)` */
export function parenthesised(cursor: Cursor, one: () => void): void {
  cursor.expect("(");
  list(cursor, one);
  cursor.expect(")");
}

/** A word that belongs together with the sign before it. */
function isAdjacent(cursor: Cursor, ahead: number): boolean {
  const before = cursor.token(ahead - 1);
  const token = cursor.token(ahead);
  return before !== undefined && token !== undefined && before.end === token.start;
}

/** Goes over what a program fills in before the statement is run: `?`, `:name`, `%s`, `%(name)s`, `{name}`. False when none stands here. */
export function placeholder(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word === "?") {
    cursor.at += isAdjacent(cursor, 1) && cursor.token(1)?.kind === "number" ? 2 : 1;
    return true;
  }
  if (word !== ":" && word !== "%" && word !== "{") return false;
  const next = cursor.token(1);
  if (next === undefined || !isAdjacent(cursor, 1)) return false;
  if (word === "%" && next.word === "(" && cursor.word(3) === ")" && isAdjacent(cursor, 4)) {
    cursor.at += 5;
    return true;
  }
  if (next.kind !== "word" && (word !== ":" || next.kind !== "number")) return false;
  if (word === "{" && cursor.word(2) !== "}") return false;
  cursor.at += word === "{" ? 3 : 2;
  return true;
}

/** Goes over one identifier. */
export function part(cursor: Cursor): void {
  if (placeholder(cursor)) return;
  if (!cursor.isName()) cursor.fail("a name");
  cursor.at += 1;
}

/** `a`, `a.b`, `.a`. */
export function dotted(cursor: Cursor): void {
  cursor.take(".");
  // In front of a dot every word is a name.
  if (cursor.word(1) === "." && cursor.token()?.kind === "word") cursor.at += 1;
  else part(cursor);
  while (cursor.take(".")) part(cursor);
}

/** `[AS] alias`, where none of the words of `stops` is one without AS. False when none stands here. */
export function alias(cursor: Cursor, stops: ReadonlySet<string>): boolean {
  if (cursor.take("AS")) {
    if (cursor.token()?.kind === "string") cursor.at += 1;
    else part(cursor);
    return true;
  }
  const token = cursor.token();
  if (token === undefined || stops.has(token.word)) return false;
  if (token.kind !== "string" && !cursor.isName()) return false;
  cursor.at += 1;
  return true;
}

const QUERIES = new Set(["SELECT", "WITH", "VALUES", "TABLE"]);

/** Does a query begin here? */
export function startsQuery(cursor: Cursor): boolean {
  const word = cursor.word();
  if (!QUERIES.has(word)) return false;
  // VALUES(column) is a function of MySQL.
  return word !== "TABLE" || !cursor.lenient;
}

const BEHIND_QUERY = new Set("UNION EXCEPT INTERSECT MINUS ORDER LIMIT OFFSET FETCH".split(" "));

/** Does something stand here that belongs to the query in the parentheses before it? */
export function isQueryTail(cursor: Cursor): boolean {
  return BEHIND_QUERY.has(cursor.word());
}
