/** Every statement that was measured on SQLite goes through reading and assessing, and some are measured once more. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { measureSqlite, sqliteVersion } from "../../../../scripts/measure/sqlite.ts";
import type { SqliteMeasured } from "../../../../scripts/measure/sqlite.ts";
import type { Impact } from "../../../../src/core/impact.ts";
import { impactsOf } from "../../../support/dialects.ts";

interface Measurements {
  setup: string[];
  operations: { id: string; before: string[]; statement: string; measured: Record<string, SqliteMeasured> }[];
}

const { setup, operations } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../../docs/evidence/sqlite-facts.json"), "utf8"),
) as Measurements;

/** Refused because of what the rows are, which nobody knows before: it runs, and it may fail. */
const rowsDecide = /violated|duplicates/u;
/** What a CHECK or a view uses is not known from reading: it is said that SQLite refuses it then. */
const unseenUse = new Set(["drop_column_in_check", "drop_column_in_view"]);
/** No SQL of SQLite: the reader knows it for nothing, and a person must look. */
const unknown = /syntax error/u;
/** A table that is empty takes what one with rows refuses; what is in it is not known from reading. */
const empty = new Set(["add_column_not_null_empty", "add_column_expression_default_empty"]);
/** What is said otherwise than measured, and why. */
const exceptions: Record<string, string> = {
  // Rows are written; what grows is said of the tables that are read.
  update_all: "data",
  update_none: "data",
  delete_some: "data",
  delete_all: "data",
  insert_select: "data",
  insert_row: "data",
  // It says nothing of tables.
  analyze: "none",
};

function workOf(impacts: readonly Impact[]): string {
  const order = ["none", "metadata", "scan", "data", "rewrite", "unknown"];
  const works = impacts.map(({ work }) => work);
  return works.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? "none";
}

describe("as measured on SQLite", () => {
  test("many were measured", () => assert.ok(operations.length > 70));
  for (const { id, before, statement, measured } of operations) {
    for (const [version, outcome] of Object.entries(measured)) {
      test(`${id} on ${version}`, () => {
        const transaction = before.includes("BEGIN") ? "file" : null;
        const session = before.filter((sql) => sql.startsWith("PRAGMA"));
        const impacts = impactsOf(`sqlite@${version}`, `${[...session, statement].join(";\n")};`, {
          base: `${setup.join(";\n")};`,
          transaction,
        });
        const refused = impacts.some((impact) => impact.refused !== null);
        if (outcome.refused !== null && unknown.test(outcome.refused)) {
          assert.ok(refused || workOf(impacts) === "unknown", `it is not called safe: ${workOf(impacts)}`);
          return;
        }
        if (empty.has(id)) return assert.equal(refused, true);
        // Newer than what the reader knows: nothing is called safe.
        if (workOf(impacts) === "unknown") return;
        const mayFail = rowsDecide.test(id) || unseenUse.has(id);
        if (unseenUse.has(id)) assert.match(impacts[0]?.reasons.join() ?? "", /refuses it while/u);
        assert.equal(refused, outcome.refused !== null && !mayFail, outcome.refused ?? "it runs");
        if (refused || mayFail) return;
        assert.equal(workOf(impacts), exceptions[id] ?? outcome.work);
        const locked = impacts.some(({ locks }) => locks.some(({ blocks }) => blocks.includes("writes")));
        const grows = impacts.some((impact) => impact.grows);
        const unseen = impacts.some(({ reasons }) => reasons.join().includes("of every table"));
        if (grows) assert.equal(locked || unseen, outcome.otherWriter !== null || id === "vacuum");
      });
    }
  }
});

describe(`SQLite ${sqliteVersion()} does as it is written`, () => {
  const few = new Set([
    "add_column",
    "add_column_unique",
    "drop_column_narrow",
    "rename_column",
    "create_table",
  ]);
  const [version] = Object.keys(operations[0]?.measured ?? {});
  for (const operation of operations.filter(({ id }) => few.has(id))) {
    test(operation.id, () => {
      const now = measureSqlite(operation);
      const then = operation.measured[version ?? ""] as SqliteMeasured;
      const { work, otherWriter, readerOfWal, commitBesideReader, refused } = then;
      assert.deepEqual({ ...now }, { ...now, work, otherWriter, readerOfWal, commitBesideReader, refused });
    });
  }
});
