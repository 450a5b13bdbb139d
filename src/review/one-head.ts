/** The one check of a commit speaks of all its open pull requests. */

import { numbersOf } from "./external-id.ts";
import type { GitHubRepository } from "./github.ts";
import type { PullRequestState } from "./pull-request.ts";

/** So many pull requests of one head are judged: each takes as much as one by itself. */
export const mostOfOneHead = 10;

/** Whoever can open pull requests can open them by the hundred. */
export const tooManyOfOneHead = {
  reason: `more than ${mostOfOneHead} open pull requests have this head, and one check speaks for all of them: close those that are not needed`,
  id: null,
  conclusion: "failure",
} as const;

/** The pull request, those that GitHub shows with its head, and those that the check on it spoke of: GitHub does not show all of a busy repository. */
export function numbersAt({ number, siblings, check }: PullRequestState): number[] {
  return [...new Set([number, ...siblings, ...numbersOf(check?.externalId ?? null)])];
}

/** Those that are open and still have the head, in the order of their numbers. */
export async function withOthers(
  state: PullRequestState,
  numbers: readonly number[],
  repository: Pick<GitHubRepository, "pullRequest">,
): Promise<[PullRequestState, ...PullRequestState[]]> {
  const others: PullRequestState[] = [];
  for (const number of numbers) {
    if (number === state.number) continue;
    const other = await repository.pullRequest(number);
    if (other?.state === "open" && other.head.oid === state.head.oid) others.push(other);
  }
  return [state, ...others].toSorted((a, b) => a.number - b.number) as [PullRequestState];
}
