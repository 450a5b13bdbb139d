/** Facts about partitions that are made, attached, detached and dropped. */

import { fact, manual, measured } from "../fact.ts";
import type { Fact } from "../fact.ts";

const alterTable = manual("sql-altertable");
const partitioning = manual("ddl-partitioning");
const noDefault = "default partitions exist since PostgreSQL 11";
const noConcurrently = "DETACH PARTITION ... CONCURRENTLY exists since PostgreSQL 14";

const made = { target: "AccessExclusiveLock" } as const;
const detached = {
  target: "AccessExclusiveLock",
  default_partition: "AccessExclusiveLock",
  referenced: "ShareRowExclusiveLock",
} as const;

/** From 15 on, tables that reference the whole are locked as well. */
const referencing = { referencing: "ShareRowExclusiveLock" } as const;

/** A partition that is attached: before 12 the whole is locked fully. */
function attached(
  variant: string,
  { work, grows, source, from = 10 }: Pick<Fact, "work" | "grows" | "source"> & { from?: number },
): Fact[] {
  const locks = {
    partition: "AccessExclusiveLock",
    default_partition: "AccessExclusiveLock",
    referenced: "ShareRowExclusiveLock",
  } as const;
  const row = { work, grows, source };
  const light = { ...locks, target: "ShareUpdateExclusiveLock" } as const;
  return [
    fact("attach_partition", variant, {
      ...row,
      locks: { ...locks, target: "AccessExclusiveLock", referenced: "RowShareLock" },
      from,
      to: 11,
    }),
    fact("attach_partition", variant, { ...row, locks: light, from: 12, to: 14 }),
    fact("attach_partition", variant, { ...row, locks: { ...light, ...referencing }, from: 15 }),
  ];
}

/** A partition that is made: before 12 the tables that it references are not locked. */
function created(variant: string, row: Pick<Fact, "work" | "locks" | "grows" | "source">, from = 10): Fact[] {
  const keyed = { ...row.locks, referenced: "ShareRowExclusiveLock" } as const;
  return [
    fact("create_partition", variant, { ...row, from, to: 11 }),
    fact("create_partition", variant, { ...row, locks: keyed, from: 12, to: 14 }),
    fact("create_partition", variant, { ...row, locks: { ...keyed, ...referencing }, from: 15 }),
  ];
}

const proved = measured(
  "attach_partition_check_not_null_column",
  "attach_partition_check_narrower",
  "attach_partition_check_list",
  "attach_partition_check_dates",
  "attach_partition_check_and_own_index",
);

export const partitionFacts = [
  ...attached("plain", {
    work: "scan",
    grows: ["partition", "default_partition"],
    source: measured(
      "attach_partition",
      "attach_partition_check_nullable",
      "attach_partition_check_and_index",
      "attach_partition_check_and_fk",
      "attach_partition_of_referenced",
    ),
  }),
  fact("attach_partition", "with a default partition", { to: 10, refused: noDefault, source: partitioning }),
  ...attached("with a default partition", {
    work: "scan",
    grows: ["partition", "default_partition"],
    source: measured("attach_partition_beside_default", "attach_partition_default_beside_others"),
    from: 11,
  }),
  ...attached("proved", { work: "metadata", grows: [], source: proved }),
  fact("attach_partition", "proved, with a default partition", {
    to: 10,
    refused: noDefault,
    source: partitioning,
  }),
  ...attached("proved, with a default partition", {
    work: "scan",
    grows: ["default_partition"],
    source: measured("attach_partition_check_beside_default"),
    from: 11,
  }),
  fact("detach_partition", "plain", {
    locks: { ...detached, partition: "ShareUpdateExclusiveLock" },
    to: 13,
    source: measured("detach_partition", "detach_partition_beside_default", "detach_partition_with_fk"),
  }),
  fact("detach_partition", "plain", {
    locks: { ...detached, partition: "AccessExclusiveLock" },
    from: 14,
    source: measured("detach_partition", "detach_partition_beside_default", "detach_partition_with_fk"),
  }),
  fact("detach_partition", "of a referenced table", {
    work: "scan",
    locks: { ...detached, partition: "AccessExclusiveLock", referencing: "AccessExclusiveLock" },
    grows: ["referencing"],
    source: measured("detach_partition_of_referenced"),
  }),
  fact("detach_partition", "concurrently", { to: 13, refused: noConcurrently, source: alterTable }),
  fact("detach_partition", "concurrently", {
    locks: { target: "ShareUpdateExclusiveLock", partition: "AccessExclusiveLock" },
    from: 14,
    source: measured("detach_partition_concurrently", "detach_partition_concurrently_with_fk"),
  }),
  fact("detach_partition", "concurrently beside a default partition", {
    to: 13,
    refused: noConcurrently,
    source: alterTable,
  }),
  fact("detach_partition", "concurrently beside a default partition", {
    from: 14,
    refused: "DETACH PARTITION ... CONCURRENTLY cannot be used while there is a default partition",
    source: measured("detach_partition_concurrently_beside_default"),
  }),
  fact("detach_partition", "concurrently in a transaction", {
    refused: "DETACH PARTITION ... CONCURRENTLY cannot run inside a transaction block",
    source: measured("detach_partition_concurrently_in_transaction"),
  }),
  ...created("plain", {
    work: "metadata",
    locks: made,
    grows: [],
    source: measured("create_partition_of", "create_partition_with_fk", "create_partition_of_referenced"),
  }),
  fact("create_partition", "default", { to: 10, refused: noDefault, source: partitioning }),
  ...created(
    "default",
    { work: "metadata", locks: made, grows: [], source: measured("create_partition_of") },
    11,
  ),
  fact("create_partition", "beside a default partition", {
    to: 10,
    refused: noDefault,
    source: partitioning,
  }),
  ...created(
    "beside a default partition",
    {
      work: "scan",
      locks: { ...made, default_partition: "AccessExclusiveLock" },
      grows: ["default_partition"],
      source: measured("create_partition_beside_default"),
    },
    11,
  ),
  fact("drop_partition", "plain", {
    locks: { target: "AccessExclusiveLock", partition: "AccessExclusiveLock" },
    source: measured("drop_partition"),
  }),
];
