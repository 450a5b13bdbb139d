/**
 * Measures on a real PostgreSQL what single statements lock, scan and write anew: each in a transaction that is rolled back, or
 * outside one (`alone`), where its locks are those that it holds and waits for beside a transaction that keeps it waiting.
 * `LOCKSTEP_POSTGRESQL=FOLDER node scripts/measure-postgresql.ts FILE` adds the server's version to a file of measurements.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import type pg from "pg";

import { startPostgresql } from "../test/support/postgresql.ts";

interface Measured {
  locks: string[];
  rewritten: string[];
  scanned: string[];
}

/** The version refuses the statement, or (`before`) what has to be there before it. */
interface Unsupported {
  unsupported: true;
  before?: true;
}

interface Measurements {
  about: string;
  setup: string;
  operations: {
    id: string;
    before: string[];
    statement: string;
    /** It cannot run in a transaction, or does something else there. */
    alone?: boolean;
    /** What another transaction does meanwhile, so that it has to wait and its locks can be seen. */
    beside?: string;
    measured: Record<string, Measured | Unsupported>;
  }[];
}

const relations = `SELECT c.oid, c.relname, pg_relation_filenode(c.oid) AS file,
  coalesce((SELECT s.seq_scan FROM pg_stat_xact_user_tables s WHERE s.relid = c.oid), 0)::int AS scans
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i', 'v', 'm', 'p', 'I')`;
const locks = `SELECT DISTINCT c.relname || '|' || l.mode AS lock FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE l.pid = $1 AND n.nspname = 'public'
  AND c.relkind IN ('r', 'i', 'v', 'm', 'p', 'I') AND l.mode <> 'AccessShareLock' ORDER BY 1`;

const counted = `SELECT relname, coalesce(seq_scan, 0)::int AS scans FROM pg_stat_user_tables WHERE schemaname = 'public'`;
const waits = `SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted`;

interface Relation {
  oid: number;
  relname: string;
  file: number | null;
  scans: number;
}

/** The watcher still sees what the client drops. */
async function measure(
  client: pg.Client,
  watcher: pg.Client,
  statement: string,
): Promise<Measured | Unsupported> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  try {
    await client.query("BEGIN");
    const old = new Map((await client.query<Relation>(relations)).rows.map((row) => [row.oid, row]));
    await client.query(statement);
    const now = (await client.query<Relation>(relations)).rows.filter(({ oid }) => old.has(oid));
    const taken = (await watcher.query<{ lock: string }>(locks, [rows[0]?.pid])).rows.map(({ lock }) => lock);
    return {
      locks: taken,
      rewritten: now
        .filter(({ oid, file }) => old.get(oid)?.file !== file)
        .map(({ relname }) => relname)
        .toSorted(),
      scanned: now
        .filter(({ oid, scans }) => (old.get(oid)?.scans ?? 0) < scans)
        .map(({ relname }) => relname)
        .toSorted(),
    };
  } catch {
    return { unsupported: true };
  } finally {
    await client.query("ROLLBACK");
  }
}

/** Runs it outside a transaction; what it reads is counted by the server, some time after its session has ended. */
async function measureAlone(
  { client, watcher, other }: { client: pg.Client; watcher: pg.Client; other: pg.Client },
  { statement, beside }: Measurements["operations"][number],
): Promise<Measured | Unsupported> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  try {
    const old = new Map((await watcher.query<Relation>(relations)).rows.map((row) => [row.oid, row]));
    await wait(settled);
    const scans = await scansOf(watcher);
    if (beside !== undefined) await other.query(`BEGIN; ${beside}`);
    const running = client.query(statement);
    running.catch(() => {});
    const taken = beside === undefined ? [] : await waitingLocks(watcher, rows[0]?.pid);
    if (beside !== undefined) await other.query("COMMIT");
    await running;
    const now = (await watcher.query<Relation>(relations)).rows.filter(({ oid }) => old.has(oid));
    await client.end();
    await wait(settled);
    const after = await scansOf(watcher);
    return {
      locks: taken,
      rewritten: now
        .filter(({ oid, file }) => old.get(oid)?.file !== file)
        .map(({ relname }) => relname)
        .toSorted(),
      scanned: [...after]
        .filter(([name, count]) => (scans.get(name) ?? 0) < count)
        .map(([name]) => name)
        .toSorted(),
    };
  } catch {
    return { unsupported: true };
  }
}

async function runs(client: pg.Client, statements: readonly string[]): Promise<boolean> {
  try {
    for (const sql of statements) await client.query(sql);
    return true;
  } catch {
    return false;
  }
}

/** What came before is counted before the rest begins, because its session has ended by then. */
async function inNewSession(
  own: pg.Client,
  connect: () => Promise<pg.Client>,
  watcher: pg.Client,
  operation: Measurements["operations"][number],
): Promise<Measured | Unsupported> {
  await own.end();
  const [client, other] = await Promise.all([connect(), connect()]);
  const measured = await measureAlone({ client, watcher, other }, operation);
  await Promise.all([client.end(), other.end()]);
  return measured;
}

/** Longer than any version takes to publish its counts. */
const settled = 700;

async function scansOf(watcher: pg.Client): Promise<Map<string, number>> {
  const { rows } = await watcher.query<{ relname: string; scans: number }>(counted);
  return new Map(rows.map(({ relname, scans }) => [relname, scans]));
}

async function waitingLocks(watcher: pg.Client, pid: number | undefined): Promise<string[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await watcher.query(waits, [pid])).rows.length > 0) {
      return (await watcher.query<{ lock: string }>(locks, [pid])).rows.map(({ lock }) => lock);
    }
    await wait(20);
  }
  return [];
}

const file = process.argv[2];
if (file === undefined) throw new Error("which file?");
const measurements = JSON.parse(readFileSync(file, "utf8")) as Measurements;
const server = await startPostgresql();
const client = await server.connect();
for (const [index, operation] of measurements.operations.entries()) {
  const database = `m${index}`;
  await client.query(`CREATE DATABASE ${database}`);
  const own = await server.connect({ database });
  await own.query(measurements.setup);
  const watcher = await server.connect({ database });
  const ready = await runs(own, operation.before);
  operation.measured[server.version] = !ready
    ? { unsupported: true, before: true }
    : operation.alone
      ? await inNewSession(own, () => server.connect({ database }), watcher, operation)
      : await measure(own, watcher, operation.statement);
  await Promise.all([own.end(), watcher.end()]);
  await client.query(`DROP DATABASE ${database}`);
}
writeFileSync(file, `${JSON.stringify(measurements, null, 2)}\n`);
await server.stop();
