/** What each kind of operation demands, by the table of the design. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { kinds } from "../../../src/core/kinds.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { demandOf } from "../../../src/core/judge/demand.ts";
import type { Policy } from "../../../src/core/judge/policy.ts";
import type { AssessedOperation, Demand, Kind } from "../../../src/core/operation.ts";
import { assessed, breaking, growing } from "./build.ts";

const alone = (operation: AssessedOperation, policy: Policy = defaultPolicy): Demand =>
  demandOf(operation, policy, [operation]);

/** Every kind on an existing table, brief, undoable, and nothing breaks. */
const whenBrief: Record<Kind, Demand> = {
  create_table: "listed",
  drop_table: "note",
  rename_table: "note",
  truncate_table: "note_and_exception",
  create_table_as: "listed",
  add_column: "hint",
  drop_column: "note",
  rename_column: "note",
  alter_column_type: "hint",
  set_not_null: "note",
  drop_not_null: "hint",
  set_default: "hint",
  drop_default: "hint",
  create_index: "hint",
  drop_index: "hint",
  rename_index: "hint",
  rebuild_index: "note",
  add_primary_key: "note",
  add_foreign_key: "hint",
  add_unique: "note",
  add_check: "hint",
  add_exclusion: "note",
  validate_constraint: "hint",
  drop_constraint: "hint",
  rename_constraint: "hint",
  create_view: "listed",
  alter_view: "note",
  replace_view: "hint",
  drop_view: "note",
  create_materialized_view: "listed",
  refresh_materialized_view: "note",
  drop_materialized_view: "note",
  create_type: "listed",
  alter_type: "note",
  drop_type: "note",
  rename_type: "note",
  create_domain: "listed",
  alter_domain: "note",
  drop_domain: "note",
  add_enum_value: "hint",
  rename_enum_value: "note",
  create_trigger: "hint",
  drop_trigger: "note",
  set_trigger: "hint",
  create_function: "listed",
  drop_function: "note",
  create_sequence: "listed",
  alter_sequence: "note",
  drop_sequence: "note",
  create_schema: "listed",
  drop_schema: "note",
  set_schema: "note",
  set_owner: "note",
  attach_partition: "note",
  detach_partition: "note",
  create_partition: "hint",
  drop_partition: "note",
  rewrite_table: "note",
  set_table_option: "note",
  set_storage: "note",
  set_replica_identity: "note",
  set_comment: "listed",
  change_privileges: "listed",
  lock_table: "note",
  set_row_security: "note",
  create_row_policy: "note",
  drop_row_policy: "note",
  create_extension: "note",
  drop_extension: "note",
  change_data: "note",
  run_code: "note",
  unknown_statement: "note",
};

test("every kind, brief and on an existing table", () => {
  assert.deepEqual(Object.fromEntries(kinds.map((kind) => [kind, alone(assessed(kind))])), whenBrief);
});

test("every kind that is offline demands a note and an exception, whatever it is", () => {
  for (const kind of kinds)
    assert.equal(alone(assessed(kind, { impact: growing })), "note_and_exception", kind);
});

test("what touches only a new table is listed, unless it locks, reads or runs something that exists", () => {
  const lock = { table: "p", mode: "ShareRowExclusiveLock", blocks: ["writes" as const] };
  for (const kind of kinds) {
    if (kind === "run_code" || kind === "unknown_statement" || kind === "change_privileges") continue;
    assert.equal(alone(assessed(kind, { newTable: true })), "listed", kind);
    assert.equal(alone(assessed(kind, { newTable: true, impact: { locks: [lock] } })), "hint", kind);
  }
  assert.equal(alone(assessed("create_table", { impact: { locks: [lock] } })), "hint");
});

test("down demands nothing", () => {
  assert.equal(alone(assessed("drop_table", { direction: "down", impact: breaking })), "listed");
});

const json = assessed("add_column");
if (json.kind === "add_column")
  json.details = { ...json.details, column: { ...json.details.column, type: "json" } };

const rows: [string, AssessedOperation, Demand][] = [
  [
    "unique index without blocking",
    assessed("create_index", { details: { unique: true, concurrently: true } }),
    "note",
  ],
  [
    "index without blocking",
    assessed("create_index", { details: { concurrently: true }, impact: { grows: true } }),
    "listed",
  ],
  ["a column that no distinct rows can be had of", json, "note"],
  ["unique by an index that is there", assessed("add_unique", { details: { usingIndex: "ix" } }), "hint"],
  [
    "a loss in a contract phase",
    assessed("drop_column", { impact: { irreversible: true }, phase: "contract" }),
    "note",
  ],
  ["narrowing a small table", assessed("alter_column_type", { impact: { irreversible: true } }), "note"],
  [
    "a new enum value cannot be undone",
    assessed("add_enum_value", { impact: { irreversible: true } }),
    "hint",
  ],
  [
    "online work that grows",
    assessed("rebuild_index", { impact: { grows: true }, details: { concurrently: true } }),
    "hint",
  ],
  ["a function replaced", assessed("create_function", { details: { replace: true } }), "hint"],
  ["seed rows", assessed("change_data", { details: { statement: "insert", rows: 1000 } }), "hint"],
  [
    "too many to be seed rows",
    assessed("change_data", { details: { statement: "insert", rows: 1001 } }),
    "note",
  ],
  [
    "rows that replace others",
    assessed("change_data", { details: { statement: "insert", rows: 1, onConflict: "update" } }),
    "note",
  ],
  [
    "rows that give way",
    assessed("change_data", { details: { statement: "insert", rows: 1, onConflict: "nothing" } }),
    "hint",
  ],
  ["COPY of a few rows", assessed("change_data", { details: { statement: "copy", rows: 3 } }), "hint"],
  ["rows from elsewhere", assessed("change_data", { details: { statement: "insert", rows: null } }), "note"],
  [
    "DELETE without WHERE",
    assessed("change_data", { details: { statement: "delete", where: false } }),
    "note_and_exception",
  ],
  ["DELETE with WHERE", assessed("change_data", { details: { statement: "delete", where: true } }), "note"],
  ["UPDATE without WHERE", assessed("change_data", { details: { where: false } }), "note"],
  [
    "a new table from an old one",
    assessed("create_table_as", { details: { sources: [{ schema: null, table: "old" }] } }),
    "note",
  ],
  [
    "only its columns",
    assessed("create_table_as", { details: { sources: [{ schema: null, table: "old" }], withData: false } }),
    "listed",
  ],
  ["a right is given", assessed("change_privileges"), "listed"],
];

for (const [title, operation, demand] of rows) {
  test(`${title}: ${demand}`, () => assert.equal(alone(operation), demand));
}

test("a new table filled from an old one moves data, from another new one does not", () => {
  const fill = (source: string): AssessedOperation =>
    assessed("change_data", {
      table: "fresh",
      newTable: true,
      details: { statement: "insert", rows: null, sources: [{ schema: null, table: source }] },
    });
  const create = assessed("create_table", { table: "fresh" });
  const other = assessed("create_table", { table: "other" });
  const [fromOld, fromNew] = [fill("old"), fill("other")];
  const change = [create, other, fromOld, fromNew];
  assert.equal(demandOf(fromOld, defaultPolicy, change), "note");
  assert.equal(demandOf(fromNew, defaultPolicy, change), "listed");
});

test("a view that is dropped and made again is a replaced view, one that stays away is not", () => {
  const drop = assessed("drop_view", { table: "v", impact: { breaksOldCode: true, offline: true } });
  const gone = assessed("drop_view", { table: "w", impact: { breaksOldCode: true, offline: true } });
  const create = assessed("create_view", { table: "v" });
  const change = [drop, gone, create];
  assert.deepEqual(
    change.map((operation) => demandOf(operation, defaultPolicy, change)),
    ["hint", "note_and_exception", "hint"],
  );
});

test("made and then dropped is not made again", () => {
  const create = assessed("create_view", { table: "v" });
  const drop = assessed("drop_view", { table: "v", impact: { breaksOldCode: true, offline: true } });
  assert.equal(demandOf(drop, defaultPolicy, [create, drop]), "note_and_exception");
});

test("an index that is dropped and built again still blocks writes", () => {
  const drop = assessed("drop_index", { name: "ix" });
  const create = assessed("create_index", { name: "ix", impact: growing });
  assert.equal(demandOf(create, defaultPolicy, [drop, create]), "note_and_exception");
});

test("the policy asks for more or less: the last entry that fits counts", () => {
  const entry = { kinds: [], tables: [], paths: [], database: null };
  const policy: Policy = {
    ...defaultPolicy,
    demands: [
      { ...entry, kinds: ["drop_column"], demand: "note" },
      { ...entry, tables: ["audit_*"], demand: "listed" },
      { ...entry, paths: ["legacy/**"], demand: "hint" },
      { ...entry, database: "billing", demand: "note_and_exception" },
    ],
  };
  assert.equal(alone(assessed("drop_column", { impact: breaking }), policy), "note");
  assert.equal(alone(assessed("drop_column", { table: "audit_log", impact: breaking }), policy), "listed");
  assert.equal(alone(assessed("drop_column", { path: "legacy/1.sql", impact: breaking }), policy), "hint");
  assert.equal(alone(assessed("add_column", { database: "billing" }), policy), "note_and_exception");
  assert.equal(alone(assessed("drop_table", { impact: breaking }), policy), "note_and_exception");
});

test("any change can demand a note", () => {
  const policy: Policy = { ...defaultPolicy, notes: { ...defaultPolicy.notes, demand: "any-change" } };
  assert.equal(alone(assessed("create_table"), policy), "note");
  assert.equal(alone(assessed("drop_table", { impact: breaking }), policy), "note_and_exception");
});
