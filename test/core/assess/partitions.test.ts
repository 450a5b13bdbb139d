/** Partitioned tables: the safer way is one that PostgreSQL runs, and a proved ATTACH blocks nobody. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import type pg from "pg";

import { assess } from "../../../src/core/assess/assess.ts";
import type { Impact } from "../../../src/core/impact.ts";
import { operationsOf } from "../../support/operations.ts";
import { startPostgresql } from "../../support/postgresql.ts";
import type { Server } from "../../support/postgresql.ts";

const base =
  "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE pt (id bigint, a int) PARTITION BY RANGE (id); CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (10);";

function impactOf(sql: string, more = ""): Impact {
  const settings = { engines: [{ engine: "postgresql" as const, from: 14, to: null }], smallTables: [] };
  const found = assess(operationsOf(sql), operationsOf(base + more), settings);
  const last = found.at(-1);
  assert.ok(last !== undefined);
  return last.impact;
}

let server: Server;
let client: pg.Client;

before(async () => {
  server = await startPostgresql();
  client = await server.connect();
});

after(() => server.stop());

/** The commands of a safer way, as a person would run them on the one partition. */
function commandsOf({ saferWay }: Impact): string[] {
  const steps = (saferWay ?? "").split(/ ?\(\d\) /u).filter((step) => step !== "");
  const commands = steps.flatMap((step) => step.match(/(?:CREATE|ALTER|DROP|REINDEX) [A-Z][^;:]*;/gu) ?? []);
  return commands.map((command) =>
    command
      .replaceAll(/\b(ON|ALTER TABLE|TABLE CONCURRENTLY) \.\.\./gu, "$1 pt1")
      .replaceAll("...", "its_part"),
  );
}

for (const [sql, more] of [
  ["CREATE INDEX i ON pt (a)", ""],
  ["CREATE UNIQUE INDEX i ON pt (id, a)", ""],
  ["ALTER TABLE pt ADD CONSTRAINT u UNIQUE (id)", ""],
  ["ALTER TABLE pt ADD CONSTRAINT u PRIMARY KEY (id)", ""],
  ["ALTER TABLE pt ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES p (id)", ""],
  ["REINDEX TABLE pt", ""],
  ["DROP INDEX CONCURRENTLY i", "CREATE INDEX i ON pt (a);"],
  ["CREATE INDEX CONCURRENTLY i ON pt (a)", ""],
] as const) {
  test(`the safer way of ${sql} runs`, async () => {
    const commands = commandsOf(impactOf(sql, more));
    assert.ok(commands.length > 0);
    await client.query(`DROP TABLE IF EXISTS pt, p CASCADE; ${base}${more}`);
    for (const command of commands) await client.query(command);
  });
}

const part = "CREATE TABLE t3 (id bigint NOT NULL, a int);";
const attach = "ALTER TABLE pt ATTACH PARTITION t3 FOR VALUES FROM (10) TO (20)";

test("ATTACH of what a CHECK proves is brief, and without it is not", () => {
  assert.equal(impactOf(attach, part).offline, true);
  for (const check of [
    "id >= 10 AND id < 20",
    "(id >= 12) AND ((id < 15))",
    `"id" >= 10 AND id < 20 AND a > 0`,
  ]) {
    const proved = `${part} ALTER TABLE t3 ADD CONSTRAINT c CHECK (${check});`;
    assert.equal(impactOf(attach, proved).work, "metadata", check);
  }
  for (const check of [
    "id >= 10",
    "id >= 9 AND id < 20",
    "id >= 10 AND id < 21",
    "id >= 10 AND id < 20 OR a > 0",
    "NOT (id >= 10 AND id < 20)",
    "a >= 10 AND a < 20",
    "CASE WHEN a > 0 AND id >= 10 AND id < 20 THEN true ELSE true END",
    "id::text >= '10' AND id < 20",
  ]) {
    const other = `${part} ALTER TABLE t3 ADD CONSTRAINT c CHECK (${check});`;
    assert.equal(impactOf(attach, other).work, "scan", check);
  }
});

async function scans(): Promise<string | undefined> {
  const { rows } = await client.query<{ scans: string }>(
    "SELECT seq_scan AS scans FROM pg_stat_xact_user_tables WHERE relname = 't3'",
  );
  return rows[0]?.scans;
}

test("what a CHECK proves is what the server proves", async () => {
  await client.query(`DROP TABLE IF EXISTS pt, p CASCADE; ${base}`);
  for (const check of ["(id >= 12) AND ((id < 15))", `"id" >= 10 AND id < 20 AND a > 0`]) {
    await client.query(
      `${part} INSERT INTO t3 VALUES (13, 1); ALTER TABLE t3 ADD CONSTRAINT c CHECK (${check})`,
    );
    const before = await scans();
    await client.query(`BEGIN; ${attach}`);
    assert.equal(await scans(), before, check);
    await client.query("ROLLBACK; DROP TABLE t3");
  }
});

test("a text that is another column's is not taken for the new enum value", () => {
  const types = "CREATE TYPE mood AS ENUM ('old'); CREATE TABLE m (mood mood, name text);";
  const add = "BEGIN; ALTER TYPE mood ADD VALUE 'new';";
  assert.equal(impactOf(`${add} INSERT INTO m VALUES ('old', 'new')`, types).refused, null);
  assert.equal(impactOf(`${add} UPDATE m SET mood = 'old' WHERE name = 'new'`, types).refused, null);
  assert.notEqual(impactOf(`${add} UPDATE m SET name = 'old' WHERE mood = 'new'`, types).refused, null);
  assert.notEqual(impactOf(`${add} INSERT INTO m (mood) VALUES ('new')`, types).refused, null);
});
