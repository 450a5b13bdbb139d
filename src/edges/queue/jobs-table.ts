/** The rows of the queue, and what happens to them. */

import type { PgBoss } from "pg-boss";

import type { Job } from "../../review/job.ts";
import { freshJob, groupOf, keyOf } from "./stored-job.ts";
import type { StoredJob } from "./stored-job.ts";
import { queueName } from "./statements.ts";
import type { Statements } from "./statements.ts";

/** A try of a job: nothing is changed by it any more once another process has taken the job over. */
export interface Claim {
  id: string;
  /** How often the job was started before. */
  retryCount: number;
}

export interface ClaimedJob extends Claim {
  data: StoredJob;
}

export interface Counts {
  /** Things that wait, however often they were asked for. */
  waiting: number;
  active: number;
  /** Given up, as long as finished jobs are kept. */
  failed: number;
}

/** SQLSTATE: another process was faster. */
const overtaken = new Set(["23505", "40P01"]);

export class JobsTable {
  readonly #boss: PgBoss;
  readonly #statements: Statements;

  constructor(boss: PgBoss, statements: Statements) {
    this.#boss = boss;
    this.#statements = statements;
  }

  async insert(jobs: ReadonlyMap<string, Job>): Promise<void> {
    const rows = [...jobs].map(([key, job]) => ({ key, installation: groupOf(job), data: freshJob(job) }));
    await this.#run(this.#statements.insert, [JSON.stringify(rows)]);
  }

  /** Takes up to so many jobs that are due; `fair`: one each of installations of which nothing runs. */
  async claim(limit: number, fair: boolean): Promise<ClaimedJob[]> {
    try {
      return await this.#run<ClaimedJob>(this.#statements.claim, [limit, fair]);
    } catch (cause) {
      const { code } = cause as { code?: string };
      if (code !== undefined && overtaken.has(code)) return [];
      throw cause;
    }
  }

  /** Tells that these still run; returns those that do not any more, because somebody else has taken them over. */
  async touch(claims: readonly Claim[]): Promise<Claim[]> {
    const rows = await this.#run<{ id: string }>(this.#statements.touch, fencesOf(claims));
    const held = new Set(rows.map(({ id }) => id));
    return claims.filter(({ id }) => !held.has(id));
  }

  async done(claim: Claim): Promise<void> {
    await this.#boss.complete(queueName, claim);
  }

  async giveUp(claim: Claim): Promise<void> {
    await this.#boss.cancel(queueName, claim);
  }

  /** Puts a job back to be run again in so many seconds. */
  async again(claim: Claim, seconds: number, change: Partial<Omit<StoredJob, "job">>): Promise<void> {
    const held = change.held ?? false;
    const values = [...fencesOf([claim]), seconds, JSON.stringify({ ...change, held }), held];
    await this.#run(this.#statements.again, values);
  }

  /** Puts back what a process that is no more was running. */
  async restoreAll(): Promise<number> {
    return (await this.#run(this.#statements.restoreAll, [])).length;
  }

  async isWaiting(job: Job): Promise<boolean> {
    const [found] = await this.#run<{ waiting: boolean }>(this.#statements.isWaiting, [keyOf(job)]);
    return found?.waiting ?? false;
  }

  async forget(installation: number): Promise<void> {
    await this.#run(this.#statements.forget, [String(installation)]);
  }

  async counts(): Promise<Counts> {
    const [counts] = await this.#run<Counts>(this.#statements.counts, []);
    return counts ?? { waiting: 0, active: 0, failed: 0 };
  }

  async ping(): Promise<void> {
    await this.#boss.getDb().executeSql("SELECT 1");
  }

  async #run<Row>(statement: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await this.#boss.getDb().executeSql(statement, [queueName, ...values]);
    return rows as Row[];
  }
}

function fencesOf(claims: readonly Claim[]): [string[], string[]] {
  return [claims.map(({ id }) => id), claims.map(({ id, retryCount }) => `${id}:${retryCount}`)];
}
