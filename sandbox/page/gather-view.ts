/** Gathers what the pages of a pull request show. */

import type { Sandbox } from "../sandbox.ts";
import { lastRuns } from "./check-runs.ts";
import type { Account, PullRequest, Repository } from "../world.ts";
import { repositoryPath } from "./view.ts";
import type { PullRequestView, Viewer } from "./view.ts";

export async function gatherView(
  sandbox: Sandbox,
  repository: Repository,
  pull: PullRequest,
  wanted: string | null,
): Promise<PullRequestView> {
  const git = sandbox.git(repository);
  const { baseOid, headOid } = pull;
  const mergeBase = (await git.mergeBase(baseOid, headOid)) ?? baseOid;
  const accounts = [...sandbox.world.accounts.values()];
  return {
    repository,
    pull,
    viewer: viewerOf(sandbox, wanted, pull.author),
    path: `${repositoryPath(repository)}/pull/${pull.number}`,
    files: await git.diff(mergeBase, headOid),
    commits: await git.commits(mergeBase, headOid),
    checks: lastRuns(repository, headOid),
    loginOf: (email) => accounts.find((account) => account.email === email)?.login ?? null,
  };
}

/** Whoever is asked for by login, else the one who would look at the page. */
export function viewerOf(sandbox: Sandbox, wanted: string | null, usual: Account): Viewer {
  const people = [...sandbox.world.accounts.values()].filter(({ type }) => type === "User");
  const chosen = people.find(({ login }) => login === wanted);
  return {
    account: chosen ?? usual,
    chosen: chosen !== undefined,
    others: people.map(({ login }) => login).toSorted(),
  };
}
