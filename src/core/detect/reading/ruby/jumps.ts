/** Jumps out of expressions: in Ruby `return`, `next`, `break` and `raise` stand wherever a value can. */

import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";

type May = "return" | "break" | "continue";

const waiting = new WeakMap<Interpreter, Flow>();

/** Notes that what runs ends here, or may; the statement around it takes the note. */
export function jump(run: Interpreter, flow: Flow): void {
  if (flow.end === "next" && flow.may.size === 0) return;
  const before = waiting.get(run);
  if (before === undefined) waiting.set(run, flow);
  else {
    const end = before.end === "next" ? flow.end : before.end;
    waiting.set(run, { end, may: new Set([...before.may, ...flow.may]) });
  }
}

/** The jump that waits, taken away. */
export function taken(run: Interpreter): Flow {
  const flow = waiting.get(run);
  if (flow === undefined) return NEXT;
  waiting.delete(run);
  return flow;
}

/** Runs what may not run at all: where it jumps, it only may. */
export function sometimes<T>(run: Interpreter, visit: () => T): T {
  const before = taken(run);
  run.conditional += 1;
  const result = visit();
  run.conditional -= 1;
  const flow = taken(run);
  jump(run, before);
  jump(run, softened(flow));
  return result;
}

/** The same jump where it is not sure to come. */
export function softened(flow: Flow): Flow {
  const may = new Set<May>(flow.may);
  if (flow.end === "return" || flow.end === "break" || flow.end === "continue") may.add(flow.end);
  return { end: "next", may };
}

/** Without the jumps that end at a loop or a block. */
export function without(flow: Flow, ...ends: May[]): Flow {
  const may = new Set(flow.may);
  for (const end of ends) may.delete(end);
  return { end: ends.some((end) => end === flow.end) ? "next" : flow.end, may };
}
