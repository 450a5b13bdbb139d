/** What the pages show of SQLite is tried on one: each sample is taken or refused as its page says, each query runs and only reads. */

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";

import { exampleSchema } from "../../../src/core/explain/example-schema.ts";
import { examplesOn, queriesOf } from "./examples.ts";

const rows = `
  INSERT INTO domain VALUES (1, 'one');
  INSERT INTO account (id, domain_id, email, name) VALUES (1, 1, 'a@example.org', 'a');
  INSERT INTO login VALUES (1, 1, '2026-01-01'); INSERT INTO plan VALUES (7, 'old');`;

function open(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec(exampleSchema.sqlite + rows);
  return database;
}

/** The error with which it fails, null when it runs. */
function run(sql: string): string | null {
  const database = open();
  try {
    database.exec(sql);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    database.close();
  }
}

/** `3053000` is 3.53. */
function version(): number {
  const { text } = open().prepare("SELECT sqlite_version() AS text").get() as { text: string };
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return (major * 1000 + minor) * 1000 + patch;
}

test("each sample is taken or refused, inside a transaction and outside, as its page says", async () => {
  const wrong: string[] = [];
  for (const { sql, at } of await examplesOn("sqlite", version())) {
    const outside = run(sql);
    if ((outside === null) !== at.outside) wrong.push(`${sql}: ${outside ?? "runs"}`);
    const inside = run(`BEGIN; ${sql}; COMMIT`);
    if ((inside === null) !== at.inside) wrong.push(`inside, ${sql}: ${inside ?? "runs"}`);
  }
  assert.deepEqual(wrong, []);
});

test("each query of the pages runs, and only reads", async () => {
  const database = open();
  database.exec("ANALYZE; PRAGMA query_only = ON");
  const queries = await queriesOf("sqlite", version());
  assert.ok(queries.length > 5);
  for (const query of queries) assert.doesNotThrow(() => database.prepare(query).all(), query);
});
