/** Every statement that was measured on MariaDB goes through reading and assessing: algorithm, lock and work as measured. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import type { Impact } from "../../../../src/core/impact.ts";
import type { MariadbMeasured } from "../../../../scripts/measure/mariadb.ts";
import { impactsOf } from "../../../support/dialects.ts";

interface Measurements {
  setup: string[];
  operations: {
    id: string;
    before: string[];
    statement: string;
    measured: Record<string, MariadbMeasured>;
  }[];
}

const { setup, operations } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../../docs/evidence/mariadb-facts.json"), "utf8"),
) as Measurements;

/** What is said otherwise than measured, and why. */
const exceptions: Record<string, Partial<Outcome>> = {
  // The row format, and a FULLTEXT index of another statement, are said as variables.
  add_column_fulltext: { algorithm: "INSTANT", work: "metadata" },
  add_column_compressed: { algorithm: "INSTANT", work: "metadata" },
  drop_column_compressed: { algorithm: "INSTANT", work: "metadata" },
  drop_column_fulltext: { algorithm: "INSTANT", work: "metadata" },
  // Whether a FULLTEXT index is the first is not known; both ways writes wait.
  add_fulltext_next: { algorithm: "INPLACE" },
  add_fulltext_second: { algorithm: "INPLACE", work: "rewrite" },
  // The character set of the column before is not known.
  column_charset_utf8mb3_utf8mb4: { algorithm: "COPY", lock: "SHARED", work: "rewrite" },
  // A new file, but an empty one, or one that is exchanged: no row is read or written. WITH VALIDATION reads those of the table.
  truncate: { work: "metadata" },
  truncate_partition: { work: "metadata" },
  exchange_partition: { work: "scan" },
  // It is written anew under another name of its file.
  partition_by: { work: "rewrite" },
  remove_partitioning: { work: "rewrite" },
  // MariaDB takes the word INSTANT and writes the table anew.
  engine_other: { algorithm: "COPY", work: "rewrite" },
  order_by: { algorithm: "COPY" },
  rename_table_alter: { algorithm: null },
  // No operation.
  analyze: { work: "none" },
};
/** DROP TRIGGER does not say of which table. */
const withoutTable = new Set(["drop_trigger", "drop_view"]);

interface Outcome {
  algorithm: string | null;
  lock: string | null;
  work: string;
}

const works = ["none", "metadata", "scan", "data", "rewrite", "unknown"];

/** What is said of all operations of the statement together. */
function said(impacts: readonly Impact[]): Outcome {
  const work = impacts.map((impact) => (impact.work === "data" ? "scan" : impact.work));
  const worst = work.toSorted((a, b) => works.indexOf(b) - works.indexOf(a))[0] ?? "none";
  const algorithm = impacts.find((impact) => impact.algorithm !== null)?.algorithm ?? null;
  const blocks = new Set(impacts.flatMap(({ locks }) => locks.flatMap((lock) => lock.blocks)));
  const lock = blocks.has("reads") ? "EXCLUSIVE" : blocks.has("writes") ? "SHARED" : "NONE";
  return { algorithm, lock, work: worst };
}

/** A lock that is held for a moment says nothing of what is accepted for the work. */
function expected({ algorithm, lock, work }: MariadbMeasured): Outcome {
  return { algorithm, lock, work };
}

describe("as measured on MariaDB", () => {
  test("many were measured", () => assert.ok(operations.length > 140));
  for (const { id, before, statement, measured } of operations) {
    for (const [version, outcome] of Object.entries(measured)) {
      test(`${id} on ${version}`, () => {
        const session = before.filter((sql) => sql.startsWith("SET "));
        const earlier = before.filter((sql) => !sql.startsWith("SET "));
        const impacts = impactsOf(`mariadb@${version}`, `${[...session, statement].join(";\n")};`, {
          base: `${[...setup, ...earlier].filter((sql) => !sql.startsWith("INSERT")).join(";\n")};`,
        });
        const want = expected(outcome);
        const got = said(impacts);
        if (got.work === "metadata" || outcome.algorithm === null) got.lock = want.lock;
        if (outcome.algorithm === null) got.algorithm = null;
        if (outcome.refused !== null) return;
        assert.deepEqual(got, { ...want, ...exceptions[id] });
        if (withoutTable.has(id)) return;
        const locked = new Set(impacts.flatMap(({ locks }) => locks.map(({ table }) => table)));
        for (const table of outcome.waitsForReadersOf) assert.ok(locked.has(table), `it locks ${table}`);
        for (const table of locked) {
          const waits = [...outcome.waitsForReadersOf, ...outcome.waitsForWritersOf];
          assert.ok(waits.includes(table), `it does not lock ${table}`);
        }
      });
    }
  }
});
