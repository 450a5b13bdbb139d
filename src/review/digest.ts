/** What a check came from, as a short text: while it is the same, nothing is judged or written again. */

import { hash } from "node:crypto";

import { defaultPolicy } from "../core/judge/default-policy.ts";
import { turnDigest } from "./commands/turn.ts";
import type { Turn } from "./commands/turn.ts";
import { policyOf } from "./judge-pull-request.ts";
import type { PullRequestState } from "./pull-request.ts";

/** All that a verdict and its pages depend on, as far as one query shows it. The commits that the base lacks, with the head, determine the merge base. */
export function digestOf(
  states: readonly PullRequestState[],
  turns: ReadonlyMap<number, Turn>,
  version: string,
): string {
  const parts = states.map((state) => [
    state.number,
    state.title,
    state.body,
    state.draft,
    state.author,
    [state.head.oid, state.head.ref, state.head.exists, state.head.repository?.url],
    [state.base.ref, state.ahead.count, state.ahead.firstParents],
    [state.policy.organisation?.text, state.policy.repository?.text, exceptionsOf(state)],
    state.approvals.map(({ by, mayPush, head, seen, discounted, at }) => [
      by,
      mayPush,
      head,
      seen,
      discounted,
      at,
    ]),
    turnDigest(turns.get(state.number)),
    state.issues.map(({ number, title, body }) => [number, title, body]),
  ]);
  return hash("sha256", JSON.stringify([version, parts]), "hex").slice(0, 40);
}

/** The one query looks for the file of exceptions at its usual place only; where the policy names another, any commit of the base may have changed it. */
function exceptionsOf(state: PullRequestState): string | null {
  const isUsual = policyOf(state).exceptions.file === defaultPolicy.exceptions.file;
  return isUsual ? state.exceptionsAtTip : state.base.tip;
}
