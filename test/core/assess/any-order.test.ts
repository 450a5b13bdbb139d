/** Assessing survives every sequence of operations, and keeps what must hold of every impact. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { assess } from "../../../src/core/assess/assess.ts";
import { kinds } from "../../../src/core/kinds.ts";
import { operationsOf } from "../../support/operations.ts";

const statements = [
  "CREATE TABLE a (id int PRIMARY KEY, x varchar(5))",
  "CREATE TABLE IF NOT EXISTS a (id int)",
  "CREATE TABLE b AS SELECT * FROM a",
  "CREATE TABLE c (id int REFERENCES a) PARTITION BY RANGE (id)",
  "CREATE TABLE d PARTITION OF c DEFAULT",
  "ALTER TABLE c ATTACH PARTITION b FOR VALUES FROM (1) TO (2)",
  "ALTER TABLE c DETACH PARTITION d",
  "DROP TABLE a CASCADE",
  "ALTER TABLE a RENAME TO b",
  "ALTER TABLE b RENAME TO a",
  "ALTER TABLE a SET SCHEMA s",
  "TRUNCATE a CASCADE",
  "ALTER TABLE a ADD COLUMN y mood DEFAULT f()",
  "ALTER TABLE a ADD COLUMN z int NOT NULL",
  "ALTER TABLE a DROP COLUMN x",
  "ALTER TABLE a RENAME COLUMN x TO y",
  "ALTER TABLE a ALTER x TYPE text, ALTER x SET NOT NULL",
  "ALTER TABLE a ALTER x DROP NOT NULL, ALTER x SET DEFAULT 'a'",
  "ALTER TABLE a ALTER x DROP DEFAULT",
  "CREATE INDEX i ON a (x)",
  "CREATE UNIQUE INDEX CONCURRENTLY i ON a (x)",
  "DROP INDEX i",
  "ALTER INDEX i RENAME TO j",
  "REINDEX INDEX CONCURRENTLY j",
  "REINDEX DATABASE d",
  "ALTER TABLE a ADD CONSTRAINT k PRIMARY KEY USING INDEX i",
  "ALTER TABLE a ADD CONSTRAINT u UNIQUE (x)",
  "ALTER TABLE a ADD CONSTRAINT q CHECK (x IS NOT NULL) NOT VALID",
  "ALTER TABLE a VALIDATE CONSTRAINT q",
  "ALTER TABLE b ADD CONSTRAINT g FOREIGN KEY (id) REFERENCES a (id)",
  "ALTER TABLE b DROP CONSTRAINT g",
  "CREATE TYPE mood AS ENUM ('a')",
  "ALTER TYPE mood ADD VALUE 'b'",
  "ALTER TYPE mood RENAME VALUE 'a' TO 'c'",
  "DROP TYPE mood",
  "CREATE DOMAIN dom AS int CHECK (VALUE > 0)",
  "ALTER DOMAIN dom SET NOT NULL",
  "UPDATE a SET x = 'b'",
  "INSERT INTO b SELECT * FROM a",
  "DELETE FROM a",
  "SELECT f()",
  "DROP VIEW v",
  "CREATE VIEW v AS SELECT 1",
  "CREATE MATERIALIZED VIEW m AS SELECT * FROM a",
  "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
  "LOCK TABLE a",
  "VACUUM FULL a",
  "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
  "REVOKE ALL ON a FROM app",
  "DROP SCHEMA s CASCADE",
  "CREATE EXTENSION e",
];
const pool = statements.flatMap((sql) =>
  ["one", null].map((transaction) => operationsOf(`${sql};`, { transaction, path: `${sql}.sql` })),
);

test("the statements are of most kinds, so that the property can fail", () => {
  const found = new Set(pool.flat().map(({ kind }) => kind));
  assert.ok(found.size > kinds.length / 2, `${found.size} kinds`);
});

test("every sequence is assessed, and every impact is consistent", () => {
  const list = fc.array(fc.constantFrom(...pool), { maxLength: 25 });
  fc.assert(
    fc.property(list, list, fc.integer({ min: 10, max: 18 }), fc.boolean(), (base, change, from, small) => {
      const operations = change.flat().map((operation) => ({ ...operation }));
      const settings = {
        engines: [{ engine: "postgresql" as const, from, to: null }],
        smallTables: small ? ["*"] : [],
      };
      const found = assess(operations, base.flat(), settings);
      assert.equal(found.length, operations.length);
      for (const [index, { kind, impact, newTable, phase }] of found.entries()) {
        assert.equal(kind, operations[index]?.kind);
        assert.ok(!impact.offline || impact.breaksOldCode || impact.grows, kind);
        assert.ok(!impact.breaksOldCode || impact.offline, kind);
        assert.ok(!impact.offline || impact.variables.length > 0, kind);
        assert.ok(!impact.offline || impact.reasons.length > 0, kind);
        assert.ok(
          !newTable ||
            impact.locks.every(({ table }) => table !== operations[index]?.table || kind === "set_schema"),
          kind,
        );
        assert.ok(impact.refused === null || impact.locks.length === 0, kind);
        assert.ok(phase !== "contract" || !impact.breaksOldCode, kind);
        for (const { query } of impact.variables)
          if (query !== null)
            assert.match(query, /^(?:WITH RECURSIVE tree AS \(SELECT [^;]*\) )?SELECT [^;]*;$/u);
      }
    }),
    { seed: 11, numRuns: 400 },
  );
});
