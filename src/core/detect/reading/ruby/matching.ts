/** `pattern === value`, and what something is an instance of. */

import { compare } from "../source/compare.ts";
import type { Value } from "../source/value.ts";
import { fits } from "./patterns.ts";

const KINDS: Record<string, readonly Value["kind"][]> = {
  Array: ["list"],
  Hash: ["dict"],
  Integer: ["number"],
  Numeric: ["number"],
  Float: ["number"],
  Proc: ["function"],
  NilClass: ["none"],
  TrueClass: ["bool"],
  FalseClass: ["bool"],
  Class: ["class"],
  Module: ["class"],
};

const PLAIN = new Set<Value["kind"]>(["none", "bool", "number", "text", "list", "dict", "function"]);

/** Whether a `when` takes the value, null when that cannot be known. */
export function matches(pattern: Value, value: Value): boolean | null {
  if (pattern.kind === "symbol" || pattern.kind === "class") return isA(value, pattern);
  if (pattern.kind === "list" && pattern.type === "set") return compare("in", value, pattern);
  if (pattern.kind === "unknown") return fits(pattern, value);
  return pattern.kind === "function" ? null : compare("==", pattern, value);
}

/** `value.is_a?(type)`; symbols and strings are not told apart. */
export function isA(value: Value, type: Value): boolean | null {
  if (type.kind === "class" && value.kind === "instance") return isSame(value.class, type);
  if (type.kind !== "symbol" || !PLAIN.has(value.kind)) return null;
  if (type.path === "Object") return true;
  if (type.path === "Symbol" || type.path === "String") return value.kind === "text" ? null : false;
  if (type.path === "Float" || type.path === "TrueClass" || type.path === "FalseClass") {
    return KINDS[type.path]?.includes(value.kind) === true ? null : false;
  }
  const kinds = Object.hasOwn(KINDS, type.path) ? KINDS[type.path] : undefined;
  return kinds === undefined ? null : kinds.includes(value.kind);
}

function isSame(given: Value, type: Value, depth = 0): boolean {
  if (given === type) return true;
  if (given.kind !== "class" || depth > 20) return false;
  return given.bases.some((base) => isSame(base, type, depth + 1));
}
