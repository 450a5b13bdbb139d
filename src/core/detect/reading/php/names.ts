/** Names: variables, functions, classes and constants each have their own, and `use` gives the full ones. */

import { memberOf } from "../source/classes.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { stringOf, text, unknown, type Value } from "../source/value.ts";

/** Under which name a scope keeps each sort of thing. */
export const keyOfName = {
  fn: (name: string) => `fn ${name.toLowerCase()}`,
  class: (name: string) => `class ${name.toLowerCase()}`,
  constant: (name: string) => `const ${name}`,
  method: (name: string) => `${name.toLowerCase()}()`,
  property: (name: string) => `->${name}`,
};

/** The class that runs, and the class that was called. */
export const SELF = " self";
export const STATIC = " static";
export const THIS = "$this";
/** The scope is that of an arrow function. */
export const ARROW = " arrow";

/** A variable: a function sees its own, an arrow function also those around it. */
export function variable(scope: Scope, name: string): Value | undefined {
  let at = scope;
  for (;;) {
    const value = (at.outer.get(name) ?? at).own(name);
    if (value !== undefined) return value;
    const around: Scope | null = at.parent;
    if (around === null || (around.kind !== "function" && at.own(ARROW) === undefined)) return undefined;
    at = around;
  }
}

/** `use A\B as C`, `use A\{B, function c}`, `use function d`. */
export function importNames(run: Interpreter, node: Syntax): void {
  const group = childOf(node, "namespace_use_group");
  const prefix = group === null ? "" : textOf(run.file, childOf(node, "namespace_name") ?? group);
  const sort = kindOf(run, node);
  for (const clause of parts(group ?? node)) {
    if (clause.type !== "namespace_use_clause") continue;
    const name = parts(clause).find((part) => part.field === null);
    if (name === undefined) continue;
    const own = textOf(run.file, name).replace(/^\\/u, "");
    const path = prefix === "" ? own : `${prefix.replace(/^\\/u, "")}\\${own}`;
    const alias = field(clause, "alias");
    const short = alias === null ? path.slice(path.lastIndexOf("\\") + 1) : textOf(run.file, alias);
    run.globals.set(`use ${kindOf(run, clause) ?? sort ?? "class"} ${short.toLowerCase()}`, text(path));
  }
}

function kindOf(run: Interpreter, node: Syntax): string | null {
  const type = field(node, "type");
  return type === null ? null : textOf(run.file, type).toLowerCase();
}

/** The full name of what a name of the source stands for, without a backslash before it. */
export function fullName(run: Interpreter, source: string, sort: "class" | "function" | "const"): string {
  if (source.startsWith("\\")) return source.slice(1);
  const namespace = stringOf(run.globals.own(" namespace"));
  const own = namespace === null ? "" : `${namespace}\\`;
  if (/^namespace\\/iu.test(source)) return own + source.slice("namespace\\".length);
  const [first = source, ...rest] = source.split("\\");
  const imported = stringOf(
    run.globals.own(`use ${rest.length > 0 ? "class" : sort} ${first.toLowerCase()}`),
  );
  if (imported !== null) return [imported, ...rest].join("\\");
  // Functions and constants that a namespace lacks are PHP's own.
  return rest.length === 0 && sort !== "class" ? source : own + source;
}

/** The class that a name means. */
export function classNamed(run: Interpreter, source: string, scope: Scope): Value {
  const word = source.toLowerCase();
  if (word === "self") return scope.get(SELF) ?? unknown(source);
  if (word === "static") return scope.get(STATIC) ?? scope.get(SELF) ?? unknown(source);
  if (word === "parent") {
    const self = scope.get(SELF);
    return (self?.kind === "class" ? self.bases[0] : undefined) ?? unknown(source);
  }
  const path = fullName(run, source, "class");
  const short = path.slice(path.lastIndexOf("\\") + 1);
  const known = run.globals.own(keyOfName.class(short));
  const imported = run.globals.own(`use class ${short.toLowerCase()}`) !== undefined;
  if (known !== undefined && !imported) return known;
  return run.host.symbol(path) ?? { kind: "symbol", path };
}

/** The class that a value names: `$class::method()`, `new $class`. */
export function classOf(run: Interpreter, value: Value, scope: Scope): Value {
  const name = stringOf(value);
  return name === null ? value : classNamed(run, `\\${name.replace(/^\\/u, "")}`, scope);
}

/** The name of a class as `X::class` gives it. */
export function nameOfClass(value: Value): string | null {
  if (value.kind === "symbol") return value.path;
  if (value.kind === "class") return value.name;
  return value.kind === "instance" ? value.class.name : null;
}

/** A method of a class of the file, its ancestors and traits. */
export function methodOf(of: Value, name: string): Value | undefined {
  return memberOf(of, keyOfName.method(name));
}
