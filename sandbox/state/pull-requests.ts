/** Pull requests: opened, edited, closed, merged, and moved along by pushes. */

import { identify, nextId } from "../ids.ts";
import { labelPayload, pullRequestPayload } from "../payloads/pull-request.ts";
import { unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, HeadForcePush, PullRequest, Repository } from "../world.ts";
import { changeOf } from "./change.ts";
import { moveThreads } from "./threads.ts";

export interface NewPullRequest {
  repository: Repository;
  base: string;
  headRepository: Repository;
  head: string;
  title: string;
  body: string;
  draft: boolean;
}

export async function openPullRequest(
  sandbox: Sandbox,
  author: Account,
  { repository, base, headRepository, head, title, body, draft }: NewPullRequest,
): Promise<PullRequest> {
  const git = sandbox.git(repository);
  const baseOid = git.branch(base);
  const headOid = sandbox.git(headRepository).branch(head);
  if (baseOid === null) throw unprocessable({ resource: "PullRequest", field: "base", code: "invalid" });
  if (headOid === null) throw unprocessable({ resource: "PullRequest", field: "head", code: "invalid" });
  if ((await git.mergeBase(baseOid, headOid)) === null) {
    const message = `The ${head} branch has no history in common with ${base}`;
    throw unprocessable({ resource: "PullRequest", code: "custom", message });
  }
  if (await git.contains(baseOid, headOid)) {
    const message = `No commits between ${base} and ${head}`;
    throw unprocessable({ resource: "PullRequest", code: "custom", message });
  }
  const same = (open: PullRequest): boolean =>
    open.state === "open" &&
    open.headRepository === headRepository &&
    open.headRef === head &&
    open.baseRef === base;
  if ([...repository.pullRequests.values()].some(same)) {
    const message = `A pull request already exists for ${headRepository.owner.login}:${head}.`;
    throw unprocessable({ resource: "PullRequest", code: "custom", message });
  }
  const at = sandbox.clock.date();
  const number = repository.nextNumber++;
  const pullRequest = identify<PullRequest>(sandbox.world, "PR", ({ id, node }) => ({
    id,
    node,
    number,
    repository,
    headRepository,
    headRef: head,
    headOid,
    baseRef: base,
    baseOid,
    title,
    body,
    author,
    state: "open",
    draft,
    labels: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    mergedBy: null,
    mergeCommit: null,
    comments: [],
    reviews: [],
    threads: [],
    events: [],
  }));
  repository.pullRequests.set(number, pullRequest);
  git.setRef(`refs/pull/${number}/head`, headOid);
  await announcePullRequest(sandbox, "opened", pullRequest, author);
  return pullRequest;
}

export async function editPullRequest(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  edit: { title?: string; body?: string; base?: string },
): Promise<void> {
  const changes: Record<string, unknown> = {};
  if (edit.title !== undefined && edit.title !== pullRequest.title) {
    changes["title"] = { from: pullRequest.title };
    pullRequest.title = edit.title;
  }
  if (edit.body !== undefined && edit.body !== pullRequest.body) {
    changes["body"] = { from: pullRequest.body };
    pullRequest.body = edit.body;
  }
  if (edit.base !== undefined && edit.base !== pullRequest.baseRef) {
    changes["base"] = { ref: { from: pullRequest.baseRef }, sha: { from: pullRequest.baseOid } };
    await retarget(sandbox, pullRequest, edit.base);
  }
  if (Object.keys(changes).length === 0) return;
  await announcePullRequest(sandbox, "edited", pullRequest, by, { changes });
}

async function retarget(sandbox: Sandbox, pullRequest: PullRequest, base: string): Promise<void> {
  const tip = sandbox.git(pullRequest.repository).branch(base);
  if (tip === null) throw unprocessable({ resource: "PullRequest", field: "base", code: "invalid" });
  const { mergeBase } = await changeOf(sandbox, pullRequest);
  pullRequest.baseRef = base;
  pullRequest.baseOid = tip;
  pullRequest.events.push({ kind: "BaseRefChangedEvent", createdAt: sandbox.clock.date() });
  await moveThreads(sandbox, pullRequest, { headOid: pullRequest.headOid, mergeBase });
}

export async function closePullRequest(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
): Promise<void> {
  if (pullRequest.state !== "open") return;
  pullRequest.state = "closed";
  pullRequest.closedAt = sandbox.clock.date();
  await announcePullRequest(sandbox, "closed", pullRequest, by);
}

export async function reopenPullRequest(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
): Promise<void> {
  const { headRepository, headRef } = pullRequest;
  const tip =
    headRepository === null || headRepository.deleted ? null : sandbox.git(headRepository).branch(headRef);
  if (pullRequest.state !== "closed" || tip === null) {
    throw unprocessable({ resource: "PullRequest", field: "state", code: "invalid" });
  }
  pullRequest.state = "open";
  pullRequest.closedAt = null;
  await moveHead(sandbox, pullRequest, tip);
  await announcePullRequest(sandbox, "reopened", pullRequest, by);
}

export async function setDraft(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  draft: boolean,
): Promise<void> {
  if (pullRequest.draft === draft) return;
  pullRequest.draft = draft;
  await announcePullRequest(sandbox, draft ? "converted_to_draft" : "ready_for_review", pullRequest, by);
}

export async function setLabel(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  label: string,
  present: boolean,
): Promise<void> {
  if (pullRequest.labels.includes(label) === present) return;
  const others = pullRequest.labels.filter((name) => name !== label);
  pullRequest.labels = present ? [...others, label] : others;
  await announcePullRequest(sandbox, present ? "labeled" : "unlabeled", pullRequest, by, {
    label: labelPayload(sandbox, pullRequest.repository, label),
  });
}

/** After a push to its head branch. */
export async function synchronize(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  head: string,
): Promise<void> {
  const before = pullRequest.headOid;
  const forced = !(await sandbox.git(pullRequest.repository).contains(head, before));
  await moveHead(sandbox, pullRequest, head);
  if (forced) pullRequest.events.push(forcePush(sandbox, pullRequest, by, before));
  await announcePullRequest(sandbox, "synchronize", pullRequest, by, { before, after: head });
}

function forcePush(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  actor: Account,
  before: string,
): HeadForcePush {
  return {
    kind: "HeadRefForcePushedEvent",
    id: nextId(sandbox.world),
    pullRequest,
    actor,
    before,
    after: pullRequest.headOid,
    createdAt: sandbox.clock.date(),
  };
}

export async function moveHead(sandbox: Sandbox, pullRequest: PullRequest, head: string): Promise<void> {
  const git = sandbox.git(pullRequest.repository);
  const { headOid, baseRef } = pullRequest;
  const { mergeBase } = await changeOf(sandbox, pullRequest);
  pullRequest.headOid = head;
  pullRequest.baseOid = git.branch(baseRef) ?? pullRequest.baseOid;
  git.setRef(`refs/pull/${pullRequest.number}/head`, head);
  await moveThreads(sandbox, pullRequest, { headOid, mergeBase });
}

export async function announcePullRequest(
  sandbox: Sandbox,
  action: string,
  pullRequest: PullRequest,
  sender: Account,
  more: Record<string, unknown> = {},
): Promise<void> {
  pullRequest.updatedAt = sandbox.clock.date();
  const payload = await pullRequestPayload(sandbox, pullRequest);
  sandbox.webhooks.announce({
    event: "pull_request",
    action,
    repository: pullRequest.repository,
    sender,
    body: { number: pullRequest.number, pull_request: payload, ...more },
  });
}
