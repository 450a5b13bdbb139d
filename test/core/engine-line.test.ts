/** Several engines at once: one impact each, the worst counts, and one line says what each does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assess } from "../../src/core/assess/assess.ts";
import { draftSection } from "../../src/core/draft/section-words.ts";
import { engineLine } from "../../src/core/engine-line.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { demandOf } from "../../src/core/judge/demand.ts";
import { parseEngine } from "../../src/core/judge/engine-text.ts";
import { judge } from "../../src/core/judge/judge.ts";
import type { Engine } from "../../src/core/impact.ts";
import type { Operation } from "../../src/core/operation.ts";
import { operationsText } from "../../src/core/render/operations-text.ts";
import { plain } from "../../src/core/render/paint.ts";
import { renderText } from "../../src/core/render/text.ts";
import { operationsOf } from "../support/operations.ts";
import { input } from "./judge/build.ts";
import { source, verdict } from "./render/verdicts.ts";

function engine(text: string): Engine {
  const read = parseEngine(text);
  if ("error" in read) throw new Error(read.error);
  return read.engine;
}

function operations(sql: string, engines: readonly string[], base = ""): Operation[] {
  const settings = { engines: engines.map(engine), smallTables: [] };
  const change = operationsOf(sql, { transaction: "1", path: "db/2.sql" });
  const found = assess(change, operationsOf(base), settings);
  return found.map((one) => Object.assign(one, { demand: demandOf(one, defaultPolicy, found) }));
}

const both = ["mariadb@10.11", "postgresql@12"];

for (const [sql, engines, line] of [
  [
    "CREATE INDEX i ON t (a)",
    both,
    "MariaDB 10.11: scans `t`, and blocks neither reads nor writes; PostgreSQL 12: blocks writes while it scans `t`",
  ],
  [
    "ALTER TABLE t ADD COLUMN a int DEFAULT 1",
    ["mariadb@10.11", "postgresql@10"],
    "MariaDB 10.11: instant; PostgreSQL 10: blocks reads and writes while it rewrites `t`",
  ],
  [
    "ALTER TABLE s.t ALTER COLUMN a TYPE bigint",
    ["postgresql@12", "postgresql@16"],
    "PostgreSQL 12, PostgreSQL 16: blocks reads and writes while it rewrites `s.t`",
  ],
  [
    "REINDEX TABLE CONCURRENTLY t",
    ["postgresql@11", "postgresql@16"],
    "PostgreSQL 11, PostgreSQL 16: refuses it",
  ],
] as const) {
  test(sql, () => {
    const [operation] = operations(sql, engines);
    assert.ok(operation !== undefined);
    assert.equal(engineLine(operation), line);
    assert.equal(operation.impacts.length, 2);
    assert.equal(
      operation.impact.offline,
      operation.impacts.some(({ offline }) => offline),
    );
  });
}

test("one engine needs no line", () => {
  const [operation] = operations("CREATE INDEX i ON t (a)", ["postgresql@12"]);
  assert.ok(operation !== undefined);
  assert.equal(engineLine(operation), null);
});

test("the problem, the terminal and the list of operations say the line", () => {
  const all = operations("CREATE INDEX i ON t (a);", both);
  const [operation] = all;
  assert.ok(operation !== undefined);
  const line = engineLine(operation) ?? "";
  const problems = judge(input({ operations: all }));
  const problem = problems.find(({ rule }) => rule === "exception-is-there");
  assert.ok(problem?.message.split("\n")[0]?.endsWith(`: ${line}.`), problem?.message);
  const text = renderText(verdict({ operations: all, problems }), { source, paint: plain });
  assert.ok(text.replaceAll(/\s+/gu, " ").includes(line), text);
  const file = { path: "db/2.sql", framework: null, database: "main", operations: all, unread: [] };
  assert.ok(operationsText(plain).file(file).includes(line));
});

test("what breaks old code says that first", () => {
  const all = operations("ALTER TABLE t DROP COLUMN a;", both);
  const problem = judge(input({ operations: all })).find(({ rule }) => rule === "exception-is-there");
  assert.match(problem?.message ?? "", /breaks old code/u);
  assert.doesNotMatch(problem?.message.split("\n")[0] ?? "", /MariaDB/u);
});

test("who will refuse it is named", () => {
  const all = operations("CREATE INDEX CONCURRENTLY i ON t (a);", both);
  const problem = judge(input({ operations: all })).find(({ rule }) => rule === "engine-accepts");
  assert.match(problem?.message ?? "", /will fail on PostgreSQL 12: /u);
});

test("a drafted note names the engine of what holds of one only", () => {
  const words = draftSection(
    "downtime_variables",
    operations("ALTER TABLE t ALTER COLUMN a TYPE bigint;", both),
  );
  assert.match(words, /before it gives up \(MariaDB 10\.11\)/u);
  const rows = words.split("\n").find((bullet) => bullet.includes("number of rows"));
  assert.doesNotMatch(rows ?? "", /\((?:PostgreSQL|MariaDB)/u);
});
