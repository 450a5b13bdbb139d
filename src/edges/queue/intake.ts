/** Stores jobs in groups: what comes while an INSERT is on its way goes into the next one. */

import type { Job } from "../../review/job.ts";
import { coalesce } from "./stored-job.ts";

interface Caller {
  jobs: readonly Job[];
  stored: () => void;
  failed: (cause: unknown) => void;
}

export class Intake {
  readonly #store: (jobs: ReadonlyMap<string, Job>) => Promise<void>;
  readonly #batch: number;
  #callers: Caller[] = [];
  #storing: Promise<void> | null = null;

  constructor(store: (jobs: ReadonlyMap<string, Job>) => Promise<void>, batch: number) {
    this.#store = store;
    this.#batch = batch;
  }

  /** Settles when the jobs are stored; rejects when they are not. */
  async add(jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    const settled = new Promise<void>((stored, failed) => this.#callers.push({ jobs, stored, failed }));
    this.#storing ??= this.#storeAll().finally(() => (this.#storing = null));
    return settled;
  }

  /** Settles when nothing is on its way any more. */
  async drained(): Promise<void> {
    while (this.#storing !== null) await this.#storing;
  }

  async #storeAll(): Promise<void> {
    while (this.#callers.length > 0) {
      const callers = this.#take();
      try {
        await this.#store(coalesce(callers.flatMap(({ jobs }) => jobs)));
        for (const { stored } of callers) stored();
      } catch (cause) {
        for (const { failed } of callers) failed(cause);
      }
    }
  }

  #take(): Caller[] {
    let jobs = 0;
    const first = this.#callers.findIndex((caller) => (jobs += caller.jobs.length) > this.#batch);
    return this.#callers.splice(0, first === -1 ? this.#callers.length : Math.max(1, first));
  }
}
