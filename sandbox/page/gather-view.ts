/** Gathers what the pages of a pull request show. */

import { mayPush } from "../permissions.ts";
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
  const viewer = viewerOf(sandbox, url, pull.author);
  return {
    repository,
    pull,
    viewer,
    mayPush: mayPush(sandbox.world, repository, viewer.account),
    path: `${repositoryPath(repository)}/pull/${pull.number}`,
    files,
    commits,
    checks: lastRuns(repository, pull.headOid),
    loginOf: (email) => accountOfEmail(sandbox.world, email)?.login ?? null,
  };
}
