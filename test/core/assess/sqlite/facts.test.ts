/** The facts about SQLite are whole, every one says where it comes from, and every query runs. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";

import { countSources, sourceKind } from "../../../../src/core/assess/sources.ts";
import { allFacts } from "../../../../src/core/assess/sqlite/facts/facts.ts";
import {
  generalMeasures,
  generalQuery,
  tableMeasures,
  tableQuery,
} from "../../../../src/core/assess/sqlite/queries.ts";
import { sqlite } from "../../../../src/core/assess/sqlite/sqlite.ts";
import { kinds } from "../../../../src/core/kinds.ts";

const file = join(import.meta.dirname, "../../../../docs/evidence/sqlite-facts.json");
const measurements = JSON.parse(readFileSync(file, "utf8")) as { operations: { id: string }[] };

test("every kind has a fact, and every variant exactly one on each version", () => {
  for (const kind of kinds)
    assert.ok(
      allFacts.some((fact) => fact.kind === kind),
      kind,
    );
  for (const { kind, variant } of allFacts) {
    for (const version of sqlite.versions) {
      const found = allFacts.filter(
        (fact) =>
          fact.kind === kind &&
          fact.variant === variant &&
          fact.from <= version &&
          (fact.before === null || version < fact.before),
      );
      assert.equal(found.length, 1, `${kind}, ${variant} on ${version}`);
    }
  }
});

test("every source is a measurement that is there, a page of the manual, or says what is assumed", () => {
  const known = new Set(measurements.operations.map(({ id }) => id));
  for (const { kind, variant, source } of allFacts) {
    const name = `${kind}, ${variant}: ${source}`;
    switch (sourceKind(source)) {
      case "measured":
        for (const id of source.slice("measured: ".length).split(", "))
          assert.ok(known.has(id), `${name}: ${id}`);
        break;
      case "cited":
        assert.match(source, /^https:\/\/www\.sqlite\.org\/[a-z_]+\.html$/u, name);
        break;
      default:
        assert.match(source, /^assumed: /u, name);
    }
  }
  assert.ok(countSources(allFacts).measured > countSources(allFacts).cited);
});

test("every query runs, reads only, and says when it cannot know", () => {
  const database = new DatabaseSync(":memory:");
  database.exec(`CREATE TABLE "it's" (a); CREATE INDEX i ON "it's" (a); INSERT INTO "it's" VALUES (1), (2)`);
  database.exec(
    "CREATE TABLE o (a); CREATE INDEX j ON o (a); INSERT INTO o VALUES (1); ANALYZE o; PRAGMA query_only = ON",
  );
  const ask = (sql: string | null): unknown => Object.values(database.prepare(sql ?? "").get() ?? {})[0];
  for (const measure of tableMeasures) assert.notEqual(ask(tableQuery(measure, "it's")), undefined, measure);
  for (const measure of generalMeasures) assert.notEqual(ask(generalQuery(measure)), undefined, measure);
  assert.equal(ask(tableQuery("rows", "it's")), "never analysed");
  assert.equal(ask(tableQuery("rows", "o")), 1);
  assert.equal(ask(tableQuery("table_bytes", "missing")), "no such table");
  assert.equal(tableQuery("rows", "a\u200bb"), null);
});
