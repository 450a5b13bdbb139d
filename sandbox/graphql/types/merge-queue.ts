/** Merge queues and what waits in them. */

import { page } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { commitById } from "../git-object.ts";
import { need } from "../rights.ts";
import type { Context, Table } from "../resolver.ts";
import type { MergeGroup, PullRequest, Repository } from "../../world.ts";

/** The queue of one branch; its first entry is merged first. */
export interface QueueSource {
  repository: Repository;
  branch: string;
}

function groupsOf({ repository, branch }: QueueSource): MergeGroup[] {
  return repository.mergeQueue.filter(({ baseRef }) => shortName(baseRef) === branch);
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//u, "");
}

/** Null: it does not wait. */
export function entryOf(context: Context, pullRequest: PullRequest): MergeGroup | null {
  const { repository } = pullRequest;
  need(context, repository, "merge_queues");
  return repository.mergeQueue.find((group) => group.pullRequest === pullRequest) ?? null;
}

export const mergeQueue: Table<QueueSource> = {
  id: ({ repository, branch }) => `MergeQueue:${repository.node}:${branch}`,
  repository: ({ repository }) => repository,
  entries: (source, args: PageArguments) => page(groupsOf(source), args),
};

export const mergeQueueEntry: Table<MergeGroup> = {
  id: ({ pullRequest, headSha }) => `MergeQueueEntry:${pullRequest.node}:${headSha}`,
  // From 1 (assumed).
  position: (source) => groupsOf(queueOf(source)).indexOf(source) + 1,
  pullRequest: ({ pullRequest }) => pullRequest,
  mergeQueue: (source) => queueOf(source),
  headCommit: ({ pullRequest, headSha }, _, context) => commitById(context, pullRequest.repository, headSha),
  baseCommit: ({ pullRequest, baseSha }, _, context) => commitById(context, pullRequest.repository, baseSha),
};

function queueOf({ pullRequest, baseRef }: MergeGroup): QueueSource {
  return { repository: pullRequest.repository, branch: shortName(baseRef) };
}
