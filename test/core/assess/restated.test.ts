/** What MODIFY and CHANGE say anew is told as what differs from the column before. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SaidColumns } from "../../../src/core/assess/restated.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { short } from "../../support/sql.ts";
import { readAs } from "../../support/tolerant.ts";

const table =
  "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a varchar(20) NOT NULL, b int DEFAULT 1, c varchar(5) CHARACTER SET latin1, d timestamp, e int);\n";

function told(text: string): string[] {
  const said = new SaidColumns();
  const found: ReadOperation[] = readAs("mysql", table + text).operations.flatMap((one) => said.take(one));
  return found.slice(1).map(short);
}

const cases: [string, string[]][] = [
  ["MODIFY a varchar(20)", ["drop_not_null t.a"]],
  ["MODIFY a varchar(30) NOT NULL", ["alter_column_type t.a"]],
  ["MODIFY e int NOT NULL", ["set_not_null t.e"]],
  ["MODIFY e bigint NOT NULL DEFAULT 0", ["alter_column_type t.e", "set_default t.e", "set_not_null t.e"]],
  ["MODIFY b int", ["drop_default t.b"]],
  ["MODIFY e int DEFAULT NULL", ["set_comment t.e"]],
  ["MODIFY b int DEFAULT NULL", ["drop_default t.b"]],
  ["MODIFY b int DEFAULT 2", ["set_default t.b"]],
  ["MODIFY b int DEFAULT 1 COMMENT 'one'", ["set_comment t.b"]],
  ["MODIFY b int DEFAULT 1 FIRST", ["alter_column_type t.b"]],
  ["MODIFY c varchar(5)", ["alter_column_type t.c"]],
  ["MODIFY c varchar(5) CHARACTER SET latin1", ["set_comment t.c"]],
  ["MODIFY id int AUTO_INCREMENT", ["set_comment t.id"]],
  ["MODIFY id int", ["alter_column_type t.id"]],
  ["MODIFY d timestamp NOT NULL", ["set_not_null t.d"]],
  ["MODIFY unknown int NOT NULL", ["alter_column_type t.unknown", "set_not_null t.unknown"]],
  ["CHANGE e f int", ["rename_column t.e"]],
  ["CHANGE e f bigint NOT NULL", ["rename_column t.e", "alter_column_type t.f", "set_not_null t.f"]],
];

for (const [clause, expected] of cases)
  test(clause, () => assert.deepEqual(told(`ALTER TABLE t ${clause};`), expected));

test("each statement is told against what the one before left", () => {
  assert.deepEqual(
    told(
      "ALTER TABLE t MODIFY e bigint NOT NULL; ALTER TABLE t MODIFY e bigint NOT NULL; ALTER TABLE t MODIFY e bigint;",
    ),
    ["alter_column_type t.e", "set_not_null t.e", "set_comment t.e", "drop_not_null t.e"],
  );
});

test("what may be another column now is not compared", () => {
  for (const change of [
    "ALTER TABLE t DEFAULT CHARACTER SET utf8mb4",
    "DROP TABLE t",
    "ALTER TABLE t DROP COLUMN e",
  ])
    assert.deepEqual(told(`${change}; ALTER TABLE t MODIFY e int;`).slice(1), ["alter_column_type t.e"]);
});
