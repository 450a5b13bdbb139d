/** What follows when a branch or a tag moves: pull requests, check suites and webhooks. */

import type { Commit, Signature } from "../git/objects.ts";
import { webhookCommit } from "../payloads/commit.ts";
import { htmlUrl } from "../payloads/repository.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Repository } from "../world.ts";
import { accountOfEmail, webCommitter } from "./accounts.ts";
import { checkRules } from "./branch-rules.ts";
import { requestSuites } from "./checks.ts";
import { closePullRequest, synchronize } from "./pull-requests.ts";

const none = "0".repeat(40);
const mostCommits = 2048;

/** What somebody pushes. Throws `RuleViolation` where rules of the branch forbid it. */
export async function pushRef(
  sandbox: Sandbox,
  repository: Repository,
  ref: string,
  to: string | null,
  by: Account,
): Promise<void> {
  await checkRules(sandbox, repository, ref, to, by);
  await moveRef(sandbox, repository, ref, to, by);
}

/** `ref`: the full name. `to` is null when it is deleted. Asks no rules: for what GitHub does itself. */
export async function moveRef(
  sandbox: Sandbox,
  repository: Repository,
  ref: string,
  to: string | null,
  by: Account,
): Promise<void> {
  const git = sandbox.git(repository);
  const from = git.refs.get(ref) ?? null;
  if (from === to) return;
  git.setRef(ref, to);
  await announcePush(sandbox, repository, ref, { from, to }, by);
  if (!ref.startsWith("refs/heads/")) return;
  const branch = ref.slice("refs/heads/".length);
  if (to !== null) await requestSuites(sandbox, repository, branch, to, by);
  for (const other of sandbox.repositories()) {
    for (const pullRequest of other.pullRequests.values()) {
      if (pullRequest.state !== "open") continue;
      const isHead = pullRequest.headRepository === repository && pullRequest.headRef === branch;
      if (isHead && to !== null) await synchronize(sandbox, pullRequest, by, to);
      // GitHub closes what has lost its head or its base.
      const isBase = other === repository && pullRequest.baseRef === branch;
      if (to === null && (isHead || isBase)) await closePullRequest(sandbox, pullRequest, by);
      if (isBase && from !== null && to !== null && !(await git.contains(to, from)))
        pullRequest.events.push({ kind: "BaseRefForcePushedEvent", createdAt: sandbox.clock.date() });
    }
  }
}

async function announcePush(
  sandbox: Sandbox,
  repository: Repository,
  ref: string,
  { from, to }: { from: string | null; to: string | null },
  by: Account,
): Promise<void> {
  if (!sandbox.webhooks.isHeard("push", repository)) return;
  const git = sandbox.git(repository);
  const fresh = from !== null && to !== null ? await git.commits(from, to) : [];
  const head = to === null ? null : await git.commit(to);
  const html = htmlUrl(sandbox, repository);
  const told = async (oid: string, parent: string | null) => {
    const commit = await git.commit(oid);
    const files = parent === null ? [] : await git.diff(parent, oid);
    const paths = (...statuses: string[]): string[] =>
      files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
    return {
      ...(commit === null ? {} : pushedCommit(sandbox, commit)),
      url: `${html}/commit/${oid}`,
      distinct: true,
      added: paths("added", "copied"),
      removed: paths("removed"),
      modified: paths("modified", "changed", "renamed"),
    };
  };
  const commits = await Promise.all(
    fresh.slice(-mostCommits).map(({ oid, parents }) => told(oid, parents[0] ?? null)),
  );
  sandbox.webhooks.announce({
    event: "push",
    action: null,
    repository,
    sender: by,
    body: {
      ref,
      before: from ?? none,
      after: to ?? none,
      created: from === null,
      deleted: to === null,
      forced: from !== null && to !== null && !(await git.contains(to, from)),
      base_ref: null,
      compare: `${html}/compare/${(from ?? none).slice(0, 12)}...${(to ?? none).slice(0, 12)}`,
      commits,
      head_commit: head === null ? null : await told(head.oid, head.parents[0] ?? null),
      pusher: { name: by.login, email: by.email },
    },
  });
}

/** In a push, GitHub names the accounts as well. */
function pushedCommit(sandbox: Sandbox, commit: Commit) {
  const named = ({ email }: Signature) => {
    if (email === webCommitter.email) return { username: webCommitter.login };
    const account = accountOfEmail(sandbox.world, email);
    return account === null ? {} : { username: account.login };
  };
  const told = webhookCommit(commit);
  return {
    ...told,
    author: { ...told.author, ...named(commit.author) },
    committer: { ...told.committer, ...named(commit.committer) },
  };
}
