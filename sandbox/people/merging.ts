/** People merge pull requests, or put them into a merge queue. */

import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import * as state from "../state/merging.ts";
import type { Account, MergeGroup, PullRequest } from "../world.ts";
import { requireRole } from "./rights.ts";

/** Returns the commit on the base branch. Throws 405 for what conflicts, is a draft or is not open. */
export async function mergePullRequest(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
  method: state.MergeMethod = "merge",
): Promise<string> {
  requireMergeable(sandbox, by, pullRequest);
  return state.mergePullRequest(sandbox, pullRequest, by, method);
}

export async function addToMergeQueue(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
  method: state.MergeMethod = "merge",
): Promise<MergeGroup> {
  requireMergeable(sandbox, by, pullRequest);
  return state.enqueue(sandbox, pullRequest, by, method);
}

/** `merged`: its checks passed, and the base branch moves on. */
export async function leaveMergeQueue(
  sandbox: Sandbox,
  by: Account,
  group: MergeGroup,
  reason: "merged" | "invalidated" | "dequeued",
): Promise<void> {
  requireRole(sandbox, by, group.pullRequest.repository, "write");
  await state.leaveQueue(sandbox, group, by, reason);
}

function requireMergeable(sandbox: Sandbox, by: Account, pullRequest: PullRequest): void {
  requireRole(sandbox, by, pullRequest.repository, "write");
  if (pullRequest.state === "open" && !pullRequest.draft) return;
  throw new Refused(405, "Pull Request is not mergeable");
}
