/** Facts about indexes. */

import { fact, manual, measured } from "../fact.ts";

const block = "cannot run inside a transaction block";
const share = { target: "ShareLock" } as const;
const online = { target: "ShareUpdateExclusiveLock" } as const;
const rebuilt = { target: "ShareLock", index: "AccessExclusiveLock" } as const;
const noReindex = "a partitioned index cannot be rebuilt as a whole before PostgreSQL 14";
const reindexed = measured("reindex_index_partitioned_in_transaction");
const unparted = { target: "ShareLock", partitions: "AccessShareLock" } as const;
/** Before 14 a partitioned table is skipped with a warning. */
const skipped = measured("reindex_table_partitioned_in_transaction", "reindex_table_partitioned");
const reindexedParts = { work: "scan", locks: rebuilt, grows: ["target"] } as const;
const reindex = manual("sql-reindex");

export const indexFacts = [
  fact("create_index", "plain", {
    work: "scan",
    locks: share,
    grows: ["target"],
    source: measured("create_index", "create_unique_index"),
  }),
  fact("create_index", "only", {
    to: 10,
    refused: "a partitioned table cannot be indexed before PostgreSQL 11",
    source: manual("ddl-partitioning"),
  }),
  fact("create_index", "only", { locks: share, from: 11, source: measured("create_index_on_only") }),
  fact("create_index", "concurrently", {
    work: "scan",
    locks: online,
    grows: ["target"],
    source: measured("create_index_concurrently"),
  }),
  fact("create_index", "concurrently in a transaction", {
    refused: `CREATE INDEX CONCURRENTLY ${block}`,
    source: measured("create_index_concurrently_in_transaction"),
  }),
  fact("create_index", "concurrently on a partitioned table", {
    refused: "an index on a partitioned table cannot be created concurrently",
    source: measured("create_index_concurrently_partitioned", "create_index_concurrently_only"),
  }),
  fact("create_index", "unique without the partition key", {
    refused: "a unique index on a partitioned table must have all columns that it is partitioned by",
    source: measured("create_unique_index_without_key"),
  }),
  fact("create_index", "on a partitioned table", {
    to: 10,
    refused: "a partitioned table cannot be indexed before PostgreSQL 11",
    source: manual("ddl-partitioning"),
  }),
  fact("create_index", "on a partitioned table", {
    work: "scan",
    locks: share,
    grows: ["target"],
    from: 11,
    source: measured("create_index_partitioned", "create_unique_index_partitioned"),
  }),
  fact("drop_index", "of a constraint", {
    refused: "a constraint needs this index: it goes with DROP CONSTRAINT",
    source: measured("drop_index_of_constraint", "drop_index_concurrently_of_constraint"),
  }),
  fact("drop_index", "plain", {
    locks: { target: "AccessExclusiveLock", index: "AccessExclusiveLock" },
    source: measured("drop_index", "drop_index_partitioned"),
  }),
  fact("drop_index", "concurrently", { locks: online, source: measured("drop_index_concurrently") }),
  fact("drop_index", "concurrently in a transaction", {
    refused: `DROP INDEX CONCURRENTLY ${block}`,
    source: measured("drop_index_concurrently_in_transaction"),
  }),
  fact("drop_index", "concurrently on a partitioned table", {
    refused: "an index of a partitioned table cannot be dropped concurrently",
    source: measured("drop_index_concurrently_partitioned"),
  }),
  fact("rename_index", "plain", {
    locks: { index: "AccessExclusiveLock" },
    to: 11,
    source: measured("alter_index_rename"),
  }),
  fact("rename_index", "plain", {
    locks: { index: "ShareUpdateExclusiveLock" },
    from: 12,
    source: measured("alter_index_rename"),
  }),
  fact("rebuild_index", "plain", {
    work: "scan",
    locks: rebuilt,
    grows: ["target"],
    source: measured("reindex_index", "reindex_table"),
  }),
  fact("rebuild_index", "many", { work: "scan", locks: rebuilt, grows: ["target"], source: reindex }),
  fact("rebuild_index", "many in a transaction", {
    refused: `REINDEX of a schema or a database ${block}`,
    source: measured("reindex_schema_in_transaction"),
  }),
  fact("rebuild_index", "partitioned index", { to: 13, refused: noReindex, source: reindexed }),
  fact("rebuild_index", "partitioned index", { ...reindexedParts, from: 14, source: reindexed }),
  fact("rebuild_index", "partitioned index in a transaction", {
    refused: `REINDEX of a partitioned index ${block}`,
    source: reindexed,
  }),
  fact("rebuild_index", "partitioned table", { locks: unparted, to: 13, source: skipped }),
  fact("rebuild_index", "partitioned table", { ...reindexedParts, from: 14, source: skipped }),
  fact("rebuild_index", "partitioned table in a transaction", { locks: unparted, to: 13, source: skipped }),
  fact("rebuild_index", "partitioned table in a transaction", {
    from: 14,
    refused: `REINDEX of a partitioned table ${block}`,
    source: skipped,
  }),
  fact("rebuild_index", "concurrently", {
    to: 11,
    refused: "REINDEX CONCURRENTLY exists since PostgreSQL 12",
    source: measured("reindex_table_concurrently"),
  }),
  fact("rebuild_index", "concurrently", {
    work: "scan",
    locks: online,
    grows: ["target"],
    from: 12,
    source: measured("reindex_table_concurrently", "reindex_index_concurrently"),
  }),
  fact("rebuild_index", "concurrently in a transaction", {
    refused: `REINDEX CONCURRENTLY ${block}`,
    source: measured("reindex_concurrently_in_transaction"),
  }),
];
