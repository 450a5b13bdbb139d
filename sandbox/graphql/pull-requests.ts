/** What people say of a pull request, and what it closes. */

import { mayPush } from "../permissions.ts";
import type { Account, Issue, PullRequest, Review, World } from "../world.ts";

/** The last review of each person that says yes or no, or was dismissed. */
export function opinions(world: World, pullRequest: PullRequest, writersOnly: boolean): Review[] {
  const last = new Map<Account, Review>();
  for (const review of pullRequest.reviews) {
    if (review.state === "COMMENTED") continue;
    if (writersOnly && !mayPush(world, pullRequest.repository, review.author)) continue;
    last.set(review.author, review);
  }
  return [...last.values()];
}

const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/giu;

/** Issues of the same repository that the text closes; only a pull request for the default branch closes any. */
export function closedIssues(pullRequest: PullRequest): Issue[] {
  const { repository, body, baseRef } = pullRequest;
  if (baseRef !== repository.defaultBranch) return [];
  const numbers = new Set([...body.matchAll(closing)].map((match) => Number(match[1])));
  return [...numbers].flatMap((number) => repository.issues.get(number) ?? []);
}
