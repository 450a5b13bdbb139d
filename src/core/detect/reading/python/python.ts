/** Python, as the evaluator knows a programming language. */

import type { Frame, Interpreter, Semantics } from "../source/interpreter.ts";
import { callFunction } from "../source/call.ts";
import { memberOf } from "../source/classes.ts";
import type { Scope } from "../source/scope.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import {
  NONE,
  unknown,
  type Arguments,
  type ClassValue,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { bind } from "./arguments.ts";
import { builtinSymbol, callBuiltin } from "./builtins.ts";
import { evaluate } from "./evaluate.ts";
import { execute } from "./execute.ts";
import { enumMembers, yields } from "./function.ts";
import { attribute } from "./member.ts";
import { dictMethod, listMethod, textMethod } from "./methods.ts";

export const python: Semantics = {
  evaluate,
  execute,
  bind,
  body,
  generates: (fn) => fn.node.type !== "lambda" && yields(fn),
  defers: isContextManager,
  construct,
  attribute,
  method(run, receiver, name, args, node) {
    if (receiver.kind === "text") return textMethod(run, receiver, name, args);
    if (receiver.kind === "list") return listMethod(run, receiver, name, args);
    return receiver.kind === "dict" ? dictMethod(run, receiver, name, args, node) : undefined;
  },
  builtin: callBuiltin,
  iterate(run, value) {
    if (value.kind !== "class") return null;
    const members = enumMembers(value);
    return {
      items: members.map(({ name }) => attribute(run, value, name, value.node)),
      open: members.length === 0,
    };
  },
  resolve: fromWildcard,
};

function body(run: Interpreter, fn: FunctionValue, scope: Scope, frame: Frame): void {
  if (fn.node.type === "lambda") {
    frame.returned.push(run.evaluate(fn.body, scope));
    return;
  }
  const flow = run.execute(fn.body, scope);
  if (flow.end === "next") frame.returned.push(NONE);
}

function construct(run: Interpreter, callee: ClassValue, args: Arguments, node: Syntax): Value {
  const members = enumMembers(callee);
  if (members.length > 0) return unknown(textOf(run.file, node));
  const made: Value = {
    kind: "instance",
    class: callee,
    attributes: new Map(args.keywords),
    made: { args, node },
  };
  const initializer = memberOf(callee, "__init__");
  if (initializer?.kind === "function") callFunction(run, { ...initializer, self: made }, args);
  return made;
}

function isContextManager(fn: FunctionValue): boolean {
  return fn.decorators.some(
    (decorator) => decorator.kind === "symbol" && decorator.path.endsWith("contextmanager"),
  );
}

/** A name that nothing defines, where the file has `from x import *`. */
function fromWildcard(run: Interpreter, value: Value & { kind: "unknown" }, node: Syntax): Value {
  if (run.wildcards.length === 0 || node.type !== "identifier") return value;
  if (value.source !== run.file.text.slice(node.start, node.end)) return value;
  for (const module of run.wildcards) {
    const known = run.host.symbol(`${module}.${value.source}`);
    if (known !== null) return known;
  }
  const module = run.wildcards.find((name) => name.startsWith("sqlalchemy")) ?? run.wildcards[0];
  return builtinSymbol(value.source) ?? { kind: "symbol", path: `${module}.${value.source}` };
}
