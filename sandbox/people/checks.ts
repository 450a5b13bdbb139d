/** People press the buttons of checks. */

import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import * as state from "../state/checks.ts";
import type { Account, CheckRun, CheckSuite } from "../world.ts";
import { requireRole } from "./rights.ts";

export function clickCheckAction(sandbox: Sandbox, by: Account, run: CheckRun, identifier: string): void {
  requireRole(sandbox, by, run.suite.repository, "write");
  if (!run.actions.some((action) => action.identifier === identifier)) {
    throw new Refused(422, "The check run has no such action.");
  }
  state.requestAction(sandbox, run, identifier, by);
}

export function rerequestCheckRun(sandbox: Sandbox, by: Account, run: CheckRun): void {
  requireRole(sandbox, by, run.suite.repository, "write");
  state.rerequestRun(sandbox, run, by);
}

/** "Re-run all checks". */
export async function rerequestCheckSuite(sandbox: Sandbox, by: Account, suite: CheckSuite): Promise<void> {
  requireRole(sandbox, by, suite.repository, "write");
  await state.rerequestSuite(sandbox, suite, by);
}
