/** Properties and constants of values, and the methods that are their own. */

import { memberOf } from "../source/classes.ts";
import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { either, NONE, text, unknown, type Value } from "../source/value.ts";
import { keyOfName, methodOf } from "./names.ts";

/** `receiver->name`, `Class::$name`. */
export function property(run: Interpreter, receiver: Value, name: string, node: Syntax): Value {
  switch (receiver.kind) {
    case "none":
      return NONE;
    case "host":
      return run.host.attribute(receiver.value, name, node);
    case "choice":
      return either(receiver.options.map((option) => property(run, option, name, node)));
    case "instance":
      return (
        receiver.attributes.get(name) ??
        memberOf(receiver.class, keyOfName.property(name)) ??
        run.host.classAttribute(receiver, name) ??
        unknown(textOf(run.file, node))
      );
    case "class":
      return memberOf(receiver, keyOfName.property(name)) ?? unknown(textOf(run.file, node));
    default:
      return unknown(textOf(run.file, node));
  }
}

/** `Class::NAME`. */
export function constantOf(run: Interpreter, owner: Value, name: string, node: Syntax): Value {
  if (owner.kind === "symbol") {
    const path = `${owner.path}::${name}`;
    return run.host.symbol(path) ?? unknown(textOf(run.file, node));
  }
  const of = owner.kind === "instance" ? owner.class : owner;
  return memberOf(of, keyOfName.constant(name)) ?? unknown(textOf(run.file, node));
}

/** A method, without calling it. */
export function attribute(run: Interpreter, receiver: Value, name: string, node: Syntax): Value {
  if (receiver.kind === "symbol") return { kind: "symbol", path: `${receiver.path}.${name}` };
  if (receiver.kind === "instance" || receiver.kind === "class") {
    const method = methodOf(receiver.kind === "instance" ? receiver.class : receiver, name);
    return method?.kind === "function" ? { ...method, self: receiver } : { kind: "bound", receiver, name };
  }
  if (receiver.kind === "host") return run.host.attribute(receiver.value, name, node);
  return receiver.kind === "unknown" ? unknown(textOf(run.file, node)) : { kind: "bound", receiver, name };
}

/** The name that a case of an enumeration, or a text, stands for in a string. */
export function enumValue(value: Value): Value {
  if (value.kind !== "instance") return value;
  return value.attributes.get("value") ?? value.attributes.get("name") ?? text(value.class.name);
}
