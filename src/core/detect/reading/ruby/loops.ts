/** Loops: unrolled over what is known, run once over what is not. */

import { behindLoop, rounds } from "../source/block.ts";
import { loop } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, walk, type SourceFile, type Syntax } from "../source/syntax.ts";
import { NONE, unknown, type Arguments, type FunctionValue, type Value } from "../source/value.ts";
import { byPlace, spread } from "./arguments.ts";
import { assign } from "./assign.ts";
import { jump, taken } from "./jumps.ts";
import { local, setLocal } from "./names.ts";
import { named } from "./nodes.ts";
import { inTurn } from "./statements.ts";
import { truthOf } from "./truth.ts";

/** Runs what can run any number of times once: what it sets may have been set by a round before. */
function anyTimes(run: Interpreter, node: Syntax, scope: Scope, visit: () => Flow): Flow {
  return loop(run, () => {
    for (const name of setIn(run.file, node))
      if (local(scope, name) !== undefined) setLocal(scope, name, unknown(name));
    return visit();
  });
}

const known = new WeakMap<Syntax, ReadonlySet<string>>();

/** The variables that a part of the file sets. */
function setIn(file: SourceFile, root: Syntax): ReadonlySet<string> {
  const before = known.get(root);
  if (before !== undefined) return before;
  const names = new Set<string>();
  for (const node of walk(root)) {
    const left = node.type.endsWith("assignment") ? (field(node, "left") ?? node) : null;
    const targets = left?.type === "left_assignment_list" ? named(left) : [left];
    for (const target of targets) if (target?.type === "identifier") names.add(textOf(file, target));
  }
  known.set(root, names);
  return names;
}

/** `for x in y`. */
export function forLoop(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [target, source, block] = [field(node, "pattern"), field(node, "value"), field(node, "body")];
  const [over] = source === null ? [] : named(source);
  if (target === null || over === undefined || block === null) return NONE;
  const { items, open } = spread(run, run.evaluate(over, scope));
  const values = items.length === 0 && open ? [unknown(textOf(run.file, target))] : items;
  const round = (item: Value): Flow => {
    assign(run, target, item, scope);
    inTurn(run, named(block), scope);
    return taken(run);
  };
  const every = (): Flow => rounds(run, values, round);
  jump(run, behindLoop(open ? anyTimes(run, block, scope, every) : every()));
  return NONE;
}

/** `while` and `until`, before or behind what they repeat: a condition that ends at once runs nothing, all others run once. */
export function whileLoop(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [test, block] = [field(node, "condition"), field(node, "body")];
  if (test === null || block === null) return NONE;
  const ends = node.type.startsWith("until");
  const first = block.type === "begin";
  if (!first && truthOf(run.evaluate(test, scope)) === ends) return NONE;
  const flow = anyTimes(run, block, scope, () => {
    inTurn(run, block.type === "do" ? named(block) : [block], scope);
    return taken(run);
  });
  jump(run, behindLoop(flow));
  return NONE;
}

/** Calls a block once for each item; what it gives each time. */
export function eachRound(
  run: Interpreter,
  block: FunctionValue,
  { items, open }: { items: readonly Value[]; open: boolean },
  round: (item: Value, at: number, last: Value | undefined) => readonly Value[] = (item) => [item],
): Value[] {
  const results: Value[] = [];
  const once = (item: Value): Flow => {
    run.step(block.node);
    results.push(run.callFunction(block, byPlace(...round(item, results.length, results.at(-1)))));
    return taken(run);
  };
  const values = items.length === 0 && open ? [unknown("an item")] : items;
  const every = (): Flow => rounds(run, values, once);
  jump(run, behindLoop(open ? anyTimes(run, block.node, block.scope, every) : every()));
  return results;
}

/** Runs a block that can run any number of times. */
export function anyRounds(
  run: Interpreter,
  block: FunctionValue,
  given: Arguments = { positional: [], keywords: new Map(), open: true },
): void {
  const flow = anyTimes(run, block.node, block.scope, () => {
    run.callFunction(block, given);
    return taken(run);
  });
  jump(run, behindLoop(flow));
}
