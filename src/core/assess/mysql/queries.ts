/**
 * The queries that measure variables on a running MySQL or MariaDB. They only read, and of catalogues and statistics only, so
 * that their cost does not grow with the rows. Where they may not look they fail, or answer `cannot see: ...`; never with 0.
 */

import type { TableName } from "../../operation.ts";
import { quoteLiteral } from "./quote.ts";

/** The schema and the table as values. */
interface Named {
  schema: string;
  table: string;
}

const missing = "'cannot see: no such table, or no right on it'";
const off = "WHEN @@performance_schema = 0 THEN 'cannot see: performance_schema is off'";
const instrument = "wait/lock/metadata/sql/mdl";

function ofTable(value: string, name: string, { schema, table }: Named): string {
  return (
    `SELECT CASE WHEN count(*) = 0 THEN ${missing} ELSE coalesce(max(${value}), 'never analysed') END AS ${name} ` +
    `FROM information_schema.tables WHERE table_schema = ${schema} AND table_name = ${table}`
  );
}

const templates = {
  rows: (named) => ofTable("table_rows", "estimated_rows", named),
  table_bytes: (named) => ofTable("data_length", "bytes", named),
  index_bytes: (named) => ofTable("index_length", "bytes", named),
  disk: (named) => ofTable("data_length + index_length", "bytes_needed", named),
  row_format: (named) => ofTable("row_format", "row_format", named),
  longest_transaction: ({ schema, table }) =>
    `SELECT CASE ${off} WHEN (SELECT count(*) FROM performance_schema.setup_instruments WHERE name = '${instrument}' AND enabled = 'YES') = 0 ` +
    `THEN 'cannot see: the instrument ${instrument} is off' WHEN count(t.processlist_id) = 0 THEN 'none is open' ` +
    `ELSE coalesce(max(timestampdiff(SECOND, x.trx_started, now())), 'it has not begun to read') END AS longest_transaction_seconds, ` +
    `count(DISTINCT t.processlist_id) AS sessions FROM performance_schema.metadata_locks m ` +
    `JOIN performance_schema.threads t ON t.thread_id = m.owner_thread_id AND t.processlist_id <> connection_id() ` +
    `LEFT JOIN information_schema.innodb_trx x ON x.trx_mysql_thread_id = t.processlist_id ` +
    `WHERE m.object_type = 'TABLE' AND m.object_schema = ${schema} AND m.object_name = ${table}`,
  write_rate: ({ schema, table }) =>
    `SELECT now() AS at, CASE ${off} ELSE coalesce(sum(count_insert + count_update + count_delete), 'nothing was written yet') END AS writes_so_far ` +
    `FROM performance_schema.table_io_waits_summary_by_table WHERE object_schema = ${schema} AND object_name = ${table}`,
  triggers: ({ schema, table }) =>
    `SELECT count(*) AS triggers_that_you_may_see FROM information_schema.triggers WHERE event_object_schema = ${schema} AND event_object_table = ${table}`,
  partitions: ({ schema, table }) =>
    `SELECT CASE WHEN count(*) = 0 THEN ${missing} ELSE sum(partition_name IS NOT NULL) END AS partitions ` +
    `FROM information_schema.partitions WHERE table_schema = ${schema} AND table_name = ${table}`,
  referencing_tables: ({ schema, table }) =>
    `SELECT constraint_schema, table_name, constraint_name FROM information_schema.referential_constraints ` +
    `WHERE unique_constraint_schema = ${schema} AND referenced_table_name = ${table}`,
} as const satisfies Record<string, (named: Named) => string>;

/** MySQL only, from 8.0.29 on. */
const rowVersions = ({ schema, table }: Named): string =>
  `SELECT CASE WHEN count(*) = 0 THEN ${missing} ELSE max(total_row_versions) END AS row_versions ` +
  `FROM information_schema.innodb_tables WHERE name = concat(${schema}, '/', ${table})`;

const general = {
  lock_wait_timeout: "SELECT @@lock_wait_timeout AS seconds;",
  online_log: "SELECT @@innodb_online_alter_log_max_size AS bytes;",
  old_processes:
    "SELECT user, db, command, count(*) AS sessions FROM information_schema.processlist GROUP BY user, db, command;",
  replica_lag: "SHOW REPLICA STATUS;",
} as const;

export type TableMeasure = keyof typeof templates;
export type GeneralMeasure = keyof typeof general;
export const tableMeasures = Object.keys(templates) as TableMeasure[];
export const generalMeasures = Object.keys(general) as GeneralMeasure[];

/** Null when a name cannot be shown safely. */
export function tableQuery(measure: TableMeasure, name: TableName): string | null {
  const named = namedOf(name);
  return named === null ? null : `${templates[measure](named)};`;
}

export function rowVersionsQuery(name: TableName): string | null {
  const named = namedOf(name);
  return named === null ? null : `${rowVersions(named)};`;
}

export function generalQuery(measure: GeneralMeasure): string {
  return general[measure];
}

/** Without a schema it is the one that the session uses. */
function namedOf(name: TableName): Named | null {
  const schema = name.schema === null ? "database()" : quoteLiteral(name.schema);
  const table = quoteLiteral(name.table);
  return schema === null || table === null ? null : { schema, table };
}
