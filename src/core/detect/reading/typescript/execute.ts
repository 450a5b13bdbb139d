/** Statements: runs a block as far as it can be known, and says how it ends. */

import { runStatements } from "../source/block.ts";
import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { dict, NONE, number, setItem, text, type Value } from "../source/value.ts";
import { ifStatement, switchStatement, tryStatement } from "./branches.ts";
import { makeClass } from "./construct.ts";
import { makeFunction } from "./function.ts";
import { isFunction } from "./grammar.ts";
import { doLoop, forIn, forLoop, whileLoop } from "./loops.ts";
import { exportStatement, importStatement, startModule } from "./modules.ts";
import { declare } from "./pattern.ts";

type Execute = (run: Interpreter, node: Syntax, scope: Scope) => Flow;

const ends = (end: Flow["end"]): Flow => ({ end, may: new Set() });

const expressions: Execute = (run, node, scope) => {
  for (const child of parts(node)) {
    if (Object.hasOwn(EXECUTORS, child.type)) return statement(run, child, scope);
    run.evaluate(child, scope);
  }
  return NEXT;
};

const defined: Execute = () => NEXT;

const EXECUTORS: Record<string, Execute> = {
  expression_statement: expressions,
  statement_block: (run, node, scope) => run.execute(node, scope.inner("function")),
  lexical_declaration: variables,
  variable_declaration: variables,
  function_declaration: defined,
  generator_function_declaration: defined,
  class_declaration: declaredClass,
  abstract_class_declaration: declaredClass,
  enum_declaration: enumeration,
  internal_module: namespace,
  ambient_declaration: defined,
  interface_declaration: defined,
  type_alias_declaration: defined,
  empty_statement: defined,
  import_statement: importStatement,
  export_statement: (run, node, scope) => exportStatement(run, node, scope, statement),
  return_statement: (run, node, scope) => {
    const [value] = parts(node);
    run.frames.at(-1)?.returned.push(value === undefined ? NONE : run.evaluate(value, scope));
    return ends("return");
  },
  throw_statement: () => ends("raise"),
  break_statement: () => ends("break"),
  continue_statement: () => ends("continue"),
  if_statement: ifStatement,
  switch_statement: (run, node, scope) => switchStatement(run, node, scope, runAll),
  try_statement: tryStatement,
  for_statement: forLoop,
  for_in_statement: forIn,
  while_statement: whileLoop,
  do_statement: doLoop,
  labeled_statement: (run, node, scope) => {
    const body = field(node, "body");
    return body === null ? NEXT : statement(run, body, scope);
  },
  ERROR: (run, node, scope) => {
    for (const child of parts(node)) {
      if (Object.hasOwn(EXECUTORS, child.type)) statement(run, child, scope);
      else if (child.type === "call_expression" || child.type === "assignment_expression")
        run.evaluate(child, scope);
    }
    return NEXT;
  },
};

/** Runs a block: its functions are there from the start. */
export function execute(run: Interpreter, block: Syntax, scope: Scope): Flow {
  if (block.type === "program") startModule(scope);
  const nodes = block.type.endsWith("block") || block.type === "program" ? parts(block) : [block];
  return runAll(run, nodes, scope);
}

/** Runs statements of one block. */
function runAll(run: Interpreter, nodes: readonly Syntax[], scope: Scope): Flow {
  for (const node of nodes) hoist(run, node, scope);
  return runStatements(run, nodes, (node) => statement(run, node, scope));
}

function hoist(run: Interpreter, node: Syntax, scope: Scope): void {
  const declaration = node.type === "export_statement" ? (field(node, "declaration") ?? node) : node;
  const name = isFunction(declaration) ? field(declaration, "name") : null;
  if (name !== null) scope.set(textOf(run.file, name), makeFunction(run, declaration, scope));
}

function statement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const executor = Object.hasOwn(EXECUTORS, node.type) ? EXECUTORS[node.type] : undefined;
  return executor === undefined ? NEXT : executor(run, node, scope);
}

function variables(run: Interpreter, node: Syntax, scope: Scope): Flow {
  for (const declarator of parts(node)) {
    const [name, value] = [field(declarator, "name"), field(declarator, "value")];
    if (name === null) continue;
    if (value === null) {
      // `var` may only say again what is there.
      if (node.type === "lexical_declaration" || scope.own(textOf(run.file, name)) === undefined)
        declare(run, name, NONE, scope);
    } else if (isFunction(value)) {
      declare(run, name, makeFunction(run, value, scope, textOf(run.file, name)), scope);
    } else declare(run, name, run.evaluate(value, scope), scope);
  }
  return NEXT;
}

function declaredClass(run: Interpreter, node: Syntax, scope: Scope): Flow {
  makeClass(run, node, scope);
  return NEXT;
}

function enumeration(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [name, body] = [field(node, "name"), field(node, "body")];
  if (name === null || body === null) return NEXT;
  const made = dict();
  let next = 0;
  for (const child of parts(body)) {
    const written = field(child, "value");
    const value: Value = written === null ? number(next) : run.evaluate(written, scope);
    const key = child.type === "enum_assignment" ? (field(child, "name") ?? child) : child;
    setItem(made, text(textOf(run.file, key).replaceAll(/^["']|["']$/gu, "")), value);
    next = value.kind === "number" ? value.value + 1 : next + 1;
  }
  scope.set(textOf(run.file, name), made);
  return NEXT;
}

function namespace(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [name, body] = [field(node, "name"), field(node, "body") ?? childOf(node, "statement_block")];
  if (name === null || body === null) return NEXT;
  const inside = scope.inner("function");
  run.execute(body, inside);
  const made = dict();
  for (const own of inside.ownNames()) setItem(made, text(own), inside.own(own) ?? NONE);
  scope.set(textOf(run.file, name), made);
  return NEXT;
}
