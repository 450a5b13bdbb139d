/** Whose work a change is: nobody allows their own. */

import type { GitHubRepository } from "./github.ts";
import type { CommitAuthors } from "./pull-request.ts";

/** So many commits of one person are looked at; somebody with more of them counts as an author. */
const lookLimit = 5;

/** Whether somebody made a commit that touches one of the paths; null: nobody knows all files of the change, so that any commit counts. */
export async function isAuthor(
  login: string,
  commits: readonly CommitAuthors[],
  paths: readonly string[] | null,
  repository: Pick<GitHubRepository, "touches">,
): Promise<boolean> {
  const own = commits.filter(({ logins }) => logins.includes(login));
  if (paths === null) return own.length > 0;
  if (own.length > lookLimit) return true;
  for (const { oid } of own) {
    if (await repository.touches(oid, paths)) return true;
  }
  return false;
}
