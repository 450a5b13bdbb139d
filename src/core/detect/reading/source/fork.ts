/** Runs the branches of a condition that cannot be decided, and joins what they leave behind. */

import type { Flow, Interpreter } from "./interpreter.ts";
import type { Change, Scope } from "./scope.ts";
import { either, unknown, type Value } from "./value.ts";

export const NEXT: Flow = { end: "next", may: new Set() };

interface Outcome {
  flow: Flow;
  values: Map<Scope, Map<string, Value | undefined>>;
}

/** Each branch runs on the variables as they are now; then every variable is one of what the branches made it. */
export function fork(run: Interpreter, branches: readonly (() => Flow)[]): Flow {
  const outermost = run.journal.changes === null;
  const changes: Change[] = (run.journal.changes ??= []);
  const start = changes.length;
  const outcomes = branches.map((branch) => {
    run.conditional += 1;
    const flow = branch();
    run.conditional -= 1;
    return takeBack(changes, start, flow);
  });
  merge(outcomes);
  if (outermost) run.journal.changes = null;
  return joinFlows(outcomes.map((outcome) => outcome.flow));
}

function takeBack(changes: Change[], start: number, flow: Flow): Outcome {
  const values: Outcome["values"] = new Map();
  const made = changes.splice(start);
  for (const { scope, name } of made) {
    const names = values.get(scope) ?? new Map<string, Value | undefined>();
    names.set(name, scope.own(name));
    values.set(scope, names);
  }
  for (const { scope, name, before } of made.toReversed()) scope.restore(name, before);
  return { flow, values };
}

function merge(outcomes: readonly Outcome[]): void {
  const alive = outcomes.filter((outcome) => outcome.flow.end === "next");
  const counted = alive.length === 0 ? outcomes : alive;
  const touched = new Map<Scope, Set<string>>();
  for (const { values } of counted) {
    for (const [scope, names] of values) {
      const known = touched.get(scope) ?? new Set<string>();
      for (const name of names.keys()) known.add(name);
      touched.set(scope, known);
    }
  }
  for (const [scope, names] of touched) {
    for (const name of names) {
      const values = counted.map((outcome) => {
        const own = outcome.values.get(scope);
        return own?.has(name) === true ? own.get(name) : scope.own(name);
      });
      const set = values.filter((value) => value !== undefined);
      scope.set(name, set.length === 0 ? unknown(name) : either(set));
    }
  }
}

/** How a statement ends when it is one of several that runs. */
function joinFlows(flows: readonly Flow[]): Flow {
  const may = new Set<"return" | "break" | "continue">(flows.flatMap((flow) => [...flow.may]));
  const ends = new Set(flows.map((flow) => flow.end));
  const [only] = ends;
  if (ends.size === 1 && only !== undefined) return { end: only, may };
  for (const end of ends) if (end === "return" || end === "break" || end === "continue") may.add(end);
  if (ends.has("next")) return { end: "next", may };
  return { end: ends.has("break") ? "break" : ends.has("continue") ? "continue" : "return", may };
}

/** Runs the body of a loop once; it can run any number of times, none included. */
export function loop(run: Interpreter, body: () => Flow): Flow {
  const outermost = run.journal.changes === null;
  const changes: Change[] = (run.journal.changes ??= []);
  const start = changes.length;
  run.looping += 1;
  const flow = body();
  run.looping -= 1;
  const after = takeBack(changes, start, { ...flow, end: "next" });
  merge([after, { flow: NEXT, values: new Map() }]);
  if (outermost) run.journal.changes = null;
  const may = new Set(flow.may);
  if (flow.end === "return") may.add("return");
  return { end: "next", may };
}
