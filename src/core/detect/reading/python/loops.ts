/** Loops: unrolled over what is known, run once over what is not. */

import { assign } from "./assign.ts";
import { behindLoop, rounds } from "../source/block.ts";
import { anyTimes } from "../source/any-times.ts";
import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, textOf, type Syntax } from "../source/syntax.ts";
import { truthOf, unknown, type Value } from "../source/value.ts";

/** `for x in y`. */
export function forLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [left, right, block] = [field(node, "left"), field(node, "right"), field(node, "body")];
  if (left === null || right === null || block === null) return NEXT;
  const { items, open } = run.iterate(run.evaluate(right, scope));
  const values = items.length === 0 && open ? [unknown(textOf(run.file, left))] : items;
  const round = (item: Value): Flow => {
    assign(run, left, item, scope);
    return run.execute(block, scope);
  };
  const flow = open
    ? anyTimes(run, block, scope, () => rounds(run, values, round))
    : rounds(run, values, round);
  return behind(run, node, flow, scope);
}

/** `while x`: a condition that is false at once runs nothing, all others run once. */
export function whileLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [test, block] = [field(node, "condition"), field(node, "body")];
  if (test === null || block === null) return NEXT;
  if (truthOf(run.evaluate(test, scope)) === false) return behind(run, node, NEXT, scope);
  const flow = anyTimes(run, block, scope, () => run.execute(block, scope));
  return behind(run, node, flow, scope);
}

/** The `else` of a loop, and what the loop means for the block around it. */
function behind(run: Interpreter, node: Syntax, flow: Flow, scope: Scope): Flow {
  const otherwise = childOf(node, "else_clause");
  const block = otherwise === null ? null : field(otherwise, "body");
  if (block !== null) run.execute(block, scope);
  return behindLoop(flow);
}
