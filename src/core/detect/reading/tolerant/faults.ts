/** Finds what no server takes wherever it stands: an operator, a comma or a dot without what belongs to it. Expressions are not parsed otherwise. */

import type { Token } from "./split.ts";

/** Between two operands only. `%` may belong to a template, `*` stands for all columns, `-` and `+` are signs. */
const BETWEEN = new Set(["=", "<", ">", "/", "|"]);
/** Behind these there must be more. */
const OPEN = new Set([...BETWEEN, "+", "-", ",", "."]);
const CLOSE = new Set([")", ",", ";"]);

export interface Fault {
  token: Token;
  expected: string;
}

/** The first fault of tokens `[from, to)`; null: there is none that can be seen. */
export function faultIn(tokens: readonly Token[], from: number, to: number): Fault | null {
  for (let at = from + 1; at < to; at += 1) {
    const before = tokens[at - 1] as Token;
    const token = tokens[at] as Token;
    // Operators of several signs are cut into their signs.
    if (token.start === before.end && BETWEEN.has(before.word) && !CLOSE.has(token.word)) continue;
    const isOpen = OPEN.has(before.word);
    if (isOpen && CLOSE.has(token.word))
      return { token, expected: before.word === "." ? "a name" : "an operand" };
    const isBetween = BETWEEN.has(token.word) && token.word !== "/";
    if (isBetween && (before.word === "(" || before.word === "," || before.word === "."))
      return { token, expected: "an operand" };
    if (before.word === "(" && token.word === ",") return { token, expected: "an operand" };
  }
  const last = tokens[to - 1];
  return last !== undefined && OPEN.has(last.word) ? { token: last, expected: "an operand behind it" } : null;
}
