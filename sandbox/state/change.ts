/** What a pull request changes, as GitHub shows it: from the merge base of its base branch to its head. */

import type { DiffFile } from "../git/diff.ts";
import type { Commit } from "../git/objects.ts";
import type { Sandbox } from "../sandbox.ts";
import type { PullRequest } from "../world.ts";

export interface Change {
  /** The commit of the merge base; the base's own tip where the histories have nothing in common. */
  mergeBase: string;
  files: DiffFile[];
  /** Oldest first. */
  commits: Commit[];
}

export async function changeOf(sandbox: Sandbox, pullRequest: PullRequest): Promise<Change> {
  const git = sandbox.git(pullRequest.repository);
  const { baseOid, headOid } = pullRequest;
  const mergeBase = (await git.mergeBase(baseOid, headOid)) ?? baseOid;
  const [files, commits] = await Promise.all([git.diff(mergeBase, headOid), git.commits(baseOid, headOid)]);
  return { mergeBase, files, commits };
}
