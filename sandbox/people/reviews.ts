/** People review, comment, edit and delete, answer, react, resolve, and apply what was suggested. */

import { mayPush } from "../permissions.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import * as comments from "../state/comments.ts";
import { addReaction } from "../state/reactions.ts";
import * as reviews from "../state/reviews.ts";
import { applySuggestions as apply } from "../state/suggestions.ts";
import { resolveThread as resolve } from "../state/threads.ts";
import type {
  Account,
  IssueComment,
  PullRequest,
  ReactionContent,
  Review,
  ReviewComment,
  Thread,
} from "../world.ts";
import { requireRole } from "./rights.ts";

export async function review(
  sandbox: Sandbox,
  by: Account,
  pullRequest: PullRequest,
  details: Partial<reviews.NewReview> & Pick<reviews.NewReview, "state">,
): Promise<Review> {
  requireRole(sandbox, by, pullRequest.repository, "read");
  return reviews.submitReview(sandbox, pullRequest, by, { body: "", commit: null, comments: [], ...details });
}

export async function approve(sandbox: Sandbox, by: Account, pullRequest: PullRequest): Promise<Review> {
  return review(sandbox, by, pullRequest, { state: "APPROVED" });
}

export function dismissReview(sandbox: Sandbox, by: Account, dismissed: Review): void {
  requireRole(sandbox, by, dismissed.pullRequest.repository, "write");
  reviews.dismissReview(sandbox, dismissed, by);
}

export function comment(sandbox: Sandbox, by: Account, pullRequest: PullRequest, body: string): IssueComment {
  requireRole(sandbox, by, pullRequest.repository, "read");
  return comments.addComment(sandbox, pullRequest, by, body);
}

/** One's own, and of anybody for who may push. */
export function editComment(
  sandbox: Sandbox,
  by: Account,
  text: IssueComment | ReviewComment | Review,
  body: string,
): void {
  requireOwn(sandbox, by, text);
  if ("thread" in text) comments.editReviewComment(sandbox, text, by, body);
  else if ("minimized" in text) comments.editComment(sandbox, text, by, body);
  else reviews.editReview(sandbox, text, by, body);
}

/** As editing: one's own, and of anybody, bots too, for who may push. */
export function deleteComment(sandbox: Sandbox, by: Account, text: IssueComment | ReviewComment): void {
  requireOwn(sandbox, by, text);
  if ("thread" in text) comments.deleteReviewComment(sandbox, text, by);
  else comments.deleteComment(sandbox, text, by);
}

/** `reason` as the page says it: `resolved`, `off-topic`; null shows the comment again. GitHub sends no webhook. */
export function minimizeComment(
  sandbox: Sandbox,
  by: Account,
  text: IssueComment,
  reason: string | null,
): void {
  requireRole(sandbox, by, text.pullRequest.repository, "write");
  comments.minimizeComment(text, reason);
}

export function react(
  sandbox: Sandbox,
  by: Account,
  text: IssueComment | ReviewComment | Review,
  content: ReactionContent,
): void {
  const { repository } = "thread" in text ? text.thread.pullRequest : text.pullRequest;
  requireRole(sandbox, by, repository, "read");
  addReaction(sandbox, text, by, content);
}

function requireOwn(sandbox: Sandbox, by: Account, text: IssueComment | ReviewComment | Review): void {
  const { repository } = "thread" in text ? text.thread.pullRequest : text.pullRequest;
  requireRole(sandbox, by, repository, text.author === by ? "read" : "write");
}

export function replyToThread(sandbox: Sandbox, by: Account, thread: Thread, body: string): ReviewComment {
  requireRole(sandbox, by, thread.pullRequest.repository, "read");
  return reviews.replyToThread(sandbox, thread, by, body);
}

/** For the author of the pull request, and who may push. */
export function resolveThread(sandbox: Sandbox, by: Account, thread: Thread, resolved = true): void {
  const { author, repository } = thread.pullRequest;
  requireRole(sandbox, by, repository, author === by ? "read" : "write");
  resolve(sandbox, thread, by, resolved);
}

/** Presses "Commit suggestion" on a comment. Returns the commit. */
export async function applySuggestion(
  sandbox: Sandbox,
  by: Account,
  comment: ReviewComment,
): Promise<string> {
  return applySuggestions(sandbox, by, [comment]);
}

/** Presses "Commit suggestions" on a batch of one pull request. */
export async function applySuggestions(
  sandbox: Sandbox,
  by: Account,
  comments: readonly ReviewComment[],
): Promise<string> {
  const pullRequest = comments[0]?.thread.pullRequest;
  const head = pullRequest?.headRepository ?? null;
  if (pullRequest === undefined || head === null) throw new Refused(422, "There is no suggestion to apply.");
  if (!mayPush(sandbox.world, head, by))
    throw new Refused(403, "This needs the right to push to the branch.");
  return apply(sandbox, pullRequest, by, comments);
}
