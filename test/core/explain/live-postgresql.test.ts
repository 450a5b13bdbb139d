/** What the pages show of PostgreSQL is tried on one: each sample is taken or refused as its page says, each query runs and only reads. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import type pg from "pg";

import { exampleSchema } from "../../../src/core/explain/example-schema.ts";
import { startPostgresql } from "../../support/postgresql.ts";
import type { Server } from "../../support/postgresql.ts";
import { commandsOf, examplesOn, queriesOf } from "./examples.ts";

const rows = `
  CREATE ROLE service; CREATE ROLE reporting; CREATE EXTENSION hstore;
  INSERT INTO domain VALUES (1, 'one');
  INSERT INTO account (id, domain_id, email, name) VALUES (1, 1, 'a@example.org', 'a');
  INSERT INTO login VALUES (1, 1, now()); INSERT INTO plan VALUES (7, 'old');`;

let server: Server;
let admin: pg.Client;
let client: pg.Client;
before(async () => {
  server = await startPostgresql();
  admin = await server.connect();
  await admin.query("CREATE DATABASE example");
  client = await server.connect({ database: "example" });
  await client.query(exampleSchema.postgresql + rows);
});
after(() => server.stop());

/** The error with which it fails, null when it runs. */
async function run(sql: string, on: pg.Client = client): Promise<string | null> {
  try {
    await on.query(sql);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

async function inside(sql: string): Promise<string | null> {
  await client.query("BEGIN");
  const failure = await run(sql);
  await client.query("ROLLBACK");
  return failure;
}

/** On a database of its own. */
async function alone(sqls: readonly string[]): Promise<(string | null)[]> {
  await client.end();
  await admin.query("CREATE DATABASE copy TEMPLATE example");
  const own = await server.connect({ database: "copy" });
  const failures: (string | null)[] = [];
  for (const sql of sqls) failures.push(await run(sql, own));
  await own.end();
  await admin.query("DROP DATABASE copy");
  client = await server.connect({ database: "example" });
  return failures;
}

test("each sample is taken or refused, inside a transaction and outside, as its page says", async () => {
  const wrong: string[] = [];
  for (const { sql, at } of await examplesOn("postgresql", server.version)) {
    const within = await inside(sql);
    if ((within === null) !== at.inside) wrong.push(`inside, ${sql}: ${within ?? "runs"}`);
    if (at.inside) continue;
    const [outside = null] = await alone([sql]);
    if ((outside === null) !== at.outside) wrong.push(`outside, ${sql}: ${outside ?? "runs"}`);
  }
  assert.deepEqual(wrong, []);
});

test("each query of the pages runs, and only reads", async () => {
  const queries = await queriesOf("postgresql", server.version);
  assert.ok(queries.length > 15);
  await client.query("BEGIN READ ONLY");
  for (const query of queries) assert.equal(await run(query), null, query);
  await client.query("ROLLBACK");
});

test("the commands of each safer way run in their order, where nothing in them is left to fill in", async () => {
  const wrong: string[] = [];
  const ways = await commandsOf("postgresql", server.version);
  assert.ok(ways.length > 20);
  for (const commands of ways) {
    // Without rows, as the steps between that fill them in are for people.
    const [, ...failures] = await alone(["TRUNCATE account, login, plan", ...commands]);
    for (const [step, failure] of failures.entries())
      if (failure !== null) wrong.push(`${commands.slice(0, step + 1).join(" ")} ${failure}`);
  }
  assert.deepEqual(wrong, []);
});
