/** Names become SQL in one place: a live server reads back the name that went in. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import fc from "fast-check";
import type pg from "pg";

import { knownFunctions } from "../../../src/core/assess/postgresql/functions.ts";
import {
  generalMeasures,
  generalQuery,
  tableMeasures,
  tableQuery,
} from "../../../src/core/assess/postgresql/queries.ts";
import {
  quoteIdentifier,
  quoteLiteral,
  quoteTable,
  regclass,
} from "../../../src/core/assess/postgresql/quote.ts";
import { hidesEquality } from "../../../src/core/assess/no-equality.ts";
import { operationsOf } from "../../support/operations.ts";
import { startPostgresql } from "../../support/postgresql.ts";
import type { Server } from "../../support/postgresql.ts";

const hostile = [
  "plain",
  'a"b',
  "a'b",
  "Ünïcode",
  "select",
  "x".repeat(63),
  "a.b",
  "a;b",
  "a--b",
  "a/*b",
  "a\\b",
  "a\\'b",
  "$$",
  "$tag$",
  " leading",
  "user",
  "UPPER",
  "a'); DROP TABLE t; --",
  "日本語",
  "😀",
  "%s",
  "1abc",
  "a`b",
];

let server: Server;
let client: pg.Client;

before(async () => {
  server = await startPostgresql();
  client = await server.connect();
});

after(() => server.stop());

test("a live server reads each identifier and literal back as it was", async () => {
  for (const standard of ["on", "off"]) {
    await client.query(`SET standard_conforming_strings = ${standard}; SET escape_string_warning = off`);
    for (const name of hostile) {
      const { rows, fields } = await client.query(`SELECT ${quoteLiteral(name)} AS ${quoteIdentifier(name)}`);
      assert.equal(fields[0]?.name, name);
      assert.deepEqual(Object.values(rows[0] as object), [name]);
    }
  }
  await client.query("RESET standard_conforming_strings");
});

test("any name is read back, or is not quoted at all", async () => {
  const strings = fc.string({ unit: "grapheme", minLength: 1, maxLength: 15 });
  await fc.assert(
    fc.asyncProperty(strings, async (name) => {
      const identifier = quoteIdentifier(name);
      if (identifier === null || Buffer.byteLength(name) > 63) return;
      const { rows, fields } = await client.query(`SELECT ${quoteLiteral(name)} AS ${identifier}`);
      assert.equal(fields[0]?.name, name);
      assert.deepEqual(Object.values(rows[0] as object), [name]);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("every keyword that is no plain name is quoted", async () => {
  const { rows } = await client.query<{ word: string }>(
    "SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'",
  );
  assert.ok(rows.length > 100);
  for (const { word } of rows) assert.equal(quoteIdentifier(word), `"${word}"`, word);
  assert.equal(quoteIdentifier("token"), "token");
});

test("names with characters that cannot be seen get no SQL", () => {
  for (const name of ["a\u202eb", "a\u200bb", "a\nb", "a\0b", "\u{e0041}", "a\ud800", "", "\u3164"]) {
    assert.equal(quoteIdentifier(name), null);
    assert.equal(quoteTable({ schema: name, table: "t" }), null);
    assert.equal(tableQuery("rows", regclass({ schema: null, table: name }), null), null);
  }
});

test("every query about a table answers about that table, whatever its name", async () => {
  for (const [index, name] of hostile.entries()) {
    const schema = quoteIdentifier(name);
    const table = quoteTable({ schema: name, table: name });
    const rows = index + 3;
    await client.query(`
      CREATE SCHEMA ${schema};
      CREATE TABLE ${table} (${schema} int PRIMARY KEY, "other" int UNIQUE REFERENCES ${table});
      CREATE INDEX ON ${table} (${schema}, "other");
      INSERT INTO ${table} SELECT g, CASE WHEN g = 1 THEN 1 END FROM generate_series(1, ${rows}) g;
      CREATE FUNCTION ${quoteTable({ schema: name, table: "f" })}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER ${schema} BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE PROCEDURE ${quoteTable({ schema: name, table: "f" })}();
      ANALYZE ${table}`);
    const holder = await server.connect();
    await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS SHARE MODE`);
    const ask = async (
      measure: Parameters<typeof tableQuery>[0],
      column = name,
    ): Promise<Record<string, unknown>> => {
      const query = tableQuery(measure, regclass({ schema: name, table: name }), column);
      const result = await client.query(query as string);
      return (result.rows[0] ?? {}) as Record<string, unknown>;
    };
    assert.equal((await ask("rows"))["estimated_rows"], String(rows), name);
    const { rows: sizes } = await client.query("SELECT pg_table_size($1::regclass) AS bytes", [table]);
    assert.equal((await ask("heap_bytes"))["bytes"], (sizes[0] as { bytes: string }).bytes, name);
    assert.equal((await ask("index_bytes"))["indexes"], "3", name);
    assert.ok(Number((await ask("disk"))["bytes_needed"]) > 0, name);
    assert.equal((await ask("longest_transaction"))["sessions"], "1", name);
    assert.ok("writes_so_far" in (await ask("write_rate")), name);
    assert.equal((await ask("partitions"))["partitions"], "0", name);
    assert.equal((await ask("triggers"))["triggers"], "1", name);
    assert.ok("dead_rows" in (await ask("dead_rows")), name);
    assert.ok(String((await ask("referencing_tables"))["conname"]).length > 0, name);
    assert.ok(
      Math.abs(Number((await ask("null_rows", "other"))["estimated_share_of_null"]) - (rows - 1) / rows) <
        0.01,
      name,
    );
    assert.equal(Number((await ask("distinct_values"))["distinct_values"]), -1, name);
    await holder.end();
  }
  assert.equal(tableMeasures.length, 12, "each measure is asked above");
});

/** What is asked as a superuser, as a user who sees nothing of others, and as a monitor. */
async function asks(user: string): Promise<(query: string | null) => Promise<Record<string, unknown>>> {
  const session = await server.connect({ user });
  return async (query) => ((await session.query(query as string)).rows[0] ?? {}) as Record<string, unknown>;
}

test("a plain user is told what cannot be seen, and a monitor sees it", async () => {
  await client.query(`CREATE ROLE plain LOGIN; CREATE ROLE watcher LOGIN IN ROLE pg_monitor;
    CREATE TABLE seen (a int, b int); INSERT INTO seen VALUES (1, NULL), (2, 2); ANALYZE seen`);
  const holder = await server.connect();
  await holder.query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM seen");
  const about = (measure: Parameters<typeof tableQuery>[0]): string | null =>
    tableQuery(measure, regclass({ schema: null, table: "seen" }), "b");
  const [plain, watcher] = [await asks("plain"), await asks("watcher")];
  for (const ask of [plain, watcher]) {
    for (const measure of tableMeasures) await ask(about(measure));
    for (const measure of generalMeasures) await ask(generalQuery(measure));
    assert.equal((await ask(about("rows")))["estimated_rows"], "2");
  }
  const unseen = "sessions_hidden_without_pg_monitor";
  const locked = {
    mine: await plain(about("longest_transaction")),
    all: await watcher(about("longest_transaction")),
  };
  assert.deepEqual([locked.mine["sessions"], locked.mine[unseen]], ["1", "1"]);
  assert.equal(locked.mine["longest_transaction"], null);
  assert.deepEqual([locked.all["sessions"], locked.all[unseen]], ["1", "0"]);
  assert.ok(locked.all["longest_transaction"] !== null);
  const snapshots = {
    mine: await plain(generalQuery("oldest_snapshot")),
    all: await watcher(generalQuery("oldest_snapshot")),
  };
  assert.equal(snapshots.mine["oldest_snapshot"], null);
  assert.ok(Number(snapshots.mine[unseen]) > 0);
  assert.ok(Number(snapshots.all["sessions"]) > 0);
  assert.equal(snapshots.all[unseen], "0");
  assert.ok(Number((await plain(generalQuery("old_processes")))[unseen]) >= 0);
  assert.match(String((await plain(about("null_rows")))["basis"]), /^not seen/u);
  await client.query("GRANT SELECT ON seen TO watcher");
  assert.equal((await watcher(about("null_rows")))["estimated_share_of_null"], 0.5);
  await holder.end();
});

test("what was never analysed is no 0, and a partitioned table is what its partitions are", async () => {
  await client.query(`CREATE TABLE fresh (a int); ALTER TABLE fresh SET (autovacuum_enabled = off);
    INSERT INTO fresh SELECT generate_series(1, 100);
    CREATE TABLE whole (a int) PARTITION BY RANGE (a);
    CREATE TABLE half PARTITION OF whole FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (a);
    CREATE TABLE quarter PARTITION OF half FOR VALUES FROM (0) TO (50);
    CREATE INDEX ON quarter (a); INSERT INTO whole SELECT generate_series(1, 40); ANALYZE quarter`);
  const ask = async (
    measure: Parameters<typeof tableQuery>[0],
    table: string,
  ): Promise<Record<string, unknown>> =>
    ((await client.query(tableQuery(measure, regclass({ schema: null, table }), "a") as string)).rows[0] ??
      {}) as Record<string, unknown>;
  assert.deepEqual(await ask("rows", "fresh"), { estimated_rows: null, tables_never_analysed: "1" });
  assert.equal((await ask("null_rows", "fresh"))["basis"], "never analysed");
  assert.deepEqual(await ask("rows", "whole"), { estimated_rows: "40", tables_never_analysed: "0" });
  assert.equal((await ask("partitions", "whole"))["partitions"], "2");
  assert.ok(Number((await ask("heap_bytes", "whole"))["bytes"]) > 0);
  assert.equal((await ask("index_bytes", "whole"))["indexes"], "1");
  const holder = await server.connect();
  await holder.query("BEGIN; LOCK TABLE quarter IN ACCESS SHARE MODE");
  assert.equal((await ask("longest_transaction", "whole"))["sessions"], "1");
  await holder.end();
});

test("a table that is not there gives no answer, and no error", async () => {
  for (const measure of tableMeasures) {
    await client.query(tableQuery(measure, regclass({ schema: null, table: "nowhere" }), "x") as string);
  }
});

test("the queries about the whole server run", async () => {
  for (const measure of generalMeasures) await client.query(generalQuery(measure));
});

test("functions that are called steady or changing are so in the catalogue", async () => {
  const { rows } = await client.query<{ proname: string; volatile: boolean }>(
    // timezone() of a time, which nobody means, is volatile before PostgreSQL 17.
    `SELECT proname, bool_or(provolatile = 'v' AND oid <> 'timezone(text, timetz)'::regprocedure AND
       oid <> 'timezone(interval, timetz)'::regprocedure) AS volatile
     FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY 1`,
  );
  const volatile = new Map(rows.map((row) => [row.proname, row.volatile]));
  for (const name of knownFunctions.steady) assert.notEqual(volatile.get(name), true, name);
  for (const name of knownFunctions.changing) assert.notEqual(volatile.get(name), false, name);
});

test("types without equality are those of which no distinct rows can be had", async () => {
  const types = [
    "json",
    "jsonb",
    "xml",
    "point",
    "line",
    "lseg",
    "box",
    "path",
    "polygon",
    "circle",
    "text",
    "bytea",
    "tsvector",
  ];
  for (const type of types) {
    const [operation] = operationsOf(`ALTER TABLE t ADD COLUMN a ${type};`);
    assert.ok(operation !== undefined);
    const asked = client.query(`SELECT DISTINCT * FROM (SELECT NULL::${type} AS a) AS t`);
    const fails = await asked.then(
      () => false,
      () => true,
    );
    assert.equal(hidesEquality(operation, "postgresql"), fails, type);
  }
});
