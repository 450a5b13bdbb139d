/** INTERVAL and MATCH, which have words of their own. */

import type { Cursor } from "../cursor.ts";
import { level } from "./levels.ts";
import { dotted, list, parenthesised } from "./parts.ts";
import type { Grammar } from "./parts.ts";

/** `INTERVAL 1 DAY`; `INTERVAL(1, 2, 3)` is a function. */
export function interval(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("INTERVAL");
  const isCall = cursor.word() === "(";
  grammar.expression(cursor, grammar, isCall ? level.json : level.any);
  if (isCall && !isUnit(cursor.word())) {
    grammar.operators(cursor, grammar, level.add);
    if (!isUnit(cursor.word())) return;
  }
  if (!isUnit(cursor.word())) cursor.fail("a unit of time");
  cursor.at += 1;
}

const UNITS = new Set("MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR".split(" "));

/** `DAY_HOUR` and the like among them. */
export function isUnit(word: string): boolean {
  if (UNITS.has(word) || word.startsWith("SQL_TSI_")) return true;
  const [first, second, ...rest] = word.split("_");
  return rest.length === 0 && UNITS.has(first ?? "") && UNITS.has(second ?? "");
}

/** `MATCH (a, b) AGAINST ('x' IN BOOLEAN MODE)`. */
export function match(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("MATCH");
  if (cursor.word() === "(") parenthesised(cursor, () => dotted(cursor));
  else list(cursor, () => dotted(cursor));
  cursor.expect("AGAINST", "(");
  grammar.expression(cursor, grammar, level.compare + 1);
  if (!cursor.take("IN", "BOOLEAN", "MODE")) {
    cursor.take("IN", "NATURAL", "LANGUAGE", "MODE");
    cursor.take("WITH", "QUERY", "EXPANSION");
  }
  cursor.expect(")");
}
