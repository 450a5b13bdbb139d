/** Facts about tables, partitions and what is set on them. */

import { evidence, exclusive, fact, facts, manual, measured } from "../fact.ts";
import { partitionFacts } from "./partitions.ts";

const block = "cannot run inside a transaction block";
const around = {
  target: "AccessExclusiveLock",
  referenced: "AccessExclusiveLock",
  referencing: "AccessExclusiveLock",
  parent: "AccessExclusiveLock",
  default_partition: "AccessExclusiveLock",
} as const;
const light = { target: "ShareUpdateExclusiveLock" } as const;

export const tableFacts = [
  fact("create_table", "plain", {
    locks: { referenced: "ShareRowExclusiveLock", parent: "ShareUpdateExclusiveLock" },
    source: measured("create_table_with_fk"),
  }),
  fact("create_table", "references a partitioned table", {
    to: 11,
    refused: "a foreign key to a partitioned table exists since PostgreSQL 12",
    source: measured("create_table_with_fk_to_partitioned"),
  }),
  fact("create_table", "references a partitioned table", {
    locks: { referenced: "ShareRowExclusiveLock", parent: "ShareUpdateExclusiveLock" },
    from: 12,
    source: measured("create_table_with_fk_to_partitioned"),
  }),
  fact("create_table_as", "plain", { work: "scan", grows: ["sources"], source: measured("create_table_as") }),
  fact("create_table_as", "no data", { source: manual("sql-createtableas") }),
  fact("drop_table", "plain", {
    locks: around,
    source: measured("drop_table", "drop_table_partitioned", "drop_partition_beside_default"),
  }),
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
  ...partitionFacts,
  fact("rewrite_table", "plain", {
    work: "rewrite",
    locks: exclusive,
    grows: ["target"],
    source: measured("set_unlogged", "set_logged", "cluster", "vacuum_full_alone", "set_tablespace"),
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
    source: measured("set_access_method"),
  }),
  fact("rewrite_table", "access method of a partitioned table", {
    to: 16,
    refused: "a partitioned table has no access method before PostgreSQL 17",
    source: measured("set_access_method_partitioned"),
  }),
  fact("rewrite_table", "access method of a partitioned table", {
    locks: exclusive,
    from: 17,
    source: measured("set_access_method_partitioned"),
  }),
  fact("rewrite_table", "tablespace of a partitioned table", {
    locks: exclusive,
    source: measured("set_tablespace_partitioned"),
  }),
  fact("rewrite_table", "expression", {
    to: 16,
    refused: "ALTER COLUMN ... SET EXPRESSION exists since PostgreSQL 17",
    source: measured("set_expression_stored"),
  }),
  fact("rewrite_table", "expression", {
    work: "rewrite",
    locks: exclusive,
    grows: ["target"],
    from: 17,
    source: measured("set_expression_stored"),
  }),
  fact("rewrite_table", "virtual expression", {
    to: 17,
    refused: "virtual generated columns exist since PostgreSQL 18",
    source: measured("set_expression_virtual"),
  }),
  fact("rewrite_table", "virtual expression", {
    locks: exclusive,
    from: 18,
    source: measured("set_expression_virtual"),
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
