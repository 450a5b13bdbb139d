/** Pull requests, what they change, and the issues that they close. */

import { page } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { commitById } from "../git-object.ts";
import { limits } from "../limits.ts";
import { closedIssues, opinions } from "../pull-requests.ts";
import { gitOf } from "../resolver.ts";
import type { Context, Table } from "../resolver.ts";
import { living, may, need, sees } from "../rights.ts";
import type { CommitSource, IssueSource, RefSource } from "../sources.ts";
import { entryOf } from "./merge-queue.ts";
import { actorOf } from "../../authorization.ts";
import type { DiffFile } from "../../git/diff.ts";
import { stamp, stampOrNull } from "../../payloads/dates.ts";
import { htmlUrl } from "../../payloads/repository.ts";
import { changeOf } from "../../state/change.ts";
import type { BaseChange, HeadForcePush, PullRequest, Repository, Review } from "../../world.ts";

function branch(context: Context, repository: Repository | null, name: string): RefSource | null {
  if (repository === null || repository.deleted || !sees(context, repository)) return null;
  if (gitOf(context, repository).branch(name) === null) return null;
  return { kind: "Ref", repository, name: `refs/heads/${name}` };
}

interface ReviewFilter extends PageArguments {
  author?: string | null;
  states?: readonly string[] | null;
}

interface TimelineFilter extends PageArguments {
  itemTypes?: readonly string[] | null;
}

/** What the sandbox keeps of a timeline, by the names of types: `BASE_REF_CHANGED_EVENT` is `BaseRefChangedEvent`. */
function timelineKinds({ itemTypes }: TimelineFilter): ReadonlySet<string> {
  const all = itemTypes ?? [
    "BASE_REF_CHANGED_EVENT",
    "BASE_REF_FORCE_PUSHED_EVENT",
    "HEAD_REF_FORCE_PUSHED_EVENT",
  ];
  const named = (type: string): string =>
    type.toLowerCase().replace(/(?:^|_)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
  return new Set(all.map(named));
}

function reviewsOf(pullRequest: PullRequest, { author, states }: ReviewFilter): Review[] {
  return pullRequest.reviews.filter(
    (review) =>
      (author == null || review.author.login === author) && (states == null || states.includes(review.state)),
  );
}

export const pullRequest: Table<PullRequest> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  fullDatabaseId: ({ id }) => String(id),
  number: ({ number }) => number,
  url: (source, _, { sandbox }) => `${htmlUrl(sandbox, source.repository)}/pull/${source.number}`,
  title: ({ title }) => title,
  body: ({ body }) => body,
  state: ({ state }) => state.toUpperCase(),
  merged: ({ state }) => state === "merged",
  closed: ({ state }) => state !== "open",
  isDraft: ({ draft }) => draft,
  author: ({ author }, _, context) => living(context, author),
  viewerDidAuthor: ({ author }, _, { authorization }) => author === actorOf(authorization),
  createdAt: ({ createdAt }) => stamp(createdAt),
  updatedAt: ({ updatedAt }) => stamp(updatedAt),
  closedAt: ({ closedAt }) => stampOrNull(closedAt),
  mergedAt: ({ state, closedAt }) => (state === "merged" ? stampOrNull(closedAt) : null),
  mergedBy: ({ mergedBy }, _, context) => living(context, mergedBy),
  mergeCommit: ({ repository, mergeCommit }, _, context) =>
    mergeCommit === null ? null : commitById(context, repository, mergeCommit),
  repository: ({ repository }) => repository,
  baseRepository: ({ repository }) => repository,
  isCrossRepository: ({ repository, headRepository }) => headRepository !== repository,
  headRefOid: ({ headOid }) => headOid,
  headRefName: ({ headRef }) => headRef,
  headRef: ({ headRepository, headRef }, _, context) => branch(context, headRepository, headRef),
  headRepository: ({ headRepository }, _, context) =>
    headRepository !== null && sees(context, headRepository) ? headRepository : null,
  headRepositoryOwner: ({ headRepository }) => headRepository?.owner ?? null,
  baseRefName: ({ baseRef }) => baseRef,
  baseRefOid: ({ baseOid }) => baseOid,
  baseRef: ({ repository, baseRef }, _, context) => branch(context, repository, baseRef),
  changedFiles: async (source, _, { sandbox }) => (await changeOf(sandbox, source)).files.length,
  additions: async (source, _, { sandbox }) => sum((await changeOf(sandbox, source)).files, "additions"),
  deletions: async (source, _, { sandbox }) => sum((await changeOf(sandbox, source)).files, "deletions"),
  files: async (source, args: PageArguments, { sandbox }) => {
    const { files } = await changeOf(sandbox, source);
    return page(files.slice(0, limits.files.value), args);
  },
  commits: async (source, args: PageArguments, { sandbox }) => {
    const { commits } = await changeOf(sandbox, source);
    const listed = commits.slice(0, limits.commits.value);
    const sources = listed.map((commit): CommitSource => ({
      kind: "Commit",
      repository: source.repository,
      commit,
    }));
    return page(
      sources.map((commit) => ({ pullRequest: source, commit })),
      args,
      commits.length,
    );
  },
  reviews: (source, args: ReviewFilter) => page(reviewsOf(source, args), args),
  latestOpinionatedReviews: (source, args: PageArguments & { writersOnly?: boolean | null }, { sandbox }) =>
    page(opinions(sandbox.world, source, args.writersOnly === true), args),
  closingIssuesReferences: (source, args: PageArguments, context) => {
    need(context, source.repository, "issues");
    const issues = closedIssues(source);
    return page(
      issues.map((issue): IssueSource => ({ kind: "Issue", repository: source.repository, issue })),
      args,
    );
  },
  timelineItems: ({ events }, args: TimelineFilter) =>
    page(
      events.filter(({ kind }) => timelineKinds(args).has(kind)),
      args,
    ),
  comments: (source, args: PageArguments) => page(source.comments, args),
  reviewThreads: (source, args: PageArguments) => page(source.threads, args),
  labels: ({ labels }, args: PageArguments) =>
    page(
      labels.map((name) => ({ name })),
      args,
    ),
  mergeQueueEntry: (source, _, context) => entryOf(context, source),
  viewerCanUpdate: ({ repository }, _, context) => may(context, repository, "pull_requests", "write"),
};

function sum(files: readonly DiffFile[], side: "additions" | "deletions"): number {
  return files.reduce((total, file) => total + file[side], 0);
}

export const timelineEvent: Table<BaseChange> = {
  createdAt: ({ createdAt }) => stamp(createdAt),
};

export const headForcePush: Table<HeadForcePush> = {
  id: ({ id }) => `HRFPE_${id}`,
  actor: ({ actor }, _, context) => living(context, actor),
  createdAt: ({ createdAt }) => stamp(createdAt),
  pullRequest: ({ pullRequest }) => pullRequest,
  beforeCommit: ({ pullRequest, before }, _, context) => commitById(context, pullRequest.repository, before),
  afterCommit: ({ pullRequest, after }, _, context) => commitById(context, pullRequest.repository, after),
  ref: ({ pullRequest }, _, context) => branch(context, pullRequest.headRepository, pullRequest.headRef),
};

export const pullRequestCommit: Table<{ pullRequest: PullRequest; commit: CommitSource }> = {
  id: ({ pullRequest, commit }) => `PullRequestCommit:${pullRequest.node}:${commit.commit.oid}`,
  commit: ({ commit }) => commit,
  pullRequest: ({ pullRequest }) => pullRequest,
};

/** No patch and no old path: GitHub's GraphQL has neither. */
export const changedFile: Table<DiffFile> = {
  path: ({ path }) => path,
  changeType: ({ status }) => (status === "removed" ? "DELETED" : status.toUpperCase()),
  additions: ({ additions }) => additions,
  deletions: ({ deletions }) => deletions,
};

export const issue: Table<IssueSource> = {
  id: ({ issue }) => issue.node,
  number: ({ issue }) => issue.number,
  title: ({ issue }) => issue.title,
  body: ({ issue }) => issue.body,
  author: ({ issue }) => issue.author,
  repository: ({ repository }) => repository,
  url: ({ repository, issue }, _, { sandbox }) => `${htmlUrl(sandbox, repository)}/issues/${issue.number}`,
};
