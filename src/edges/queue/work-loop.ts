/** Starts jobs as they come and as slots get free, by turns among the installations. */

import { setTimeout as wait } from "node:timers/promises";

import type { JobRunner } from "../../review/job.ts";
import type { JobsTable } from "./jobs-table.ts";
import { lostAfter } from "./limits.ts";
import type { QueueLimits } from "./limits.ts";
import { RunningJob } from "./running-job.ts";
import type { QueueLog } from "./running-job.ts";

export interface WorkLoopSettings {
  table: JobsTable;
  runner: JobRunner;
  concurrency: number;
  limits: QueueLimits;
  log: QueueLog;
  /** Other processes may take jobs over that show no sign of life. */
  shared: boolean;
}

export class WorkLoop {
  readonly #settings: WorkLoopSettings;
  readonly #running = new Map<RunningJob, Promise<void>>();
  readonly #looping: Promise<void>;
  readonly #beating: NodeJS.Timeout | null;
  #stopping = false;
  #woken = false;
  #wakeUp: () => void = () => undefined;
  #lost = false;
  /** From when installations of which nothing runs are looked for again. */
  #fairAt = 0;
  /** When the running jobs last gave a sign of life. */
  #alive = performance.now();

  constructor(settings: WorkLoopSettings) {
    this.#settings = settings;
    this.#beating = settings.shared ? setInterval(() => void this.#beat(), settings.limits.beat) : null;
    this.#looping = this.#loop();
  }

  /** There may be something to do. */
  wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  /** Ends what runs for an installation. */
  abandon(installation: number): void {
    for (const job of this.#running.keys()) {
      if (job.installation === installation) job.release("the installation is gone");
    }
  }

  /** Starts nothing more, lets what runs finish for a while, and puts back the rest. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#looping;
    const finished = Promise.all(this.#running.values());
    await Promise.race([finished, wait(this.#settings.limits.grace, null, { ref: false })]);
    for (const job of this.#running.keys()) job.release("the process stops");
    await Promise.all(this.#running.values());
    if (this.#beating !== null) clearInterval(this.#beating);
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        await this.#fill();
        if (this.#lost) this.#settings.log.info({}, "the queue's database answers again");
        this.#lost = false;
      } catch (cause) {
        this.#complain(cause);
      }
      if (!this.#woken || this.#lost) await this.#pause();
    }
  }

  /** First for installations of which nothing runs; the slots that are left then are anybody's. */
  async #fill(): Promise<void> {
    const { table, concurrency, limits, log } = this.#settings;
    let fair = performance.now() >= this.#fairAt;
    while (!this.#stopping && this.#running.size < concurrency) {
      const claimed = await table.claim(concurrency - this.#running.size, fair);
      for (const job of claimed) this.#start(new RunningJob(job, table, limits, log));
      if (claimed.length > 0) continue;
      if (!fair) return;
      fair = false;
      this.#fairAt = performance.now() + limits.fair;
    }
  }

  #start(job: RunningJob): void {
    const ended = job.run(this.#settings.runner).finally(() => {
      this.#running.delete(job);
      this.wake();
    });
    this.#running.set(job, ended);
  }

  async #beat(): Promise<void> {
    const jobs = [...this.#running.keys()];
    try {
      const gone = await this.#settings.table.touch(jobs.map(({ claim }) => claim));
      this.#alive = performance.now();
      for (const job of jobs) {
        // One that has just ended here is not active any more either.
        if (gone.includes(job.claim) && this.#running.has(job))
          job.release("another process took the job over");
      }
    } catch (cause) {
      this.#complain(cause);
      if (performance.now() - this.#alive < lostAfter.silence * 1000) return;
      for (const job of jobs) job.release("it may have been taken over: its database does not answer");
    }
  }

  /** Once, however long it lasts. */
  #complain(cause: unknown): void {
    if (!this.#lost) {
      const words = cause instanceof Error ? cause.message : String(cause);
      this.#settings.log.error({ cause: words }, "the queue's database does not answer: jobs wait");
    }
    this.#lost = true;
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#settings.limits.poll);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
