/** Repositories are created, imported, forked, renamed, moved, archived and deleted. */

import type { FileChange } from "../git/write-objects.ts";
import { identify } from "../ids.ts";
import { accountPayload } from "../payloads/account.ts";
import { unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { signatureOf } from "../state/commits.ts";
import type { Account, CustomRole, Issue, Repository, Role } from "../world.ts";
import { requireRole } from "./rights.ts";

export interface NewRepository {
  name: string;
  /** The files of the first commit. Without any the repository is empty. */
  files?: Record<string, FileChange>;
  private?: boolean;
  defaultBranch?: string;
  collaborators?: Record<string, Role | CustomRole>;
  /** Who makes the first commit; the owner by default. */
  by?: Account;
}

export async function createRepository(
  sandbox: Sandbox,
  owner: Account,
  details: NewRepository,
): Promise<Repository> {
  const { files, by = owner } = details;
  const repository = addRepository(sandbox, owner, details, null);
  if (files === undefined) return repository;
  const git = sandbox.git(repository);
  const signature = signatureOf(by, sandbox.clock.date());
  const oid = await git.write({
    parents: [],
    changes: new Map(Object.entries(files)),
    message: "Initial commit\n",
    author: signature,
    committer: signature,
  });
  git.setRef(`refs/heads/${repository.defaultBranch}`, oid);
  return repository;
}

/** Branches and tags of a repository on this machine, which is read and never written. */
export async function importRepository(
  sandbox: Sandbox,
  owner: Account,
  path: string,
  details: Omit<NewRepository, "files" | "by">,
): Promise<Repository> {
  const repository = addRepository(sandbox, owner, details, null);
  await sandbox.store.importFrom(sandbox.git(repository), path);
  return repository;
}

export function forkRepository(
  sandbox: Sandbox,
  by: Account,
  parent: Repository,
  details: { name?: string } = {},
): Repository {
  requireRole(sandbox, by, parent, "read");
  const fork = addRepository(
    sandbox,
    by,
    { name: details.name ?? parent.name, private: parent.private, defaultBranch: parent.defaultBranch },
    parent,
  );
  const [from, to] = [sandbox.git(parent), sandbox.git(fork)];
  for (const [ref, oid] of from.refs) if (/^refs\/(?:heads|tags)\//u.test(ref)) to.setRef(ref, oid);
  return fork;
}

/** Pull requests that come from it stay, without their head's repository. */
export function deleteRepository(sandbox: Sandbox, by: Account, repository: Repository): void {
  requireRole(sandbox, by, repository, "admin");
  announce(sandbox, "deleted", repository, by);
  repository.deleted = true;
  for (const other of sandbox.repositories()) {
    for (const pullRequest of other.pullRequests.values()) {
      if (pullRequest.headRepository === repository) pullRequest.headRepository = null;
    }
  }
}

export function archiveRepository(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  archived = true,
): void {
  if (archived) requireRole(sandbox, by, repository, "admin");
  repository.archived = archived;
  announce(sandbox, archived ? "archived" : "unarchived", repository, by);
}

export function renameRepository(sandbox: Sandbox, by: Account, repository: Repository, name: string): void {
  requireRole(sandbox, by, repository, "admin");
  checkFree(sandbox, repository.owner, name);
  const from = repository.name;
  keepName(repository);
  repository.name = name;
  announce(sandbox, "renamed", repository, by, { changes: { repository: { name: { from } } } });
}

/** To another owner: installations of the old one do not reach it any more. */
export function transferRepository(sandbox: Sandbox, by: Account, repository: Repository, to: Account): void {
  requireRole(sandbox, by, repository, "admin");
  checkFree(sandbox, to, repository.name);
  const from = { user: accountPayload(sandbox, repository.owner) };
  keepName(repository);
  repository.owner = to;
  announce(sandbox, "transferred", repository, by, { changes: { owner: { from } } });
}

export function createIssue(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  details: { title: string; body: string },
): Issue {
  requireRole(sandbox, by, repository, "read");
  const number = repository.nextNumber++;
  const issue = identify<Issue>(sandbox.world, "I", ({ node }) => ({ number, node, author: by, ...details }));
  repository.issues.set(number, issue);
  return issue;
}

function addRepository(
  sandbox: Sandbox,
  owner: Account,
  details: Omit<NewRepository, "files" | "by">,
  parent: Repository | null,
): Repository {
  const { name, defaultBranch = "main", collaborators = {} } = details;
  checkFree(sandbox, owner, name);
  const repository = identify<Repository>(sandbox.world, "R", ({ id, node }) => ({
    id,
    node,
    owner,
    name,
    private: details.private ?? false,
    archived: false,
    defaultBranch,
    directory: sandbox.store.create(id, parent?.directory ?? null).directory,
    parent,
    collaborators: new Map(Object.entries(collaborators)),
    pullRequests: new Map(),
    issues: new Map(),
    nextNumber: 1,
    checkSuites: [],
    mergeQueue: [],
    formerNames: new Set(),
    deleted: false,
  }));
  sandbox.git(repository).head = `refs/heads/${defaultBranch}`;
  sandbox.world.repositories.push(repository);
  return repository;
}

function checkFree(sandbox: Sandbox, owner: Account, name: string): void {
  if (sandbox.repository(owner.login, name) === null) return;
  throw unprocessable({
    resource: "Repository",
    field: "name",
    code: "custom",
    message: "name already exists",
  });
}

function keepName(repository: Repository): void {
  repository.formerNames.add(`${repository.owner.login}/${repository.name}`.toLowerCase());
}

function announce(
  sandbox: Sandbox,
  action: string,
  repository: Repository,
  sender: Account,
  body: Record<string, unknown> = {},
): void {
  sandbox.webhooks.announce({ event: "repository", action, repository, sender, body });
}
