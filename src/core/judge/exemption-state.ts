/** Whether an operation has its written permission. */

import type { Operation } from "../operation.ts";
import type { Exception } from "../verdict.ts";
import type { JudgeInput } from "./rule.ts";

/** An exception covers it, proposed or granted. Whether proposed is enough is a rule of its own. */
export function isExempted(
  { exceptions }: Pick<JudgeInput, "exceptions">,
  { id }: Pick<Operation, "id">,
): boolean {
  let ids = known.get(exceptions);
  if (ids === undefined) known.set(exceptions, (ids = idsCovered(exceptions, ["proposed", "granted"])));
  return ids.has(id);
}

/** The ids of the operations that exceptions in one of these states cover. */
export function idsCovered(
  exceptions: readonly Exception[],
  states: readonly Exception["state"][],
): Set<string> {
  return new Set(exceptions.flatMap(({ state, operations }) => (states.includes(state) ? operations : [])));
}

/** Thousands of operations are asked for with the same exceptions. */
const known = new WeakMap<readonly Exception[], ReadonlySet<string>>();
