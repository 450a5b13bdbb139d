/** Attributes and items of values. */

import { memberOf } from "../source/classes.ts";
import { enumMembers } from "./function.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, fields, textOf, type Syntax } from "../source/syntax.ts";
import { plain, slice } from "../source/text.ts";
import { either, keyOf, list, text, unknown, type Value } from "../source/value.ts";

/** `receiver.name`. */
export function attribute(run: Interpreter, receiver: Value, name: string, node: Syntax): Value {
  switch (receiver.kind) {
    case "symbol": {
      const path = `${receiver.path}.${name}`;
      return run.host.symbol(path) ?? { kind: "symbol", path };
    }
    case "host":
      return run.host.attribute(receiver.value, name, node);
    case "class":
      return classAttribute(run, receiver, name, node);
    case "instance":
      return instanceAttribute(run, receiver, name, node);
    case "choice":
      return either(receiver.options.map((option) => attribute(run, option, name, node)));
    case "unknown":
      return unknown(textOf(run.file, node));
    default:
      return { kind: "bound", receiver, name };
  }
}

function classAttribute(
  run: Interpreter,
  receiver: Value & { kind: "class" },
  name: string,
  node: Syntax,
): Value {
  const framework = run.host.classAttribute(receiver, name);
  if (framework !== null) return framework;
  const found = memberOf(receiver, name);
  if (found === undefined) {
    return name === "__name__" ? text(receiver.name) : { kind: "bound", receiver, name };
  }
  if (enumMembers(receiver).some((member) => member.name === name)) {
    return {
      kind: "instance",
      class: receiver,
      attributes: new Map([
        ["value", found],
        ["name", text(name)],
      ]),
    };
  }
  if (found.kind === "function" && decoratedAs(found.decorators, "classmethod"))
    return { ...found, self: receiver };
  return found.kind === "unknown" ? unknown(textOf(run.file, node)) : found;
}

function instanceAttribute(
  run: Interpreter,
  receiver: Value & { kind: "instance" },
  name: string,
  node: Syntax,
): Value {
  const own = receiver.attributes.get(name);
  if (own !== undefined) return own;
  const found = memberOf(receiver.class, name);
  if (found === undefined) return { kind: "bound", receiver, name };
  if (found.kind !== "function" || decoratedAs(found.decorators, "staticmethod")) return found;
  if (decoratedAs(found.decorators, "classmethod")) return { ...found, self: receiver.class };
  const method: Value = { ...found, self: receiver };
  if (!decoratedAs(found.decorators, "property")) return method;
  return run.call(method, { positional: [], keywords: new Map(), open: false }, node);
}

function decoratedAs(decorators: readonly Value[], name: string): boolean {
  return decorators.some((decorator) => decorator.kind === "symbol" && decorator.path.endsWith(name));
}

/** `receiver.name = value`. */
export function setAttribute(
  run: Interpreter,
  receiver: Value,
  name: string,
  value: Value,
  node: Syntax,
): void {
  if (receiver.kind === "instance") receiver.attributes.set(name, value);
  else if (receiver.kind === "class") receiver.members.set(name, value);
  else run.host.setAttribute(receiver, name, value, node);
}

/** `value[key]`, `value[a:b]`. */
export function subscript(run: Interpreter, node: Syntax, scope: Scope): Value {
  const object = field(node, "value");
  const [key] = fields(node, "subscript");
  if (object === null || key === undefined) return unknown(textOf(run.file, node));
  const value = run.evaluate(object, scope);
  if (key.type === "slice") return sliced(run, value, key, scope, node);
  return item(run, value, run.evaluate(key, scope), node);
}

function item(run: Interpreter, value: Value, key: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (value.kind === "host") return run.host.item(value.value, key, node);
  if (value.kind === "choice") return either(value.options.map((option) => item(run, option, key, node)));
  if (value.kind === "dict") {
    if (key.kind === "choice") return either(key.options.map((option) => item(run, value, option, node)));
    const name = keyOf(key);
    return (name === null ? undefined : value.entries.get(name)?.value) ?? unknown(source);
  }
  if (value.kind === "list" && key.kind === "number") {
    const at = key.value < 0 ? value.items.length + key.value : key.value;
    return (value.open ? undefined : value.items[at]) ?? unknown(source);
  }
  if (value.kind === "text" && key.kind === "number") {
    const characters = plain(value.pieces);
    const found = characters?.at(key.value);
    return found === undefined ? unknown(source) : text(found);
  }
  if (value.kind === "class") {
    const member = enumMembers(value).find((candidate) => keyOf(text(candidate.name)) === keyOf(key));
    return member === undefined ? unknown(source) : attribute(run, value, member.name, node);
  }
  if (value.kind === "symbol" && key.kind === "text") return unknown(source);
  return unknown(source);
}

function sliced(run: Interpreter, value: Value, key: Syntax, scope: Scope, node: Syntax): Value {
  const ends = [-1, -1];
  const colons = key.children.filter((child) => child.type === ":");
  if (colons.length !== 1 || childOf(key, "comment") !== null) return unknown(textOf(run.file, node));
  const length =
    value.kind === "list" && !value.open
      ? value.items.length
      : value.kind === "text"
        ? (plain(value.pieces)?.length ?? null)
        : null;
  if (length === null) return unknown(textOf(run.file, node));
  ends[0] = 0;
  ends[1] = length;
  for (const child of key.children) {
    if (!child.named) continue;
    const bound = run.evaluate(child, scope);
    if (bound.kind !== "number") return unknown(textOf(run.file, node));
    const behind = child.start > (colons[0]?.start ?? 0);
    ends[behind ? 1 : 0] = Math.min(
      Math.max(bound.value < 0 ? length + bound.value : bound.value, 0),
      length,
    );
  }
  const [start = 0, end = 0] = ends;
  if (value.kind === "list") return list(value.items.slice(start, end), value.type);
  return value.kind === "text" ? { ...value, pieces: slice(value.pieces, start, end) } : value;
}
