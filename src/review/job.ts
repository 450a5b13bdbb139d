/** What the queue keeps: names of things on GitHub by their ids, and never any content. */

/** A repository by its ids, which a renaming does not change. */
export interface RepositoryId {
  /** The installation that may read it. */
  installation: number;
  /** Its number, by which tokens are narrowed. */
  id: number;
  /** Its node id, by which queries find it. */
  node: string;
}

/** Review a pull request as it is when the job runs. Jobs with the same repository and number are one. */
export interface PullRequestJob {
  kind: "pull_request";
  repository: RepositoryId;
  number: number;
  /** Someone asked for it: the result is written even where nothing differs. */
  always: boolean;
  /** Someone asked for the drafted note: it is posted in every mode. */
  draft: boolean;
}

/** Review the open pull requests of a commit, where GitHub does not name them (forks). */
export interface CommitJob {
  kind: "commit";
  repository: RepositoryId;
  sha: string;
  always: boolean;
  draft: boolean;
}

/** Judge one entry of a merge queue. */
export interface MergeGroupJob {
  kind: "merge_group";
  repository: RepositoryId;
  /** `refs/heads/gh-readonly-queue/BASE/pr-N-SHA`. */
  ref: string;
  base: string;
  head: string;
}

export type Job = PullRequestJob | CommitJob | MergeGroupJob;

/** What takes jobs. `enqueue` settles when they are stored. */
export interface JobQueue {
  enqueue(jobs: readonly Job[]): Promise<void>;
  /** Whether a newer job for the same thing waits behind the one that runs. */
  isWaiting(job: Job): Promise<boolean>;
  /** Removes what waits for an installation. */
  forget(installation: number): Promise<void>;
}

/** One try of a job. */
export interface Attempt {
  /** From 1. */
  number: number;
  /** No other try follows: what cannot be done must be concluded. */
  last: boolean;
  /** Aborted when the time of this try is over, or when another process has taken the job over: what it does then no longer counts. */
  signal?: AbortSignal;
}

/** `retryIn`: try again after so many seconds. What a runner throws is a fault, and is tried again as well. */
export type Outcome = "done" | { retryIn: number };

export type JobRunner = (job: Job, attempt: Attempt) => Promise<Outcome>;
