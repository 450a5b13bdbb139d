/** Facts about whole tables, partitions and rows. */

import type { Row } from "../fact.ts";
import {
  copies,
  copiesOnline,
  inPlace,
  instant,
  manual,
  mariadbManual,
  measured,
  onlineDdl,
  onlineDdl57,
  rebuilds,
  same,
  variant,
} from "../fact.ts";

const partitions = manual("alter-table-partition-operations");
const metadata = manual("metadata-locking");
const moment = (source: string): Row => ({ source });
const blockedCopy = (source: string, role: "target" | "partition" = "target"): Row => ({
  lock: "EXCLUSIVE",
  work: "rewrite",
  grows: [role],
  source,
});
const rows: Row = { lock: null, work: "data", locks: [], source: manual("innodb-locks-set") };
const unread: Row = { lock: null, work: "unknown", locks: [], source: "assumed: its effect cannot be read" };

export const tableFacts = [
  ...variant(
    "create_table",
    "plain",
    [moment(manual("create-table"))],
    [moment(measured("create_table", "create_table_like"))],
  ),
  ...variant(
    "create_table",
    "foreign key",
    [{ locks: ["target", "referenced"], source: metadata }],
    [moment(measured("create_table_with_foreign_key"))],
  ),
  ...variant(
    "create_table_as",
    "plain",
    [{ lock: null, work: "scan", locks: [], grows: ["sources"], source: manual("innodb-locks-set") }],
    [{ lock: null, work: "scan", locks: [], grows: ["sources"], source: measured("create_table_as") }],
  ),
  ...same(
    ["drop_table"],
    "plain",
    { locks: ["target", "referenced"], source: metadata },
    moment(measured("drop_table", "drop_table_child")),
  ),
  ...same(
    ["rename_table", "set_schema"],
    "plain",
    moment(onlineDdl),
    moment(measured("rename_table", "rename_table_alter")),
  ),
  ...same(["truncate_table"], "plain", moment(manual("truncate-table")), moment(measured("truncate"))),
  ...same(["truncate_table"], "partition", moment(partitions), moment(measured("truncate_partition"))),
  ...variant(
    "rewrite_table",
    "in place",
    [rebuilds(onlineDdl)],
    [rebuilds(measured("force", "engine_same", "row_format", "key_block_size", "optimize"))],
  ),
  ...variant(
    "rewrite_table",
    "copy",
    [copies(onlineDdl)],
    copiesOnline(measured("convert_charset", "convert_charset_same", "convert_charset_utf8mb3_utf8mb4")),
  ),
  ...variant(
    "rewrite_table",
    "other engine",
    [copies(onlineDdl)],
    [copies("assumed: as MariaDB's manual says of ENGINE, though 10.11 accepts the word INSTANT for it")],
  ),
  ...variant(
    "rewrite_table",
    "partitions",
    [copies(partitions)],
    [copies(measured("partition_by", "remove_partitioning"))],
  ),
  ...variant(
    "rewrite_table",
    "some partitions",
    [{ ...copies(partitions), algorithm: "INPLACE" }],
    [
      blockedCopy(
        measured("add_partition_hash", "coalesce_partition", "reorganize_partition", "rebuild_partition"),
      ),
    ],
  ),
  ...variant(
    "rewrite_table",
    "system versioning",
    [{ refused: "MySQL has no system versioning", source: manual("alter-table") }],
    copiesOnline(measured("add_period")),
  ),
  ...same(
    ["create_partition"],
    "plain",
    { ...inPlace(partitions), lock: "EXCLUSIVE" },
    moment(measured("add_partition")),
  ),
  ...same(
    ["drop_partition"],
    "plain",
    { ...inPlace(partitions), lock: "EXCLUSIVE" },
    moment(measured("drop_partition")),
  ),
  ...variant(
    "attach_partition",
    "plain",
    [
      {
        work: "scan",
        locks: ["target", "partition"],
        grows: ["partition"],
        source: manual("partitioning-management-exchange"),
      },
    ],
    [
      {
        work: "scan",
        locks: ["target", "partition"],
        grows: ["partition"],
        source: measured("exchange_partition"),
      },
    ],
  ),
  ...variant(
    "attach_partition",
    "without validation",
    [{ locks: ["target", "partition"], source: manual("partitioning-management-exchange") }],
    [
      {
        before: 110_400,
        refused: "EXCHANGE PARTITION ... WITHOUT VALIDATION exists since MariaDB 11.4",
        source: mariadbManual("alter-table"),
      },
      { locks: ["target", "partition"], from: 110_400, source: mariadbManual("alter-table") },
    ],
  ),
  ...variant(
    "detach_partition",
    "plain",
    [{ refused: "MySQL makes no table of a partition; EXCHANGE PARTITION does", source: partitions }],
    [
      {
        before: 100_700,
        refused: "CONVERT PARTITION ... TO TABLE exists since MariaDB 10.7",
        source: mariadbManual("partitioning-overview"),
      },
      { ...moment(mariadbManual("partitioning-overview")), from: 100_700 },
    ],
  ),
  ...variant(
    "set_table_option",
    "plain",
    [
      { ...inPlace(onlineDdl57), before: 80_000 },
      { ...inPlace(onlineDdl), from: 80_000 },
    ],
    [
      instant(
        measured("auto_increment_value", "stats_persistent", "encrypted", "ignore_index", "disable_keys"),
      ),
    ],
  ),
  ...variant(
    "set_table_option",
    "default charset",
    [rebuilds(onlineDdl)],
    [instant(measured("default_charset", "default_collation"))],
  ),
  ...same(["set_comment"], "plain", inPlace(onlineDdl), instant(measured("comment_table", "column_comment"))),
  ...same(
    ["lock_table"],
    "read",
    { lock: "SHARED", source: manual("lock-tables") },
    { lock: "SHARED", source: measured("lock_tables_read") },
  ),
  ...same(
    ["lock_table"],
    "write",
    { lock: "EXCLUSIVE", source: manual("lock-tables") },
    { lock: "EXCLUSIVE", source: measured("lock_tables_write") },
  ),
  ...same(["change_data"], "literal rows", rows, {
    ...rows,
    source: mariadbManual("innodb-lock-modes"),
  }),
  ...same(
    ["change_data"],
    "insert",
    { ...rows, grows: ["sources"] },
    { ...rows, grows: ["sources"], source: measured("insert_select") },
  ),
  ...same(
    ["change_data"],
    "existing rows",
    { ...rows, grows: ["target", "sources"] },
    { ...rows, grows: ["target", "sources"], source: measured("update_all") },
  ),
  ...same(
    ["change_data"],
    "copy",
    { ...rows, source: manual("load-data") },
    {
      ...rows,
      source: mariadbManual("load-data-infile"),
    },
  ),
  ...same(["run_code"], "plain", unread),
  ...same(["unknown_statement"], "plain", unread),
];
