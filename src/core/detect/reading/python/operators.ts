/** Operators, comparisons and conditions. */

import { asText, percent } from "./format.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { hole, lengthOf, type Piece } from "../source/text.ts";
import { arithmetic, compare } from "../source/compare.ts";
import { bool, either, keyOf, list, number, truthOf, unknown, type Value } from "../source/value.ts";

const MAX_TEXT = 2_000_000;
const MAX_ITEMS = 20_000;

/** `left OPERATOR right`. */
export function binary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right, operator] = [field(node, "left"), field(node, "right"), field(node, "operator")];
  if (left === null || right === null || operator === null) return unknown(textOf(run.file, node));
  return operate(run, operator.type, run.evaluate(left, scope), run.evaluate(right, scope), node);
}

/** One operator on two values; also for `+=` and its kin. */
export function operate(run: Interpreter, operator: string, left: Value, right: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (left.kind === "host" || right.kind === "host") {
    return run.host.operate(operator, left, right, node) ?? unknown(source);
  }
  if (left.kind === "choice" && left.options.length > 0) {
    return either(left.options.map((option) => operate(run, operator, option, right, node)));
  }
  if (operator === "%" && left.kind === "text") return { ...left, pieces: percent(left.pieces, right) };
  if (operator === "+") return plus(left, right, node, source);
  if (left.kind === "number" && right.kind === "number")
    return arithmetic(operator, left.value, right.value, source);
  if (operator === "*") return times(left, right, source);
  if (operator === "|" && left.kind === "dict" && right.kind === "dict") {
    return {
      kind: "dict",
      entries: new Map([...left.entries, ...right.entries]),
      open: left.open || right.open,
    };
  }
  if (
    left.kind === "list" &&
    right.kind === "list" &&
    (operator === "|" || operator === "-" || operator === "&")
  ) {
    const others = new Set(right.items.map(keyOf));
    const kept = left.items.filter((item) => others.has(keyOf(item)) === (operator === "&"));
    return list(operator === "|" ? [...kept, ...right.items] : kept, "set", left.open || right.open);
  }
  return unknown(source);
}

function plus(left: Value, right: Value, node: Syntax, source: string): Value {
  if (left.kind === "text" || right.kind === "text") {
    const pieces = [...piecesOf(left), ...piecesOf(right)];
    return lengthOf(pieces) > MAX_TEXT ? unknown(source) : { kind: "text", pieces, node };
  }
  if (left.kind === "list" && right.kind === "list") {
    if (left.items.length + right.items.length > MAX_ITEMS) return unknown(source);
    return list([...left.items, ...right.items], left.type, left.open || right.open);
  }
  if (left.kind === "list" || right.kind === "list") {
    const known = left.kind === "list" ? left : right;
    return known.kind === "list" ? list(known.items, known.type, true) : unknown(source);
  }
  if (left.kind === "number" && right.kind === "number") return number(left.value + right.value);
  return unknown(source);
}

function piecesOf(value: Value): Piece[] {
  if (value.kind === "text") return value.pieces;
  return asText(value) ?? hole(value.kind === "unknown" ? value.source : "...");
}

function times(left: Value, right: Value, source: string): Value {
  const count = right.kind === "number" ? right.value : null;
  if (count === null || count < 0 || count > MAX_ITEMS) return unknown(source);
  if (left.kind === "list" && left.items.length * count <= MAX_ITEMS) {
    return list(Array.from({ length: count }, () => left.items).flat(), left.type, left.open);
  }
  if (
    left.kind === "text" &&
    lengthOf(left.pieces) * count <= MAX_TEXT &&
    left.pieces.length * count <= MAX_ITEMS
  ) {
    return { ...left, pieces: Array.from({ length: count }, () => left.pieces).flat() };
  }
  return unknown(source);
}

/** `a and b`, `a or b`: what runs only sometimes is marked so. */
export function boolean(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right, operator] = [field(node, "left"), field(node, "right"), field(node, "operator")];
  if (left === null || right === null) return unknown(textOf(run.file, node));
  const first = run.evaluate(left, scope);
  const truth = truthOf(first);
  const decides = operator?.type === "or";
  if (truth !== null) return truth === decides ? first : run.evaluate(right, scope);
  run.conditional += 1;
  const second = run.evaluate(right, scope);
  run.conditional -= 1;
  if (first.kind === "host" || second.kind === "host") {
    const meaning = run.host.operate(operator?.type ?? "and", first, second, node);
    if (meaning !== null) return meaning;
  }
  if (truthOf(second) === decides) return bool(decides);
  return decides ? either([first, second]) : unknown(textOf(run.file, node));
}

/** `a < b in c`. */
export function comparison(run: Interpreter, node: Syntax, scope: Scope): Value {
  const operands = parts(node).filter((child) => child.field !== "operators");
  const values = operands.map((operand) => run.evaluate(operand, scope));
  const operators = fields(node, "operators").map((operator) => operator.type);
  const [left, right] = values;
  if (values.length === 2 && left !== undefined && right !== undefined) {
    if (left.kind === "host" || right.kind === "host") {
      const meaning = run.host.operate(operators.join(" "), left, right, node);
      if (meaning !== null) return meaning;
    }
    const truth = compare(operators.join(" "), left, right);
    return truth === null ? unknown(textOf(run.file, node)) : bool(truth);
  }
  return unknown(textOf(run.file, node));
}

/** `a if test else b`. */
export function conditional(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [then, test, otherwise] = parts(node);
  if (then === undefined || test === undefined || otherwise === undefined)
    return unknown(textOf(run.file, node));
  const truth = truthOf(run.evaluate(test, scope));
  if (truth !== null) return run.evaluate(truth ? then : otherwise, scope);
  run.conditional += 1;
  const values = [run.evaluate(then, scope), run.evaluate(otherwise, scope)];
  run.conditional -= 1;
  return either(values);
}

/** `not x`, `-x`. */
export function unary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const argument = field(node, "argument");
  if (argument === null) return unknown(textOf(run.file, node));
  const value = run.evaluate(argument, scope);
  const operator = node.type === "not_operator" ? "not" : (field(node, "operator")?.type ?? "-");
  if (operator === "not") {
    const truth = truthOf(value);
    return truth === null ? unknown(textOf(run.file, node)) : bool(!truth);
  }
  if (value.kind === "host")
    return run.host.operate(operator, value, null, node) ?? unknown(textOf(run.file, node));
  if (value.kind === "number") return operator === "-" ? number(-value.value) : value;
  return unknown(textOf(run.file, node));
}
