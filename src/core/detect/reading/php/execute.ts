/** Statements: runs a block as far as it can be known, and says how it ends. */

import { runStatements } from "../source/block.ts";
import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { text } from "../source/value.ts";
import { unset } from "./assign.ts";
import { ifStatement, switchStatement, tryStatement } from "./branches.ts";
import { valueIn } from "./evaluate.ts";
import { makeClass, makeFunction } from "./function.ts";
import { doLoop, forEach, forLoop, whileLoop } from "./loops.ts";
import { importNames, keyOfName } from "./names.ts";

type Execute = (run: Interpreter, node: Syntax, scope: Scope) => Flow;

const ends = (end: Flow["end"]): Flow => ({ end, may: new Set() });

const EXECUTORS: Record<string, Execute> = {
  expression_statement: (run, node, scope) => {
    let throws = false;
    for (const child of parts(node)) {
      run.evaluate(child, scope);
      throws ||= child.type === "throw_expression";
    }
    return throws ? ends("raise") : NEXT;
  },
  compound_statement: (run, node, scope) => run.execute(node, scope),
  colon_block: (run, node, scope) => run.execute(node, scope),
  return_statement: (run, node, scope) => {
    run.frames.at(-1)?.returned.push(valueIn(run, node, scope));
    return ends("return");
  },
  exit_statement: () => ends("raise"),
  break_statement: () => ends("break"),
  continue_statement: () => ends("continue"),
  if_statement: ifStatement,
  switch_statement: switchStatement,
  try_statement: tryStatement,
  foreach_statement: forEach,
  for_statement: forLoop,
  while_statement: whileLoop,
  do_statement: doLoop,
  echo_statement: (run, node, scope) => {
    valueIn(run, node, scope);
    return NEXT;
  },
  unset_statement: (run, node, scope) => {
    for (const target of parts(node)) unset(run, target, scope);
    return NEXT;
  },
  global_declaration: (run, node, scope) => {
    for (const name of parts(node)) scope.outer.set(textOf(run.file, name), run.globals);
    return NEXT;
  },
  function_static_declaration: (run, node, scope) => {
    for (const declaration of parts(node)) {
      const [name, value] = [field(declaration, "name"), field(declaration, "value")];
      if (name !== null && value !== null) scope.set(textOf(run.file, name), run.evaluate(value, scope));
    }
    return NEXT;
  },
  const_declaration: (run, node, scope) => {
    for (const element of parts(node)) {
      const [name, value] = parts(element);
      if (name !== undefined && value !== undefined)
        run.globals.set(keyOfName.constant(textOf(run.file, name)), run.evaluate(value, scope));
    }
    return NEXT;
  },
  namespace_definition: (run, node, scope) => {
    const name = field(node, "name");
    run.globals.set(" namespace", text(name === null ? "" : textOf(run.file, name)));
    const body = field(node, "body");
    return body === null ? NEXT : run.execute(body, scope);
  },
  namespace_use_declaration: (run, node) => {
    importNames(run, node);
    return NEXT;
  },
  ERROR: (run, node, scope) => {
    for (const child of parts(node)) {
      if (Object.hasOwn(EXECUTORS, child.type))
        runStatements(run, [child], (one) => statement(run, one, scope));
      else if (child.type.endsWith("_expression")) run.evaluate(child, scope);
    }
    return NEXT;
  },
};

/** Runs a block as far as it can be known. Functions and classes are there before it begins. */
export function execute(run: Interpreter, block: Syntax, scope: Scope): Flow {
  const nodes =
    block.type === "compound_statement" || block.type === "program" || block.type === "colon_block";
  const statements = nodes ? parts(block) : [block];
  for (const node of statements) declare(run, node, scope);
  return runStatements(run, statements, (node) => statement(run, node, scope));
}

function statement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const executor = Object.hasOwn(EXECUTORS, node.type) ? EXECUTORS[node.type] : undefined;
  return executor === undefined ? NEXT : executor(run, node, scope);
}

const CLASSES = /^(?:class|trait|interface|enum)_declaration$/u;

function declare(run: Interpreter, node: Syntax, scope: Scope): void {
  if (node.type === "namespace_use_declaration") importNames(run, node);
  const name = field(node, "name");
  if (name === null) return;
  const written = textOf(run.file, name);
  if (node.type === "function_definition") {
    const made = makeFunction(run, node, run.globals);
    if (made !== null) run.globals.set(keyOfName.fn(written), made);
  } else if (CLASSES.test(node.type)) {
    run.globals.set(
      keyOfName.class(written),
      makeClass(
        run,
        { ...node, children: node.children.filter((child) => child !== childOf(node, "attribute_list")) },
        written,
        scope,
      ),
    );
  }
}
