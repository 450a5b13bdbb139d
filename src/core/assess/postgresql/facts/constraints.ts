/** Facts about constraints. */

import { exclusive, fact, measured } from "../fact.ts";
import type { Fact } from "../fact.ts";

const keys = { target: "ShareRowExclusiveLock", referenced: "ShareRowExclusiveLock" } as const;
const validate = { target: "ShareUpdateExclusiveLock" } as const;
const scan = { work: "scan", locks: exclusive, grows: ["target"] } as const;

const keyed = { target: "AccessExclusiveLock", partitions: "ShareLock" } as const;
const noForeignKeys = "a foreign key on a partitioned table exists since PostgreSQL 11";
const noKeys = "a key on a partitioned table exists since PostgreSQL 11";

/** A primary or unique key of a partitioned table; `before`: the locks before PostgreSQL 18. */
function partitionedKeys(
  kind: "add_primary_key" | "add_unique",
  source: string,
  withoutKey: string,
  before: Fact["locks"],
): Fact[] {
  return [
    fact(kind, "on a partitioned table", { to: 10, refused: noKeys, source: measured(source) }),
    fact(kind, "on a partitioned table", {
      ...scan,
      locks: before,
      from: 11,
      to: 17,
      source: measured(source),
    }),
    fact(kind, "on a partitioned table", { ...scan, from: 18, source: measured(source) }),
    fact(kind, "without the partition key", {
      refused: "a unique key of a partitioned table must have all columns that it is partitioned by",
      source: measured(withoutKey),
    }),
    fact(kind, "using index on a partitioned table", {
      refused: "a key of a partitioned table cannot be made USING INDEX",
      source: measured("add_unique_using_index_partitioned"),
    }),
  ];
}

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
  fact("add_primary_key", "using index, proved", {
    ...scan,
    to: 11,
    source: measured("add_primary_key_with_validated_check"),
  }),
  fact("add_primary_key", "using index, proved", {
    locks: exclusive,
    from: 12,
    source: measured("add_primary_key_with_validated_check"),
  }),
  ...partitionedKeys(
    "add_primary_key",
    "add_primary_key_partitioned",
    "add_primary_key_without_key",
    exclusive,
  ),
  ...partitionedKeys("add_unique", "add_unique_partitioned", "create_unique_index_without_key", keyed),
  fact("add_exclusion", "on a partitioned table", {
    to: 16,
    refused: "an exclusion constraint on a partitioned table exists since PostgreSQL 17",
    source: measured("add_exclusion_partitioned"),
  }),
  fact("add_exclusion", "on a partitioned table", {
    ...scan,
    locks: keyed,
    from: 17,
    to: 17,
    source: measured("add_exclusion_partitioned"),
  }),
  fact("add_exclusion", "on a partitioned table", {
    ...scan,
    from: 18,
    source: measured("add_exclusion_partitioned"),
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
  fact("add_foreign_key", "on a partitioned table", {
    to: 10,
    refused: noForeignKeys,
    source: measured("add_fk_partitioned"),
  }),
  fact("add_foreign_key", "on a partitioned table", {
    work: "scan",
    locks: keys,
    grows: ["target"],
    from: 11,
    source: measured("add_fk_partitioned"),
  }),
  fact("add_foreign_key", "to a partitioned table", {
    to: 11,
    refused: "a foreign key to a partitioned table exists since PostgreSQL 12",
    source: measured("add_fk_to_partitioned"),
  }),
  fact("add_foreign_key", "to a partitioned table", {
    work: "scan",
    locks: keys,
    grows: ["target"],
    from: 12,
    source: measured("add_fk_to_partitioned"),
  }),
  fact("add_foreign_key", "not valid to a partitioned table", {
    to: 11,
    refused: "a foreign key to a partitioned table exists since PostgreSQL 12",
    source: measured("add_fk_not_valid_to_partitioned"),
  }),
  fact("add_foreign_key", "not valid to a partitioned table", {
    locks: keys,
    from: 12,
    source: measured("add_fk_not_valid_to_partitioned"),
  }),
  fact("add_foreign_key", "not valid", { locks: keys, source: measured("add_fk_not_valid") }),
  fact("add_foreign_key", "not valid on a partitioned table", {
    to: 17,
    refused: "a foreign key on a partitioned table cannot be NOT VALID before PostgreSQL 18",
    source: measured("add_fk_not_valid_partitioned", "add_fk_not_valid_partitioned_filled"),
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
    source: measured("validate_check", "validate_check_partitioned", "validate_not_null"),
  }),
  fact("validate_constraint", "foreign key", {
    work: "scan",
    locks: { ...validate, referenced: "RowShareLock" },
    grows: ["target"],
    source: measured("validate_fk", "validate_fk_partitioned", "validate_fk_to_partitioned"),
  }),
  fact("drop_constraint", "plain", {
    locks: {
      target: "AccessExclusiveLock",
      referenced: "AccessExclusiveLock",
      referencing: "AccessExclusiveLock",
    },
    source: measured(
      "drop_constraint_check",
      "drop_fk",
      "drop_pk",
      "drop_fk_partitioned",
      "drop_fk_to_partitioned",
    ),
  }),
  fact("rename_constraint", "plain", { locks: exclusive, source: measured("rename_constraint") }),
];
