/** Loops: unrolled over what is known, run once over what is not. */

import { behindLoop, rounds } from "../source/block.ts";
import { anyTimes, forget } from "../source/any-times.ts";
import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { NONE, number, text, truthOf, unknown, type Value } from "../source/value.ts";
import { assign, declare } from "./pattern.ts";

const MAX_ROUNDS = 2_000;

/** `for (const x of y)`, `for (const x in y)`. */
export function forIn(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [left, right, body] = [field(node, "left"), field(node, "right"), field(node, "body")];
  if (left === null || right === null || body === null) return NEXT;
  const value = run.evaluate(right, scope);
  const isOf = node.children.some((child) => child.type === "of");
  const { items, open } = isOf ? itemsOf(run, value) : keysOf(run, value);
  const declares = field(node, "kind") !== null;
  const about = { name: textOf(run.file, left), node: body, scope };
  return over(run, items, open, about, (item) => {
    const inside = scope.inner("function");
    if (declares) declare(run, left, item, inside);
    else assign(run, left, item, scope);
    return run.execute(body, inside);
  });
}

/** A dict is no collection here. */
export function itemsOf(run: Interpreter, value: Value): { items: Value[]; open: boolean } {
  return value.kind === "dict" ? { items: [], open: true } : run.iterate(value);
}

function keysOf(run: Interpreter, value: Value): { items: Value[]; open: boolean } {
  if (value.kind !== "list") return value.kind === "text" ? { items: [], open: true } : run.iterate(value);
  return { items: value.items.map((_item, at) => text(String(at))), open: value.open };
}

/** Runs a round for each item; where there can be more, or none, it is a loop of unknown length. */
function over(
  run: Interpreter,
  items: readonly Value[],
  open: boolean,
  { name, node, scope }: { name: string; node: Syntax; scope: Scope },
  round: (item: Value, at: number) => Flow,
): Flow {
  // A row of the framework's stands for all of them.
  const rest = open && !items.some((item) => item.kind === "host");
  const values = rest ? [...items, unknown(name)] : items;
  let at = 0;
  const counted = (item: Value): Flow => round(item, at++);
  const flow = open
    ? anyTimes(run, node, scope, () => rounds(run, values, counted))
    : rounds(run, values, counted);
  return behindLoop(flow);
}

/** Calls a function for each item, as `forEach` and `map` do; what it gives, in their order. */
export function eachCall(
  run: Interpreter,
  items: readonly Value[],
  open: boolean,
  callback: Value,
  node: Syntax,
): Value[] {
  const results: Value[] = [];
  const about =
    callback.kind === "function"
      ? { name: "it", node: callback.body, scope: callback.scope }
      : { name: "it", node, scope: run.globals };
  over(run, items, open, about, (item, at) => {
    const index = open ? unknown("index") : number(at);
    const args = { positional: [item, index], keywords: new Map<string, Value>(), open: true };
    results.push(run.call(callback, args, node));
    return NEXT;
  });
  return results;
}

/** `for (let i = 0; i < n; i++)`. */
export function forLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const inside = scope.inner("function");
  const body = field(node, "body");
  const start = field(node, "initializer");
  if (start !== null) run.execute(start, inside);
  const step = field(node, "increment");
  return counted(run, node, inside, () => {
    const flow = body === null ? NEXT : run.execute(body, inside.inner("function"));
    if (flow.end === "next" || flow.end === "continue") if (step !== null) run.evaluate(step, inside);
    return flow;
  });
}

export function whileLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const body = field(node, "body");
  return counted(run, node, scope, () => (body === null ? NEXT : run.execute(body, scope.inner("function"))));
}

/** The first round runs in any case. */
export function doLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const body = field(node, "body");
  if (body === null) return NEXT;
  forget(run.file, node, scope);
  const round = (): Flow => run.execute(body, scope.inner("function"));
  return behindLoop(rounds(run, [NONE], round));
}

/** As many rounds as its condition can be decided for. */
function counted(run: Interpreter, node: Syntax, scope: Scope, round: () => Flow): Flow {
  const test = field(node, "condition");
  const condition = test === null || test.type === "empty_statement" ? null : conditionOf(test);
  const holds = (): boolean | null => (condition === null ? true : truthOf(run.evaluate(condition, scope)));
  const endless = condition === null || childOf(condition, "true") !== null || condition.type === "true";
  for (let done = endless ? MAX_ROUNDS : 0; done < MAX_ROUNDS; done += 1) {
    const truth = holds();
    if (truth === false) return NEXT;
    if (truth === null) break;
    const flow = rounds(run, [NONE], round);
    if (flow.end !== "next") return behindLoop(flow);
    if (flow.may.size > 0) break;
  }
  return behindLoop(anyTimes(run, node, scope, round));
}

function conditionOf(test: Syntax): Syntax {
  return test.type === "expression_statement" ? (parts(test)[0] ?? test) : test;
}
