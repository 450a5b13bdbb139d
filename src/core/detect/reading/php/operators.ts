/** Operators, comparisons and conditions. */

import { arithmetic, compare } from "../source/compare.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, type Syntax } from "../source/syntax.ts";
import { plain } from "../source/text.ts";
import { bool, either, keyOf, NONE, number, unknown, type Value } from "../source/value.ts";
import { arrayOf, entriesOf } from "./arrays.ts";
import { classNamed } from "./names.ts";
import { asText, concatenated, isTrue } from "./spell.ts";

const SHORT: Record<string, "and" | "or"> = { "&&": "and", and: "and", "||": "or", or: "or" };

/** `left OPERATOR right`. */
export function binary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [left, right, operator] = [field(node, "left"), field(node, "right"), field(node, "operator")];
  const source = textOf(run.file, node);
  if (left === null || right === null || operator === null) return unknown(source);
  const sign = operator.type.toLowerCase();
  if (sign === "??") return fallback(run, left, right, scope);
  const short = SHORT[sign];
  if (short !== undefined) return logical(run, short, left, right, scope, node);
  if (sign === "instanceof") return isInstance(run, left, right, scope, node);
  const first = run.evaluate(left, scope);
  const second = run.evaluate(right, scope);
  if (sign === "|>") return run.call(second, { positional: [first], keywords: new Map(), open: false }, node);
  if (sign === ".") return concatenated([first, second], [textOf(run.file, left), textOf(run.file, right)]);
  return operate(run, sign, first, second, node);
}

/** One operator on two values; also for `+=` and its kin. */
export function operate(run: Interpreter, operator: string, left: Value, right: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (operator === ".") return concatenated([left, right], [source, source]);
  if (left.kind === "host" || right.kind === "host") {
    const meaning = run.host.operate(operator, left, right, node);
    if (meaning !== null) return meaning;
  }
  const truth = comparison(operator, left, right);
  if (truth !== undefined) return truth === null ? unknown(source) : bool(truth);
  if (operator === "+" && (left.kind === "list" || left.kind === "dict"))
    return union(run, left, right, source);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return unknown(source);
  if (operator === "+") return number(a + b);
  if (operator === "<=>") return number(Math.sign(a - b));
  if (operator === "%") return b === 0 ? unknown(source) : number(Math.trunc(a) % Math.trunc(b));
  if (operator === "|") return number(a | b);
  if (operator === "&") return number(a & b);
  return operator === "<<" && b >= 0 && b < 31 ? number(a * 2 ** b) : arithmetic(operator, a, b, source);
}

/** Undefined: it is no comparison. Null: it cannot be known. */
function comparison(operator: string, left: Value, right: Value): boolean | null | undefined {
  if (operator === "===") return compare("==", left, right);
  if (operator === "!==") return compare("!=", left, right);
  if (operator === "==") return alike(left, right);
  if (operator === "xor") {
    const [a, b] = [isTrue(left), isTrue(right)];
    return a === null || b === null ? null : a !== b;
  }
  if (operator === "!=" || operator === "<>") {
    const truth = alike(left, right);
    return truth === null ? null : !truth;
  }
  if (!/^[<>]=?$/u.test(operator)) return undefined;
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === null || b === null ? null : compare(operator, number(a), number(b));
}

/** `==`: a number and a string of digits are alike, and so is all that is empty. */
export function alike(left: Value, right: Value): boolean | null {
  if (left.kind === right.kind || left.kind === "choice" || right.kind === "choice")
    return compare("==", left, right);
  const [a, b] = [isTrue(left), isTrue(right)];
  if (["bool", "none"].includes(left.kind) || ["bool", "none"].includes(right.kind))
    return a === null || b === null ? null : a === b;
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first !== null && second !== null) return first === second;
  return keyOf(left) === null || keyOf(right) === null ? null : false;
}

function numberOf(value: Value): number | null {
  if (value.kind === "number") return value.value;
  if (value.kind === "bool") return Number(value.value);
  if (value.kind === "none") return 0;
  const digits = value.kind === "text" ? plain(value.pieces) : null;
  return digits !== null && /^-?\d+(?:\.\d+)?$/u.test(digits) ? Number(digits) : null;
}

function union(run: Interpreter, left: Value, right: Value, source: string): Value {
  const [a, b] = [entriesOf(run, left), entriesOf(run, right)];
  if (a === null || b === null) return unknown(source);
  const own = new Set(a.entries.map(({ key }) => keyOf(key)));
  const added = b.entries.filter(({ key }) => !own.has(keyOf(key)));
  return arrayOf([...a.entries, ...added], a.open || b.open);
}

/** What runs only sometimes is marked so. */
function perhaps<T>(run: Interpreter, visit: () => T): T {
  run.conditional += 1;
  const result = visit();
  run.conditional -= 1;
  return result;
}

function fallback(run: Interpreter, left: Syntax, right: Syntax, scope: Scope): Value {
  const first = run.evaluate(left, scope);
  if (first.kind === "none") return run.evaluate(right, scope);
  const sure = !["unknown", "choice", "symbol", "bound"].includes(first.kind);
  if (sure && !(first.kind === "host" && first.value.vague === true)) return first;
  const second = perhaps(run, () => run.evaluate(right, scope));
  if (first.kind !== "choice") return either([first, second]);
  const there = first.options.filter((option) => option.kind !== "none");
  return either(
    there.length === first.options.length && !there.some((one) => one.kind === "unknown")
      ? there
      : [...there, second],
  );
}

function logical(
  run: Interpreter,
  operator: "and" | "or",
  left: Syntax,
  right: Syntax,
  scope: Scope,
  node: Syntax,
): Value {
  const first = run.evaluate(left, scope);
  const truth = isTrue(first);
  const decides = operator === "or";
  if (truth === decides) return bool(decides);
  if (truth !== null) {
    const rest = isTrue(run.evaluate(right, scope));
    return rest === null ? unknown(textOf(run.file, node)) : bool(rest);
  }
  const second = perhaps(run, () => run.evaluate(right, scope));
  if (first.kind === "host" || second.kind === "host") {
    const meaning = run.host.operate(operator, first, second, node);
    if (meaning !== null) return meaning;
  }
  return isTrue(second) === decides ? bool(decides) : unknown(textOf(run.file, node));
}

function isInstance(run: Interpreter, left: Syntax, right: Syntax, scope: Scope, node: Syntax): Value {
  const value = run.evaluate(left, scope);
  const wanted = right.type.endsWith("name")
    ? classNamed(run, textOf(run.file, right), scope)
    : run.evaluate(right, scope);
  const meaning = run.host.operate("instanceof", value, wanted, node);
  if (meaning !== null) return meaning;
  if (value.kind === "instance" && value.class === wanted) return bool(true);
  return ["text", "number", "bool", "none", "list", "dict"].includes(value.kind)
    ? bool(false)
    : unknown(textOf(run.file, node));
}

/** `a ? b : c`, `a ?: c`. */
export function conditional(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [test, then, otherwise] = [field(node, "condition"), field(node, "body"), field(node, "alternative")];
  if (test === null || otherwise === null) return unknown(textOf(run.file, node));
  const value = run.evaluate(test, scope);
  const truth = isTrue(value);
  const first = (): Value => (then === null ? value : run.evaluate(then, scope));
  if (truth !== null) return truth ? first() : run.evaluate(otherwise, scope);
  return either([perhaps(run, first), perhaps(run, () => run.evaluate(otherwise, scope))]);
}

/** `!x`, `-x`, `+x`, `~x`. */
export function unary(run: Interpreter, node: Syntax, scope: Scope): Value {
  const argument = field(node, "argument") ?? node.children.at(-1);
  if (argument === undefined) return unknown(textOf(run.file, node));
  const value = run.evaluate(argument, scope);
  const sign = field(node, "operator")?.type ?? node.children[0]?.type ?? "";
  if (sign === "!") {
    const truth = isTrue(value);
    if (truth !== null) return bool(!truth);
    return run.host.operate("!", value, null, node) ?? unknown(textOf(run.file, node));
  }
  const known = numberOf(value);
  return known === null || sign === "~"
    ? unknown(textOf(run.file, node))
    : number(sign === "-" ? -known : known);
}

/** `(int) $x`. */
export function cast(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [type, operand] = [field(node, "type"), field(node, "value")];
  if (type === null || operand === null) return unknown(textOf(run.file, node));
  const value = run.evaluate(operand, scope);
  const name = textOf(run.file, type).toLowerCase();
  if (/^(?:string|binary)$/u.test(name)) {
    const pieces = asText(value);
    return pieces === null ? unknown(textOf(run.file, node)) : { kind: "text", pieces, node: null };
  }
  if (name.startsWith("bool")) {
    const truth = isTrue(value);
    return truth === null ? unknown(textOf(run.file, node)) : bool(truth);
  }
  if (/^(?:int|integer|float|double|real)$/u.test(name)) {
    const known = numberOf(value);
    return known === null
      ? unknown(textOf(run.file, node))
      : number(name.startsWith("int") ? Math.trunc(known) : known);
  }
  if (name === "array") {
    if (value.kind === "none") return arrayOf([]);
    return ["text", "number", "bool"].includes(value.kind) ? arrayOf([{ key: number(0), value }]) : value;
  }
  return name === "unset" ? NONE : value;
}
