/** People review, comment, answer, resolve, and apply what was suggested. */

import { mayPush } from "../permissions.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { addComment, editComment as edit, editReviewComment } from "../state/comments.ts";
import * as reviews from "../state/reviews.ts";
import { applySuggestions as apply } from "../state/suggestions.ts";
import { resolveThread as resolve } from "../state/threads.ts";
import type { Account, IssueComment, PullRequest, Review, ReviewComment, Thread } from "../world.ts";
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
  return addComment(sandbox, pullRequest, by, body);
}

/** One's own, and of anybody for who may push. */
export function editComment(
  sandbox: Sandbox,
  by: Account,
  text: IssueComment | ReviewComment,
  body: string,
): void {
  const { repository } = "thread" in text ? text.thread.pullRequest : text.pullRequest;
  requireRole(sandbox, by, repository, text.author === by ? "read" : "write");
  if ("thread" in text) editReviewComment(sandbox, text, by, body);
  else edit(sandbox, text, by, body);
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
