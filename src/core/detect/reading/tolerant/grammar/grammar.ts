/** The grammar of expressions and queries of MySQL, MariaDB and SQLite: it goes over what their servers take, and refuses what they refuse. */

import type { Cursor } from "../cursor.ts";
import { expression, operators } from "./expression.ts";
import { orderBy, limits } from "./order.ts";
import { list, startsQuery } from "./parts.ts";
import type { Grammar } from "./parts.ts";
import { commonTables, query, queryTail, selected } from "./query.ts";
import { indexed, systemPeriod, tableList } from "./tables.ts";

const grammar: Grammar = { expression, operators, query, queryTail };

/** Goes over the expression that stands here. */
export function readExpression(cursor: Cursor): void {
  expression(cursor, grammar);
}

/** Goes over the query that stands here, with all that belongs to it. */
export function readQuery(cursor: Cursor): void {
  query(cursor, grammar);
}

/** WITH and its queries. */
export function readCommonTables(cursor: Cursor): void {
  commonTables(cursor, grammar);
}

/** `a, b JOIN c ON ...` */
export function readTables(cursor: Cursor): void {
  tableList(cursor, grammar);
}

/** `(1, DEFAULT), ROW(2, 3)`: as many rows as it gives. */
export function readRows(cursor: Cursor): number {
  let rows = 0;
  list(cursor, () => {
    rows += 1;
    if (!cursor.lenient && cursor.take("ROW") && cursor.word() !== "(") cursor.fail("(");
    cursor.expect("(");
    // MySQL takes a row of defaults.
    if (cursor.lenient || cursor.word() !== ")") list(cursor, () => expression(cursor, grammar));
    cursor.expect(")");
  });
  return rows;
}

/** `(expression)`; the tokens between the parentheses. */
export function readParenthesised(cursor: Cursor): { from: number; to: number } {
  const from = cursor.at + 1;
  cursor.expect("(");
  expression(cursor, grammar);
  cursor.expect(")");
  return { from, to: cursor.at - 1 };
}

/** What can follow the tables of DELETE and UPDATE: WHERE, ORDER BY, LIMIT, RETURNING. */
export function readChangeTail(cursor: Cursor): void {
  if (cursor.take("WHERE")) expression(cursor, grammar);
  if (cursor.lenient) readReturning(cursor);
  if (cursor.word() === "ORDER") orderBy(cursor, grammar);
  limits(cursor, grammar);
  if (!cursor.lenient) readReturning(cursor);
}

export function readReturning(cursor: Cursor): void {
  if (cursor.take("RETURNING")) selected(cursor, grammar);
}

/** What stands between the table and SET or WHERE: SQLite's index, MariaDB's period. */
export function readHints(cursor: Cursor): void {
  if (cursor.lenient) indexed(cursor);
  else systemPeriod(cursor, grammar);
}

/** `(a, 1 + 2)` or `()`, as a call has them. */
export function readArguments(cursor: Cursor): void {
  cursor.expect("(");
  if (cursor.word() !== ")") list(cursor, () => expression(cursor, grammar));
  cursor.expect(")");
}

export { isUnit } from "./words.ts";
export { startsQuery };
