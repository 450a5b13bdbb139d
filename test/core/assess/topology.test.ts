/** Replicas repeat, and a Galera cluster stands still: what a database's other servers add to an impact. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assess } from "../../../src/core/assess/assess.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { demandOf } from "../../../src/core/judge/demand.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import type { Engine, Impact, Topology } from "../../../src/core/impact.ts";
import { operationsOf } from "../../support/operations.ts";

const postgresql: Engine = { engine: "postgresql", from: 16, to: 16 };
const mariadb: Engine = { engine: "mariadb", from: 101_100, to: 101_199 };

function judged(sql: string, engine: Engine, topology: Topology | null): { impact: Impact; demand: string } {
  const operations = operationsOf(sql);
  const [operation] = assess(operations, [], { engines: [engine], smallTables: [], topology });
  assert.ok(operation !== undefined);
  const databases = defaultPolicy.databases.map((one) => ({ ...one, name: "default", topology }));
  return {
    impact: operation.impact,
    demand: demandOf(operation, { ...defaultPolicy, databases }, [operation]),
  };
}

test("online work that replicas repeat demands a note", () => {
  const index = "CREATE INDEX CONCURRENTLY i ON t (a)";
  assert.equal(judged(index, postgresql, null).demand, "listed");
  assert.equal(judged(index, postgresql, "single").demand, "listed");
  const { impact, demand } = judged(index, postgresql, "replicas");
  assert.equal(demand, "note");
  assert.equal(impact.offline, false);
  assert.match(impact.reasons.join("\n"), /replicas repeat what it writes/u);
  assert.match(impact.source, /create_index_concurrently, https:\/\/www\.postgresql\.org\//u);
  assert.ok(impact.variables.some(({ name }) => name === "replica_lag"));
});

test("what is only read is not repeated", () => {
  const { impact, demand } = judged("ALTER TABLE t VALIDATE CONSTRAINT c", postgresql, "replicas");
  assert.equal(demand, "hint");
  assert.doesNotMatch(impact.reasons.join("\n"), /replicas repeat/u);
});

test("one server has no replicas", () => {
  const { impact } = judged("CREATE INDEX CONCURRENTLY i ON t (a)", postgresql, "single");
  assert.ok(impact.variables.every(({ name }) => name !== "replica_lag"));
});

test("a hot standby takes the strongest lock as well", () => {
  const sql = "ALTER TABLE t ADD COLUMN a int";
  assert.match(judged(sql, postgresql, "replicas").impact.reasons.join("\n"), /hot standby/u);
  assert.doesNotMatch(judged(sql, postgresql, null).impact.reasons.join("\n"), /hot standby/u);
});

test("under Galera online work that grows is offline", () => {
  const index = "CREATE INDEX i ON t (a)";
  assert.equal(judged(index, mariadb, null).impact.offline, false);
  const { impact, demand } = judged(index, mariadb, "galera");
  assert.equal(impact.offline, true);
  assert.equal(demand, "note_and_exception");
  assert.match(impact.reasons.join("\n"), /total order isolation/u);
  assert.match(impact.source, /https:\/\/mariadb\.com\/docs\/galera-cluster\//u);
  assert.ok(
    impact.locks.some(({ mode, blocks }) => mode === "total order isolation" && blocks.includes("writes")),
  );
});

test("rows that change are no schema change", () => {
  const sql = "UPDATE t SET a = 1";
  assert.deepEqual(judged(sql, mariadb, "galera").impact, judged(sql, mariadb, null).impact);
});

for (const [engines, wrong] of [
  ["postgresql@16", true],
  ["sqlite >= 3.35", true],
  ["mariadb@10.11", false],
  ["[mariadb@10.11, postgresql@12]", false],
] as const) {
  test(`galera on ${engines} is ${wrong ? "a" : "no"} finding`, () => {
    const text = `databases:\n  - name: main\n    engines: ${engines}\n    topology: galera\n`;
    const { findings, policy } = readPolicy([{ path: "p.yml", text }]);
    assert.deepEqual(
      findings.map(({ rule, place }) => [rule, place.line]),
      wrong ? [["policy-is-sound", 4]] : [],
    );
    assert.equal(policy.databases[0]?.topology, "galera");
  });
}
