/** Gathers what the pages of a pull request show. */

import { accountOfEmail } from "../state/accounts.ts";
import { changeOf } from "../state/change.ts";
import type { Sandbox } from "../sandbox.ts";
import { lastRuns } from "./check-runs.ts";
import type { PullRequest, Repository } from "../world.ts";
import { viewerOf } from "./address.ts";
import { repositoryPath } from "./view.ts";
import type { PullRequestView } from "./view.ts";

export async function gatherView(
  sandbox: Sandbox,
  repository: Repository,
  pull: PullRequest,
  url: URL,
): Promise<PullRequestView> {
  const { files, commits } = await changeOf(sandbox, pull);
  return {
    repository,
    pull,
    viewer: viewerOf(sandbox, url, pull.author),
    path: `${repositoryPath(repository)}/pull/${pull.number}`,
    files,
    commits,
    checks: lastRuns(repository, pull.headOid),
    loginOf: (email) => accountOfEmail(sandbox.world, email)?.login ?? null,
  };
}
