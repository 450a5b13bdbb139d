/** Pull requests as the API and the webhooks show them. */

import { createHash } from "node:crypto";

import type { Sandbox } from "../sandbox.ts";
import { changeOf } from "../state/change.ts";
import type { PullRequest, Repository } from "../world.ts";
import { accountPayload } from "./account.ts";
import { stamp, stampOrNull } from "./dates.ts";
import { apiUrl, htmlUrl, repositoryName, repositoryPayload } from "./repository.ts";

export function pullRequestUrl(sandbox: Sandbox, pullRequest: PullRequest): string {
  return `${htmlUrl(sandbox, pullRequest.repository)}/pull/${pullRequest.number}`;
}

/** As in lists, and beside a review. */
export function shortPullRequest(sandbox: Sandbox, pullRequest: PullRequest) {
  const { repository } = pullRequest;
  const base = apiUrl(sandbox, repository);
  const url = `${base}/pulls/${pullRequest.number}`;
  const issue = `${base}/issues/${pullRequest.number}`;
  const html = pullRequestUrl(sandbox, pullRequest);
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${base}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${base}/statuses/${pullRequest.headOid}`,
  };
  return {
    id: pullRequest.id,
    node_id: pullRequest.node,
    number: pullRequest.number,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    comments_url: links.comments,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    statuses_url: links.statuses,
    state: pullRequest.state === "open" ? "open" : "closed",
    locked: false,
    active_lock_reason: null,
    title: pullRequest.title,
    user: accountPayload(sandbox, pullRequest.author),
    body: pullRequest.body === "" ? null : pullRequest.body,
    created_at: stamp(pullRequest.createdAt),
    updated_at: stamp(pullRequest.updatedAt),
    closed_at: stampOrNull(pullRequest.closedAt),
    merged_at: pullRequest.state === "merged" ? stampOrNull(pullRequest.closedAt) : null,
    merge_commit_sha: pullRequest.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: pullRequest.labels.map((name) => labelPayload(sandbox, repository, name)),
    milestone: null,
    draft: pullRequest.draft,
    head: sidePayload(sandbox, pullRequest.headRepository, pullRequest.headRef, pullRequest.headOid),
    base: sidePayload(sandbox, repository, pullRequest.baseRef, pullRequest.baseOid),
    author_association: association(pullRequest),
    auto_merge: null,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  };
}

export async function pullRequestPayload(sandbox: Sandbox, pullRequest: PullRequest) {
  const { files, commits } = await changeOf(sandbox, pullRequest);
  return {
    ...shortPullRequest(sandbox, pullRequest),
    merged: pullRequest.state === "merged",
    // GitHub works it out later.
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: pullRequest.mergedBy === null ? null : accountPayload(sandbox, pullRequest.mergedBy),
    comments: pullRequest.comments.length,
    review_comments: pullRequest.threads.reduce((count, { comments }) => count + comments.length, 0),
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((count, { additions }) => count + additions, 0),
    deletions: files.reduce((count, { deletions }) => count + deletions, 0),
    changed_files: files.length,
  };
}

/** How a check names the pull requests of its commit. */
export function pullRequestName(sandbox: Sandbox, pullRequest: PullRequest) {
  const repo = repositoryName(sandbox, pullRequest.repository);
  return {
    url: `${apiUrl(sandbox, pullRequest.repository)}/pulls/${pullRequest.number}`,
    id: pullRequest.id,
    number: pullRequest.number,
    head: { ref: pullRequest.headRef, sha: pullRequest.headOid, repo },
    base: { ref: pullRequest.baseRef, sha: pullRequest.baseOid, repo },
  };
}

export function labelPayload(sandbox: Sandbox, repository: Repository, name: string) {
  const id = createHash("sha1").update(name).digest().readUInt32BE(0);
  return {
    id,
    node_id: `LA_kwDO${id}`,
    url: `${apiUrl(sandbox, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: "ededed",
    default: false,
  };
}

/** GitHub tells private members as strangers, so this says nothing that one may build on. */
export function association({ repository, author }: { repository: Repository; author: { login: string } }) {
  if (repository.owner.login === author.login) return "OWNER";
  return repository.collaborators.has(author.login) ? "COLLABORATOR" : "NONE";
}

function sidePayload(sandbox: Sandbox, repository: Repository | null, ref: string, sha: string) {
  const gone = repository === null || repository.deleted;
  return {
    label: gone ? ref : `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: gone ? null : accountPayload(sandbox, repository.owner),
    repo: gone ? null : repositoryPayload(sandbox, repository),
  };
}
