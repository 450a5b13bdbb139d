/** Gathers what the pages of a pull request show. */

import { accountOfEmail } from "../state/accounts.ts";
import { changeOf } from "../state/change.ts";
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
  const { files, commits } = await changeOf(sandbox, pull);
  return {
    repository,
    pull,
    viewer: viewerOf(sandbox, wanted, pull.author),
    path: `${repositoryPath(repository)}/pull/${pull.number}`,
    files,
    commits,
    checks: lastRuns(repository, pull.headOid),
    loginOf: (email) => accountOfEmail(sandbox.world, email)?.login ?? null,
  };
}

/** Whoever is asked for by login, else the one who would look at the page. */
export function viewerOf(sandbox: Sandbox, wanted: string | null, usual: Account): Viewer {
  const people = [...sandbox.world.accounts.values()].filter(({ type }) => type === "User");
  const chosen = people.find(({ login }) => login.toLowerCase() === wanted?.toLowerCase());
  return {
    account: chosen ?? usual,
    chosen: chosen !== undefined,
    others: people.map(({ login }) => login).toSorted(),
  };
}
