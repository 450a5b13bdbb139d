/** Reviews, review threads and comments. */

import { page } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { commitById } from "../git-object.ts";
import type { Context, Table } from "../resolver.ts";
import { living, may } from "../rights.ts";
import { groupsOf, reactionsOf } from "../reactions.ts";
import type { ReactionFilter } from "../reactions.ts";
import { actorOf } from "../../authorization.ts";
import { stamp, stampOrNull } from "../../payloads/dates.ts";
import { htmlUrl } from "../../payloads/repository.ts";
import { mayPush } from "../../permissions.ts";
import type {
  Editable,
  IssueComment,
  PullRequest,
  Repository,
  Review,
  ReviewComment,
  Thread,
} from "../../world.ts";

/** What every text of somebody has. */
function text<Source extends IssueComment | Review | ReviewComment>(
  repositoryOf: (source: Source) => Repository,
): Table<Source> {
  const mayChange = (source: Source, context: Context): boolean =>
    source.author === actorOf(context.authorization) &&
    may(context, repositoryOf(source), "pull_requests", "write");
  return {
    id: ({ node }) => node,
    databaseId: ({ id }) => id,
    fullDatabaseId: ({ id }) => String(id),
    body: ({ body }) => body,
    author: ({ author }, _, context) => living(context, author),
    createdAt: ({ createdAt }) => stamp(createdAt),
    editor: ({ editor }, _, context) => living(context, editor),
    // The newest first, as its page lists them.
    userContentEdits: ({ edits }, args: PageArguments) => page(edits.toReversed(), args),
    lastEditedAt: ({ editedAt }) => stampOrNull(editedAt),
    updatedAt: ({ editedAt, createdAt }) => stamp(editedAt ?? createdAt),
    publishedAt: ({ createdAt }) => stamp(createdAt),
    includesCreatedEdit: ({ editedAt }) => editedAt !== null,
    reactionGroups: (source) => groupsOf(source),
    reactions: (source, args: ReactionFilter, context) => reactionsOf(context, source, args),
    viewerCanReact: (source, _, context) => may(context, repositoryOf(source), "pull_requests", "write"),
    viewerDidAuthor: ({ author }, _, { authorization }) => author === actorOf(authorization),
    viewerCanUpdate: (source, _, context) => mayChange(source, context),
    viewerCanDelete: (source, _, context) => mayChange(source, context),
    repository: (source) => repositoryOf(source),
  };
}

function pullRequestUrl(context: Context, { repository, number }: PullRequest): string {
  return `${htmlUrl(context.sandbox, repository)}/pull/${number}`;
}

export const contentEdit: Table<Editable["edits"][number]> = {
  editor: ({ editor }, _, context) => living(context, editor),
  editedAt: ({ at }) => stamp(at),
  createdAt: ({ at }) => stamp(at),
};

export const issueComment: Table<IssueComment> = {
  ...text<IssueComment>(({ pullRequest }) => pullRequest.repository),
  isMinimized: ({ minimized }) => minimized !== null,
  minimizedReason: ({ minimized }) => minimized,
  pullRequest: ({ pullRequest }) => pullRequest,
  url: ({ pullRequest, id }, _, context) => `${pullRequestUrl(context, pullRequest)}#issuecomment-${id}`,
};

export const review: Table<Review> = {
  ...text<Review>(({ pullRequest }) => pullRequest.repository),
  state: ({ state }) => state,
  submittedAt: ({ submittedAt }) => stamp(submittedAt),
  authorCanPushToRepository: ({ pullRequest, author }, _, { sandbox }) =>
    mayPush(sandbox.world, pullRequest.repository, author),
  commit: ({ pullRequest, commit }, _, context) => commitById(context, pullRequest.repository, commit),
  pullRequest: ({ pullRequest }) => pullRequest,
  url: ({ pullRequest, id }, _, context) => `${pullRequestUrl(context, pullRequest)}#pullrequestreview-${id}`,
  comments: ({ pullRequest, node }, args: PageArguments) =>
    page(
      pullRequest.threads.flatMap(({ comments }) => comments.filter(({ review }) => review.node === node)),
      args,
    ),
};

export const reviewThread: Table<Thread> = {
  id: ({ node }) => node,
  path: ({ path }) => path,
  line: ({ line }) => line,
  startLine: ({ startLine }) => startLine,
  originalLine: ({ originalLine }) => originalLine,
  originalStartLine: ({ originalStartLine }) => originalStartLine,
  diffSide: ({ side }) => side,
  subjectType: () => "LINE",
  isResolved: ({ resolvedBy }) => resolvedBy !== null,
  isCollapsed: ({ resolvedBy, line }) => resolvedBy !== null || line === null,
  isOutdated: ({ line }) => line === null,
  resolvedBy: ({ resolvedBy }, _, context) => living(context, resolvedBy),
  pullRequest: ({ pullRequest }) => pullRequest,
  repository: ({ pullRequest }) => pullRequest.repository,
  comments: ({ comments }, args: PageArguments) => page(comments, args),
  viewerCanResolve: ({ pullRequest, resolvedBy }, _, context) =>
    resolvedBy === null && may(context, pullRequest.repository, "contents", "write"),
  viewerCanUnresolve: ({ pullRequest, resolvedBy }, _, context) =>
    resolvedBy !== null && may(context, pullRequest.repository, "contents", "write"),
};

export const reviewComment: Table<ReviewComment> = {
  ...text<ReviewComment>(({ thread }) => thread.pullRequest.repository),
  path: ({ thread }) => thread.path,
  line: ({ thread }) => thread.line,
  startLine: ({ thread }) => thread.startLine,
  originalLine: ({ thread }) => thread.originalLine,
  originalStartLine: ({ thread }) => thread.originalStartLine,
  outdated: ({ thread }) => thread.line === null,
  diffHunk: ({ diffHunk }) => diffHunk,
  pullRequest: ({ thread }) => thread.pullRequest,
  pullRequestReview: ({ review }) => review,
  // Reviews are never pending here.
  state: () => "SUBMITTED",
  url: ({ thread, id }, _, context) => `${pullRequestUrl(context, thread.pullRequest)}#discussion_r${id}`,
};
