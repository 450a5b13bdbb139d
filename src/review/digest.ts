/** What a check came from, as a short text in its `external_id`: while it is the same, nothing is judged or written again. */

import { hash } from "node:crypto";

import type { PullRequestState } from "./pull-request.ts";

/** All that a verdict and its pages depend on, as far as one query shows it. The commits that the base lacks, with the head, determine the merge base. */
export function digestOf(states: readonly PullRequestState[], version: string): string {
  const parts = states.map((state) => [
    state.number,
    state.title,
    state.body,
    state.draft,
    state.author,
    [state.head.oid, state.head.ref, state.head.exists, state.head.repository?.url],
    [state.base.ref, state.ahead.count, state.ahead.firstParents],
    [state.policy.organisation?.text, state.policy.repository?.text, state.exceptionsAtTip],
    state.approvals.map(({ by, mayPush, head, seen, discounted }) => [by, mayPush, head, seen, discounted]),
    state.issues.map(({ number, title, body }) => [number, title, body]),
  ]);
  return hash("sha256", JSON.stringify([version, parts]), "hex").slice(0, 40);
}

/** The `external_id`: the digest, and the last day on which it holds (UTC, `YYYY-MM-DD`), where an exception ends. */
export function externalIdOf(digest: string, until: string | null): string {
  return until === null ? `1:${digest}` : `1:${digest}:${until}`;
}

/** Whether a check with this `external_id` still says what is true. */
export function isCurrent(externalId: string | null, digest: string, today: string): boolean {
  const [version, known, until] = externalId?.split(":") ?? [];
  return version === "1" && known === digest && (until === undefined || today <= until);
}
