/** Whatever was read, every engine says something consistent of it: also of what other engines were meant by. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assess } from "../../../src/core/assess/assess.ts";
import { samplesOf } from "../../../src/core/explain/kind-samples.ts";
import type { Engine } from "../../../src/core/impact.ts";
import { kinds } from "../../../src/core/kinds.ts";
import type { IdentifiedOperation } from "../../../src/core/operation.ts";
import { statements } from "../detect/reading/tolerant/statements.ts";
import { operationsOf as fromDialect } from "../../support/dialects.ts";
import { operationsOf as fromPostgresql } from "../../support/operations.ts";

const engines: Engine[] = [
  { engine: "mysql", from: 50_700, to: null },
  { engine: "mysql", from: 80_000, to: 80_099 },
  { engine: "mariadb", from: 100_600, to: null },
  { engine: "mariadb", from: 101_100, to: 101_199 },
  { engine: "sqlite", from: 3_022_000, to: null },
];

function check(operations: IdentifiedOperation[]): Set<string> {
  for (const { kind, impacts } of assess(operations, [], { engines, smallTables: [] })) {
    assert.equal(impacts.length, engines.length);
    for (const impact of impacts) {
      const name = `${kind} on ${impact.engine} ${impact.version}`;
      assert.ok(impact.source.length > 0, name);
      if (impact.refused !== null) assert.deepEqual([impact.work, impact.locks], ["none", []], name);
      assert.ok(impact.variables.length <= 8, name);
      for (const { why, query } of impact.variables) {
        assert.ok(why.length > 0, name);
        assert.match(query ?? "SELECT", /^(?:SELECT|SHOW) ?[^\n]*$/u, name);
      }
    }
  }
  return new Set(operations.map(({ kind }) => kind));
}

test("every kind of operation, as PostgreSQL writes it", () => {
  const seen = new Set<string>();
  for (const { sql } of kinds.flatMap((kind) => samplesOf(kind, "postgresql")))
    for (const kind of check(fromPostgresql(`${sql};`))) seen.add(kind);
  assert.deepEqual(
    kinds.filter((kind) => !seen.has(kind)),
    ["drop_partition", "unknown_statement"],
  );
});

test("every statement of the readers of MySQL, MariaDB and SQLite", () => {
  const seen = new Set<string>();
  for (const { dialect, sql } of statements)
    for (const kind of check(fromDialect(dialect, sql))) seen.add(kind);
  assert.ok(seen.size > 30, `only ${seen.size} kinds`);
});
