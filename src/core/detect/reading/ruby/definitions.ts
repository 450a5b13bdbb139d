/** Methods, classes and modules of the file, as values. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, type Syntax } from "../source/syntax.ts";
import { bool, NONE, text, type ClassValue, type FunctionValue, type Value } from "../source/value.ts";
import { taken } from "./jumps.ts";
import { classAround, instanceName, SELF, selfOf, singletonName } from "./names.ts";
import { named } from "./nodes.ts";

const SINGLETON = "class << self";

/** `def name`, `def self.name`; gives the name. */
export function defineMethod(run: Interpreter, node: Syntax, scope: Scope): Value {
  const name = field(node, "name");
  if (name === null) return NONE;
  const called = textOf(run.file, name).replace(/\s*=$/u, "=");
  const fn: FunctionValue = {
    kind: "function",
    name: called,
    node,
    parameters: field(node, "parameters"),
    body: field(node, "body") ?? node,
    scope: definer(scope) ?? run.globals,
    defaults: new Map(),
    self: null,
    decorators: [],
  };
  const object = field(node, "object");
  const receiver =
    object === null ? null : object.type === "self" ? selfOf(scope) : run.evaluate(object, scope);
  if (receiver?.kind === "class") receiver.members.set(singletonName(called), fn);
  else if (object === null) addMethod(run, scope, called, fn);
  return { ...text(called), node } as Value;
}

/** Adds a method to the class around, or to the file. */
export function addMethod(run: Interpreter, scope: Scope, name: string, fn: FunctionValue): void {
  const around = definer(scope);
  const single = around?.own(SINGLETON) !== undefined;
  const members = classAround(scope)?.members ?? run.globals;
  members.set(single ? singletonName(name) : instanceName(name), fn);
}

/** The innermost class body around. */
function definer(scope: Scope): Scope | null {
  let at: Scope | null = scope;
  while (at !== null && at.kind !== "class") at = at.parent;
  return at;
}

/** `class Name < Base`, `module Name`: a name that is there already is opened again. */
export function defineClass(run: Interpreter, node: Syntax, scope: Scope): Value {
  const name = field(node, "name");
  if (name === null) return NONE;
  const members = openClass(run, name, field(node, "superclass"), scope, node);
  runBody(run, field(node, "body"), members);
  return NONE;
}

/** The scope of the body of a class. */
export function openClass(
  run: Interpreter,
  name: Syntax,
  superclass: Syntax | null,
  scope: Scope,
  node = name,
): Scope {
  const last = name.type === "scope_resolution" ? field(name, "name") : name;
  const holder = holderOf(run, name, scope);
  const called = textOf(run.file, last ?? name);
  const before = holder.own(called);
  const [base] = superclass === null ? [] : named(superclass);
  const bases = base === undefined ? [] : [run.evaluate(base, scope)];
  const made = before?.kind === "class" ? before : makeClass(called, node, bases, scope);
  holder.set(called, made);
  return made.members;
}

function holderOf(run: Interpreter, name: Syntax, scope: Scope): Scope {
  const outer = name.type === "scope_resolution" ? field(name, "scope") : null;
  const around = outer === null ? null : run.evaluate(outer, scope);
  return around?.kind === "class" ? around.members : scope;
}

/** A class without members yet. */
export function makeClass(name: string, node: Syntax, bases: Value[], scope: Scope): ClassValue {
  const made: ClassValue = { kind: "class", name, node, bases, members: scope.inner("class") };
  made.members.set(SELF, made);
  return made;
}

/** `class << self`. */
export function openSingleton(run: Interpreter, node: Syntax, scope: Scope): Value {
  const object = field(node, "value");
  const of = object === null || object.type === "self" ? selfOf(scope) : run.evaluate(object, scope);
  if (of?.kind !== "class") return NONE;
  const inner = of.members.inner("class");
  inner.set(SELF, of);
  inner.set(SINGLETON, bool(true));
  runBody(run, field(node, "body"), inner);
  return NONE;
}

/** Runs the body of a class; no jump leaves it. */
export function runBody(run: Interpreter, block: Syntax | null, members: Scope): void {
  if (block !== null) run.evaluate(block, members);
  taken(run);
}
