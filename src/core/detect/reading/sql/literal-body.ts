/** The text inside a string literal of a statement, with its places in the file. */

import type { Statement, SqlSource } from "./statement.ts";

/** The source of the first string literal of a statement at or behind an offset, whose value is `value`; null when there is none. */
export function literalBody(statement: Statement, from: number, value: string): SqlSource | null {
  const lexer = statement.lexer(from);
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    if (kind !== "string" && kind !== "dollar") continue;
    const literal = statement.text.slice(lexer.start, lexer.end);
    return { text: value, place: placer(statement, lexer.start, literal, value) };
  }
  return null;
}

/** Dollar quotes map one to one and so do quotes without escapes; doubled quotes shift; anything else is the whole literal. */
function placer(statement: Statement, at: number, literal: string, value: string): SqlSource["place"] {
  const opening = literal.startsWith("$") ? literal.indexOf("$", 1) + 1 : literal.indexOf("'") + 1;
  if (literal.startsWith(value, opening) && literal.length - value.length <= opening * 2) {
    const start = at + opening;
    return (from, to) => statement.place({ start: start + from, end: start + to });
  }
  const map = literal.startsWith("'") ? doubledQuotes(literal, value) : null;
  if (map === null) return () => statement.place({ start: at, end: at + literal.length });
  return (from, to) =>
    statement.place({ start: at + (map[from] ?? 0), end: at + (map[to] ?? literal.length - 1) });
}

/** The offset in the literal of each character of its value, null when the two do not fit. */
function doubledQuotes(literal: string, value: string): Int32Array | null {
  const map = new Int32Array(value.length + 1);
  let at = 1;
  for (let index = 0; index < value.length; index += 1) {
    if (literal.charCodeAt(at) !== value.charCodeAt(index)) return null;
    map[index] = at;
    at += literal.charAt(at) === "'" ? 2 : 1;
  }
  map[value.length] = at;
  return map;
}
