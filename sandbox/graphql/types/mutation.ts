/** Every mutation that the App uses. What one of them refuses leaves the others of the request alone. */

import { commitOnBranch } from "../commit-on-branch.ts";
import type { CommitInput } from "../commit-on-branch.ts";
import { NotInSandbox } from "../failure.ts";
import { nodeOf } from "../node.ts";
import { groupsOf } from "../reactions.ts";
import type { Context, Table } from "../resolver.ts";
import { typeOfNode } from "../sources.ts";
import { author, done, write, writer } from "../writing.ts";
import type { Input, WithInput } from "../writing.ts";
import {
  addComment,
  deleteComment,
  deleteReviewComment,
  editComment,
  editReviewComment,
  minimizeComment,
} from "../../state/comments.ts";
import { addReaction } from "../../state/reactions.ts";
import { replyToThread } from "../../state/reviews.ts";
import { resolveThread } from "../../state/threads.ts";
import type { IssueComment, ReactionContent, Review, ReviewComment } from "../../world.ts";

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

/** Types of what one can react to here; GitHub has more. */
const reactable = ["IssueComment", "PullRequestReview", "PullRequestReviewComment"] as const;

function subjectOf(context: Context, id: string): IssueComment | Review | ReviewComment {
  const type = reactable.find((each) => each === typeOfNode(id));
  if (type === undefined) throw new NotInSandbox(`addReaction to ${typeOfNode(id)}`);
  return nodeOf(context, id, type);
}

const reactions: Table<unknown> = {
  // On a pull request it needs pull_requests:write, whatever issues allows (eneo-ai/eneo#512, NOFireAI/ravel#347).
  addReaction: (_, { input }: WithInput<{ subjectId: string; content: ReactionContent }>, context) => {
    const subject = subjectOf(context, input.subjectId);
    const { repository } = "thread" in subject ? subject.thread.pullRequest : subject.pullRequest;
    const reaction = addReaction(context.sandbox, subject, writer(context, repository), input.content);
    return { ...done(input), reaction, subject, reactionGroups: groupsOf(subject) };
  },
};

interface ReplyInput {
  pullRequestReviewThreadId: string;
  pullRequestReviewId?: string | null;
  body: string;
}

const reviews: Table<unknown> = {
  addPullRequestReviewThreadReply: (_, { input }: WithInput<ReplyInput>, context) => {
    if (input.pullRequestReviewId != null) throw new NotInSandbox("pending reviews");
    const thread = nodeOf(context, input.pullRequestReviewThreadId, "PullRequestReviewThread");
    const actor = writer(context, thread.pullRequest.repository);
    const comment = write(() => replyToThread(context.sandbox, thread, actor, input.body));
    return { ...done(input), comment };
  },
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

const commits: Table<unknown> = {
  createCommitOnBranch: async (_, { input }: WithInput<CommitInput>, context) => ({
    ...done(input),
    ...(await commitOnBranch(context, input)),
  }),
};

export const mutation: Table<unknown> = { ...comments, ...reactions, ...reviews, ...commits };
