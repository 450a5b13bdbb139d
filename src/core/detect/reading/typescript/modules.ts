/** Modules: what is imported stands for its module's path, what is exported is kept in `module.exports`. */

import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { dict, getItem, NONE, setItem, text, unknown, type DictValue, type Value } from "../source/value.ts";
import { given } from "./arguments.ts";
import { construct, makeClass } from "./construct.ts";
import { methodOf } from "./function.ts";
import { stringValue } from "./literal.ts";
import { attribute } from "./member.ts";

/** `module` and `exports`, as every CommonJS module has them. */
export function startModule(scope: Scope): void {
  const exports = dict();
  scope.set("exports", exports);
  scope.set("module", dict([[text("exports"), exports]]));
}

/** All that the file exports: an object of names, or what it puts in its place. */
export function exported(run: Interpreter): Value {
  const module = run.globals.get("module");
  return (module?.kind === "dict" ? getItem(module, "exports") : null) ?? NONE;
}

/** What the file exports under a name: itself, in what it exports by default, or as a method of a class. Null: nothing. */
export function exportedName(run: Interpreter, name: string): Value | null {
  const value = exported(run);
  const own = memberNamed(run, value, name);
  if (own !== null || value.kind !== "dict") return own;
  const standard = getItem(value, "default");
  return standard === null ? null : memberNamed(run, standard, name);
}

function memberNamed(run: Interpreter, value: Value, name: string): Value | null {
  if (value.kind === "dict") {
    const found = getItem(value, name);
    if (found === null) return value.open ? unknown(name) : null;
    return found.kind === "function" ? methodOf(found, value) : found;
  }
  if (value.kind !== "class" && value.kind !== "instance") return null;
  const owner = value.kind === "class" ? construct(run, value, given()) : value;
  const found = attribute(run, owner, name, run.file.root);
  return found.kind === "bound" ? null : found;
}

/** The path that a module is imported by, as a symbol. */
export function moduleSymbol(run: Interpreter, path: string): Value {
  return run.host.symbol(path) ?? { kind: "symbol", path };
}

function exportsOf(scope: Scope): DictValue {
  const exports = scope.module.own("exports");
  return exports?.kind === "dict" ? exports : dict();
}

export function importStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const required = childOf(node, "import_require_clause");
  const source = field(required ?? node, "source");
  const path = source === null ? "" : pathOf(run, source);
  const module = moduleSymbol(run, path);
  if (required !== null) scope.set(nameIn(run, required), module);
  const clause = childOf(node, "import_clause");
  for (const child of clause === null ? [] : parts(clause)) {
    if (child.type === "identifier") scope.set(textOf(run.file, child), module);
    else if (child.type === "namespace_import") scope.set(nameIn(run, child), module);
    else for (const each of parts(child)) importOne(run, each, module, scope);
  }
  return NEXT;
}

function importOne(run: Interpreter, node: Syntax, module: Value, scope: Scope): void {
  const name = field(node, "name");
  if (name === null) return;
  const value = attribute(run, module, textOf(run.file, name), node);
  scope.set(textOf(run.file, field(node, "alias") ?? name), value);
}

function nameIn(run: Interpreter, node: Syntax): string {
  const name = childOf(node, "identifier");
  return name === null ? "" : textOf(run.file, name);
}

function pathOf(run: Interpreter, source: Syntax): string {
  const value = stringValue(run, source);
  return value.kind === "text" ? value.pieces.map((piece) => piece.text).join("") : "";
}

/** `statement` runs what is declared and exported at once. */
export function exportStatement(
  run: Interpreter,
  node: Syntax,
  scope: Scope,
  statement: (run: Interpreter, node: Syntax, scope: Scope) => Flow,
): Flow {
  const exports = exportsOf(scope);
  const declaration = field(node, "declaration");
  const clause = childOf(node, "export_clause");
  const source = field(node, "source");
  const isDefault = childOf(node, "default") !== null;
  if (declaration !== null) {
    const before = new Set(scope.ownNames());
    const value = declaration.type.includes("class") ? makeClass(run, declaration, scope) : null;
    if (value === null) statement(run, declaration, scope);
    for (const name of declared(run, declaration, scope, before))
      setItem(exports, text(isDefault ? "default" : name), scope.get(name) ?? unknown(name));
    if (isDefault && value !== null) setItem(exports, text("default"), value);
  } else if (clause !== null) {
    const module = source === null ? null : moduleSymbol(run, pathOf(run, source));
    for (const each of parts(clause)) exportOne(run, each, module, exports, scope);
  } else if (source !== null) exports.open = true;
  else {
    const written = field(node, "value") ?? parts(node)[0];
    if (written === undefined) return NEXT;
    const value = run.evaluate(written, scope);
    const module = scope.module.own("module");
    if (isDefault) setItem(exports, text("default"), value);
    else if (module?.kind === "dict") setItem(module, text("exports"), value);
  }
  return NEXT;
}

function declared(run: Interpreter, node: Syntax, scope: Scope, before: ReadonlySet<string>): string[] {
  const own = field(node, "name");
  if (own !== null) return [textOf(run.file, own)];
  const names = parts(node).flatMap((declarator) => {
    const name = field(declarator, "name");
    return name === null ? [] : [textOf(run.file, name)];
  });
  return [...new Set([...names, ...scope.ownNames().filter((name) => !before.has(name))])];
}

function exportOne(
  run: Interpreter,
  node: Syntax,
  module: Value | null,
  exports: DictValue,
  scope: Scope,
): void {
  const name = field(node, "name");
  if (name === null) return;
  const written = textOf(run.file, name);
  const value =
    module === null ? (scope.get(written) ?? unknown(written)) : attribute(run, module, written, node);
  setItem(exports, text(textOf(run.file, field(node, "alias") ?? name)), value);
}
