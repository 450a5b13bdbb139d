/** What each statement of MySQL, MariaDB and SQLite is. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { short } from "../../../../support/sql.ts";
import { readAs } from "../../../../support/tolerant.ts";
import { statements } from "./statements.ts";

test("each statement is what the table says", () => {
  const wrong: string[] = [];
  for (const { dialect, sql, operations } of statements) {
    const reading = readAs(dialect, sql);
    const found = [
      ...reading.operations.map((operation) => short(operation)),
      ...reading.unread.map(({ reason }) => `unread ${reason}`),
    ];
    const said = found.length === 0 ? "-" : found.join("; ");
    const reasons = reading.operations.flatMap((operation) =>
      operation.kind === "unknown_statement" ? [operation.details.reason] : [],
    );
    if (said !== operations) wrong.push([dialect, sql, said, operations, ...reasons].join("\n  "));
  }
  assert.deepEqual(wrong, []);
});

test("each statement is read alike among others", () => {
  for (const dialect of ["mysql", "mariadb", "sqlite"] as const) {
    const own = statements.filter((row) => row.dialect === dialect && !row.sql.startsWith("CALL"));
    const alone = own.flatMap(({ sql }) =>
      readAs(dialect, sql).operations.map((operation) => short(operation)),
    );
    const together = readAs(dialect, own.map(({ sql }) => sql).join(";\n"));
    assert.deepEqual(
      together.operations.map((operation) => short(operation)),
      alone,
    );
    assert.deepEqual(together.unread, []);
  }
});
