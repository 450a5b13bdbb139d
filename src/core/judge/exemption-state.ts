/** Whether an operation has its written permission. */

import type { Operation } from "../operation.ts";
import type { JudgeInput } from "./rule.ts";

/** An exception covers it, proposed or granted. Whether proposed is enough is a rule of its own. */
export function isExempted(input: Pick<JudgeInput, "exceptions">, operation: Operation): boolean {
  return input.exceptions.some(
    ({ state, operations }) =>
      (state === "proposed" || state === "granted") && operations.includes(operation.id),
  );
}
