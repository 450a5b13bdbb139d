/** Statements: runs a block as far as it can be known, and says how it ends. */

import { assign } from "./assign.ts";
import { valuesOf } from "./evaluate.ts";
import { runStatements } from "../source/block.ts";
import { NEXT } from "../source/fork.ts";
import { makeClass, makeFunction } from "./function.ts";
import { importFrom, importModules } from "./imports.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import { forLoop, whileLoop } from "./loops.ts";
import { operate } from "./operators.ts";
import { ifStatement, matchStatement, tryStatement } from "./branches.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { unknown, type Value } from "../source/value.ts";
import { withStatement } from "./with.ts";

type Execute = (run: Interpreter, node: Syntax, scope: Scope) => Flow;

const ends = (end: Flow["end"]): Flow => ({ end, may: new Set() });

const EXECUTORS: Record<string, Execute> = {
  expression_statement: (run, node, scope) => {
    for (const child of parts(node)) {
      if (child.type === "augmented_assignment") augmented(run, child, scope);
      else run.evaluate(child, scope);
    }
    return NEXT;
  },
  return_statement: (run, node, scope) => {
    const value = valuesOf(run, node, scope);
    run.frames.at(-1)?.returned.push(value);
    return ends("return");
  },
  raise_statement: () => ends("raise"),
  break_statement: () => ends("break"),
  continue_statement: () => ends("continue"),
  if_statement: ifStatement,
  match_statement: matchStatement,
  for_statement: forLoop,
  while_statement: whileLoop,
  try_statement: tryStatement,
  with_statement: withStatement,
  assert_statement: (run, node, scope) => {
    for (const child of parts(node)) run.evaluate(child, scope);
    return NEXT;
  },
  block: (run, node, scope) => run.execute(node, scope),
  import_statement: importModules,
  import_from_statement: importFrom,
  function_definition: (run, node, scope) => define(run, node, [], scope),
  class_definition: (run, node, scope) => define(run, node, [], scope),
  decorated_definition: (run, node, scope) => {
    const definition = field(node, "definition");
    const decorators = node.children
      .filter((child) => child.type === "decorator")
      .flatMap((child) => parts(child).slice(0, 1))
      .map((expression) => run.evaluate(expression, scope));
    return definition === null ? NEXT : define(run, definition, decorators, scope);
  },
  global_statement: (run, node, scope) => outer(run, node, scope, scope.module),
  nonlocal_statement: (run, node, scope) => {
    let owner = scope.parent;
    while (owner !== null && owner.kind === "class") owner = owner.parent;
    return outer(run, node, scope, owner ?? scope);
  },
  ERROR: (run, node, scope) => {
    for (const child of parts(node)) {
      if (Object.hasOwn(EXECUTORS, child.type))
        runStatements(run, [child], (inner) => statement(run, inner, scope));
      else if (child.type === "call" || child.type === "assignment") run.evaluate(child, scope);
    }
    return NEXT;
  },
};

/** Runs a block as far as it can be known. */
export function execute(run: Interpreter, block: Syntax, scope: Scope): Flow {
  return runStatements(run, parts(block), (node) => statement(run, node, scope));
}

function statement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const executor = Object.hasOwn(EXECUTORS, node.type) ? EXECUTORS[node.type] : undefined;
  return executor === undefined ? NEXT : executor(run, node, scope);
}

function augmented(run: Interpreter, node: Syntax, scope: Scope): void {
  const [left, right, operator] = [field(node, "left"), field(node, "right"), field(node, "operator")];
  if (left === null || right === null) return;
  const before = run.evaluate(left, scope);
  const added = run.evaluate(right, scope);
  if (before.kind === "list" && operator?.type === "+=") {
    run.callMethod(before, "extend", { positional: [added], keywords: new Map(), open: false }, node);
    return;
  }
  const sign = operator?.type.replace("=", "") ?? "";
  assign(run, left, operate(run, sign, before, added, node), scope);
}

function define(run: Interpreter, node: Syntax, decorators: Value[], scope: Scope): Flow {
  const name = field(node, "name") ?? childOf(node, "identifier");
  if (name === null) return NEXT;
  const made =
    node.type === "class_definition"
      ? makeClass(run, node, scope)
      : makeFunction(run, node, scope, decorators);
  let value: Value = made ?? unknown(textOf(run.file, name));
  for (const decorator of decorators.toReversed()) {
    if (decorator.kind !== "function") continue;
    const wrapped = run.callFunction(decorator, { positional: [value], keywords: new Map(), open: false });
    if (wrapped.kind === "function" || wrapped.kind === "class") value = wrapped;
  }
  scope.set(textOf(run.file, name), value);
  return NEXT;
}

function outer(run: Interpreter, node: Syntax, scope: Scope, owner: Scope): Flow {
  for (const name of parts(node)) scope.outer.set(textOf(run.file, name), owner);
  return NEXT;
}
