/** People open pull requests, edit, close and label them. */

import type { Sandbox } from "../sandbox.ts";
import * as state from "../state/pull-requests.ts";
import type { Account, PullRequest, Repository } from "../world.ts";
import { requireRole } from "./rights.ts";

export interface NewPullRequest {
  /** The branch with the change. */
  head: string;
  /** The default branch by default. */
  base?: string;
  /** The fork that the head is in. */
  headRepository?: Repository;
  title?: string;
  body?: string;
  draft?: boolean;
}

export async function openPullRequest(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  details: NewPullRequest,
): Promise<PullRequest> {
  const { head, headRepository = repository } = details;
  requireRole(sandbox, by, repository, "read");
  requireRole(sandbox, by, headRepository, "write");
  return state.openPullRequest(sandbox, by, {
    repository,
    base: details.base ?? repository.defaultBranch,
    headRepository,
    head,
    title: details.title ?? head,
    body: details.body ?? "",
    draft: details.draft ?? false,
  });
}

/** The author, and whoever may triage. */
function requireOwn(sandbox: Sandbox, by: Account, pullRequest: PullRequest): void {
  requireRole(sandbox, by, pullRequest.repository, by === pullRequest.author ? "read" : "triage");
}

export async function editPullRequest(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
  edit: { title?: string; body?: string; base?: string },
): Promise<void> {
  requireOwn(sandbox, by, pullRequest);
  await state.editPullRequest(sandbox, pullRequest, by, edit);
}

export async function closePullRequest(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
): Promise<void> {
  requireOwn(sandbox, by, pullRequest);
  await state.closePullRequest(sandbox, pullRequest, by);
}

export async function reopenPullRequest(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
): Promise<void> {
  requireOwn(sandbox, by, pullRequest);
  await state.reopenPullRequest(sandbox, pullRequest, by);
}

export async function readyForReview(sandbox: Sandbox, by: Account, pullRequest: PullRequest): Promise<void> {
  requireOwn(sandbox, by, pullRequest);
  await state.setDraft(sandbox, pullRequest, by, false);
}

export async function convertToDraft(sandbox: Sandbox, by: Account, pullRequest: PullRequest): Promise<void> {
  requireOwn(sandbox, by, pullRequest);
  await state.setDraft(sandbox, pullRequest, by, true);
}

export async function label(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
  name: string,
): Promise<void> {
  requireRole(sandbox, by, pullRequest.repository, "triage");
  await state.setLabel(sandbox, pullRequest, by, name, true);
}

export async function unlabel(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
  name: string,
): Promise<void> {
  requireRole(sandbox, by, pullRequest.repository, "triage");
  await state.setLabel(sandbox, pullRequest, by, name, false);
}
