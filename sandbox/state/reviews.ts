/** Reviews with inline comments. One comment that GitHub cannot place refuses the whole review. */

import { readHunks } from "../git/hunks.ts";
import type { Hunk } from "../git/hunks.ts";
import { identify } from "../ids.ts";
import { reviewPayload } from "../payloads/comments.ts";
import { shortPullRequest } from "../payloads/pull-request.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, PullRequest, Review, ReviewComment, Thread } from "../world.ts";
import { changeOf } from "./change.ts";
import { announceReviewComment, checkBody, edit } from "./comments.ts";

export interface InlineComment {
  path: string;
  body: string;
  line: number;
  side: "LEFT" | "RIGHT";
  startLine: number | null;
  startSide: "LEFT" | "RIGHT" | null;
}

export interface NewReview {
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED";
  body: string;
  /** Null: the head. */
  commit: string | null;
  comments: readonly InlineComment[];
}

export async function submitReview(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  author: Account,
  { state, body, commit, comments }: NewReview,
): Promise<Review> {
  const change = await changeOf(sandbox, pullRequest);
  const head = pullRequest.headOid;
  if (commit !== null && commit !== head && !change.commits.some(({ oid }) => oid === commit)) {
    throw refuse("commit_id is not part of the pull request");
  }
  if (body !== "") checkBody(sandbox, body);
  else if (state === "CHANGES_REQUESTED" || (state === "COMMENTED" && comments.length === 0)) {
    throw refuse("Review must have a body or comments");
  }
  if (state !== "COMMENTED" && author === pullRequest.author) {
    throw refuse(`Can not ${state === "APPROVED" ? "approve" : "request changes on"} your own pull request`);
  }
  const at = commit ?? head;
  const files = await sandbox.git(pullRequest.repository).diff(change.mergeBase, at);
  const placed = comments.map((comment) => {
    checkBody(sandbox, comment.body);
    const patch = files.find(({ path }) => path === comment.path)?.patch ?? null;
    if (patch === null) throw refuse("Path could not be resolved");
    return { comment, diffHunk: hunkText(placeOf(readHunks(patch), comment), comment) };
  });
  const review = addReview(sandbox, pullRequest, author, { state, body, commit: at });
  const written = placed.map(({ comment, diffHunk }) => openThread(sandbox, review, comment, diffHunk));
  announceReview(sandbox, "submitted", review, author);
  for (const comment of written) announceReviewComment(sandbox, "created", comment, author);
  return review;
}

/** The words of the review, not of its comments. */
export function editReview(sandbox: Sandbox, review: Review, editor: Account, body: string): void {
  const from = edit(sandbox, review, editor, body);
  announceReview(sandbox, "edited", review, editor, { changes: { body: { from } } });
}

export function dismissReview(sandbox: Sandbox, review: Review, by: Account): void {
  review.state = "DISMISSED";
  announceReview(sandbox, "dismissed", review, by);
}

export function replyToThread(
  sandbox: Sandbox,
  thread: Thread,
  author: Account,
  body: string,
): ReviewComment {
  checkBody(sandbox, body);
  const { pullRequest } = thread;
  const review = addReview(sandbox, pullRequest, author, {
    state: "COMMENTED",
    body: "",
    commit: pullRequest.headOid,
  });
  const comment = addToThread(sandbox, review, thread, body, thread.comments[0]?.diffHunk ?? "");
  announceReview(sandbox, "submitted", review, author);
  announceReviewComment(sandbox, "created", comment, author);
  return comment;
}

function addReview(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  author: Account,
  { state, body, commit }: Pick<Review, "state" | "body" | "commit">,
): Review {
  const at = sandbox.clock.date();
  const review = identify<Review>(sandbox.world, "PRR", ({ id, node }) => ({
    id,
    node,
    pullRequest,
    author,
    state,
    body,
    commit,
    createdAt: at,
    submittedAt: at,
    editor: null,
    edits: [],
    editedAt: null,
    reactions: [],
  }));
  pullRequest.reviews.push(review);
  pullRequest.updatedAt = at;
  return review;
}

function openThread(
  sandbox: Sandbox,
  review: Review,
  { path, body, line, side, startLine }: InlineComment,
  diffHunk: string,
): ReviewComment {
  const { pullRequest } = review;
  const { node } = identify(sandbox.world, "PRRT", ({ node }) => ({ node }));
  const thread: Thread = {
    node,
    pullRequest,
    path,
    side,
    originalLine: line,
    originalStartLine: startLine,
    originalCommit: review.commit,
    line,
    startLine,
    resolvedBy: null,
    comments: [],
  };
  sandbox.world.nodes.set(node, thread);
  pullRequest.threads.push(thread);
  return addToThread(sandbox, review, thread, body, diffHunk);
}

function addToThread(
  sandbox: Sandbox,
  review: Review,
  thread: Thread,
  body: string,
  diffHunk: string,
): ReviewComment {
  const comment = identify<ReviewComment>(sandbox.world, "PRRC", ({ id, node }) => ({
    id,
    node,
    review,
    thread,
    diffHunk,
    body,
    author: review.author,
    createdAt: review.createdAt,
    editor: null,
    edits: [],
    editedAt: null,
    reactions: [],
  }));
  thread.comments.push(comment);
  return comment;
}

/** The hunk that shows all lines of the comment. Throws when there is none. */
function placeOf(hunks: readonly Hunk[], { line, side, startLine, startSide }: InlineComment): Hunk {
  const hunk = hunks.find((candidate) => shows(candidate, side, line));
  if (hunk === undefined) throw refuse("Line could not be resolved");
  if (startLine === null) return hunk;
  if (startLine >= line && (startSide ?? side) === side) {
    throw refuse("start_line must precede the end line.");
  }
  if (!shows(hunk, startSide ?? side, startLine)) {
    throw refuse("start_line must be part of the same hunk as the line.");
  }
  return hunk;
}

export function shows({ lines }: Hunk, side: "LEFT" | "RIGHT", line: number): boolean {
  return lines.some((shown) => (side === "LEFT" ? shown.oldLine : shown.newLine) === line);
}

/** The hunk up to the line, as GitHub keeps it with the comment. */
function hunkText(hunk: Hunk, { line, side }: InlineComment): string {
  const end = hunk.lines.findIndex((shown) => (side === "LEFT" ? shown.oldLine : shown.newLine) === line);
  const marks = { added: "+", removed: "-", context: " " };
  const shown = hunk.lines.slice(0, end + 1).map(({ kind, text }) => `${marks[kind]}${text}`);
  return [hunk.header, ...shown].join("\n");
}

function announceReview(
  sandbox: Sandbox,
  action: "submitted" | "edited" | "dismissed",
  review: Review,
  sender: Account,
  more: Record<string, unknown> = {},
): void {
  const { pullRequest } = review;
  sandbox.webhooks.announce({
    event: "pull_request_review",
    action,
    repository: pullRequest.repository,
    sender,
    body: {
      ...more,
      // In webhooks the state is in lower case.
      review: { ...reviewPayload(sandbox, review), state: review.state.toLowerCase() },
      pull_request: shortPullRequest(sandbox, pullRequest),
    },
  });
}

/** How GitHub refuses a review: a list of sentences. */
function refuse(message: string): Refused {
  return new Refused(422, "Unprocessable Entity", { errors: [message] });
}
