/** Every mutation that the App uses. What one of them refuses leaves the others of the request alone. */

import { Failure, forbidden, NotInSandbox } from "../failure.ts";
import { nodeOf } from "../node.ts";
import type { Context, Table } from "../resolver.ts";
import { need } from "../rights.ts";
import { typeOfNode } from "../sources.ts";
import { actorOf } from "../../authorization.ts";
import { Refused } from "../../refused.ts";
import {
  addComment,
  deleteComment,
  deleteReviewComment,
  editComment,
  editReviewComment,
  minimizeComment,
} from "../../state/comments.ts";
import { resolveThread } from "../../state/threads.ts";
import type { Account, Editable, Repository } from "../../world.ts";

interface Input {
  clientMutationId?: string | null;
}

/** Throws when whoever asks may not write comments there; else who it is. */
function writer(context: Context, repository: Repository, permission = "pull_requests"): Account {
  const actor = actorOf(context.authorization);
  if (actor === null) throw forbidden();
  need(context, repository, permission, "write");
  // GitHub's own words for REST; the type is assumed.
  if (repository.archived) throw new Failure("FORBIDDEN", "Repository was archived so is read-only.");
  return actor;
}

/** An App changes only what it wrote itself (assumed). */
function author(context: Context, repository: Repository, text: Editable): Account {
  const actor = writer(context, repository);
  if (text.author !== actor) throw forbidden();
  return actor;
}

/** What REST answers with 422 is UNPROCESSABLE here. */
function write<Result>(change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (error instanceof Refused) throw new Failure("UNPROCESSABLE", sentence(error));
    throw error;
  }
}

function sentence({ message, errors }: Refused): string {
  const [first] = errors ?? [];
  if (typeof first !== "object" || first === null) return message;
  if ("message" in first) return String(first.message).replace(/^\w/u, (letter) => letter.toUpperCase());
  return "code" in first && first.code === "missing_field" ? "Body cannot be blank" : message;
}

type WithInput<Fields> = { input: Fields & Input };

const comments: Table<unknown> = {
  addComment: (_, { input }: WithInput<{ subjectId: string; body: string }>, context) => {
    const subject = nodeOf(context, input.subjectId, "PullRequest");
    const actor = writer(context, subject.repository);
    const node = write(() => addComment(context.sandbox, subject, actor, input.body));
    return { ...done(input), subject, commentEdge: { cursor: node.node, node } };
  },
  updateIssueComment: (_, { input }: WithInput<{ id: string; body: string }>, context) => {
    const issueComment = nodeOf(context, input.id, "IssueComment");
    const actor = author(context, issueComment.pullRequest.repository, issueComment);
    write(() => editComment(context.sandbox, issueComment, actor, input.body));
    return { ...done(input), issueComment };
  },
  deleteIssueComment: (_, { input }: WithInput<{ id: string }>, context) => {
    const comment = nodeOf(context, input.id, "IssueComment");
    const actor = author(context, comment.pullRequest.repository, comment);
    deleteComment(context.sandbox, comment, actor);
    return done(input);
  },
  minimizeComment: (_, { input }: WithInput<{ subjectId: string; classifier: string }>, context) => {
    const minimizedComment = foldable(context, input.subjectId);
    // In answers the reasons are written in another way than in questions.
    minimizeComment(minimizedComment, input.classifier.toLowerCase().replaceAll("_", "-"));
    return { ...done(input), minimizedComment };
  },
  unminimizeComment: (_, { input }: WithInput<{ subjectId: string }>, context) => {
    const unminimizedComment = foldable(context, input.subjectId);
    minimizeComment(unminimizedComment, null);
    return { ...done(input), unminimizedComment };
  },
};

/** A comment of a pull request that may be folded: with pull_requests:write any (assumed). */
function foldable(context: Context, id: string) {
  const type = typeOfNode(id);
  if (type !== "IssueComment") throw new NotInSandbox(`minimizeComment of ${type}`);
  const comment = nodeOf(context, id, type);
  writer(context, comment.pullRequest.repository);
  return comment;
}

const reviews: Table<unknown> = {
  updatePullRequestReviewComment: (
    _,
    { input }: WithInput<{ pullRequestReviewCommentId: string; body: string }>,
    context,
  ) => {
    const comment = nodeOf(context, input.pullRequestReviewCommentId, "PullRequestReviewComment");
    const actor = author(context, comment.thread.pullRequest.repository, comment);
    write(() => editReviewComment(context.sandbox, comment, actor, input.body));
    return { ...done(input), pullRequestReviewComment: comment };
  },
  deletePullRequestReviewComment: (_, { input }: WithInput<{ id: string }>, context) => {
    const comment = nodeOf(context, input.id, "PullRequestReviewComment");
    const actor = author(context, comment.thread.pullRequest.repository, comment);
    deleteReviewComment(context.sandbox, comment, actor);
    return { ...done(input), pullRequestReview: comment.review, pullRequestReviewComment: comment };
  },
  resolveReviewThread: (_, { input }: WithInput<{ threadId: string }>, context) =>
    settle(context, input, true),
  unresolveReviewThread: (_, { input }: WithInput<{ threadId: string }>, context) =>
    settle(context, input, false),
};

/** Needs contents:write, not pull_requests:write (github/gh-aw#35726, mergewatch/mergewatch.ai#545). */
function settle(context: Context, input: { threadId: string } & Input, resolved: boolean) {
  const thread = nodeOf(context, input.threadId, "PullRequestReviewThread");
  const actor = writer(context, thread.pullRequest.repository, "contents");
  if ((thread.resolvedBy !== null) !== resolved) resolveThread(context.sandbox, thread, actor, resolved);
  return { ...done(input), thread };
}

function done({ clientMutationId }: Input) {
  return { clientMutationId: clientMutationId ?? null };
}

export const mutation: Table<unknown> = { ...comments, ...reviews };
