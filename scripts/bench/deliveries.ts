/** How long a delivery waits until its job is stored, at a steady rate, while reviews use the processor. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { openQueue } from "../../src/edges/queue/open-queue.ts";
import type { Job, JobRunner } from "../../src/review/job.ts";

export interface Rate {
  perSecond: number;
  seconds: number;
}

/** Milliseconds from when a delivery was due to come until it was answered: a sender that is held up counts as well. */
export interface Latencies {
  sent: number;
  failed: number;
  p50: number;
  p99: number;
  max: number;
}

/** Calls `deliver` at the rate, whether or not the earlier calls have been answered. */
export async function measureDeliveries(
  { perSecond, seconds }: Rate,
  deliver: (index: number) => Promise<void>,
): Promise<Latencies> {
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  let failed = 0;
  const start = performance.now();
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = start + (index * 1000) / perSecond;
    while (performance.now() < due) await wait(Math.max(1, due - performance.now()));
    answers.push(
      deliver(index).then(
        () => void latencies.push(performance.now() - due),
        () => void (failed += 1),
      ),
    );
  }
  await Promise.all(answers);
  latencies.sort((left, right) => left - right);
  const at = (share: number): number => latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN;
  return { sent: answers.length, failed, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** A review as it weighs on its process: it waits for GitHub three times, and thinks in between. */
export function burn(thinking: number, github: number): JobRunner {
  return async () => {
    for (let call = 0; call < 3; call++) {
      await wait(github);
      const end = performance.now() + thinking / 3;
      while (performance.now() < end) continue;
    }
    return "done";
  };
}

/** Deliveries of so many pull requests of five installations. */
export function delivered(index: number, pullRequests: number): Job {
  const number = (index * 7919) % pullRequests;
  const installation = 1 + (number % 5);
  const repository = { installation, id: 1000 + (number % 50), node: `R_${number % 50}` };
  return { kind: "pull_request", repository, number, always: false, draft: false };
}

export interface QueueLoad extends Rate {
  /** null: the embedded database. */
  databaseUrl: string | null;
  concurrency: number;
  /** Milliseconds of processor time of one review, and of waiting for one call to GitHub. */
  thinking: number;
  github: number;
  pullRequests: number;
}

/** The queue alone: with HTTP and verification in front it is the same plus theirs. */
export async function measureQueue(load: QueueLoad): Promise<Latencies & { reviews: number }> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-queue-"));
  const nothing = (): void => undefined;
  const log = { info: nothing, warn: nothing, error: console.error };
  const queue = await openQueue({ databaseUrl: load.databaseUrl, folder, log });
  let reviews = 0;
  const run = burn(load.thinking, load.github);
  try {
    await queue.work(
      (job, attempt) => {
        reviews += 1;
        return run(job, attempt);
      },
      { concurrency: load.concurrency },
    );
    const latencies = await measureDeliveries(load, (index) =>
      queue.enqueue([delivered(index, load.pullRequests)]),
    );
    return { ...latencies, reviews };
  } finally {
    await queue.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
