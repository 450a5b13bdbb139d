/** Loops: unrolled over what is known, run once over what is not. */

import { behindLoop, rounds } from "../source/block.ts";
import { anyTimes } from "../source/any-times.ts";
import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { NONE, unknown, type Value } from "../source/value.ts";
import { entriesOf, type Entries } from "./arrays.ts";
import { assign } from "./assign.ts";
import { body } from "./branches.ts";
import { isTrue } from "./spell.ts";

/** No migration counts further than this. */
const MAX_ROUNDS = 500;

/** `foreach ($x as $key => $value)`. */
export function forEach(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [collection, target] = parts(node);
  if (collection === undefined || target === undefined) return NEXT;
  const value = run.evaluate(collection, scope);
  const [first, second] = target.type === "pair" ? parts(target) : [];
  const [key, item] = second === undefined ? [null, target] : [first ?? null, second];
  const { entries, open } = known(run, value, key, item);
  const round = (at: number): Flow => {
    const entry = entries[at];
    if (entry === undefined) return NEXT;
    if (key !== null) assign(run, key, entry.key, scope);
    assign(run, item, entry.value, scope);
    return body(run, node, scope);
  };
  const numbers = entries.map((_, at): Value => ({ kind: "number", value: at }));
  const through = (): Flow => rounds(run, numbers, (one) => round(one.kind === "number" ? one.value : 0));
  const flow = open ? anyTimes(run, node, scope, through) : through();
  // Through the reference every item may have become another.
  if (item.type === "by_ref" && collection.type === "variable_name")
    assign(run, collection, unknown(textOf(run.file, collection)), scope);
  return behindLoop(flow);
}

function known(run: Interpreter, value: Value, key: Syntax | null, item: Syntax): Entries {
  const array = entriesOf(run, value);
  if (array !== null && (array.entries.length > 0 || !array.open)) return array;
  const found = array === null ? run.iterate(value) : { items: [], open: true };
  if (found.items.length > 0)
    return { entries: found.items.map((one) => ({ key: unknown("key"), value: one })), open: found.open };
  const vague = (node: Syntax | null): Value => unknown(node === null ? "key" : textOf(run.file, node));
  return { entries: [{ key: vague(key), value: vague(item) }], open: true };
}

/** `for (...; ...; ...)`. */
export function forLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  for (const start of fields(node, "initialize")) run.evaluate(start, scope);
  const test = field(node, "condition");
  const update = fields(node, "update");
  return counted(run, node, test, scope, () => {
    for (const step of update) run.evaluate(step, scope);
  });
}

/** `while (...)`. */
export function whileLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  return counted(run, node, field(node, "condition"), scope, () => {});
}

/** `do ... while (...)`: at least once. */
export function doLoop(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const first = body(run, node, scope);
  if (first.end !== "next" && first.end !== "continue") return behindLoop(first);
  const rest = counted(run, node, field(node, "condition"), scope, () => {});
  return { end: rest.end, may: new Set([...behindLoop(first).may, ...rest.may]) };
}

/** Round after round while the condition is surely true; else one more, which may run any number of times. */
function counted(run: Interpreter, node: Syntax, test: Syntax | null, scope: Scope, step: () => void): Flow {
  const may = new Set<"return" | "break" | "continue">();
  for (let round = 0; ; round += 1) {
    run.step(node);
    const value = test === null ? NONE : run.evaluate(test, scope);
    const truth = test === null ? null : isTrue(value);
    if (truth === false) return { end: "next", may };
    const literal = test !== null && /^\(?\s*(?:true|1)\s*\)?$/iu.test(textOf(run.file, test));
    if (truth === null || literal || round >= MAX_ROUNDS) {
      const flow = behindLoop(anyTimes(run, node, scope, () => body(run, node, scope)));
      return { end: flow.end, may: new Set([...may, ...flow.may]) };
    }
    const flow = body(run, node, scope);
    if (flow.may.has("return")) may.add("return");
    if (flow.end === "return" || flow.end === "raise") return { end: flow.end, may };
    if (flow.end === "break") return { end: "next", may };
    step();
  }
}
