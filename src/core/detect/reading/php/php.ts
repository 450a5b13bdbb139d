/** PHP, as the evaluator knows a programming language. */

import { callFunction } from "../source/call.ts";
import type { Frame, Interpreter, Semantics } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import type { Syntax } from "../source/syntax.ts";
import { NONE, type Arguments, type ClassValue, type FunctionValue, type Value } from "../source/value.ts";
import { callBuiltin } from "./builtins.ts";
import { evaluate } from "./evaluate.ts";
import { execute } from "./execute.ts";
import { bind, yields } from "./function.ts";
import { attribute } from "./member.ts";
import { methodOf } from "./names.ts";

export const php: Semantics = {
  evaluate,
  execute,
  bind,
  body,
  generates: (fn) => fn.node.type !== "arrow_function" && yields(fn),
  defers: () => false,
  construct,
  attribute,
  method: () => undefined,
  builtin: callBuiltin,
  iterate: () => null,
  resolve: (_run, value) => value,
};

function body(run: Interpreter, fn: FunctionValue, scope: Scope, frame: Frame): void {
  if (fn.node.type === "arrow_function") {
    frame.returned.push(run.evaluate(fn.body, scope));
    return;
  }
  const flow = run.execute(fn.body, scope);
  if (flow.end === "next") frame.returned.push(NONE);
}

function construct(run: Interpreter, of: ClassValue, args: Arguments, _node: Syntax): Value {
  const made: Value = { kind: "instance", class: of, attributes: new Map() };
  const initializer = methodOf(of, "__construct");
  if (initializer?.kind === "function") callFunction(run, { ...initializer, self: made }, args);
  return made;
}
