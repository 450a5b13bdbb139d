/** Comparing and reckoning with values as far as they are known. */

import { keyOf, number, unknown, type Value } from "./value.ts";

/** Whether a comparison holds, null when that cannot be known. */
export function compare(operator: string, left: Value, right: Value): boolean | null {
  if (left.kind === "choice" || right.kind === "choice") {
    const lefts = left.kind === "choice" ? left.options : [left];
    const rights = right.kind === "choice" ? right.options : [right];
    const truths = new Set(lefts.flatMap((a) => rights.map((b) => compare(operator, a, b))));
    return truths.size === 1 ? (truths.values().next().value ?? null) : null;
  }
  if (operator === "in" || operator === "not in" || operator === "not  in") {
    const found = contains(right, left);
    return found === null ? null : found === (operator === "in");
  }
  if (operator === "is" || operator === "==") return equal(left, right);
  if (operator === "is not" || operator === "!=" || operator === "is  not" || operator === "<>") {
    const truth = equal(left, right);
    return truth === null ? null : !truth;
  }
  if (left.kind !== "number" || right.kind !== "number") return null;
  if (operator === "<") return left.value < right.value;
  if (operator === "<=") return left.value <= right.value;
  if (operator === ">") return left.value > right.value;
  return operator === ">=" ? left.value >= right.value : null;
}

const VAGUE = new Set(["unknown", "symbol", "bound", "partial", "choice"]);

function equal(left: Value, right: Value): boolean | null {
  const [a, b] = [keyOf(left), keyOf(right)];
  // What is imported or comes from the environment can be anything but itself.
  if (left.kind === "symbol" || right.kind === "symbol") return a !== null && a === b ? true : null;
  if (a !== null && b !== null) return a === b;
  if (VAGUE.has(left.kind) || VAGUE.has(right.kind)) return null;
  if (left.kind === "none" || right.kind === "none") return left.kind === right.kind;
  return left === right ? true : null;
}

function contains(container: Value, item: Value): boolean | null {
  const key = keyOf(item);
  if (key === null) return null;
  if (container.kind === "dict")
    return container.entries.has(key) ? true : container.open || item.kind === "symbol" ? null : false;
  if (container.kind === "list") {
    const keys = new Set(container.items.map(keyOf));
    if (keys.has(key)) return true;
    return container.open || keys.has(null) || item.kind === "symbol" ? null : false;
  }
  if (container.kind !== "text" || item.kind !== "text") return null;
  if (container.pieces.some((piece) => piece.hole !== null)) return null;
  const whole = container.pieces.map((piece) => piece.text).join("");
  return whole.includes(item.pieces.map((piece) => piece.text).join(""));
}

/** `a OPERATOR b` of two numbers. */
export function arithmetic(operator: string, a: number, b: number, source: string): Value {
  if (operator === "-") return number(a - b);
  if (operator === "*") return number(a * b);
  if (operator === "/" && b !== 0) return number(a / b);
  if (operator === "//" && b !== 0) return number(Math.floor(a / b));
  if (operator === "%" && b !== 0) return number(((a % b) + b) % b);
  if (operator === "**") return number(a ** b);
  return unknown(source);
}
