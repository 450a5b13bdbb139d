/** Facts about tables, partitions and what is set on them. */

import { evidence, exclusive, fact, facts, manual, measured } from "../fact.ts";
import type { Fact } from "../fact.ts";
import type { LockMode } from "../locks.ts";

const alterTable = manual("sql-altertable");
const block = "cannot run inside a transaction block";
const parted = { target: "AccessExclusiveLock", default_partition: "AccessExclusiveLock" } as const;
const around = {
  target: "AccessExclusiveLock",
  referenced: "AccessExclusiveLock",
  referencing: "AccessExclusiveLock",
  parent: "AccessExclusiveLock",
} as const;
const light = { target: "ShareUpdateExclusiveLock" } as const;

const noDefault = "default partitions exist since PostgreSQL 11";
const partitioning = manual("ddl-partitioning");

function attached(parent: LockMode): Pick<Fact, "work" | "locks" | "grows"> {
  const locks = {
    target: parent,
    partition: "AccessExclusiveLock",
    default_partition: "AccessExclusiveLock",
  } as const;
  return { work: "scan", locks, grows: ["partition", "default_partition"] };
}

export const tableFacts = [
  fact("create_table", "plain", {
    locks: { referenced: "ShareRowExclusiveLock", parent: "ShareUpdateExclusiveLock" },
    source: measured("create_table_with_fk"),
  }),
  fact("create_table_as", "plain", { work: "scan", grows: ["sources"], source: measured("create_table_as") }),
  fact("create_table_as", "no data", { source: manual("sql-createtableas") }),
  fact("drop_table", "plain", { locks: around, source: measured("drop_table") }),
  fact("rename_table", "plain", { locks: exclusive, source: measured("rename_table") }),
  fact("truncate_table", "plain", {
    locks: { target: "AccessExclusiveLock" },
    source: evidence("TRUNCATE"),
  }),
  fact("truncate_table", "cascade", {
    locks: { target: "AccessExclusiveLock", referencing: "AccessExclusiveLock" },
    source: evidence("TRUNCATE"),
  }),
  fact("set_schema", "table", { locks: exclusive, source: measured("set_schema") }),
  fact("set_schema", "other", { source: manual("sql-altertype") }),
  fact("set_owner", "table", { locks: exclusive, source: measured("owner_to") }),
  fact("set_owner", "other", { source: manual("sql-alterfunction") }),
  fact("attach_partition", "plain", {
    ...attached("AccessExclusiveLock"),
    to: 11,
    source: measured("attach_partition"),
  }),
  fact("attach_partition", "plain", {
    ...attached("ShareUpdateExclusiveLock"),
    from: 12,
    source: measured("attach_partition"),
  }),
  fact("attach_partition", "with a default partition", { to: 10, refused: noDefault, source: partitioning }),
  fact("attach_partition", "with a default partition", {
    ...attached("AccessExclusiveLock"),
    from: 11,
    to: 11,
    source: measured("attach_partition_beside_default", "attach_partition_default_beside_others"),
  }),
  fact("attach_partition", "with a default partition", {
    ...attached("ShareUpdateExclusiveLock"),
    from: 12,
    source: measured("attach_partition_beside_default", "attach_partition_default_beside_others"),
  }),
  fact("detach_partition", "plain", {
    locks: { target: "AccessExclusiveLock", partition: "ShareUpdateExclusiveLock" },
    to: 13,
    source: measured("detach_partition"),
  }),
  fact("detach_partition", "plain", {
    locks: { target: "AccessExclusiveLock", partition: "AccessExclusiveLock" },
    from: 14,
    source: measured("detach_partition"),
  }),
  fact("detach_partition", "concurrently", {
    to: 13,
    refused: "DETACH PARTITION ... CONCURRENTLY exists since PostgreSQL 14",
    source: alterTable,
  }),
  fact("detach_partition", "concurrently", {
    locks: { target: "ShareUpdateExclusiveLock", partition: "AccessExclusiveLock" },
    from: 14,
    source: alterTable,
  }),
  fact("detach_partition", "concurrently in a transaction", {
    refused: `DETACH PARTITION ... CONCURRENTLY ${block}`,
    source: alterTable,
  }),
  fact("create_partition", "plain", {
    locks: { target: "AccessExclusiveLock" },
    source: measured("create_partition_of"),
  }),
  fact("create_partition", "default", { to: 10, refused: noDefault, source: partitioning }),
  fact("create_partition", "default", {
    locks: exclusive,
    from: 11,
    source: measured("create_partition_of"),
  }),
  fact("create_partition", "beside a default partition", {
    to: 10,
    refused: noDefault,
    source: partitioning,
  }),
  fact("create_partition", "beside a default partition", {
    work: "scan",
    locks: parted,
    grows: ["default_partition"],
    from: 11,
    source: measured("create_partition_beside_default"),
  }),
  fact("drop_partition", "plain", {
    locks: { target: "AccessExclusiveLock", partition: "AccessExclusiveLock" },
    source: measured("drop_partition"),
  }),
  fact("rewrite_table", "plain", {
    work: "rewrite",
    locks: exclusive,
    grows: ["target"],
    source: measured("set_unlogged", "cluster"),
  }),
  fact("rewrite_table", "access method", {
    to: 14,
    refused: "ALTER TABLE ... SET ACCESS METHOD exists since PostgreSQL 15",
    source: measured("set_access_method_heap"),
  }),
  fact("rewrite_table", "access method", {
    work: "rewrite",
    locks: exclusive,
    grows: ["target"],
    from: 15,
    source: alterTable,
  }),
  fact("rewrite_table", "not in a transaction", { refused: `this ${block}`, source: manual("sql-vacuum") }),
  fact("set_table_option", "light", {
    locks: light,
    source: measured("set_statistics", "set_storage_param_fillfactor", "create_statistics"),
  }),
  fact("set_table_option", "exclusive", {
    locks: { ...exclusive, parent: "ShareUpdateExclusiveLock" },
    source: measured("set_option_other", "inherit"),
  }),
  ...facts(["set_replica_identity"], "plain", {
    locks: exclusive,
    source: measured("replica_identity_full"),
  }),
  ...facts(["set_comment"], "plain", { locks: light, source: measured("comment_on") }),
  ...facts(["set_row_security"], "plain", { locks: exclusive, source: measured("enable_rls") }),
  ...facts(["create_row_policy"], "plain", { locks: exclusive, source: measured("create_policy") }),
  ...facts(["drop_row_policy"], "plain", { locks: exclusive, source: measured("drop_policy") }),
  fact("lock_table", "outside a transaction", {
    refused: "LOCK TABLE can only be used in a transaction block",
    source: manual("sql-lock"),
  }),
  fact("lock_table", "AccessShareLock", { locks: { target: "AccessShareLock" }, source: manual("sql-lock") }),
  fact("lock_table", "RowShareLock", { locks: { target: "RowShareLock" }, source: manual("sql-lock") }),
  fact("lock_table", "RowExclusiveLock", {
    locks: { target: "RowExclusiveLock" },
    source: manual("sql-lock"),
  }),
  fact("lock_table", "ShareUpdateExclusiveLock", { locks: light, source: manual("sql-lock") }),
  fact("lock_table", "ShareLock", { locks: { target: "ShareLock" }, source: manual("sql-lock") }),
  fact("lock_table", "ShareRowExclusiveLock", {
    locks: { target: "ShareRowExclusiveLock" },
    source: manual("sql-lock"),
  }),
  fact("lock_table", "ExclusiveLock", { locks: { target: "ExclusiveLock" }, source: manual("sql-lock") }),
  fact("lock_table", "AccessExclusiveLock", { locks: exclusive, source: manual("sql-lock") }),
];
