/** The queue of reviews: pg-boss over the embedded database, or over a PostgreSQL server. */

import { setTimeout as wait } from "node:timers/promises";

import { PgBoss } from "pg-boss";
import type { ConstructorOptions } from "pg-boss";

import type { Job, JobQueue, JobRunner } from "../../review/job.ts";
import { openEmbeddedDatabase } from "./embedded-database.ts";
import type { EmbeddedDatabase } from "./embedded-database.ts";
import { Intake } from "./intake.ts";
import { JobsTable } from "./jobs-table.ts";
import type { Counts } from "./jobs-table.ts";
import { lostAfter, queueLimits, usualConcurrency } from "./limits.ts";
import type { QueueLimits } from "./limits.ts";
import type { QueueLog } from "./running-job.ts";
import { checkAddress, connectionTrouble } from "./server-database.ts";
import { policy, queueName, schema, statementsOn } from "./statements.ts";
import { WorkLoop } from "./work-loop.ts";

export interface QueueSettings {
  /** A PostgreSQL server, which any number of processes may share; null: an embedded one, for one process. */
  databaseUrl: string | null;
  /** Where the embedded database is kept; made where it is not there. */
  folder: string;
  log: QueueLog;
  limits?: Partial<QueueLimits>;
}

export interface Queue extends JobQueue {
  /** Starts to run jobs. Call it once. */
  work(run: JobRunner, options?: { concurrency?: number }): Promise<void>;
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  counts(): Promise<Counts>;
  /** Lets running jobs finish for some seconds, puts back the others, and closes the database. */
  stop(): Promise<void>;
}

/** Milliseconds that the database has to say that it is there. */
const readyLimit = 2_000;

/** Throws a `UserError` when there is no database to be had: it says what to do. */
export async function openQueue(settings: QueueSettings): Promise<Queue> {
  const { databaseUrl, log } = settings;
  const limits = { ...queueLimits, ...settings.limits };
  if (databaseUrl !== null) checkAddress(databaseUrl);
  const embedded = databaseUrl === null ? await openEmbeddedDatabase(settings.folder, log) : null;
  const boss = new PgBoss({
    ...common,
    ...(embedded === null ? ofServer(databaseUrl) : ofEmbedded(embedded)),
  });
  boss.on("error", (cause) => log.error({ cause: cause.message }, "the queue's database gave an error"));
  boss.on("warning", ({ message }) => log.warn({ about: message }, "the queue's database gave a warning"));
  try {
    await boss.start();
    const table = await prepare(boss, limits, embedded === null);
    // No other process has the folder: what runs by its rows runs no more.
    const restored = embedded === null ? 0 : await table.restoreAll();
    if (restored > 0) log.info({ jobs: restored }, "jobs that were cut off are run again");
    return queueOver(boss, table, embedded, limits, log);
  } catch (cause) {
    await boss.stop({ graceful: false });
    await embedded?.close();
    throw (embedded === null ? connectionTrouble(cause) : embedded.trouble(cause)) ?? cause;
  }
}

const common: ConstructorOptions = {
  schema,
  schedule: false,
  maintenanceIntervalSeconds: 60,
  // Nothing of a queue of reviews depends on another job.
  flowIntervalSeconds: 86_400,
};

function ofServer(connectionString: string | null): ConstructorOptions {
  return {
    connectionString: connectionString ?? "",
    max: 4,
    connectionTimeoutMillis: 5_000,
    superviseIntervalSeconds: lostAfter.look,
    monitorIntervalSeconds: lostAfter.look,
  };
}

function ofEmbedded({ db }: EmbeddedDatabase): ConstructorOptions {
  return { db, backend: "pglite", reindex: false, monitorVacuum: false };
}

async function prepare(boss: PgBoss, limits: QueueLimits, shared: boolean): Promise<JobsTable> {
  const options = {
    // Who runs, waits and was stopped is settled here; pg-boss only finds what was lost, and that is run again at once.
    retryLimit: 1_000_000,
    retryDelay: 0,
    expireInSeconds: Math.ceil(limits.tryFor / 1000) + 60,
    deleteAfterSeconds: limits.finished,
    ...(shared ? { heartbeatSeconds: lostAfter.silence } : {}),
  };
  await boss.createQueue(queueName, { policy, ...options });
  await boss.updateQueue(queueName, options);
  const queue = await boss.getQueue(queueName);
  const table = new JobsTable(boss, statementsOn(queue?.table ?? "job"));
  // The first run of a statement takes ten times as long: not when a webhook waits.
  await table.insert(new Map());
  await table.claim(0, true);
  return table;
}

function queueOver(
  boss: PgBoss,
  table: JobsTable,
  embedded: EmbeddedDatabase | null,
  limits: QueueLimits,
  log: QueueLog,
): Queue {
  let loop: WorkLoop | null = null;
  let stopped = false;
  const intake = new Intake(async (jobs: ReadonlyMap<string, Job>) => {
    await table.insert(jobs);
    loop?.wake();
  }, limits.batch);

  return {
    async enqueue(jobs) {
      if (stopped) throw new Error("the queue is stopped");
      await intake.add(jobs);
    },
    isWaiting: (job) => table.isWaiting(job),
    async forget(installation) {
      await intake.drained();
      await table.forget(installation);
      loop?.abandon(installation);
    },
    async work(runner, { concurrency = usualConcurrency } = {}) {
      loop = new WorkLoop({ table, runner, concurrency, limits, log, shared: embedded === null });
    },
    async ready() {
      const answered = table.ping().then(
        () => true,
        () => false,
      );
      return Promise.race([answered, wait(readyLimit, false, { ref: false })]);
    },
    counts: () => table.counts(),
    async stop() {
      if (stopped) return;
      stopped = true;
      await intake.drained();
      await loop?.stop();
      await boss.stop({ graceful: false });
      await embedded?.close();
    },
  };
}
