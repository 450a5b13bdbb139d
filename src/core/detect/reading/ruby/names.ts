/** What names stand for: local variables end at their method, constants are looked for outwards and then upwards. */

import { memberOf } from "../source/classes.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { either, type ClassValue, type Value } from "../source/value.ts";

/** Names of what is no variable, in the same scopes: a method of instances, a method of the class itself. */
export const instanceName = (name: string): string => `#${name}`;
export const singletonName = (name: string): string => `.${name}`;

/** What a method knows besides its variables. */
export const SELF = "self";
export const METHOD = "__method__";
export const BLOCK = "&";
const EXTENDED = "extend";

/** A method that instances of a class of the file have, their own or inherited. */
export function methodOf(of: Value, name: string): Value | undefined {
  return memberOf(of, instanceName(name));
}

/** A method of a class of the file itself (`def self.x`), or what was set by `self.x = ...`. */
export function singletonOf(of: Value, name: string): Value | undefined {
  const own = memberOf(of, singletonName(name));
  if (own !== undefined) return own;
  const extended = memberOf(of, EXTENDED);
  for (const module of extended?.kind === "list" ? extended.items : []) {
    const found = methodOf(module, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Notes modules whose methods become those of the class itself. */
export function extend(of: ClassValue, modules: readonly Value[]): void {
  const before = of.members.own(EXTENDED);
  const items = [...(before?.kind === "list" ? before.items : []), ...modules];
  of.members.set(EXTENDED, { kind: "list", type: "list", items, open: false });
}

/** The scope that holds a local variable here, null when there is none. */
function ownerOf(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.own(name) !== undefined) return at;
    if (at.kind !== "function" || at.own(METHOD) !== undefined) return null;
  }
  return null;
}

export function local(scope: Scope, name: string): Value | undefined {
  return ownerOf(scope, name)?.own(name);
}

export function setLocal(scope: Scope, name: string, value: Value): void {
  (ownerOf(scope, name) ?? scope).set(name, value);
}

/** The object whose method runs, or the class whose body does; undefined outside of all. */
export function selfOf(scope: Scope): Value | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.own(SELF);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The class or module in whose body the code stands, with the scopes around it. */
export function classAround(scope: Scope): ClassValue | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.kind === "class" ? at.own(SELF) : undefined;
    if (value?.kind === "class") return value;
  }
  return null;
}

/** Does the code stand in the body of a class itself, in none of its methods? */
export function inClassBody(scope: Scope): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.own(METHOD) !== undefined) return false;
    if (at.kind === "class") return true;
  }
  return false;
}

export function constant(run: Interpreter, scope: Scope, name: string): Value {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.own(name);
    if (value !== undefined) return value;
  }
  const around = classAround(scope);
  const inherited = around === null ? undefined : memberOf(around, name);
  return inherited ?? run.host.symbol(name) ?? { kind: "symbol", path: name };
}

/** `@x`, `@@x`, `$x`: kept by the object, the class, the file. */
export function stored(run: Interpreter, scope: Scope, name: string): Value | undefined {
  const self = name.startsWith("$") ? undefined : selfOf(scope);
  if (name.startsWith("@@")) {
    const around = classAround(scope);
    return around === null ? run.globals.own(name) : memberOf(around, name);
  }
  if (self?.kind === "instance") return self.attributes.get(name);
  return self?.kind === "class" ? self.members.own(name) : run.globals.own(name);
}

export function store(run: Interpreter, scope: Scope, name: string, value: Value): void {
  const self = name.startsWith("$") ? undefined : selfOf(scope);
  if (name.startsWith("@@")) (classAround(scope)?.members ?? run.globals).set(name, value);
  else if (self?.kind === "instance") {
    // An object has no journal: what is set on one way only is one of both.
    const before = self.attributes.get(name);
    const vague = before !== undefined && (run.conditional > 0 || run.looping > 0);
    self.attributes.set(name, vague ? either([before, value]) : value);
  } else (self?.kind === "class" ? self.members : run.globals).set(name, value);
}
