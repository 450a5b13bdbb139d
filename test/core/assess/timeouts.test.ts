/** What a migration sets itself bounds how long its statements wait for their locks. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assess } from "../../../src/core/assess/assess.ts";
import type { Impact } from "../../../src/core/impact.ts";
import { operationsOf } from "../../support/operations.ts";

const alter = "ALTER TABLE users ADD COLUMN a int;";

function impactsOf(sql: string, transaction: string | null = "1"): Impact[] {
  const change = operationsOf(sql, { transaction });
  const settings = { engines: [{ engine: "postgresql" as const, from: 14, to: null }], smallTables: [] };
  return assess(change, [], settings).map(({ impact }) => impact);
}

function wait(sql: string, transaction: string | null = "1"): string {
  const impact = impactsOf(sql, transaction).at(-1);
  return impact?.variables.find(({ name }) => name === "longest_transaction")?.why ?? "";
}

const bound = /waits for it, at most (.+?), and every query/u;

for (const [setting, words] of [
  ["SET lock_timeout = '2s';", "2 s (lock_timeout)"],
  ["SET lock_timeout TO 500;", "500 ms (lock_timeout)"],
  ["SET LOCAL lock_timeout = '1min';", "60 s (lock_timeout)"],
  ["SET SESSION lock_timeout = 1.5;", "2 ms (lock_timeout)"],
  ["SET statement_timeout = '10 s';", "10 s (statement_timeout)"],
  ["SET lock_timeout = '20s'; SET statement_timeout = '5s';", "5 s (statement_timeout)"],
  ["SET lock_timeout = 0; SET lock_timeout = '3s';", "3 s (lock_timeout)"],
] as const) {
  test(setting, () => {
    assert.equal(bound.exec(wait(setting + alter))?.[1], words);
    assert.equal(impactsOf(setting + alter)[0]?.saferWay, null);
  });
}

for (const setting of [
  "",
  "SET lock_timeout = 0;",
  "SET lock_timeout = '1h';",
  "SET lock_timeout = '2s'; RESET lock_timeout;",
  "SET lock_timeout = '2s'; RESET ALL;",
  "SET LOCAL lock_timeout = '2s'; SET lock_timeout TO DEFAULT;",
  "SET lock_timeout = 'soon';",
  "SET idle_in_transaction_session_timeout = '2s';",
]) {
  test(`no bound: ${setting}`, () => {
    assert.equal(bound.exec(wait(setting + alter)), null);
    assert.match(impactsOf(setting + alter)[0]?.saferWay ?? "", /lock_timeout/u);
  });
}

test("SET LOCAL ends with its transaction, SET does not", () => {
  const then = "COMMIT; BEGIN; ALTER TABLE users ADD COLUMN b int; COMMIT;";
  assert.equal(bound.exec(wait(`BEGIN; SET LOCAL lock_timeout = '2s'; ${alter} ${then}`, null)), null);
  assert.notEqual(bound.exec(wait(`BEGIN; SET lock_timeout = '2s'; ${alter} ${then}`, null)), null);
  assert.equal(bound.exec(wait(`SET LOCAL lock_timeout = '2s'; ${alter}`, null)), null);
});

test("it bounds the wait, not the work", () => {
  const [impact] = impactsOf("SET lock_timeout = '2s'; ALTER TABLE users ALTER COLUMN a TYPE bigint;");
  assert.equal(impact?.offline, true);
  assert.doesNotMatch(impact?.saferWay ?? "", /SET lock_timeout/u);
});
