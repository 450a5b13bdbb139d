/** JavaScript and TypeScript, as the evaluator knows a programming language. */

import type { Frame, Interpreter, Semantics } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { walk } from "../source/syntax.ts";
import { NONE, type FunctionValue } from "../source/value.ts";
import { bind } from "./arguments.ts";
import { callBuiltin } from "./builtins.ts";
import { construct } from "./construct.ts";
import { evaluate } from "./evaluate.ts";
import { execute } from "./execute.ts";
import { attribute } from "./member.ts";
import { method } from "./methods.ts";

export const typescript: Semantics = {
  evaluate,
  execute,
  bind,
  body,
  generates,
  defers: () => false,
  construct,
  attribute,
  method,
  builtin: callBuiltin,
  iterate: () => null,
  resolve: (_run, value) => value,
};

function body(run: Interpreter, fn: FunctionValue, scope: Scope, frame: Frame): void {
  if (fn.body.type !== "statement_block") {
    frame.returned.push(run.evaluate(fn.body, scope));
    return;
  }
  const flow = run.execute(fn.body, scope);
  if (flow.end === "next") frame.returned.push(NONE);
}

function generates(fn: FunctionValue): boolean {
  if (!fn.node.children.some((child) => child.type === "*")) return false;
  for (const node of walk(fn.body)) if (node.type === "yield_expression") return true;
  return false;
}
