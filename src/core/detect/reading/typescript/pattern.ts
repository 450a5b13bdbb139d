/** What a declaration, a parameter, a loop or the left side of an assignment takes from a value. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, parts, textOf, type Syntax } from "../source/syntax.ts";
import {
  dict,
  either,
  keyOf,
  list,
  NONE,
  setItem,
  stringOf,
  text,
  unknown,
  type DictValue,
  type Value,
} from "../source/value.ts";
import { keyName } from "./literal.ts";
import { attribute, item, setAttribute, setSubscript } from "./member.ts";

type Take = (name: string, value: Value) => void;

/** Makes new variables of a pattern. */
export function declare(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  take(run, target, value, scope, (name, part) => scope.set(name, part));
}

/** Sets what is there already: a variable where it was declared, an attribute, an item. */
export function assign(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  take(run, target, value, scope, (name, part) => (scope.holder(name) ?? scope.module).set(name, part));
}

function take(run: Interpreter, target: Syntax, value: Value, scope: Scope, set: Take): void {
  switch (target.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
    case "type_identifier":
      set(textOf(run.file, target), value);
      return;
    case "member_expression": {
      const [object, name] = [field(target, "object"), field(target, "property")];
      if (object !== null && name !== null)
        setAttribute(run, run.evaluate(object, scope), textOf(run.file, name), value, target);
      return;
    }
    case "subscript_expression": {
      const [object, key] = [field(target, "object"), field(target, "index")];
      if (object !== null && key !== null)
        setSubscript(run, run.evaluate(object, scope), run.evaluate(key, scope), value, target);
      return;
    }
    case "array_pattern":
    case "array":
      unpack(run, target, value, scope, set);
      return;
    case "object_pattern":
    case "object":
      pick(run, target, value, scope, set);
      return;
    case "assignment_pattern":
    case "object_assignment_pattern":
    case "assignment_expression": {
      const [left, right] = [field(target, "left"), field(target, "right")];
      if (left === null) return;
      const part = right === null ? value : orDefault(run, value, value.kind === "none", right, scope);
      take(run, left, part, scope, set);
      return;
    }
    case "rest_pattern":
    case "spread_element":
    case "non_null_expression":
    case "as_expression":
    case "parenthesized_expression": {
      const [inner] = parts(target);
      if (inner !== undefined) take(run, inner, value, scope, set);
      return;
    }
    default:
  }
}

function unpack(run: Interpreter, pattern: Syntax, value: Value, scope: Scope, set: Take): void {
  const { items, open } = run.iterate(value);
  let at = 0;
  for (const child of pattern.children) {
    if (child.type === ",") at += 1;
    if (!child.named || child.type === "comment") continue;
    if (child.type === "rest_pattern" || child.type === "spread_element")
      take(run, child, list(items.slice(at), "list", open), scope, set);
    else take(run, child, items[at] ?? (open ? unknown(textOf(run.file, child)) : NONE), scope, set);
  }
}

function pick(run: Interpreter, pattern: Syntax, value: Value, scope: Scope, set: Take): void {
  const taken: string[] = [];
  for (const child of parts(pattern)) {
    if (child.type === "rest_pattern" || child.type === "spread_element") {
      take(run, child, rest(run, value, taken, child), scope, set);
      continue;
    }
    const named = child.type === "object_assignment_pattern" ? (field(child, "left") ?? child) : child;
    const written = child.type === "pair_pattern" || child.type === "pair" ? field(child, "key") : named;
    const key = written === null ? unknown("") : keyName(run, written, scope);
    const name = stringOf(key);
    if (name !== null) taken.push(name);
    const part = name === null ? item(run, value, key, child) : attribute(run, value, name, child);
    take(run, field(child, "value") ?? child, part, scope, set);
  }
}

function rest(run: Interpreter, value: Value, taken: readonly string[], node: Syntax): Value {
  if (value.kind !== "dict") return unknown(textOf(run.file, node));
  const left: DictValue = dict();
  for (const { key, value: part } of value.entries.values()) {
    if (!taken.some((name) => keyOf(text(name)) === keyOf(key))) setItem(left, key, part);
  }
  left.open = value.open;
  return left;
}

/** `undefined` takes the default, `null` does not: which of them a value is that was handed over is not known. */
export function orDefault(
  run: Interpreter,
  value: Value,
  missing: boolean,
  fallback: Syntax,
  scope: Scope,
): Value {
  if (value.kind !== "none") return value;
  const made = run.evaluate(fallback, scope);
  return missing ? made : either([made, value]);
}
