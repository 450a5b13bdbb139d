/** Attributes and items of values. */

import { memberOf } from "../source/classes.ts";
import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { lengthOf, plain } from "../source/text.ts";
import {
  dict,
  either,
  getItem,
  keyOf,
  NONE,
  number,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type DictValue,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { isGetter, methodOf } from "./function.ts";

const none: Arguments = { positional: [], keywords: new Map(), open: false };

/** `receiver.name`. */
export function attribute(run: Interpreter, receiver: Value, name: string, node: Syntax): Value {
  const source = textOf(run.file, node);
  switch (receiver.kind) {
    case "symbol":
      return symbolAttribute(run, receiver, name);
    case "host":
      return run.host.attribute(receiver.value, name, node);
    case "dict": {
      const found = getItem(receiver, name);
      if (found === null) return receiver.open ? unknown(source) : NONE;
      return own(run, found, receiver, node);
    }
    case "list":
      if (name === "length") return receiver.open ? unknown(source) : number(receiver.items.length);
      return { kind: "bound", receiver, name };
    case "text": {
      if (name !== "length") return { kind: "bound", receiver, name };
      return plain(receiver.pieces) === null ? unknown(source) : number(lengthOf(receiver.pieces));
    }
    case "function":
      if (name === "prototype") return prototypeOf(receiver);
      return name === "name" ? text(receiver.name) : { kind: "bound", receiver, name };
    case "class": {
      const framework = run.host.classAttribute(receiver, name);
      if (framework !== null) return framework;
      const found = memberOf(receiver, name);
      if (found === undefined)
        return name === "name" ? text(receiver.name) : { kind: "bound", receiver, name };
      return own(run, found, receiver, node);
    }
    case "instance": {
      const found = receiver.attributes.get(name) ?? memberOf(receiver.class, name);
      if (found === undefined) return { kind: "bound", receiver, name };
      return own(run, found, receiver, node);
    }
    case "choice":
      return either(receiver.options.map((option) => attribute(run, option, name, node)));
    default:
      return unknown(source);
  }
}

/** What is imported by default is what is required. */
function symbolAttribute(run: Interpreter, receiver: Value & { kind: "symbol" }, name: string): Value {
  if (name === "default") return receiver;
  const path = `${receiver.path}.${name}`;
  return run.host.symbol(path) ?? { kind: "symbol", path };
}

function own(run: Interpreter, found: Value, self: Value, node: Syntax): Value {
  if (found.kind !== "function") return found;
  const taken = methodOf(found, self);
  return isGetter(found) ? run.call(taken, none, node) : taken;
}

/** What `prototype` of a function holds; by its node, because a function is many values. */
const prototypes = new WeakMap<Syntax, DictValue>();

export function prototypeOf(of: FunctionValue): DictValue {
  const known = prototypes.get(of.node) ?? dict();
  prototypes.set(of.node, known);
  return known;
}

/** `receiver.name = value`. What is set under a condition only can still be what it was. */
export function setAttribute(
  run: Interpreter,
  receiver: Value,
  name: string,
  value: Value,
  node: Syntax,
): void {
  const before = (known: Value | null | undefined): Value =>
    run.conditional > 0 || run.looping > 0 ? either([value, known ?? NONE]) : value;
  if (receiver.kind === "instance") receiver.attributes.set(name, before(receiver.attributes.get(name)));
  else if (receiver.kind === "class") receiver.members.set(name, before(receiver.members.own(name)));
  else if (receiver.kind === "dict") setItem(receiver, text(name), before(getItem(receiver, name)));
  else if (receiver.kind === "function" && name === "prototype") Object.assign(prototypeOf(receiver), value);
  else run.host.setAttribute(receiver, name, value, node);
}

/** `receiver[key] = value`. */
export function setSubscript(run: Interpreter, object: Value, key: Value, value: Value, node: Syntax): void {
  const name = key.kind === "number" ? String(key.value) : stringOf(key);
  if (object.kind === "list") {
    if (key.kind === "number" && run.conditional === 0 && key.value >= 0 && key.value <= object.items.length)
      object.items[key.value] = value;
    else object.open = true;
  } else if (object.kind === "dict" && name === null) {
    object.open = true;
  } else setAttribute(run, object, name ?? "[]", value, node);
}

/** `value[key]`. */
export function item(run: Interpreter, value: Value, key: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (value.kind === "choice") return either(value.options.map((option) => item(run, option, key, node)));
  if (key.kind === "choice") return either(key.options.map((option) => item(run, value, option, node)));
  const name = stringOf(key);
  if (value.kind === "host" && name === null) return run.host.item(value.value, key, node);
  if (value.kind === "list" && name !== null && /^\d{1,6}$/u.test(name))
    return value.items[Number(name)] ?? (value.open ? unknown(source) : NONE);
  if (value.kind === "text" && name !== null && /^\d{1,6}$/u.test(name)) {
    const found = plain(value.pieces)?.at(Number(name));
    return found === undefined ? unknown(source) : text(found);
  }
  if (name !== null) return attribute(run, value, name, node);
  return value.kind === "dict" && keyOf(key) !== null
    ? (value.entries.get(keyOf(key) ?? "")?.value ?? unknown(source))
    : unknown(source);
}
