/** One sentence per operation, in the author's own names. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { describeOperation } from "../../../src/core/draft/words.ts";
import { operationsOf } from "../../support/operations.ts";

const sentences: [string, string[]][] = [
  ["CREATE TABLE audit (id int)", ["Creates the table ``audit``."]],
  ["DROP TABLE public.audit", ["Drops the table ``public.audit``."]],
  ["ALTER TABLE a RENAME TO b", ["Renames the table ``a`` to ``b``."]],
  ["TRUNCATE a", ["Removes all rows of ``a``."]],
  ["CREATE TABLE b AS SELECT * FROM a", ["Creates the table ``b`` with rows of ``a``."]],
  ['ALTER TABLE "user" ADD COLUMN locale text', ["Adds ``user.locale``."]],
  ["ALTER TABLE a ADD COLUMN b int NOT NULL", ["Adds the mandatory column ``a.b``."]],
  ["ALTER TABLE a ADD COLUMN b int NOT NULL DEFAULT 0", ["Adds ``a.b`` with the default ``0``."]],
  ['ALTER TABLE "user" DROP COLUMN legacy_id', ["Drops ``user.legacy_id``."]],
  ["ALTER TABLE s.a RENAME COLUMN b TO c", ["Renames ``s.a.b`` to ``c``."]],
  ["ALTER TABLE a ALTER b TYPE bigint", ["Changes the type of ``a.b`` to ``bigint``."]],
  ["ALTER TABLE a ALTER b SET NOT NULL", ["Makes ``a.b`` NOT NULL."]],
  ["ALTER TABLE a ALTER b DROP NOT NULL", ["Allows NULL in ``a.b``."]],
  ["ALTER TABLE a ALTER b SET DEFAULT 1", ["Sets the default of ``a.b`` to ``1``."]],
  ["ALTER TABLE a ALTER b DROP DEFAULT", ["Drops the default of ``a.b``."]],
  ["CREATE INDEX i ON a (b, c)", ["Creates the index ``i`` on ``a.b`` and ``a.c``."]],
  [
    "CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)",
    ["Creates the unique index ``i`` on ``a.b`` without blocking writes."],
  ],
  ["CREATE INDEX ON a (b)", ["Creates an index on ``a.b``."]],
  ["ALTER TABLE a ADD UNIQUE (b)", ["Makes ``a.b`` unique."]],
  [
    "ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES c (id) NOT VALID",
    ["Adds the foreign key ``f`` from ``a.b`` to ``c``, not checked for existing rows."],
  ],
  ["ALTER TABLE a ADD CHECK (b > 0)", ["Adds a check constraint to ``a``."]],
  ["ALTER TABLE a DROP CONSTRAINT c", ["Drops the constraint ``c`` of ``a``."]],
  ["DROP VIEW v", ["Drops the view ``v``."]],
  ["ALTER TYPE mood ADD VALUE 'sad'", ["Adds the value ``sad`` to the type ``mood``."]],
  ["UPDATE a SET b = 1", ["Updates ``a.b`` in all rows."]],
  ["UPDATE a SET b = 1 WHERE c", ["Updates ``a.b`` in some rows."]],
  ["DELETE FROM a", ["Deletes all rows of ``a``."]],
  ["INSERT INTO a (b) VALUES (1), (2)", ["Inserts 2 rows into ``a``."]],
  ["INSERT INTO a SELECT * FROM b", ["Inserts rows into ``a`` from ``b``."]],
  ["REVOKE SELECT ON a FROM x", ["Revokes ``select`` on ``a``."]],
  ["DROP SCHEMA s CASCADE", ["Drops the schema ``s`` with what is in it."]],
];

for (const [sql, expected] of sentences) {
  test(sql, () => {
    assert.deepEqual(
      operationsOf(sql).map((operation) => describeOperation(operation)),
      expected,
    );
  });
}

test("Markdown has its own marks", () => {
  const [operation] = operationsOf('ALTER TABLE "user" DROP COLUMN legacy_id');
  assert.ok(operation !== undefined);
  assert.equal(describeOperation(operation, "markdown"), "Drops `user.legacy_id`.");
});

test("what runs under a condition says so", () => {
  const [operation] = operationsOf("DROP TABLE a", { conditional: true });
  assert.ok(operation !== undefined);
  assert.equal(describeOperation(operation), "Drops the table ``a``, under a condition.");
});
