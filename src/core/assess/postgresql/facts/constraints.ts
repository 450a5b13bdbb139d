/** Facts about constraints. */

import { exclusive, fact, manual, measured } from "../fact.ts";

const keys = { target: "ShareRowExclusiveLock", referenced: "ShareRowExclusiveLock" } as const;
const validate = { target: "ShareUpdateExclusiveLock" } as const;
const scan = { work: "scan", locks: exclusive, grows: ["target"] } as const;

export const constraintFacts = [
  fact("add_primary_key", "plain", {
    ...scan,
    source: measured("add_primary_key", "add_primary_key_nullable"),
  }),
  fact("add_primary_key", "using index", {
    locks: exclusive,
    source: measured("add_primary_key_using_index"),
  }),
  fact("add_primary_key", "using index, nullable", {
    ...scan,
    source: measured("add_pk_using_index_nullable"),
  }),
  fact("add_unique", "plain", { ...scan, source: measured("add_unique") }),
  fact("add_unique", "using index", { locks: exclusive, source: measured("add_unique_using_index") }),
  fact("add_exclusion", "plain", { ...scan, source: measured("add_exclusion") }),
  fact("add_check", "plain", { ...scan, source: measured("add_check") }),
  fact("add_check", "not valid", { locks: exclusive, source: measured("add_check_not_valid") }),
  fact("add_check", "not null", {
    to: 17,
    refused: "ADD CONSTRAINT ... NOT NULL exists since PostgreSQL 18",
    source: measured("add_not_null_not_valid"),
  }),
  fact("add_check", "not null", { ...scan, from: 18, source: measured("add_not_null") }),
  fact("add_check", "not null, not valid", {
    to: 17,
    refused: "ADD CONSTRAINT ... NOT NULL exists since PostgreSQL 18",
    source: measured("add_not_null_not_valid"),
  }),
  fact("add_check", "not null, not valid", {
    locks: exclusive,
    from: 18,
    source: measured("add_not_null_not_valid"),
  }),
  fact("add_foreign_key", "plain", {
    work: "scan",
    locks: keys,
    grows: ["target"],
    source: measured("add_fk"),
  }),
  fact("add_foreign_key", "not valid", { locks: keys, source: measured("add_fk_not_valid") }),
  fact("add_foreign_key", "not valid on a partitioned table", {
    to: 17,
    refused: "a foreign key on a partitioned table cannot be NOT VALID before PostgreSQL 18",
    source: manual("sql-altertable"),
  }),
  fact("add_foreign_key", "not valid on a partitioned table", {
    locks: keys,
    from: 18,
    source: measured("add_fk_not_valid_partitioned"),
  }),
  fact("validate_constraint", "check", {
    work: "scan",
    locks: validate,
    grows: ["target"],
    source: measured("validate_check"),
  }),
  fact("validate_constraint", "foreign key", {
    work: "scan",
    locks: { ...validate, referenced: "RowShareLock" },
    grows: ["target"],
    source: measured("validate_fk"),
  }),
  fact("drop_constraint", "plain", {
    locks: {
      target: "AccessExclusiveLock",
      referenced: "AccessExclusiveLock",
      referencing: "AccessExclusiveLock",
    },
    source: measured("drop_constraint_check", "drop_fk", "drop_pk"),
  }),
  fact("rename_constraint", "plain", { locks: exclusive, source: measured("rename_constraint") }),
];
