/** Functions, closures and classes of the file, as values, and how arguments reach their parameters. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, walk, type Syntax } from "../source/syntax.ts";
import {
  dict,
  list,
  NONE,
  setItem,
  text,
  unknown,
  type Arguments,
  type ClassValue,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { ARROW, classNamed, keyOfName, SELF, STATIC, THIS, variable } from "./names.ts";

/** A function, or a method with its class as `scope`. */
export function makeFunction(run: Interpreter, node: Syntax, scope: Scope): FunctionValue | null {
  const body = field(node, "body");
  if (body === null) return null;
  const name = field(node, "name");
  return {
    kind: "function",
    name: name === null ? "function" : textOf(run.file, name),
    node,
    parameters: field(node, "parameters"),
    body,
    scope,
    defaults: new Map(),
    self: null,
    decorators: [],
  };
}

/** `function () use ($x, &$y) {}`: it keeps what it uses, and the object around it. */
export function makeClosure(run: Interpreter, node: Syntax, scope: Scope): Value {
  const captured = run.globals.inner("function");
  for (const name of [THIS, SELF, STATIC]) {
    const value = name === THIS ? variable(scope, name) : scope.get(name);
    if (value !== undefined) captured.set(name, value);
  }
  for (const used of parts(childOf(node, "anonymous_function_use_clause") ?? { ...node, children: [] })) {
    const target = used.type === "by_ref" ? parts(used)[0] : used;
    if (target === undefined) continue;
    const name = textOf(run.file, target);
    if (used.type === "by_ref") captured.outer.set(name, scope.outer.get(name) ?? scope);
    else captured.set(name, variable(scope, name) ?? unknown(name));
  }
  return makeFunction(run, node, captured) ?? unknown(textOf(run.file, node));
}

/** Does it yield, and not a function inside it? */
export function yields(fn: FunctionValue): boolean {
  for (const node of walk(fn.body)) if (node.type === "yield_expression") return true;
  return false;
}

/** Sets the parameters of a function in its new scope. */
export function bind(run: Interpreter, fn: FunctionValue, given: Arguments, scope: Scope): void {
  for (const [name, owner] of fn.scope.outer) scope.outer.set(name, owner);
  if (fn.node.type === "arrow_function") scope.set(ARROW, NONE);
  const own = fn.scope.own(SELF);
  if (own !== undefined) scope.set(SELF, own);
  if (fn.self !== null) {
    if (fn.self.kind === "instance") scope.set(THIS, fn.self);
    scope.set(STATIC, fn.self.kind === "instance" ? fn.self.class : fn.self);
  }
  const positional = [...given.positional];
  const keywords = new Map(given.keywords);
  for (const parameter of fn.parameters === null ? [] : parts(fn.parameters)) {
    const target = field(parameter, "name");
    if (target === null) continue;
    const name = textOf(run.file, target);
    if (parameter.type === "variadic_parameter") {
      scope.set(name, rest(positional.splice(0), keywords, given.open));
      continue;
    }
    const value = positional.shift() ?? keywords.get(name.slice(1));
    keywords.delete(name.slice(1));
    const fallback = field(parameter, "default_value");
    const other = given.open || fallback === null ? unknown(name) : run.evaluate(fallback, fn.scope);
    scope.set(name, value ?? other);
    if (parameter.type === "property_promotion_parameter" && fn.self?.kind === "instance")
      fn.self.attributes.set(name.slice(1), value ?? other);
  }
}

function rest(positional: Value[], keywords: ReadonlyMap<string, Value>, open: boolean): Value {
  if (keywords.size === 0) return list(positional, "list", open);
  const made = dict(positional.map((value, at) => [{ kind: "number", value: at }, value]));
  for (const [name, value] of keywords) setItem(made, text(name), value);
  made.open = open;
  return made;
}

/** A class, trait, interface or enumeration; `name` is empty for one that has none. */
export function makeClass(run: Interpreter, node: Syntax, name: string, scope: Scope): ClassValue {
  const members = run.globals.inner("class");
  const made: ClassValue = { kind: "class", name, node, bases: [], members };
  members.set(SELF, made);
  members.set(STATIC, made);
  const body = field(node, "body") ?? childOf(node, "declaration_list");
  const declared = body === null ? [] : parts(body);
  const named = [
    ...parts(childOf(node, "base_clause") ?? { ...node, children: [] }),
    ...declared.filter(({ type }) => type === "use_declaration").flatMap(parts),
    ...parts(childOf(node, "class_interface_clause") ?? { ...node, children: [] }),
  ];
  for (const base of named)
    if (base.type.endsWith("name")) made.bases.push(classNamed(run, textOf(run.file, base), scope));
  for (const member of declared) addMember(run, made, member);
  return made;
}

function addMember(run: Interpreter, of: ClassValue, node: Syntax): void {
  const { members } = of;
  switch (node.type) {
    case "method_declaration": {
      const method = makeFunction(run, node, members);
      if (method !== null) members.set(keyOfName.method(method.name), method);
      return;
    }
    case "const_declaration":
      for (const element of parts(node)) {
        const [name, value] = element.type === "const_element" ? parts(element) : [];
        if (name !== undefined && value !== undefined)
          members.set(keyOfName.constant(textOf(run.file, name)), run.evaluate(value, members));
      }
      return;
    case "property_declaration":
      for (const element of parts(node)) {
        const name = element.type === "property_element" ? field(element, "name") : null;
        if (name === null) continue;
        const value = field(element, "default_value");
        members.set(
          keyOfName.property(textOf(run.file, name).slice(1)),
          value === null ? NONE : run.evaluate(value, members),
        );
      }
      return;
    case "enum_case": {
      const [name, value] = [field(node, "name"), field(node, "value")];
      if (name === null) return;
      const written = textOf(run.file, name);
      const attributes = new Map<string, Value>([["name", text(written)]]);
      if (value !== null) attributes.set("value", run.evaluate(value, members));
      members.set(keyOfName.constant(written), { kind: "instance", class: of, attributes });
      return;
    }
    default:
  }
}
