/** Functions and classes of the file, as values. */

import { nameOf } from "./arguments.ts";
import { derives } from "../source/classes.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, walk, type Syntax } from "../source/syntax.ts";
import type { FunctionValue, Value } from "../source/value.ts";

/** A `def`. */
export function makeFunction(
  run: Interpreter,
  node: Syntax,
  scope: Scope,
  decorators: Value[],
): FunctionValue | null {
  const [name, body] = [field(node, "name"), field(node, "body")];
  if (name === null || body === null) return null;
  const parameters = field(node, "parameters");
  return {
    kind: "function",
    name: textOf(run.file, name),
    node,
    parameters,
    body,
    scope,
    defaults: defaultsOf(run, parameters, scope),
    self: null,
    decorators,
  };
}

/** A `lambda`. */
export function makeLambda(run: Interpreter, node: Syntax, scope: Scope): FunctionValue {
  const parameters = field(node, "parameters");
  return {
    kind: "function",
    name: "lambda",
    node,
    parameters,
    body: field(node, "body") ?? node,
    scope,
    defaults: defaultsOf(run, parameters, scope),
    self: null,
    decorators: [],
  };
}

function defaultsOf(run: Interpreter, parameters: Syntax | null, scope: Scope): Map<string, Value> {
  const defaults = new Map<string, Value>();
  for (const parameter of parameters === null ? [] : parts(parameters)) {
    const value = field(parameter, "value");
    if (value !== null) defaults.set(nameOf(run, parameter), run.evaluate(value, scope));
  }
  return defaults;
}

/** Does the function yield (and no function inside it for it)? */
export function yields(fn: FunctionValue): boolean {
  for (const node of walk(fn.body)) if (node.type === "yield") return true;
  return false;
}

/** A `class`; its body has run in `members`. */
export function makeClass(run: Interpreter, node: Syntax, scope: Scope): Value | null {
  const [name, body] = [field(node, "name"), field(node, "body")];
  if (name === null || body === null) return null;
  const superclasses = field(node, "superclasses") ?? childOf(node, "argument_list");
  const bases = (superclasses === null ? [] : parts(superclasses))
    .filter((base) => base.type !== "keyword_argument")
    .map((base) => run.evaluate(base, scope));
  const members = scope.inner("class");
  run.execute(body, members);
  return { kind: "class", name: textOf(run.file, name), node, bases, members };
}

/** The members of an enumeration in the order of the text. */
export function enumMembers(value: Value): { name: string; value: Value }[] {
  if (value.kind !== "class" || !derives(value, /(?:^|\.)\w*Enum$|(?:^|\.)\w*Flag$/u)) return [];
  return value.members
    .ownNames()
    .filter((name) => !name.startsWith("_"))
    .map((name) => ({ name, value: value.members.own(name) as Value }))
    .filter((member) => member.value.kind !== "function");
}
