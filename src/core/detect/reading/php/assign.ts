/** What the left side of an assignment or a loop takes from a value. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { either, number, stringOf, unknown, type Value } from "../source/value.ts";
import { entryAt, withEntry, withoutEntry } from "./arrays.ts";
import { dynamicVariable } from "./literal.ts";
import { classNamed, keyOfName, variable } from "./names.ts";

/** Sets a target: a variable, a pattern, a property or an item. */
export function assign(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  switch (target.type) {
    case "variable_name":
      scope.set(textOf(run.file, target), value);
      return;
    case "dynamic_variable_name": {
      const name = dynamicVariable(run, target);
      if (name !== null) scope.set(name, value);
      return;
    }
    case "list_literal":
    case "array_creation_expression":
      unpack(run, target, value, scope);
      return;
    case "subscript_expression":
      setItemOf(run, target, value, scope);
      return;
    case "member_access_expression":
    case "nullsafe_member_access_expression": {
      const [object, name] = [field(target, "object"), field(target, "name")];
      if (object !== null && name !== null)
        setProperty(run, run.evaluate(object, scope), nameIn(run, name, scope), value, target);
      return;
    }
    case "scoped_property_access_expression": {
      const [of, name] = [field(target, "scope"), field(target, "name")];
      const owner = of === null ? null : classNamed(run, textOf(run.file, of), scope);
      if (owner?.kind === "class" && name !== null)
        owner.members.set(keyOfName.property(textOf(run.file, name).slice(1)), value);
      else if (owner !== null)
        run.host.setAttribute(owner, name === null ? "" : textOf(run.file, name).slice(1), value, target);
      return;
    }
    case "by_ref":
    case "parenthesized_expression": {
      const [inner] = parts(target);
      if (inner !== undefined) assign(run, inner, value, scope);
      return;
    }
    default:
  }
}

/** The name behind `->` or `::`: written, or what an expression gives. */
export function nameIn(run: Interpreter, name: Syntax, scope: Scope): string {
  return name.type === "name" ? textOf(run.file, name) : (stringOf(run.evaluate(name, scope)) ?? "");
}

/** `receiver->name = value`. */
function setProperty(run: Interpreter, receiver: Value, name: string, value: Value, node: Syntax): void {
  if (receiver.kind !== "instance") {
    run.host.setAttribute(receiver, name, value, node);
    return;
  }
  const vague = run.conditional > 0 || run.looping > 0;
  const before = receiver.attributes.get(name);
  receiver.attributes.set(name, vague ? either([before ?? unknown(textOf(run.file, node)), value]) : value);
}

function setItemOf(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  const [object, at] = parts(target);
  if (object === undefined) return;
  const before = present(run, object, scope);
  const key = at === undefined ? null : run.evaluate(at, scope);
  if (before === undefined || /^(?:none|list|dict|choice)$/u.test(before.kind))
    assign(run, object, withEntry(run, before, key, value), scope);
  else if (before.kind === "host" || before.kind === "instance")
    run.host.setAttribute(before, "[]", value, target);
}

/** What stands there before an item is set: undefined where there is nothing yet. */
function present(run: Interpreter, node: Syntax, scope: Scope): Value | undefined {
  if (node.type === "variable_name") return variable(scope, textOf(run.file, node));
  const [object, at] = node.type === "subscript_expression" ? parts(node) : [];
  if (object === undefined || at === undefined) return run.evaluate(node, scope);
  const around = present(run, object, scope);
  if (around === undefined || around.kind === "none") return undefined;
  if (around.kind !== "list" && around.kind !== "dict") return run.evaluate(node, scope);
  const found = entryAt(run, around, run.evaluate(at, scope));
  return found === null ? undefined : (found ?? unknown(textOf(run.file, node)));
}

/** `unset($a, $b['x'])`. */
export function unset(run: Interpreter, target: Syntax, scope: Scope): void {
  if (target.type === "variable_name") {
    scope.set(textOf(run.file, target), { kind: "none" });
    return;
  }
  const [object, at] = target.type === "subscript_expression" ? parts(target) : [];
  if (object === undefined || at === undefined) return;
  const array = run.evaluate(object, scope);
  if (array.kind === "list" || array.kind === "dict")
    assign(run, object, withoutEntry(run, array, run.evaluate(at, scope)), scope);
}

/** `[$a, , 'k' => $b] = ...`. */
function unpack(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  let position = 0;
  let key: Value | null = null;
  let pending: Syntax | null = null;
  const take = (): void => {
    if (pending !== null) {
      const at: Value = key ?? number(position);
      assign(run, pending, entryAt(run, value, at) ?? unknown(textOf(run.file, pending)), scope);
    }
    position += 1;
    key = null;
    pending = null;
  };
  for (const child of target.children) {
    if (child.type === ",") take();
    else if (child.type === "=>" && pending !== null) {
      key = run.evaluate(pending, scope);
      pending = null;
    } else if (child.type === "array_element_initializer") {
      const [first, second] = parts(child);
      if (second !== undefined && first !== undefined) key = run.evaluate(first, scope);
      pending = second ?? first ?? null;
    } else if (child.named && child.type !== "comment") pending = child;
  }
  take();
}
