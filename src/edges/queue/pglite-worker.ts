/** The thread in which the embedded database runs: its work does not delay the answers to webhooks. */

import { existsSync, renameSync, rmSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

import { PGlite } from "@electric-sql/pglite";
import { fromPglite } from "pg-boss";
import type { Db } from "pg-boss";

import { schema } from "./statements.ts";
import type { DatabasePlace, FromDatabase, ToDatabase } from "./embedded-message.ts";

const { folder, making }: DatabasePlace = workerData;

/** Smaller than PostgreSQL's own: the tables of a queue are small, and the memory is never given back. */
const postgresqlconf = ["shared_buffers=16MB", "wal_buffers=1MB", "jit=off"];

/** Milliseconds between two clean-ups: nothing else in an embedded database makes room, counts rows for the planner, or shortens the log. */
const cleaning = 60_000;
const busyTables = ["job_common", "queue", "version"].map((table) => `${schema}.${table}`);

try {
  if (existsSync(folder)) await open();
  else await make();
} catch (cause) {
  post({ state: "unusable", reason: cause instanceof Error ? cause.message : String(cause) });
}

async function open(): Promise<void> {
  const pglite = await PGlite.create({ dataDir: folder });
  const guarded = {
    query: <T>(text: string, values?: unknown[]) => pglite.query<T>(text, values).catch(endIfBroken),
    exec: (text: string) => pglite.exec(text).catch(endIfBroken),
  };
  serve(pglite, fromPglite(guarded));
  post({ state: "open" });
}

/** Made under another name, so that what is cut off half-way is never taken for a database. Another thread opens it: the memory of this one goes with it. */
async function make(): Promise<void> {
  rmSync(making, { recursive: true, force: true });
  const pglite = await PGlite.create({ dataDir: making, postgresqlconf });
  await pglite.close();
  renameSync(making, folder);
  post({ state: "made" });
}

function serve(pglite: PGlite, db: Db): void {
  let changed = false;
  const timer = setInterval(() => {
    if (changed) void clean(pglite);
    changed = false;
  }, cleaning);
  timer.unref();
  parentPort?.on("message", (message: ToDatabase) => {
    if ("close" in message) {
      void pglite.close().finally(() => process.exit(0));
      return;
    }
    changed = true;
    void answer(db, message);
  });
}

async function answer(db: Db, { id, text, values }: Extract<ToDatabase, { id: number }>): Promise<void> {
  try {
    const { rows } = await db.executeSql(text, values);
    post({ state: "answered", id, rows });
  } catch (cause) {
    const { message, code } = cause as { message: string; code: string };
    post({ state: "failed", id, message, code });
  }
}

/** After its last word, or without any, the next statement would never end: another thread opens the database again. */
function endIfBroken(cause: unknown): never {
  const { code, severity } = cause as { code?: unknown; severity?: unknown };
  const word = typeof code === "string" && /^[0-9A-Z]{5}$/u.test(code);
  if (!word || severity === "PANIC" || severity === "FATAL") process.exit(1);
  throw cause;
}

async function clean(pglite: PGlite): Promise<void> {
  try {
    await pglite.query(`VACUUM (ANALYZE) ${busyTables.join(", ")}`);
    await pglite.query("VACUUM pg_catalog.pg_statistic");
    await pglite.query("CHECKPOINT");
  } catch {
    process.exit(1);
  }
}

function post(message: FromDatabase): void {
  parentPort?.postMessage(message, []);
}
