/** Which pull requests bring a commit. */

import type { Sandbox } from "../sandbox.ts";
import type { PullRequest, Repository } from "../world.ts";
import { changeOf } from "./change.ts";

/**
 * Open and merged pull requests, as the repository that the commit is looked at in knows them.
 * In the base repository a commit of a fork has none until it is merged (TooTallNate/nx.js#410, learningequality/kolibri#14719); in the fork it has.
 */
export async function pullRequestsOfCommit(
  sandbox: Sandbox,
  repository: Repository,
  oid: string,
): Promise<PullRequest[]> {
  const found: PullRequest[] = [];
  for (const pullRequest of knownTo(sandbox, repository)) {
    const { commits } = await changeOf(sandbox, pullRequest);
    if (pullRequest.mergeCommit === oid || commits.some((commit) => commit.oid === oid))
      found.push(pullRequest);
  }
  return found;
}

function knownTo(sandbox: Sandbox, repository: Repository): PullRequest[] {
  return sandbox
    .repositories()
    .flatMap((candidate) => [...candidate.pullRequests.values()])
    .filter(({ state, headRepository, repository: base }) => {
      if (state === "closed") return false;
      return headRepository === repository || (state === "merged" && base === repository);
    });
}
