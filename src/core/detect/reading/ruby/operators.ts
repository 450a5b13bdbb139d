/** Operators on values as far as they are known. */

import { arithmetic, compare } from "../source/compare.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, type Syntax } from "../source/syntax.ts";
import { hole, lengthOf } from "../source/text.ts";
import {
  bool,
  either,
  keyOf,
  list,
  NONE,
  number,
  text,
  unknown,
  type ListValue,
  type Value,
} from "../source/value.ts";
import { byPlace } from "./arguments.ts";
import { logical } from "./branches.ts";
import { percent, textOrHole } from "./format.ts";
import { matches } from "./matching.ts";
import { local, selfOf, stored } from "./names.ts";
import { fits } from "./patterns.ts";
import { truthOf } from "./truth.ts";

const MAX_TEXT = 2_000_000;
const MAX_ITEMS = 20_000;
const LOGICAL: Record<string, boolean> = { "&&": false, and: false, "||": true, or: true };
const COMPARES = new Set(["==", "!=", "<", "<=", ">", ">=", "eql?", "equal?"]);

/** `left OPERATOR right`. */
export function binary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right] = [field(node, "left"), field(node, "right")];
  const operator = field(node, "operator")?.type ?? "";
  const source = textOf(run.file, node);
  if (left === null || right === null) return unknown(source);
  const first = run.evaluate(left, scope);
  const decides = LOGICAL[operator];
  if (decides !== undefined)
    return logical(run, decides, first, () => run.evaluate(right, scope)) ?? unknown(source);
  return operate(run, operator, first, run.evaluate(right, scope), node);
}

/** One operator on two values; also for `+=` and its kin. */
export function operate(run: Interpreter, operator: string, left: Value, right: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (left.kind === "host" || right.kind === "host") {
    return run.host.operate(operator, left, right, node) ?? unknown(source);
  }
  if (left.kind === "choice" && operator !== "<<") {
    return either(left.options.map((option) => operate(run, operator, option, right, node)));
  }
  if (COMPARES.has(operator)) {
    const truth = compare(operator.endsWith("?") ? "==" : operator, left, right);
    return truth === null ? unknown(source) : bool(truth);
  }
  if (operator === "===") {
    const truth = matches(left, right);
    return truth === null ? unknown(source) : bool(truth);
  }
  if (operator === "=~" || operator === "!~") {
    const found = fits(right, left) ?? fits(left, right);
    return found === null ? unknown(source) : bool(found === (operator === "=~"));
  }
  if (left.kind === "text") return onText(run, operator, left, right, node);
  if (left.kind === "list") return onList(run, operator, left, right, source);
  if (left.kind === "number" && right.kind === "number")
    return onNumbers(operator, left.value, right.value, source);
  if (left.kind === "instance") return run.callMethod(left, operator, byPlace(right), node);
  return unknown(source);
}

function onNumbers(operator: string, a: number, b: number, source: string): Value {
  if (operator === "/" && Number.isInteger(a) && Number.isInteger(b)) return arithmetic("//", a, b, source);
  if (operator === "+") return number(a + b);
  return operator === "<=>" ? number(Math.sign(a - b)) : arithmetic(operator, a, b, source);
}

function onText(
  run: Interpreter,
  operator: string,
  left: Value & { kind: "text" },
  right: Value,
  node: Syntax,
): Value {
  const source = textOf(run.file, node);
  if (operator === "%") {
    const values = right.kind === "list" ? right.items : [right];
    return { ...left, pieces: percent(left.pieces, values) };
  }
  if (operator === "*" && right.kind === "number") {
    const times = Math.trunc(right.value);
    const size = Math.max(lengthOf(left.pieces), left.pieces.length * 100) * times;
    if (times < 0 || size > MAX_TEXT) return unknown(source);
    return { ...left, pieces: Array.from({ length: times }, () => left.pieces).flat() };
  }
  if (operator !== "+" && operator !== "<<") return unknown(source);
  const added = right.kind === "text" ? right.pieces : textOrHole(right, source);
  if (lengthOf(left.pieces) + lengthOf(added) > MAX_TEXT) return unknown(source);
  if (operator === "+") return { kind: "text", pieces: [...left.pieces, ...added], node };
  const sure = run.conditional === 0 && run.looping === 0;
  left.pieces.push(...(sure ? added : hole("what may be added to it")));
  return left;
}

function onList(run: Interpreter, operator: string, left: ListValue, right: Value, source: string): Value {
  if (operator === "<<") {
    left.items.push(right);
    if (run.looping > 0 || run.conditional > 0 || left.items.length > MAX_ITEMS) left.open = true;
    return left;
  }
  if (operator === "*" && right.kind === "number") {
    const times = Math.trunc(right.value);
    if (times < 0 || left.items.length * times > MAX_ITEMS) return unknown(source);
    return list(Array.from({ length: times }, () => left.items).flat(), "list", left.open);
  }
  const known = right.kind === "list" ? right : list([], "list", true);
  if (operator === "+" || operator === "|") {
    if (left.items.length + known.items.length > MAX_ITEMS) return unknown(source);
    const items = [...left.items, ...known.items];
    return list(operator === "+" ? items : distinct(items), "list", left.open || known.open);
  }
  if (operator === "-" || operator === "&") return without(left, known, operator === "&");
  return unknown(source);
}

/** The items that stand in `other` too, or that do not; one that may do either leaves the list open. */
export function without(self: ListValue, other: ListValue, kept = false): ListValue {
  const others = new Set(other.items.map(keyOf));
  const unsure = other.open || others.has(null);
  const items = self.items.filter((item) => (kept && unsure) || others.has(keyOf(item)) === kept);
  return list(items, "list", self.open || unsure || items.some((item) => keyOf(item) === null));
}

export function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === null) return true;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** `!x`, `not x`, `-x`, `defined?(x)`. */
export function unary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const operand = field(node, "operand");
  const source = textOf(run.file, node);
  const operator = field(node, "operator")?.type ?? "";
  if (operand === null) return unknown(source);
  if (operator === "defined?") return defined(run, operand, scope, source);
  const value = run.evaluate(operand, scope);
  if (operator === "!" || operator === "not") {
    const truth = truthOf(value);
    return truth === null ? unknown(source) : bool(!truth);
  }
  if (value.kind === "host") return run.host.operate(operator, value, null, node) ?? unknown(source);
  if (value.kind === "number") return operator === "-" ? number(-value.value) : value;
  return value.kind === "text" ? value : unknown(source);
}

function defined(run: Interpreter, node: Syntax, scope: Scope, source: string): Value {
  const inner =
    node.type === "parenthesized_statements" ? (node.children.find(({ named }) => named) ?? node) : node;
  const name = textOf(run.file, inner);
  if (inner.type === "identifier")
    return local(scope, name) === undefined ? unknown(source) : text("local-variable");
  if (inner.type.endsWith("_variable"))
    return stored(run, scope, name) === undefined ? NONE : text("expression");
  if (inner.type === "self") return selfOf(scope) === undefined ? unknown(source) : text("self");
  if (inner.type !== "constant") return unknown(source);
  return run.evaluate(inner, scope).kind === "symbol" ? unknown(source) : text("constant");
}
