/** One try of one job: with a time limit, and an end that the queue knows. */

import type { JobRunner, Outcome } from "../../review/job.ts";
import type { Claim, ClaimedJob, JobsTable } from "./jobs-table.ts";
import type { QueueLimits } from "./limits.ts";

/** A static message, and ids in the object. */
export interface QueueLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What became of a try. */
type End = { kind: "outcome"; outcome: Outcome } | { kind: "fault"; cause: unknown } | { kind: "released" };

export class RunningJob {
  readonly claim: Claim;
  readonly installation: number;
  readonly #claimed: ClaimedJob;
  readonly #table: JobsTable;
  readonly #limits: QueueLimits;
  readonly #log: QueueLog;
  readonly #abort = new AbortController();
  #release: (end: End) => void = () => undefined;

  constructor(claimed: ClaimedJob, table: JobsTable, limits: QueueLimits, log: QueueLog) {
    this.#claimed = claimed;
    this.#table = table;
    this.#limits = limits;
    this.#log = log;
    this.claim = { id: claimed.id, retryCount: claimed.retryCount };
    this.installation = claimed.data.job.repository.installation;
  }

  /** Settles when the try has ended and the queue knows how; never rejects. */
  async run(runner: JobRunner): Promise<void> {
    const tries = this.#limits.backoff.length + 1;
    const number = this.#claimed.retryCount - this.#claimed.data.from + 1;
    try {
      // The last try was ended from outside, so that nobody could say so then.
      if (number > tries) return await this.#giveUp(number - 1, "its process ended each time");
      await this.#settle(await this.#end(runner, number, number === tries), number, tries);
    } catch (cause) {
      this.#log.warn({ ...this.#about(), cause: wordsOf(cause) }, "what became of a job could not be stored");
    }
  }

  /** Ends the try without counting it: it is run again, here or elsewhere. */
  release(reason: string): void {
    this.#abort.abort(new Error(reason));
    this.#release({ kind: "released" });
  }

  async #end(runner: JobRunner, number: number, last: boolean): Promise<End> {
    const { signal } = this.#abort;
    const ended = (async (): Promise<End> => {
      try {
        const outcome = await runner(this.#claimed.data.job, { number, last, signal });
        return { kind: "outcome", outcome };
      } catch (cause) {
        return { kind: "fault", cause };
      }
    })();
    let timer: NodeJS.Timeout | undefined;
    const stopped = new Promise<End>((resolve) => {
      this.#release = resolve;
      timer = setTimeout(() => {
        const cause = new Error(`it took more than ${this.#limits.tryFor / 1000} s`);
        this.#abort.abort(cause);
        resolve({ kind: "fault", cause });
      }, this.#limits.tryFor);
    });
    try {
      return await Promise.race([ended, stopped]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #settle(end: End, number: number, tries: number): Promise<void> {
    const { from, deferrals } = this.#claimed.data;
    if (end.kind === "released") return this.#table.again(this.claim, 0, { from: from + 1 });
    if (end.kind === "fault") {
      // A newer job has its tries ahead of it: it is run instead, and does what was asked of this one.
      const newer = number >= tries && (await this.#table.isWaiting(this.#claimed.data.job));
      if (number >= tries && !newer) return this.#giveUp(number, wordsOf(end.cause));
      const seconds = spread(this.#limits.backoff[number - 1] ?? 0);
      this.#log.warn(
        { ...this.#about(), try: number, again: seconds, cause: wordsOf(end.cause) },
        "a job failed and is tried again",
      );
      return this.#table.again(this.claim, seconds, { held: false });
    }
    if (end.outcome === "done") return this.#table.done(this.claim);
    const free = deferrals < this.#limits.deferrals;
    if (!free && number >= tries) return this.#giveUp(number, "it asked for a later time too often");
    const change = { held: true, deferrals: deferrals + 1, from: free ? from + 1 : from };
    return this.#table.again(this.claim, Math.max(0, end.outcome.retryIn), change);
  }

  async #giveUp(tries: number, cause: string): Promise<void> {
    this.#log.error({ ...this.#about(), tries, cause }, "a job failed at every try and is given up");
    await this.#table.giveUp(this.claim);
  }

  #about(): object {
    const { job } = this.#claimed.data;
    const { installation, id } = job.repository;
    const number = job.kind === "pull_request" ? { number: job.number } : {};
    return { job: job.kind, installation, repository: id, ...number };
  }
}

/** Jobs that failed together are not tried again together. */
function spread(seconds: number): number {
  return Math.round(seconds * (0.8 + 0.4 * Math.random()) * 10) / 10;
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
