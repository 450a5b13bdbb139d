/** The methods of numbers, and ranges. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, type Syntax } from "../source/syntax.ts";
import { bool, list, number, stringOf, text, unknown, type Arguments, type Value } from "../source/value.ts";
import { eachRound } from "./loops.ts";

const MAX_RANGE = 5_000;

/** `1..5`, `'a'...'f'`: what it holds, where that is known. */
export function range(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [begin, end] = [field(node, "begin"), field(node, "end")];
  const first = begin === null ? null : run.evaluate(begin, scope);
  const last = end === null ? null : run.evaluate(end, scope);
  const without = field(node, "operator")?.type === "...";
  return rangeOf(first, last, without) ?? unknown(textOf(run.file, node));
}

function rangeOf(first: Value | null, last: Value | null, without: boolean): Value | null {
  if (first?.kind === "number" && last?.kind === "number") {
    const length = Math.floor(last.value - first.value) + (without && Number.isInteger(last.value) ? 0 : 1);
    if (length > MAX_RANGE) return null;
    return list(
      Array.from({ length: Math.max(length, 0) }, (_, at) => number(first.value + at)),
      "set",
    );
  }
  const [from, to] = [stringOf(first), stringOf(last)];
  if (from === null || to === null || !/^[a-zA-Z]$/u.test(from) || !/^[a-zA-Z]$/u.test(to)) return null;
  const items: Value[] = [];
  for (let at = from.charCodeAt(0); at <= to.charCodeAt(0) - (without ? 1 : 0); at += 1)
    items.push(text(String.fromCharCode(at)));
  return list(items, "set");
}

/** `3.name(...)`; undefined: its value is not known. */
export function numberMethod(
  run: Interpreter,
  self: number,
  name: string,
  { positional: [first], block }: Arguments,
): Value | undefined {
  switch (name) {
    case "times":
      return repeated(run, 0, self - 1, block, number(self));
    case "upto":
      return first?.kind === "number" ? repeated(run, self, first.value, block, number(self)) : undefined;
    case "downto": {
      if (first?.kind !== "number") return undefined;
      const rounds = rangeOf(first, number(self), false);
      if (rounds?.kind !== "list" || block === undefined) return rounds ?? undefined;
      eachRound(run, block, { items: rounds.items.toReversed(), open: false });
      return number(self);
    }
    case "to_i":
    case "floor":
    case "truncate":
      return number(Math.floor(self));
    case "ceil":
    case "round":
      return first === undefined ? number(name === "ceil" ? Math.ceil(self) : Math.round(self)) : undefined;
    case "to_f":
      return number(self);
    case "abs":
      return number(Math.abs(self));
    case "succ":
    case "next":
      return number(self + 1);
    case "pred":
      return number(self - 1);
    case "zero?":
      return bool(self === 0);
    case "positive?":
      return bool(self > 0);
    case "even?":
      return bool(self % 2 === 0);
    case "odd?":
      return bool(self % 2 !== 0);
    case "bytes":
    case "byte":
      return number(self);
    case "kilobytes":
    case "kilobyte":
      return number(self * 1024);
    case "megabytes":
    case "megabyte":
      return number(self * 1024 ** 2);
    case "gigabytes":
    case "gigabyte":
      return number(self * 1024 ** 3);
    default:
      return undefined;
  }
}

function repeated(
  run: Interpreter,
  from: number,
  to: number,
  block: Arguments["block"],
  result: Value,
): Value | undefined {
  const rounds = rangeOf(number(from), number(to), false);
  if (block === undefined) return rounds ?? undefined;
  eachRound(run, block, rounds?.kind === "list" ? rounds : { items: [], open: true });
  return result;
}
