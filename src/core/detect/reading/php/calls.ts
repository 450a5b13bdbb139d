/** Calls: of functions, methods, static methods and constructors, and what stands between their parentheses. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { either, NONE, stringOf, unknown, type Arguments, type Value } from "../source/value.ts";
import { entriesOf } from "./arrays.ts";
import { assign, nameIn } from "./assign.ts";
import { makeClass } from "./function.ts";
import { classNamed, classOf, fullName, keyOfName, methodOf, THIS, variable } from "./names.ts";
import { changesArguments, intrinsic } from "./intrinsics.ts";

/** The arguments between parentheses, spread ones among them. */
export function argumentsOf(run: Interpreter, node: Syntax | null, scope: Scope): Arguments {
  const made: Arguments = { positional: [], keywords: new Map(), open: false };
  for (const argument of node === null ? [] : parts(node)) {
    if (argument.type !== "argument") continue;
    const name = field(argument, "name");
    const value = argument.children.findLast((child) => child.named && child.type !== "comment");
    if (value === undefined) continue;
    if (value.type === "variadic_unpacking") spread(run, parts(value)[0], made, scope);
    else if (name !== null && name !== value)
      made.keywords.set(textOf(run.file, name), run.evaluate(value, scope));
    else made.positional.push(run.evaluate(value, scope));
  }
  return made;
}

function spread(run: Interpreter, node: Syntax | undefined, into: Arguments, scope: Scope): void {
  const known = node === undefined ? null : entriesOf(run, run.evaluate(node, scope));
  if (known === null || known.open) into.open = true;
  for (const { key, value } of known?.entries ?? []) {
    const name = stringOf(key);
    if (name === null) into.positional.push(value);
    else into.keywords.set(name, value);
  }
}

/** `foo(...)` without arguments of its own: the function itself. */
function isReference(node: Syntax | null): boolean {
  return node !== null && childOf(node, "variadic_placeholder") !== null;
}

/** `foo(...)`. */
export function functionCall(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [callee, given] = [field(node, "function"), field(node, "arguments")];
  if (callee === null || given === null) return unknown(textOf(run.file, node));
  const named = /^(?:name|qualified_name|relative_name)$/u.test(callee.type);
  if (!named) {
    const value = run.evaluate(callee, scope);
    return isReference(given) ? value : callValue(run, value, argumentsOf(run, given, scope), node, scope);
  }
  const name = fullName(run, textOf(run.file, callee), "function");
  const answer = intrinsic(run, name.toLowerCase(), given, node, scope);
  if (answer !== null) return answer;
  const own = run.globals.own(keyOfName.fn(name.slice(name.lastIndexOf("\\") + 1)));
  const value: Value = own ?? { kind: "symbol", path: name };
  if (isReference(given)) return value;
  const result = run.call(value, argumentsOf(run, given, scope), node);
  forgetReferences(run, value, given, scope);
  return own === undefined ? changesArguments(run, name.toLowerCase(), given, result, scope) : result;
}

/** Calls whatever PHP takes for callable: a closure, `'name'`, `'Class::method'`, `[$object, 'method']`. */
export function callValue(
  run: Interpreter,
  value: Value,
  args: Arguments,
  node: Syntax,
  scope: Scope,
): Value {
  if (value.kind === "text") {
    const name = stringOf(value) ?? "";
    const [of, method] = name.split("::");
    if (of !== undefined && method !== undefined)
      return callStatic(run, classNamed(run, `\\${of}`, scope), method, args, node, scope);
    const own = run.globals.own(keyOfName.fn(name));
    return run.call(own ?? { kind: "symbol", path: name }, args, node);
  }
  if (value.kind === "list" && value.items.length === 2) {
    const [object, name] = value.items as [Value, Value];
    const of = object.kind === "text" ? classOf(run, object, scope) : object;
    return callOn(run, of, stringOf(name) ?? "", args, node, scope);
  }
  if (value.kind === "instance") return callOn(run, value, "__invoke", args, node, scope);
  return run.call(value, args, node);
}

/** What a function of the file takes by reference may be anything behind the call. */
function forgetReferences(run: Interpreter, callee: Value, given: Syntax, scope: Scope): void {
  if (callee.kind !== "function" || callee.parameters === null) return;
  const parameters = parts(callee.parameters);
  for (const [at, argument] of parts(given).entries()) {
    const parameter = parameters[at];
    const [target] = parts(argument);
    if (parameter === undefined || target === undefined) continue;
    if (field(parameter, "reference_modifier") !== null || childOf(parameter, "reference_modifier") !== null)
      assign(run, target, unknown(textOf(run.file, target)), scope);
  }
}

/** `$object->name(...)`, `$object?->name(...)`. */
export function memberCall(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [object, name] = [field(node, "object"), field(node, "name")];
  const given = field(node, "arguments");
  if (object === null || name === null) return unknown(textOf(run.file, node));
  const receiver = run.evaluate(object, scope);
  if (receiver.kind === "none" && node.type.startsWith("nullsafe")) return NONE;
  const method = dynamicName(run, name, scope);
  if (isReference(given))
    return typeof method === "string"
      ? { kind: "bound", receiver, name: method }
      : unknown(textOf(run.file, node));
  const args = argumentsOf(run, given, scope);
  if (typeof method === "string") {
    const result = callOn(run, receiver, method, args, node, scope);
    if (receiver.kind === "instance" && given !== null)
      forgetReferences(run, methodOf(receiver.class, method) ?? NONE, given, scope);
    return result;
  }
  run.conditional += 1;
  const results = method.map((one) => callOn(run, receiver, one, args, node, scope));
  run.conditional -= 1;
  return either(results);
}

/** One name, or those that it can be. */
function dynamicName(run: Interpreter, name: Syntax, scope: Scope): string | string[] {
  if (name.type === "name") return textOf(run.file, name);
  const value = run.evaluate(name, scope);
  if (value.kind !== "choice") return stringOf(value) ?? "";
  return value.options.map((option) => stringOf(option) ?? "");
}

/** A method of any value. */
export function callOn(
  run: Interpreter,
  receiver: Value,
  name: string,
  args: Arguments,
  node: Syntax,
  scope: Scope,
): Value {
  if (receiver.kind === "choice") {
    run.conditional += 1;
    const results = receiver.options.map((option) => callOn(run, option, name, args, node, scope));
    run.conditional -= 1;
    return either(results);
  }
  if (receiver.kind === "function") return ofClosure(run, receiver, name, args, node, scope);
  if (receiver.kind !== "instance" && receiver.kind !== "class")
    return run.callMethod(receiver, name, args, node);
  const of = receiver.kind === "instance" ? receiver.class : receiver;
  const method = methodOf(of, name);
  if (method?.kind === "function") return run.callFunction({ ...method, self: receiver }, args);
  const answer = receiver.kind === "class" ? enumMethod(receiver, name, args) : undefined;
  return answer ?? run.host.foreign({ path: null, receiver, name, args, node });
}

/** `$fn->call($this, ...)`, `$fn->bindTo($this)`, `$fn->__invoke(...)`. */
function ofClosure(
  run: Interpreter,
  fn: Value & { kind: "function" },
  name: string,
  args: Arguments,
  node: Syntax,
  scope: Scope,
): Value {
  if (name === "__invoke") return run.callFunction(fn, args);
  const [self = NONE, ...rest] = args.positional;
  const bound: Value = { ...fn, self: self.kind === "instance" ? self : fn.self };
  if (name === "bindTo" || name === "bind") return bound;
  return name === "call"
    ? callValue(run, bound, { ...args, positional: rest }, node, scope)
    : unknown(textOf(run.file, node));
}

function enumMethod(of: Value & { kind: "class" }, name: string, args: Arguments): Value | undefined {
  const constants = of.members.ownNames().filter((key) => key.startsWith("const "));
  const cases = [...new Set(constants.map((key) => of.members.own(key) as Value))].filter(
    (value) => value.kind === "instance" && value.class === of,
  );
  if (name === "cases" && cases.length > 0) return { kind: "list", type: "list", items: cases, open: false };
  if (name !== "from" && name !== "tryFrom") return undefined;
  const wanted = stringOf(args.positional[0]);
  return cases.find(
    (value) => value.kind === "instance" && stringOf(value.attributes.get("value")) === wanted,
  );
}

/** `Name::method(...)`, `parent::method(...)`, `$class::method(...)`. */
export function scopedCall(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [of, name] = [field(node, "scope"), field(node, "name")];
  const given = field(node, "arguments");
  if (of === null || name === null) return unknown(textOf(run.file, node));
  const owner = ownerOf(run, of, scope);
  const method = nameIn(run, name, scope);
  if (isReference(given)) return { kind: "bound", receiver: owner, name: method };
  const args = argumentsOf(run, given, scope);
  return callStatic(run, owner, method, args, node, scope, of.type === "relative_scope");
}

/** What stands before `::`. */
export function ownerOf(run: Interpreter, of: Syntax, scope: Scope): Value {
  const named = /^(?:name|qualified_name|relative_name|relative_scope)$/u.test(of.type);
  return named ? classNamed(run, textOf(run.file, of), scope) : classOf(run, run.evaluate(of, scope), scope);
}

function callStatic(
  run: Interpreter,
  owner: Value,
  name: string,
  args: Arguments,
  node: Syntax,
  scope: Scope,
  relative = false,
): Value {
  if (owner.kind === "class" && relative) {
    const self = variable(scope, THIS);
    const method = methodOf(owner, name);
    if (method?.kind === "function") return run.callFunction({ ...method, self: self ?? owner }, args);
  }
  return callOn(run, owner, name, args, node, scope);
}

/** `new Name(...)`, `new class(...) extends Name { ... }`. */
export function construct(run: Interpreter, node: Syntax, scope: Scope): Value {
  const anonymous = childOf(node, "anonymous_class");
  const args = argumentsOf(run, childOf(anonymous ?? node, "arguments"), scope);
  if (anonymous !== null) return run.call(makeClass(run, anonymous, "", scope), args, node);
  const [of] = parts(node);
  if (of === undefined) return unknown(textOf(run.file, node));
  const owner = ownerOf(run, of, scope);
  if (owner.kind === "class") return run.call(owner, args, node);
  if (owner.kind === "symbol") return run.call({ kind: "symbol", path: `${owner.path}.new` }, args, node);
  return owner.kind === "instance" ? run.call(owner.class, args, node) : unknown(textOf(run.file, node));
}
