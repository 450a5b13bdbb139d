/** Arguments that are one of several values: what a call does is then read for each. */

import type { Interpreter } from "./interpreter.ts";
import { either, type Arguments, type Value } from "./value.ts";

const MAX_CALLS = 6;

/** Calls `visit` once for every combination of what the arguments can be; each then runs only under a condition. */
export function eachChoice(run: Interpreter, args: Arguments, visit: (args: Arguments) => Value): Value {
  let combinations: Arguments[] = [args];
  for (const [at, value] of args.positional.entries()) {
    if (value.kind !== "choice") continue;
    combinations = combinations.flatMap((given) =>
      value.options.map((option) => ({ ...given, positional: given.positional.with(at, option) })),
    );
  }
  for (const [name, value] of args.keywords) {
    if (value.kind !== "choice") continue;
    combinations = combinations.flatMap((given) =>
      value.options.map((option) => ({ ...given, keywords: new Map(given.keywords).set(name, option) })),
    );
  }
  if (combinations.length === 1) return visit(combinations[0] ?? args);
  run.conditional += 1;
  const results = combinations.slice(0, MAX_CALLS).map(visit);
  if (combinations.length > MAX_CALLS) run.unread(run.statement, "a call with too many possible arguments");
  run.conditional -= 1;
  return either(results);
}
