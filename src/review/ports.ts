/** What a review is given by the composition root. */

import type { Shared } from "../gather/gatherer.ts";
import type { GitHub } from "./github.ts";
import type { JobQueue } from "./job.ts";
import type { PullRequestState } from "./pull-request.ts";

/** A static message, and data in the object: never a token, never a stranger's text. */
export interface ReviewLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** Our own pages about rules and kinds of operations. */
export interface Pages {
  /** Markdown; null: there is none of that name. */
  of(name: string): Promise<string | null>;
  names(): readonly string[];
}

export interface ReviewPorts {
  github: GitHub;
  queue: Pick<JobQueue, "enqueue" | "isWaiting">;
  shared: Shared;
  pages: Pages;
  now: () => Date;
  log: ReviewLog;
  /** Lockstep's version: another one judges anew. */
  version: string;
  /** The time that one review may take, in milliseconds; absent: the usual. */
  reviewLimit?: number;
}

/** One run of a job, as what does it sees it. */
export interface Course {
  /** Says what is known, as soon as it is, so that a fault later on can be concluded on the head. `numbers`: all pull requests that the check speaks of. */
  tell: (states: readonly [PullRequestState, ...PullRequestState[]], numbers: readonly number[]) => void;
  /** Throws when the time of the run is over: nothing is written after that. */
  check: () => void;
}

/** UTC, `YYYY-MM-DD`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
