/** What MODIFY, CHANGE and DROP PRIMARY KEY leave behind in the known schema. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../../src/core/assess/fold/fold.ts";
import { columnOf, emptySchema, tableOf } from "../../../src/core/assess/known-schema.ts";
import type { KnownSchema } from "../../../src/core/assess/known-schema.ts";
import { readAs } from "../../support/tolerant.ts";

const table = { schema: null, table: "a" };

function after(sql: string): KnownSchema {
  const schema = emptySchema();
  const made = "CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL DEFAULT 1, y text);\n";
  for (const operation of readAs("mysql", made + sql).operations) fold(schema, operation, "base");
  return schema;
}

test("a column that is said anew is only what is said", () => {
  const modified = columnOf(after("ALTER TABLE a MODIFY x bigint"), table, "x");
  assert.deepEqual(modified, { type: "bigint", nullable: true, hasDefault: false, isNew: false });
  const changed = after("ALTER TABLE a CHANGE y z varchar(9) NOT NULL DEFAULT ''");
  assert.equal(columnOf(changed, table, "y"), null);
  assert.deepEqual(columnOf(changed, table, "z"), {
    type: "varchar(9)",
    nullable: false,
    hasDefault: true,
    isNew: false,
  });
});

test("the primary key goes without its name", () => {
  const types = (sql: string): string[] =>
    [...(tableOf(after(sql), table)?.constraints.values() ?? [])].map(({ type }) => type);
  assert.deepEqual(types("SELECT 1"), ["primary_key"]);
  assert.deepEqual(types("ALTER TABLE a DROP PRIMARY KEY"), []);
});
