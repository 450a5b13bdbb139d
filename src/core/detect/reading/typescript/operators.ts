/** Operators, assignments and conditions. */

import { arithmetic, compare } from "../source/compare.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { hole, lengthOf, type Piece } from "../source/text.ts";
import { bool, either, NONE, number, text, truthOf, unknown, type Value } from "../source/value.ts";
import { makeFunction } from "./function.ts";
import { isFunction } from "./grammar.ts";
import { asKey, asText } from "./literal.ts";
import { assign } from "./pattern.ts";

const MAX_TEXT = 2_000_000;

const COMPARISONS: Record<string, string> = {
  "===": "==",
  "!==": "!=",
  "==": "==",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  in: "in",
};

/** `left OPERATOR right`. */
export function binary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right, operator] = [field(node, "left"), field(node, "right"), field(node, "operator")];
  if (left === null || right === null || operator === null) return unknown(textOf(run.file, node));
  const first = run.evaluate(left, scope);
  if (/^(?:&&|\|\||\?\?)$/u.test(operator.type))
    return shortcut(run, operator.type, first, right, node, scope);
  return operate(run, operator.type, first, run.evaluate(right, scope), node);
}

/** What stands behind the operator runs only where the first value does not decide. */
function shortcut(
  run: Interpreter,
  operator: string,
  first: Value,
  right: Syntax,
  node: Syntax,
  scope: Scope,
): Value {
  const truth = operator === "??" ? isThere(first) : truthOf(first);
  const decides = operator !== "&&";
  if (truth !== null) return truth === decides ? first : run.evaluate(right, scope);
  run.conditional += 1;
  const second = run.evaluate(right, scope);
  run.conditional -= 1;
  if (operator === "&&" && truthOf(second) === false) return bool(false);
  if (operator === "||" && truthOf(second) === true && first.kind === "unknown" && second.kind === "bool")
    return second;
  return first.kind === "unknown" && decides
    ? orElse(first, second)
    : (either([first, second]) ?? unknown(textOf(run.file, node)));
}

/** `options.x || "x"`: of something that is not known, all that can be said. */
function orElse(first: Value, second: Value): Value {
  return second.kind === "list" || second.kind === "dict" ? { ...second, open: true } : first;
}

function isThere(value: Value): boolean | null {
  if (value.kind === "none") return false;
  if (value.kind === "unknown" || value.kind === "choice" || value.kind === "symbol" || value.kind === "host")
    return null;
  return true;
}

/** One operator on two values; also for `+=` and its kin. */
export function operate(run: Interpreter, operator: string, left: Value, right: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (operator === "+" && (left.kind === "text" || right.kind === "text")) {
    const pieces = [...piecesOf(run, left, node), ...piecesOf(run, right, node)];
    return lengthOf(pieces) > MAX_TEXT || pieces.length > 20_000
      ? unknown(source)
      : { kind: "text", pieces, node };
  }
  if (left.kind === "host" || right.kind === "host")
    return run.host.operate(operator, left, right, node) ?? unknown(source);
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) {
    const truth = compare(comparison, comparison === "in" ? asKey(left) : left, right);
    return truth === null ? unknown(source) : bool(truth);
  }
  if (left.kind !== "number" || right.kind !== "number") return unknown(source);
  if (operator === "+") return number(left.value + right.value);
  if (operator === "%") return number(left.value % right.value);
  return arithmetic(operator, left.value, right.value, source);
}

/** The text of one side: a literal or a part of the same sum keeps its place. */
function piecesOf(run: Interpreter, value: Value, node: Syntax): Piece[] {
  if (value.kind === "text") return value.pieces;
  if (value.kind === "none") return hole("null");
  return asText(run, value, node) ?? hole(value.kind === "unknown" ? value.source : "...");
}

export function ternary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [test, then, otherwise] = ["condition", "consequence", "alternative"].map((name) =>
    field(node, name),
  );
  if (!test || !then || !otherwise) return unknown(textOf(run.file, node));
  const truth = truthOf(run.evaluate(test, scope));
  if (truth !== null) return run.evaluate(truth ? then : otherwise, scope);
  const values = [then, otherwise].map((branch) => {
    run.conditional += 1;
    const value = run.evaluate(branch, scope);
    run.conditional -= 1;
    return value;
  });
  return either(values);
}

export function unary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [argument, operator] = [field(node, "argument"), field(node, "operator")?.type ?? ""];
  if (argument === null) return unknown(textOf(run.file, node));
  const value = run.evaluate(argument, scope);
  if (operator === "void") return NONE;
  if (operator === "!") {
    const truth = truthOf(value);
    return truth === null ? unknown(textOf(run.file, node)) : bool(!truth);
  }
  if (operator === "typeof") return typeName(value, textOf(run.file, node));
  if (value.kind !== "number") return unknown(textOf(run.file, node));
  return operator === "-" ? number(-value.value) : operator === "+" ? value : unknown(textOf(run.file, node));
}

function typeName(value: Value, source: string): Value {
  if (value.kind === "text") return text("string");
  if (value.kind === "bool") return text("boolean");
  if (value.kind === "number" || value.kind === "function") return text(value.kind);
  return value.kind === "list" || value.kind === "dict" || value.kind === "instance"
    ? text("object")
    : unknown(source);
}

/** `left = right`. */
export function assignment(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right] = [field(node, "left"), field(node, "right")];
  if (left === null || right === null) return NONE;
  const value = isFunction(right)
    ? makeFunction(run, right, scope, textOf(run.file, left))
    : run.evaluate(right, scope);
  assign(run, left, value, scope);
  return value;
}

/** `left += right`, `left ||= right`. */
export function augmented(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right, operator] = [field(node, "left"), field(node, "right"), field(node, "operator")];
  if (left === null || right === null || operator === null) return NONE;
  const sign = operator.type.slice(0, -1);
  const before = run.evaluate(left, scope);
  const value = /^(?:&&|\|\||\?\?)$/u.test(sign)
    ? shortcut(run, sign, before, right, node, scope)
    : operate(run, sign, before, run.evaluate(right, scope), node);
  assign(run, left, value, scope);
  return value;
}

/** `name++` */
export function update(run: Interpreter, node: Syntax, scope: Scope): Value {
  const argument = field(node, "argument") ?? parts(node)[0];
  if (argument === undefined) return NONE;
  const before = run.evaluate(argument, scope);
  const step = node.children.some((child) => child.type === "--") ? -1 : 1;
  const after = before.kind === "number" ? number(before.value + step) : unknown(textOf(run.file, argument));
  assign(run, argument, after, scope);
  return node.children[0]?.named === true ? before : after;
}
