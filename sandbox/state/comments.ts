/** Comments of pull requests: written, edited, deleted, folded. Whoever asks was found to be allowed. */

import { identify } from "../ids.ts";
import { issueCommentPayload, issuePayload, reviewCommentPayload } from "../payloads/comments.ts";
import { shortPullRequest } from "../payloads/pull-request.ts";
import { unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, IssueComment, PullRequest, Review, ReviewComment } from "../world.ts";

export function addComment(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  author: Account,
  body: string,
): IssueComment {
  checkBody(sandbox, body);
  const comment = identify<IssueComment>(sandbox.world, "IC", ({ id, node }) => ({
    id,
    node,
    pullRequest,
    body,
    author,
    createdAt: sandbox.clock.date(),
    editor: null,
    edits: [],
    editedAt: null,
    reactions: [],
    minimized: null,
  }));
  pullRequest.comments.push(comment);
  pullRequest.updatedAt = comment.createdAt;
  announceComment(sandbox, "created", comment, author);
  return comment;
}

export function editComment(sandbox: Sandbox, comment: IssueComment, editor: Account, body: string): void {
  const from = edit(sandbox, comment, editor, body);
  announceComment(sandbox, "edited", comment, editor, { changes: { body: { from } } });
}

export function deleteComment(sandbox: Sandbox, comment: IssueComment, by: Account): void {
  const { pullRequest } = comment;
  pullRequest.comments = pullRequest.comments.filter((other) => other !== comment);
  sandbox.world.nodes.delete(comment.node);
  announceComment(sandbox, "deleted", comment, by);
}

/** Null: it is shown again. */
export function minimizeComment(comment: IssueComment, reason: string | null): void {
  comment.minimized = reason;
}

export function editReviewComment(
  sandbox: Sandbox,
  comment: ReviewComment,
  editor: Account,
  body: string,
): void {
  const from = edit(sandbox, comment, editor, body);
  announceReviewComment(sandbox, "edited", comment, editor, { changes: { body: { from } } });
}

/** The thread goes with its last comment. */
export function deleteReviewComment(sandbox: Sandbox, comment: ReviewComment, by: Account): void {
  const { thread } = comment;
  const { pullRequest } = thread;
  announceReviewComment(sandbox, "deleted", comment, by);
  thread.comments = thread.comments.filter((other) => other !== comment);
  sandbox.world.nodes.delete(comment.node);
  if (thread.comments.length > 0) return;
  pullRequest.threads = pullRequest.threads.filter((other) => other !== thread);
  sandbox.world.nodes.delete(thread.node);
}

export function announceReviewComment(
  sandbox: Sandbox,
  action: "created" | "edited" | "deleted",
  comment: ReviewComment,
  sender: Account,
  more: Record<string, unknown> = {},
): void {
  const { pullRequest } = comment.thread;
  sandbox.webhooks.announce({
    event: "pull_request_review_comment",
    action,
    repository: pullRequest.repository,
    sender,
    body: {
      ...more,
      comment: reviewCommentPayload(sandbox, comment),
      pull_request: shortPullRequest(sandbox, pullRequest),
    },
  });
}

/** Throws what GitHub says of a text that is empty or too long. */
export function checkBody(sandbox: Sandbox, body: string): void {
  if (body.trim() === "") throw unprocessable({ code: "missing_field", field: "body" });
  if (body.length <= sandbox.limits.commentBody) return;
  const message = `body is too long (maximum is ${sandbox.limits.commentBody} characters)`;
  throw unprocessable({ code: "custom", field: "body", message });
}

/** Returns what stood there before. */
export function edit(
  sandbox: Sandbox,
  text: IssueComment | ReviewComment | Review,
  editor: Account,
  body: string,
): string {
  checkBody(sandbox, body);
  const from = text.body;
  if (text.edits.length === 0) text.edits.push({ editor: text.author, at: text.createdAt });
  text.edits.push({ editor, at: sandbox.clock.date() });
  text.body = body;
  text.editor = editor;
  text.editedAt = sandbox.clock.date();
  return from;
}

function announceComment(
  sandbox: Sandbox,
  action: "created" | "edited" | "deleted",
  comment: IssueComment,
  sender: Account,
  more: Record<string, unknown> = {},
): void {
  sandbox.webhooks.announce({
    event: "issue_comment",
    action,
    repository: comment.pullRequest.repository,
    sender,
    body: {
      ...more,
      issue: issuePayload(sandbox, comment.pullRequest),
      comment: issueCommentPayload(sandbox, comment),
    },
  });
}
