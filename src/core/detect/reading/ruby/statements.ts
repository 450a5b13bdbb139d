/** Bodies: one statement after the other, the last gives the value; what handles errors runs only under a condition. */

import { runStatements } from "../source/block.ts";
import { fork, NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, type Syntax } from "../source/syntax.ts";
import { NONE, unknown, type Value } from "../source/value.ts";
import { assign } from "./assign.ts";
import { jump, taken } from "./jumps.ts";
import { named, statementsOf } from "./nodes.ts";

/** Runs statements; their jump waits for who asked. */
export function inTurn(run: Interpreter, nodes: readonly Syntax[], scope: Scope): Value {
  let value: Value = NONE;
  const flow = runStatements(run, nodes, (node) => {
    value = run.evaluate(node, scope);
    return taken(run);
  });
  jump(run, flow);
  return value;
}

/** A body with its `rescue`, `else` and `ensure`. */
export function body(run: Interpreter, node: Syntax, scope: Scope): Value {
  const handlers = node.children.filter((child) => child.type === "rescue");
  const value = inTurn(run, statementsOf(node), scope);
  if (handlers.length === 0) {
    const last = childOf(node, "ensure");
    if (last === null) return value;
    const flow = taken(run);
    inTurn(run, named(last), scope);
    jump(run, flow);
    return value;
  }
  return rescued(run, node, handlers, value, scope);
}

function rescued(run: Interpreter, node: Syntax, handlers: Syntax[], tried: Value, scope: Scope): Value {
  const first = taken(run);
  const ended: Flow["end"][] = [];
  fork(run, [
    () => NEXT,
    ...handlers.map((handler) => () => {
      handle(run, handler, scope);
      const flow = taken(run);
      ended.push(flow.end);
      return flow;
    }),
  ]);
  let [flow, value] = [first, tried];
  const otherwise = childOf(node, "else");
  if (otherwise !== null && first.end === "next") {
    value = inTurn(run, named(otherwise), scope);
    flow = taken(run);
  }
  const last = childOf(node, "ensure");
  if (last !== null) inTurn(run, named(last), scope);
  const may = new Set(flow.may);
  const survives = flow.end !== "next" && ended.includes("next");
  if (survives && flow.end !== "raise" && flow.end !== "next") may.add(flow.end);
  jump(run, { end: survives ? "next" : flow.end, may });
  return value;
}

function handle(run: Interpreter, handler: Syntax, scope: Scope): void {
  const variable = field(handler, "variable");
  const [name] = variable === null ? [] : named(variable);
  if (name !== undefined) assign(run, name, unknown(run.file.text.slice(name.start, name.end)), scope);
  const block = field(handler, "body");
  if (block !== null) inTurn(run, named(block), scope);
}
