/** The queue's statements: pg-boss's own, and those that it has none for. */

import type { Db, PgBoss } from "pg-boss";

import type { Job } from "../../review/job.ts";
import { freshJob, groupOf, keyOf } from "./stored-job.ts";
import type { StoredJob } from "./stored-job.ts";

/** A schema of its own, so that another user of pg-boss may share the database. */
export const schema = "lockstep";
export const queueName = "review";

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

export class JobsTable {
  readonly #boss: PgBoss;

  constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  async insert(jobs: ReadonlyMap<string, Job>): Promise<void> {
    const rows = [...jobs].map(([singletonKey, job]) => ({
      data: freshJob(job),
      singletonKey,
      group: { id: groupOf(job) },
    }));
    await this.#boss.insert(queueName, rows);
  }

  /** What waits after a fault is due at once when it is asked for again. */
  async hurry(keys: readonly string[]): Promise<void> {
    await this.#db().executeSql(hurrySql, [queueName, keys]);
  }

  /** Takes up to so many jobs that are due. `fair`: only of installations of which nothing runs. */
  async claim(limit: number, fair: boolean): Promise<ClaimedJob[]> {
    const options = { batchSize: limit, ...(fair ? { groupConcurrency: 1 } : {}) };
    const claims = await this.#boss.fetch<StoredJob>(queueName, options);
    if (claims.length === 0) return [];
    const { rows } = await this.#db().executeSql(absorbSql, [queueName, claims.map(fenceOf)]);
    const absorbed = new Map((rows as { id: string; data: StoredJob }[]).map(({ id, data }) => [id, data]));
    return claims.map(({ id, retryCount, data }) => ({ id, retryCount, data: absorbed.get(id) ?? data }));
  }

  /** Tells that these still run; returns those that do not any more, because somebody else has taken them over. */
  async touch(claims: readonly Claim[]): Promise<Claim[]> {
    const { rows } = await this.#db().executeSql(touchSql, [queueName, claims.map(fenceOf)]);
    const held = new Set((rows as { id: string }[]).map(({ id }) => id));
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
    await this.#db().executeSql(againSql, [queueName, [fenceOf(claim)], seconds, JSON.stringify(change)]);
  }

  /** Puts back what a process that is no more was running. */
  async restoreAll(): Promise<number> {
    const { rows } = await this.#db().executeSql(restoreSql, [queueName]);
    return rows.length;
  }

  async isWaiting(job: Job): Promise<boolean> {
    const found = await this.#boss.findJobs(queueName, { key: keyOf(job), queued: true });
    return found.length > 0;
  }

  async forget(installation: number): Promise<void> {
    await this.#db().executeSql(forgetSql, [queueName, String(installation)]);
  }

  async counts(): Promise<Counts> {
    const { rows } = await this.#db().executeSql(countsSql, [queueName]);
    const [counts] = rows as Counts[];
    return counts ?? { waiting: 0, active: 0, failed: 0 };
  }

  async ping(): Promise<void> {
    await this.#db().executeSql("SELECT 1");
  }

  #db(): Db {
    return this.#boss.getDb();
  }
}

function fenceOf({ id, retryCount }: Claim): string {
  return `${id}:${retryCount}`;
}

const fence = "state = 'active' AND (id::text || ':' || retry_count::text) = ANY ($2::text[])";

const hurrySql = `
  UPDATE ${schema}.job SET start_after = now()
  WHERE name = $1 AND state = 'retry' AND singleton_key = ANY ($2::text[])
    AND start_after > now() AND NOT (data ->> 'held')::boolean`;

/** A job that starts stands for all that were stored for the same thing before: what they asked for is its own now, and its tries begin anew. */
const absorbSql = `
  WITH claim AS (
    SELECT id, singleton_key FROM ${schema}.job WHERE name = $1 AND ${fence} FOR UPDATE
  ), absorbed AS (
    DELETE FROM ${schema}.job j USING claim
    WHERE j.name = $1 AND j.state = 'created' AND j.singleton_key = claim.singleton_key
    RETURNING claim.id, j.data -> 'job' AS what, j.created_on
  ), newest AS (
    SELECT id, (array_agg(what ORDER BY created_on DESC))[1] AS what,
      bool_or((what ->> 'always')::boolean) AS always, bool_or((what ->> 'draft')::boolean) AS draft
    FROM absorbed GROUP BY id
  )
  UPDATE ${schema}.job j SET data = jsonb_build_object(
    'from', j.retry_count, 'deferrals', 0, 'held', false,
    'job', newest.what || CASE WHEN newest.what ? 'always' THEN jsonb_build_object(
      'always', newest.always OR (j.data #>> '{job,always}')::boolean,
      'draft', newest.draft OR (j.data #>> '{job,draft}')::boolean
    ) ELSE '{}' END
  )
  FROM newest WHERE j.name = $1 AND j.id = newest.id
  RETURNING j.id, j.data`;

const touchSql = `UPDATE ${schema}.job SET heartbeat_on = now() WHERE name = $1 AND ${fence} RETURNING id`;

const againSql = `
  UPDATE ${schema}.job
  SET state = 'retry', start_after = now() + $3::float8 * interval '1s', heartbeat_on = NULL, data = data || $4::jsonb
  WHERE name = $1 AND ${fence}`;

const restoreSql = `
  UPDATE ${schema}.job SET state = 'retry', start_after = now(), heartbeat_on = NULL
  WHERE name = $1 AND state = 'active' RETURNING id`;

const forgetSql = `DELETE FROM ${schema}.job WHERE name = $1 AND group_id = $2`;

const countsSql = `
  SELECT count(DISTINCT singleton_key) FILTER (WHERE state < 'active')::int AS waiting,
    count(*) FILTER (WHERE state = 'active')::int AS active,
    count(*) FILTER (WHERE state IN ('cancelled', 'failed'))::int AS failed
  FROM ${schema}.job WHERE name = $1`;
