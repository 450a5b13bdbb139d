/** Which pull requests a commit belongs to, and what people say of a pull request. */

import { changeOf } from "../state/change.ts";
import { mayPush } from "../permissions.ts";
import type { Account, Issue, PullRequest, Repository, Review, World } from "../world.ts";
import type { Context } from "./resolver.ts";
import { sees } from "./rights.ts";

/**
 * Open and merged pull requests that bring a commit, as the repository that it is looked at in knows them.
 * In the base repository a commit of a fork has none until it is merged (TooTallNate/nx.js#410, learningequality/kolibri#14719).
 */
export async function pullRequestsOfCommit(
  context: Context,
  repository: Repository,
  oid: string,
): Promise<PullRequest[]> {
  const found: PullRequest[] = [];
  for (const pullRequest of knownTo(context, repository)) {
    const { commits } = await changeOf(context.sandbox, pullRequest);
    if (commits.some((commit) => commit.oid === oid)) found.push(pullRequest);
  }
  return found;
}

function knownTo(context: Context, repository: Repository): PullRequest[] {
  const visible = context.sandbox.repositories().filter((candidate) => sees(context, candidate));
  return visible
    .flatMap((candidate) => [...candidate.pullRequests.values()])
    .filter(({ state, headRepository, repository: base }) => {
      if (state === "closed") return false;
      return headRepository === repository || (state === "merged" && base === repository);
    });
}

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
