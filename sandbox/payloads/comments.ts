/** Comments, reviews and threads as the API and the webhooks show them. */

import type { Sandbox } from "../sandbox.ts";
import type {
  Account,
  IssueComment,
  PullRequest,
  Reaction,
  ReactionContent,
  Review,
  ReviewComment,
  Thread,
} from "../world.ts";
import { accountPayload } from "./account.ts";
import { appPayload } from "./app.ts";
import { stamp, stampOrNull } from "./dates.ts";
import { association, labelPayload, pullRequestUrl } from "./pull-request.ts";
import { apiUrl } from "./repository.ts";

export function issueCommentPayload(sandbox: Sandbox, comment: IssueComment) {
  const { pullRequest, author } = comment;
  const base = apiUrl(sandbox, pullRequest.repository);
  return {
    id: comment.id,
    node_id: comment.node,
    url: `${base}/issues/comments/${comment.id}`,
    html_url: `${pullRequestUrl(sandbox, pullRequest)}#issuecomment-${comment.id}`,
    issue_url: `${base}/issues/${pullRequest.number}`,
    user: accountPayload(sandbox, author),
    created_at: stamp(comment.createdAt),
    updated_at: stamp(comment.editedAt ?? comment.createdAt),
    author_association: association({ repository: pullRequest.repository, author }),
    body: comment.body,
    performed_via_github_app: appOf(sandbox, author),
    reactions: reactionsPayload(`${base}/issues/comments/${comment.id}`, comment.reactions),
  };
}

/** Null: a person wrote it. */
function appOf(sandbox: Sandbox, author: Account) {
  const app = sandbox.world.apps.find(({ bot }) => bot === author);
  return app === undefined ? null : appPayload(sandbox, app);
}

const reactionNames: Record<ReactionContent, string> = {
  THUMBS_UP: "+1",
  THUMBS_DOWN: "-1",
  LAUGH: "laugh",
  HOORAY: "hooray",
  CONFUSED: "confused",
  HEART: "heart",
  ROCKET: "rocket",
  EYES: "eyes",
};

/** `url`: of what they are given to. */
function reactionsPayload(url: string, reactions: readonly Reaction[]) {
  const counts = Object.entries(reactionNames).map(([content, name]) => [
    name,
    reactions.filter((reaction) => reaction.content === content).length,
  ]);
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    ...(Object.fromEntries(counts) as Record<string, number>),
  };
}

/** A pull request as the issue that it is as well. */
export function issuePayload(sandbox: Sandbox, pullRequest: PullRequest) {
  const url = `${apiUrl(sandbox, pullRequest.repository)}/issues/${pullRequest.number}`;
  const html = pullRequestUrl(sandbox, pullRequest);
  return {
    id: pullRequest.id,
    node_id: pullRequest.node,
    url,
    repository_url: apiUrl(sandbox, pullRequest.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number: pullRequest.number,
    title: pullRequest.title,
    user: accountPayload(sandbox, pullRequest.author),
    labels: pullRequest.labels.map((name) => labelPayload(sandbox, pullRequest.repository, name)),
    state: pullRequest.state === "open" ? "open" : "closed",
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: pullRequest.comments.length,
    created_at: stamp(pullRequest.createdAt),
    updated_at: stamp(pullRequest.updatedAt),
    closed_at: pullRequest.closedAt === null ? null : stamp(pullRequest.closedAt),
    author_association: association(pullRequest),
    body: pullRequest.body === "" ? null : pullRequest.body,
    draft: pullRequest.draft,
    reactions: reactionsPayload(url, []),
    pull_request: {
      url: `${apiUrl(sandbox, pullRequest.repository)}/pulls/${pullRequest.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pullRequest.state === "merged" ? stampOrNull(pullRequest.closedAt) : null,
    },
  };
}

export function reviewPayload(sandbox: Sandbox, review: Review) {
  const { pullRequest } = review;
  const html = `${pullRequestUrl(sandbox, pullRequest)}#pullrequestreview-${review.id}`;
  const url = `${apiUrl(sandbox, pullRequest.repository)}/pulls/${pullRequest.number}`;
  return {
    id: review.id,
    node_id: review.node,
    user: accountPayload(sandbox, review.author),
    body: review.body,
    commit_id: review.commit,
    submitted_at: stamp(review.submittedAt),
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association({ repository: pullRequest.repository, author: review.author }),
    _links: { html: { href: html }, pull_request: { href: url } },
  };
}

export function reviewCommentPayload(sandbox: Sandbox, comment: ReviewComment) {
  const { thread } = comment;
  const { pullRequest } = thread;
  const base = apiUrl(sandbox, pullRequest.repository);
  const url = `${base}/pulls/comments/${comment.id}`;
  const html = `${pullRequestUrl(sandbox, pullRequest)}#discussion_r${comment.id}`;
  const first = thread.comments[0];
  return {
    id: comment.id,
    node_id: comment.node,
    url,
    pull_request_review_id: comment.review.id,
    diff_hunk: comment.diffHunk,
    path: thread.path,
    commit_id: thread.line === null ? thread.originalCommit : pullRequest.headOid,
    original_commit_id: thread.originalCommit,
    user: accountPayload(sandbox, comment.author),
    body: comment.body,
    created_at: stamp(comment.createdAt),
    updated_at: stamp(comment.editedAt ?? comment.createdAt),
    html_url: html,
    pull_request_url: `${base}/pulls/${pullRequest.number}`,
    author_association: association({ repository: pullRequest.repository, author: comment.author }),
    start_line: thread.startLine,
    original_start_line: thread.originalStartLine,
    start_side: thread.originalStartLine === null ? null : thread.side,
    line: thread.line,
    original_line: thread.originalLine,
    side: thread.side,
    subject_type: "line",
    reactions: reactionsPayload(url, comment.reactions),
    ...(first === undefined || first === comment ? {} : { in_reply_to_id: first.id }),
    _links: {
      self: { href: url },
      html: { href: html },
      pull_request: { href: `${base}/pulls/${pullRequest.number}` },
    },
  };
}

export function threadPayload(sandbox: Sandbox, thread: Thread) {
  return {
    node_id: thread.node,
    comments: thread.comments.map((comment) => reviewCommentPayload(sandbox, comment)),
  };
}
