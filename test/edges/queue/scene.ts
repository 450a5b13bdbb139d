/** A queue as the tests see it: one for many tests, each with an installation of its own. */

import { setTimeout as wait } from "node:timers/promises";

import type { Queue, QueueSettings } from "../../../src/edges/queue/open-queue.ts";
import { openQueue } from "../../../src/edges/queue/open-queue.ts";
import type { Attempt, Job, JobRunner, Outcome, PullRequestJob } from "../../../src/review/job.ts";

export interface Line {
  level: "info" | "warn" | "error";
  data: Record<string, unknown>;
  message: string;
}

/** Quick: a fault is tried three times in all, within half a second. */
export const quick = {
  backoff: [0.1, 0.2],
  deferrals: 2,
  tryFor: 20_000,
  poll: 100,
  fair: 0,
  grace: 500,
} as const;

export interface Start {
  job: Job;
  attempt: Attempt;
  /** When it started, and when it ended; by `performance.now()`. */
  at: number;
  until: number;
}

export interface Scene {
  queue: Queue;
  lines: Line[];
  /** Every start of a job, in order. */
  starts: Start[];
  startsOf(installation: number): Start[];
  /** What jobs of an installation do; without it they end at once. */
  on(installation: number, runner: (start: Start) => Promise<Outcome>): void;
}

export type Place = Pick<QueueSettings, "databaseUrl" | "folder">;

export async function openScene(
  place: Place,
  { concurrency = 4, limits = quick }: { concurrency?: number; limits?: QueueSettings["limits"] } = {},
): Promise<Scene> {
  const lines: Line[] = [];
  const say =
    (level: Line["level"]) =>
    (data: object, message: string): void =>
      void lines.push({ level, data: { ...data }, message });
  const log = { info: say("info"), warn: say("warn"), error: say("error") };
  const queue = await openQueue({ ...place, log, ...(limits === undefined ? {} : { limits }) });
  const starts: Start[] = [];
  const runners = new Map<number, (start: Start) => Promise<Outcome>>();
  const run: JobRunner = async (job, attempt) => {
    const start: Start = { job, attempt, at: performance.now(), until: Number.POSITIVE_INFINITY };
    starts.push(start);
    try {
      return (await runners.get(job.repository.installation)?.(start)) ?? "done";
    } finally {
      start.until = performance.now();
    }
  };
  await queue.work(run, { concurrency });
  return {
    queue,
    lines,
    starts,
    startsOf: (installation) => starts.filter(({ job }) => job.repository.installation === installation),
    on: (installation, runner) => void runners.set(installation, runner),
  };
}

export function pull(installation: number, number = 1, asked: Partial<PullRequestJob> = {}): PullRequestJob {
  const repository = { installation, id: installation * 100, node: `R_${installation}` };
  return { kind: "pull_request", repository, number, always: false, draft: false, ...asked };
}

/** Waits until it holds; fails after ten seconds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 10,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await wait(10);
  }
}

/** Something that a test opens when it likes. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
