/** What the left side of an assignment, a loop or a `with` takes from a value. */

import { setAttribute } from "./member.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { list, setItem, unknown, type Value } from "../source/value.ts";

/** Sets a target: a name, a pattern, an attribute or an item. */
export function assign(run: Interpreter, target: Syntax, value: Value, scope: Scope): void {
  switch (target.type) {
    case "identifier":
      scope.set(textOf(run.file, target), value);
      return;
    case "attribute": {
      const [object, name] = [field(target, "object"), field(target, "attribute")];
      if (object === null || name === null) return;
      setAttribute(run, run.evaluate(object, scope), textOf(run.file, name), value, target);
      return;
    }
    case "subscript": {
      const [object, key] = [field(target, "value"), field(target, "subscript")];
      if (object === null || key === null) return;
      setSubscript(run, run.evaluate(object, scope), run.evaluate(key, scope), value, target);
      return;
    }
    case "pattern_list":
    case "tuple_pattern":
    case "list_pattern":
    case "tuple":
    case "list":
    case "expression_list":
      unpack(run, parts(target), value, scope);
      return;
    case "as_pattern_target":
    case "parenthesized_expression":
    case "list_splat_pattern":
    case "type": {
      const [inner] = parts(target);
      if (inner !== undefined) assign(run, inner, value, scope);
      return;
    }
    default:
  }
}

function setSubscript(run: Interpreter, object: Value, key: Value, value: Value, target: Syntax): void {
  if (object.kind === "dict") {
    setItem(object, key, value);
    if (run.looping > 0 || run.conditional > 0) object.open = true;
  } else if (object.kind === "list") {
    if (key.kind === "number" && run.conditional === 0 && object.items[key.value] !== undefined) {
      object.items[key.value] = value;
    } else object.open = true;
  } else setAttribute(run, object, "[]", value, target);
}

function unpack(run: Interpreter, targets: readonly Syntax[], value: Value, scope: Scope): void {
  const { items, open } = run.iterate(value);
  const splat = targets.findIndex((target) => target.type === "list_splat_pattern");
  const behind = splat === -1 ? 0 : targets.length - splat - 1;
  for (const [at, target] of targets.entries()) {
    if (at === splat)
      assign(run, target, list(items.slice(at, Math.max(items.length - behind, at)), "list", open), scope);
    else {
      const index = splat !== -1 && at > splat ? items.length - (targets.length - at) : at;
      const item = open && items.length !== targets.length ? undefined : items[index];
      assign(run, target, item ?? unknown(textOf(run.file, target)), scope);
    }
  }
}
