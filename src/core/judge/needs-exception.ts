/** Which operations need a written permission. */

import type { Operation } from "../operation.ts";
import { brokenBan } from "./phase-ban.ts";
import type { Policy } from "./policy.ts";

/** It cannot run online, or may not stand in its phase. None of `down` does. */
export function needsException(operation: Operation, policy: Policy): boolean {
  return operation.demand === "note_and_exception" || brokenBan(operation, policy) !== null;
}
