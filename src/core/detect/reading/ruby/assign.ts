/** What the left side of an assignment, a parameter or a loop takes from a value. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, type Syntax } from "../source/syntax.ts";
import { list, setItem, unknown, type Value } from "../source/value.ts";
import { selfOf, setLocal, singletonName, singletonOf, methodOf, store } from "./names.ts";
import { named } from "./nodes.ts";

/** Sets a target: a variable, a constant, an attribute, an item, or several. */
export function assign(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  switch (target.type) {
    case "identifier":
      setLocal(scope, textOf(run.file, target), value);
      return;
    case "constant":
      scope.set(textOf(run.file, target), value);
      return;
    case "instance_variable":
    case "class_variable":
    case "global_variable":
      store(run, scope, textOf(run.file, target), value);
      return;
    case "scope_resolution": {
      const [around, name] = [field(target, "scope"), field(target, "name")];
      const holder = around === null ? null : run.evaluate(around, scope);
      if (holder?.kind === "class" && name !== null) holder.members.set(textOf(run.file, name), value);
      return;
    }
    case "call": {
      const [object, name] = [field(target, "receiver"), field(target, "method")];
      if (object === null || name === null) return;
      const receiver = object.type === "self" ? selfOf(scope) : run.evaluate(object, scope);
      setAttribute(run, receiver ?? unknown("self"), textOf(run.file, name), value, target);
      return;
    }
    case "element_reference": {
      const object = field(target, "object");
      const key = named(target).find((child) => child !== object);
      if (object === null) return;
      const holder = run.evaluate(object, scope);
      setElement(run, holder, key === undefined ? unknown("") : run.evaluate(key, scope), value, target);
      return;
    }
    case "left_assignment_list":
    case "destructured_left_assignment":
    case "destructured_parameter":
      unpack(run, named(target), value, scope);
      return;
    default: {
      const [inner] = named(target);
      if (inner !== undefined) assign(run, inner, value, scope);
    }
  }
}

/** `receiver.name = value`: a method of the file, else what the object keeps. */
function setAttribute(run: Interpreter, receiver: Value, name: string, value: Value, node: Syntax): void {
  const own =
    receiver.kind === "class"
      ? singletonOf(receiver, `${name}=`)
      : receiver.kind === "instance"
        ? methodOf(receiver.class, `${name}=`)
        : undefined;
  if (own?.kind === "function") {
    run.callFunction({ ...own, self: receiver }, { positional: [value], keywords: new Map(), open: false });
    return;
  }
  if (receiver.kind === "class") receiver.members.set(singletonName(name), value);
  if (receiver.kind === "instance") receiver.attributes.set(`@${name}`, value);
  run.host.setAttribute(receiver, name, value, node);
}

function setElement(run: Interpreter, holder: Value, key: Value, value: Value, node: Syntax): void {
  if (holder.kind === "dict") {
    setItem(holder, key, value);
    if (run.looping > 0 || run.conditional > 0) holder.open = true;
  } else if (holder.kind === "list") {
    const at = key.kind === "number" && run.conditional === 0 ? key.value : -1;
    if (at >= 0 && at <= holder.items.length && !holder.open) holder.items[at] = value;
    else holder.open = true;
  } else run.host.setAttribute(holder, "[]", value, node);
}

const SPLATS = new Set(["rest_assignment", "splat_parameter"]);

/** `a, (b, *c) = value`. */
export function unpack(run: Interpreter, targets: readonly Syntax[], value: Value, scope: Scope): void {
  const whole = value.kind !== "list" && value.kind !== "unknown" && value.kind !== "choice";
  const { items, open } = whole ? { items: [value], open: false } : run.iterate(value);
  const splat = targets.findIndex((target) => SPLATS.has(target.type));
  const behind = splat === -1 ? 0 : targets.length - splat - 1;
  for (const [at, target] of targets.entries()) {
    if (at === splat) {
      const rest = items.slice(at, Math.max(items.length - behind, at));
      if (named(target).length > 0) assign(run, target, list(rest, "list", open), scope);
      continue;
    }
    const index = splat !== -1 && at > splat ? items.length - (targets.length - at) : at;
    const item = open && items.length !== targets.length ? undefined : items[index];
    const missing: Value = open ? unknown(textOf(run.file, target)) : { kind: "none" };
    assign(run, target, item ?? missing, scope);
  }
}
