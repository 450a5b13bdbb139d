/** Facts about indexes. */

import { fact, manual, measured } from "../fact.ts";

const block = "cannot run inside a transaction block";
const share = { target: "ShareLock" } as const;
const online = { target: "ShareUpdateExclusiveLock" } as const;
const rebuilt = { target: "ShareLock", index: "AccessExclusiveLock" } as const;
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
    source: manual("sql-createindex"),
  }),
  fact("create_index", "concurrently in a transaction", {
    refused: `CREATE INDEX CONCURRENTLY ${block}`,
    source: manual("sql-createindex"),
  }),
  fact("create_index", "concurrently on a partitioned table", {
    refused: "an index on a partitioned table cannot be created concurrently",
    source: manual("sql-createindex"),
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
    source: manual("sql-createindex"),
  }),
  fact("drop_index", "plain", {
    locks: { target: "AccessExclusiveLock", index: "AccessExclusiveLock" },
    source: measured("drop_index"),
  }),
  fact("drop_index", "concurrently", { locks: online, source: manual("sql-dropindex") }),
  fact("drop_index", "concurrently in a transaction", {
    refused: `DROP INDEX CONCURRENTLY ${block}`,
    source: manual("sql-dropindex"),
  }),
  fact("drop_index", "concurrently on a partitioned table", {
    refused: "an index of a partitioned table cannot be dropped concurrently",
    source: manual("sql-dropindex"),
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
    source: reindex,
  }),
  fact("rebuild_index", "concurrently", {
    to: 11,
    refused: "REINDEX CONCURRENTLY exists since PostgreSQL 12",
    source: reindex,
  }),
  fact("rebuild_index", "concurrently", {
    work: "scan",
    locks: online,
    grows: ["target"],
    from: 12,
    source: reindex,
  }),
  fact("rebuild_index", "concurrently in a transaction", {
    refused: `REINDEX CONCURRENTLY ${block}`,
    source: reindex,
  }),
];
