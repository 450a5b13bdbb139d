/** What a delivery asks for, and the ways to say it. */

import type { CommitJob, Job, PullRequestJob, RepositoryId } from "../../review/job.ts";

export interface Asked {
  jobs: readonly Job[];
  /** The installation that is gone. */
  forget?: number;
  /** Why there is nothing to do: one of a few fixed sentences, nothing of the payload. */
  ignored?: string;
}

export function ignore(reason: string): Asked {
  return { jobs: [], ignored: reason };
}

export const incomplete = ignore("the payload lacks an id that it should have");
export const otherAction = ignore("an action that starts nothing");

export function pullRequestJob(repository: RepositoryId, number: number): PullRequestJob {
  return { kind: "pull_request", repository, number, always: false, draft: false };
}

export function commitJob(repository: RepositoryId, sha: string): CommitJob {
  return { kind: "commit", repository, sha, always: false, draft: false };
}

/** The review of one pull request; null: the payload does not say of which. */
export function askedFor(repository: RepositoryId | null, number: number | null): Asked {
  if (repository === null || number === null) return incomplete;
  return { jobs: [pullRequestJob(repository, number)] };
}
