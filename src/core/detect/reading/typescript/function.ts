/** Functions of the file, as values. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, textOf, type Syntax } from "../source/syntax.ts";
import type { FunctionValue, Value } from "../source/value.ts";

/** Any kind of function; `name`: of the variable that it is put into. */
export function makeFunction(run: Interpreter, node: Syntax, scope: Scope, name = "it"): FunctionValue {
  const own = field(node, "name");
  return {
    kind: "function",
    name: own === null ? name : textOf(run.file, own),
    node,
    parameters: field(node, "parameters") ?? field(node, "parameter"),
    body: field(node, "body") ?? node,
    scope,
    defaults: new Map(),
    self: null,
    decorators: [],
  };
}

/** `get name() {}` */
export function isGetter(value: Value): boolean {
  return value.kind === "function" && childOf(value.node, "get") !== null;
}

/** The function as a method of what it is taken from; an arrow keeps what was around it. */
export function methodOf(value: FunctionValue, self: Value): FunctionValue {
  return value.node.type === "arrow_function" || value.self !== null ? value : { ...value, self };
}
