/** Pull requests are merged, at once or through a merge queue. */

import { webCommitter } from "./accounts.ts";
import { signatureOf } from "./commits.ts";
import { webhookCommit } from "../payloads/commit.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, MergeGroup, PullRequest } from "../world.ts";
import { announcePullRequest } from "./pull-requests.ts";
import { moveRef } from "./pushes.ts";

export type MergeMethod = "merge" | "squash";

/** Returns the commit on the base branch. Throws 405 when the two conflict. */
export async function mergePullRequest(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  method: MergeMethod,
): Promise<string> {
  const tip = sandbox.git(pullRequest.repository).branch(pullRequest.baseRef) ?? pullRequest.baseOid;
  const commit = await mergeCommit(sandbox, pullRequest, by, tip, method);
  await land(sandbox, pullRequest, by, commit);
  return commit;
}

/** A commit that holds what waits before, with this pull request on top. */
export async function enqueue(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  method: MergeMethod,
): Promise<MergeGroup> {
  const { repository, baseRef, number } = pullRequest;
  const before = repository.mergeQueue.findLast((group) => group.baseRef === `refs/heads/${baseRef}`);
  const baseSha = before?.headSha ?? sandbox.git(repository).branch(baseRef) ?? pullRequest.baseOid;
  const headSha = await mergeCommit(sandbox, pullRequest, by, baseSha, method);
  const group: MergeGroup = {
    pullRequest,
    headRef: `refs/heads/gh-readonly-queue/${baseRef}/pr-${number}-${baseSha}`,
    headSha,
    baseRef: `refs/heads/${baseRef}`,
    baseSha,
  };
  repository.mergeQueue.push(group);
  await moveRef(sandbox, repository, group.headRef, headSha, by);
  await announceGroup(sandbox, "checks_requested", group, by);
  return group;
}

/** `merged`: the base branch moves to the group's commit. */
export async function leaveQueue(
  sandbox: Sandbox,
  group: MergeGroup,
  by: Account,
  reason: "merged" | "invalidated" | "dequeued",
): Promise<void> {
  const { pullRequest, headSha } = group;
  const { repository } = pullRequest;
  repository.mergeQueue = repository.mergeQueue.filter((other) => other !== group);
  await announceGroup(sandbox, "destroyed", group, by, { reason });
  if (reason === "merged") await land(sandbox, pullRequest, by, headSha);
  await moveRef(sandbox, repository, group.headRef, null, by);
}

async function land(sandbox: Sandbox, pullRequest: PullRequest, by: Account, commit: string): Promise<void> {
  pullRequest.state = "merged";
  pullRequest.closedAt = sandbox.clock.date();
  pullRequest.mergedBy = by;
  pullRequest.mergeCommit = commit;
  await moveRef(sandbox, pullRequest.repository, `refs/heads/${pullRequest.baseRef}`, commit, by);
  await announcePullRequest(sandbox, "closed", pullRequest, by);
}

async function mergeCommit(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  base: string,
  method: MergeMethod,
): Promise<string> {
  const { repository, headOid, number, title, headRef, headRepository } = pullRequest;
  const git = sandbox.git(repository);
  const tree = await git.mergeTree(base, headOid);
  if (tree === null) throw new Refused(405, "Pull Request is not mergeable");
  const date = sandbox.clock.date();
  const from = `${headRepository?.owner.login ?? "unknown"}/${headRef}`;
  const oid = git.writeCommit({
    tree,
    parents: method === "merge" ? [base, headOid] : [base],
    message:
      method === "merge" ? `Merge pull request #${number} from ${from}\n\n${title}` : `${title} (#${number})`,
    author: signatureOf(method === "merge" ? by : pullRequest.author, date),
    committer: signatureOf(webCommitter, date),
  });
  sandbox.world.signed.add(oid);
  return oid;
}

async function announceGroup(
  sandbox: Sandbox,
  action: "checks_requested" | "destroyed",
  { pullRequest, headRef, headSha, baseRef, baseSha }: MergeGroup,
  sender: Account,
  more: Record<string, unknown> = {},
): Promise<void> {
  const { repository } = pullRequest;
  const commit = await sandbox.git(repository).commit(headSha);
  const group = {
    head_sha: headSha,
    head_ref: headRef,
    base_sha: baseSha,
    base_ref: baseRef,
    head_commit: commit === null ? null : webhookCommit(commit),
  };
  sandbox.webhooks.announce({
    event: "merge_group",
    action,
    repository,
    sender,
    body: { ...more, merge_group: group },
  });
}
