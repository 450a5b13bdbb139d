/** People push commits, branches and tags. */

import type { FileChange } from "../git/write-objects.ts";
import { Refused, unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { signatureOf, writeCommit } from "../state/commits.ts";
import type { Person } from "../state/commits.ts";
import { pushRef } from "../state/pushes.ts";
import type { Account, Repository } from "../world.ts";
import { requireRole } from "./rights.ts";

export interface Push {
  branch: string;
  /** What the commit changes; null deletes a file. */
  files: Record<string, FileChange>;
  message?: string;
  /** Who pushes, by default. */
  author?: Person;
  committer?: Person;
  coAuthors?: readonly Person[];
  /** A branch, tag or commit to start from: of a new branch, or with `force`. The default branch by default. */
  from?: string;
  /** The branch becomes `from` with the commit on top, whatever it was. */
  force?: boolean;
}

/** One commit, pushed. Returns its id. */
export async function push(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  what: Push,
): Promise<string> {
  requireRole(sandbox, by, repository, "write");
  const { branch, files, message = `Change ${Object.keys(files).join(", ")}`, author = by } = what;
  const git = sandbox.git(repository);
  const tip = what.force === true ? null : git.branch(branch);
  const parent = tip ?? (await startOf(sandbox, repository, what.from));
  const oid = await writeCommit(sandbox, repository, parent === null ? [] : [parent], {
    files,
    message,
    author,
    committer: what.committer ?? author,
    coAuthors: what.coAuthors ?? [],
  });
  await pushRef(sandbox, repository, `refs/heads/${branch}`, oid, by);
  return oid;
}

/** Points a branch at a commit that is there: made, moved, or forced to it. */
export async function pushBranch(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  branch: string,
  revision: string,
): Promise<string> {
  requireRole(sandbox, by, repository, "write");
  const oid = await resolve(sandbox, repository, revision);
  await pushRef(sandbox, repository, `refs/heads/${branch}`, oid, by);
  return oid;
}

export async function deleteBranch(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  branch: string,
): Promise<void> {
  requireRole(sandbox, by, repository, "write");
  await pushRef(sandbox, repository, `refs/heads/${branch}`, null, by);
}

export async function tag(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  name: string,
  revision: string,
): Promise<void> {
  requireRole(sandbox, by, repository, "write");
  const oid = await resolve(sandbox, repository, revision);
  await pushRef(sandbox, repository, `refs/tags/${name}`, oid, by);
}

/** Merges one revision into a branch: so a base branch comes into a pull request. Throws 409 when they conflict. */
export async function mergeInto(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  branch: string,
  revision: string,
): Promise<string> {
  requireRole(sandbox, by, repository, "write");
  const git = sandbox.git(repository);
  const [tip, other] = await Promise.all([
    resolve(sandbox, repository, branch),
    resolve(sandbox, repository, revision),
  ]);
  const tree = await git.mergeTree(tip, other);
  if (tree === null) throw new Refused(409, "Merge conflict");
  const signature = signatureOf(by, sandbox.clock.date());
  const message = `Merge ${revision} into ${branch}\n`;
  const oid = git.writeCommit({
    tree,
    parents: [tip, other],
    message,
    author: signature,
    committer: signature,
  });
  await pushRef(sandbox, repository, `refs/heads/${branch}`, oid, by);
  return oid;
}

/** Null: the repository is empty, and this is its first commit. */
async function startOf(
  sandbox: Sandbox,
  repository: Repository,
  from: string | undefined,
): Promise<string | null> {
  if (from !== undefined) return resolve(sandbox, repository, from);
  return sandbox.git(repository).resolve(repository.defaultBranch);
}

async function resolve(sandbox: Sandbox, repository: Repository, revision: string): Promise<string> {
  const oid = await sandbox.git(repository).resolve(revision);
  if (oid === null) throw unprocessable({ resource: "Reference", code: "custom", message: "No such commit" });
  return oid;
}
