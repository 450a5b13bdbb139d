/** Every measured operation goes through reading and assessing on every measured version: work and locks as measured. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { assess } from "../../../src/core/assess/assess.ts";
import { lockModes, stronger } from "../../../src/core/assess/postgresql/locks.ts";
import type { LockMode } from "../../../src/core/assess/postgresql/locks.ts";
import type { Impact } from "../../../src/core/impact.ts";
import { operationsOf } from "../../support/operations.ts";

interface Measured {
  locks?: string[];
  rewritten?: string[];
  scanned?: string[];
  unsupported?: true;
  /** What has to be there before it was refused: nothing is known of the statement itself. */
  before?: true;
}

interface Measurement {
  id: string;
  before: string[];
  statement: string;
  /** It ran outside a transaction. */
  alone?: boolean;
  measured: Record<string, Measured>;
}

interface Outcome {
  refused: boolean;
  work: string;
  locks: Record<string, string>;
}

interface Measurements {
  setup: string;
  operations: Measurement[];
}

function read(name: string): Measurements {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../docs/evidence", name), "utf8"),
  ) as Measurements;
}

/** Relations of the fixture that are no indexes and no sequences. */
const tables = new Set(["t", "p", "v", "pt", "t3", "n", "d", "parent"]);

/** What is said otherwise than measured, and why: each has its heading in docs/evidence/postgresql-measurements.md. */
const exceptions: Record<string, (version: number, measured: Outcome) => Outcome> = {
  truncate_partitioned: (_, measured) => ({ ...measured, work: "metadata" }),
  // What a CHECK of the default partition excludes is not proved.
  attach_partition_check_beside_checked_default: (_, measured) => ({ ...measured, work: "scan" }),
  // What depends on a partition is not looked for.
  drop_partition_of_referenced: () => ({
    refused: false,
    work: "metadata",
    locks: { pt: "AccessExclusiveLock", t3: "AccessExclusiveLock" },
  }),
  // Whether a trigger is for each row is not kept.
  create_trigger_partitioned: (_, measured) =>
    measured.refused
      ? {
          refused: false,
          work: "metadata",
          locks: { pt: "ShareRowExclusiveLock", t3: "ShareRowExclusiveLock" },
        }
      : measured,
  // Whether the columns of a foreign key can still be compared is not asked.
  type_citext_text_referencing: () => ({
    refused: false,
    work: "metadata",
    locks: { parent: "AccessExclusiveLock", t: "AccessExclusiveLock" },
  }),
  // What the expression of a generated column reads is not kept.
  type_of_generated_source: () => ({ refused: false, work: "rewrite", locks: { t: "AccessExclusiveLock" } }),
  // Its index is locked against everything, as measured; the table besides as for any REINDEX.
  set_tablespace_index: (_, measured) => ({ ...measured, locks: { t: "ShareLock" } }),
  // Without another transaction beside it, its locks were not seen.
  reindex_table_partitioned: (version, measured) => ({
    ...measured,
    locks: version < 14 ? { pt: "ShareLock" } : { pt: "ShareLock", t3: "ShareLock" },
  }),
  // The file of a truncated table is another, but empty: no row is read or written.
  truncate: (_, measured) => ({ ...measured, work: "metadata" }),
  truncate_cascade: (_, measured) => ({ ...measured, work: "metadata" }),
  refresh_materialized_view_no_data: (_, measured) => ({ ...measured, work: "metadata" }),
  // The measured table had no other partition whose rows the new one could hold; `attach_partition_default_beside_others` has.
  attach_partition_default: (_, measured) => (measured.refused ? measured : { ...measured, work: "scan" }),
  // It is so only in a session whose time zone is UTC, and a migration does not prove that.
  type_ts_timestamptz_utc: (_, measured) => ({ ...measured, work: "rewrite" }),
  // The measured table had that access method already.
  set_access_method_heap: (_, measured) => (measured.refused ? measured : { ...measured, work: "rewrite" }),
};

function expected(measured: Measured): Outcome {
  if (measured.unsupported === true) return { refused: true, work: "none", locks: {} };
  const { rewritten = [], scanned = [] } = measured;
  const rewrites = rewritten.some((relation) => tables.has(relation));
  const reads = scanned.length > 0 || rewritten.length > 0;
  const work = rewrites ? "rewrite" : reads ? "scan" : "metadata";
  return {
    refused: false,
    work,
    locks: strongest((measured.locks ?? []).map((text) => text.split("|") as [string, LockMode])),
  };
}

function strongest(locks: readonly [string, LockMode][]): Record<string, LockMode> {
  const found: Record<string, LockMode> = {};
  for (const [table, mode] of locks) {
    if (!tables.has(table)) continue;
    found[table] = stronger(found[table] ?? lockModes[0], mode);
  }
  return Object.fromEntries(Object.entries(found).toSorted());
}

/** What is said of all operations of the statement together. */
function said(impacts: readonly Impact[]): Outcome {
  const order = ["none", "metadata", "scan", "data", "rewrite", "unknown"];
  const refused = impacts.some((impact) => impact.refused !== null);
  const works = impacts.map(({ work, grows }) => (work !== "data" ? work : grows ? "scan" : "metadata"));
  const work = works.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? "none";
  const locks = impacts.flatMap((impact) =>
    impact.locks.map(({ table, mode }): [string, LockMode] => [table, mode as LockMode]),
  );
  return { refused, work: refused ? "none" : work, locks: strongest(locks) };
}

for (const [name, count] of [
  ["postgresql-facts.json", 93],
  ["postgresql-facts-13-15-16.json", 93],
  ["postgresql-more-facts.json", 63],
  ["postgresql-further-facts.json", 126],
  ["postgresql-type-facts.json", 85],
] as const) {
  const { setup, operations } = read(name);
  describe(`as measured in ${name}`, () => {
    test("every operation is there", () => assert.equal(operations.length, count));
    for (const { id, before, statement, alone, measured } of operations) {
      const base = operationsOf(setup, { path: "0.sql" }).concat(
        operationsOf(before.join(";\n"), { path: "1.sql" }),
      );
      const change = operationsOf(statement, { path: "2.sql", transaction: alone === true ? null : "2" });
      for (const [version, outcome] of Object.entries(measured)) {
        if (outcome.before === true) continue;
        test(`${id} on ${version}`, () => {
          const number = Number(version);
          const engine = { engine: "postgresql", from: number, to: number } as const;
          const assessed = assess(change, base, { engines: [engine], smallTables: [] });
          const want = expected(outcome);
          const except = exceptions[id];
          const impacts = assessed.map(({ impact }) => impact);
          assert.deepEqual(said(impacts), except === undefined ? want : except(number, want));
        });
      }
    }
  });
}
