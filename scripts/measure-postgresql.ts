/**
 * Measures on a real PostgreSQL what single statements lock, scan and write anew, each in a transaction that is rolled back.
 * `LOCKSTEP_POSTGRESQL=FOLDER node scripts/measure-postgresql.ts FILE` adds the server's version to a file of measurements.
 */

import { readFileSync, writeFileSync } from "node:fs";

import type pg from "pg";

import { startPostgresql } from "../test/support/postgresql.ts";

interface Measured {
  locks: string[];
  rewritten: string[];
  scanned: string[];
}

interface Measurements {
  about: string;
  setup: string;
  operations: {
    id: string;
    before: string[];
    statement: string;
    measured: Record<string, Measured | { unsupported: true }>;
  }[];
}

const relations = `SELECT c.oid, c.relname, pg_relation_filenode(c.oid) AS file,
  coalesce((SELECT s.seq_scan FROM pg_stat_xact_user_tables s WHERE s.relid = c.oid), 0)::int AS scans
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i', 'v', 'm', 'p', 'I')`;
const locks = `SELECT DISTINCT c.relname || '|' || l.mode AS lock FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE l.pid = $1 AND n.nspname = 'public'
  AND c.relkind IN ('r', 'i', 'v', 'm', 'p', 'I') AND l.mode <> 'AccessShareLock' ORDER BY 1`;

interface Relation {
  oid: number;
  relname: string;
  file: number | null;
  scans: number;
}

/** The watcher still sees what the client drops. A version that refuses what comes before does not support the rest either. */
async function measure(
  client: pg.Client,
  watcher: pg.Client,
  before: readonly string[],
  statement: string,
): Promise<Measured | { unsupported: true }> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  try {
    for (const sql of before) await client.query(sql);
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
  operation.measured[server.version] = await measure(own, watcher, operation.before, operation.statement);
  await Promise.all([own.end(), watcher.end()]);
  await client.query(`DROP DATABASE ${database}`);
}
writeFileSync(file, `${JSON.stringify(measurements, null, 2)}\n`);
await server.stop();
