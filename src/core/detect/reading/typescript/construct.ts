/** Classes of the file, and what `new` makes of them. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { memberOf } from "../source/classes.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import {
  dict,
  NONE,
  stringOf,
  type Arguments,
  type ClassValue,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { makeFunction, methodOf } from "./function.ts";
import { isFunction } from "./grammar.ts";
import { keyName, spreadInto } from "./literal.ts";
import { prototypeOf } from "./member.ts";

/** A class; its static fields and blocks have run. */
export function makeClass(run: Interpreter, node: Syntax, scope: Scope): Value {
  const body = field(node, "body");
  const name = field(node, "name");
  const heritage = childOf(node, "class_heritage");
  const clause = heritage === null ? null : (childOf(heritage, "extends_clause") ?? heritage);
  const written = clause === null ? null : (field(clause, "value") ?? parts(clause)[0] ?? null);
  const bases = written === null ? [] : [run.evaluate(written, scope)];
  const home = scope.inner("function");
  const members = home.inner("class");
  const title = name === null ? "class" : textOf(run.file, name);
  const made: ClassValue = { kind: "class", name: title, node, bases, members };
  if (bases[0] !== undefined) home.set("super", bases[0]);
  home.set("this", made);
  if (name !== null) scope.set(title, made);
  for (const child of body === null ? [] : parts(body)) member(run, made, child, home);
  return made;
}

function member(run: Interpreter, of: ClassValue, child: Syntax, home: Scope): void {
  if (child.type === "class_static_block") {
    const block = field(child, "body");
    if (block !== null) run.execute(block, home.inner("function"));
    return;
  }
  const written = field(child, "name") ?? field(child, "property");
  const name = written === null ? null : stringOf(keyName(run, written, home));
  if (name === null || childOf(child, "set") !== null) return;
  if (isFunction(child)) of.members.set(name, makeFunction(run, child, home));
  else if (isStaticField(child)) of.members.set(name, fieldValue(run, child, home));
}

function isStaticField(node: Syntax): boolean {
  return node.type.endsWith("field_definition") && childOf(node, "static") !== null;
}

function fieldValue(run: Interpreter, node: Syntax, scope: Scope): Value {
  const value = field(node, "value");
  return value === null ? NONE : run.evaluate(value, scope);
}

/** An instance: fields of the outermost base first, then the constructor. */
export function construct(run: Interpreter, of: ClassValue, args: Arguments): Value {
  const made: Value = { kind: "instance", class: of, attributes: new Map() };
  setFields(run, of, made, 0);
  const initializer = memberOf(of, "constructor");
  if (initializer?.kind === "function") run.callFunction(methodOf(initializer, made), args);
  return made;
}

function setFields(
  run: Interpreter,
  of: ClassValue,
  made: Value & { kind: "instance" },
  depth: number,
): void {
  for (const base of of.bases) if (base.kind === "class" && depth < 20) setFields(run, base, made, depth + 1);
  const body = field(of.node, "body");
  const scope = (of.members.parent ?? run.globals).inner("function");
  scope.set("this", made);
  for (const child of body === null ? [] : parts(body)) {
    if (!child.type.endsWith("field_definition") || isStaticField(child)) continue;
    const written = field(child, "name") ?? field(child, "property");
    const name = written === null ? null : stringOf(keyName(run, written, scope));
    if (name !== null) made.attributes.set(name, fieldValue(run, child, scope));
  }
}

/** `new` of a function, as classes were written before there were any. */
export function constructFunction(run: Interpreter, of: FunctionValue, args: Arguments): Value {
  const made = dict();
  spreadInto(made, prototypeOf(of));
  const returned = run.callFunction(methodOf(of, made), args);
  return returned.kind === "dict" ? returned : made;
}
