/** The queries that measure variables on a running PostgreSQL: they read catalogues and statistics only, on 10 to 18. */

import { quoteLiteral } from "./quote.ts";

/** Each takes the relation as an SQL value, and the column's name as a literal where it is about one. */
const templates = {
  rows: (table) =>
    `SELECT sum(greatest(c.reltuples, 0))::bigint AS estimated_rows FROM pg_class c ` +
    `WHERE c.oid = ${table} OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = ${table})`,
  heap_bytes: (table) => `SELECT pg_table_size(${table}) AS bytes`,
  index_bytes: (table) =>
    `SELECT count(*) AS indexes, coalesce(sum(pg_relation_size(indexrelid)), 0)::bigint AS bytes ` +
    `FROM pg_index WHERE indrelid = ${table}`,
  disk: (table) => `SELECT pg_total_relation_size(${table}) AS bytes_needed`,
  longest_transaction: (table) =>
    `SELECT max(now() - a.xact_start) AS longest_transaction, count(DISTINCT a.pid) AS sessions FROM pg_locks l ` +
    `JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.relation = ${table} ` +
    `AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND a.pid <> pg_backend_pid()`,
  write_rate: (table) =>
    `SELECT now() AS at, n_tup_ins + n_tup_upd + n_tup_del AS writes_so_far FROM pg_stat_all_tables WHERE relid = ${table}`,
  partitions: (table) => `SELECT count(*) AS partitions FROM pg_inherits WHERE inhparent = ${table}`,
  triggers: (table) =>
    `SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid = ${table} AND NOT tgisinternal AND tgenabled <> 'D'`,
  dead_rows: (table) =>
    `SELECT n_dead_tup AS dead_rows, last_autovacuum FROM pg_stat_all_tables WHERE relid = ${table}`,
  referencing_tables: (table) =>
    `SELECT conrelid::regclass AS referencing_table, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = ${table}`,
  null_rows: (table, column) => `SELECT s.null_frac AS estimated_share_of_null ${statistics(table, column)}`,
  distinct_values: (table, column) => `SELECT s.n_distinct AS distinct_values ${statistics(table, column)}`,
} as const satisfies Record<string, (table: string, column: string) => string>;

function statistics(table: string, column: string): string {
  return (
    `FROM pg_stats s JOIN pg_namespace n ON n.nspname = s.schemaname ` +
    `JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename ` +
    `WHERE c.oid = ${table} AND s.attname = CAST(${column} AS name)`
  );
}

const general = {
  replica_lag: `SELECT application_name, pg_wal_lsn_diff(sent_lsn, replay_lsn) AS bytes_behind, replay_lag FROM pg_stat_replication;`,
  oldest_snapshot:
    `SELECT max(now() - xact_start) AS oldest_snapshot, count(*) AS sessions FROM pg_stat_activity ` +
    `WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid();`,
  old_processes:
    `SELECT application_name, count(*) AS connections, min(backend_start) AS oldest FROM pg_stat_activity ` +
    `WHERE datname = current_database() AND backend_type = 'client backend' GROUP BY application_name ORDER BY oldest;`,
  session_time_zone: `SELECT current_setting('TimeZone') AS time_zone;`,
  lock_timeout: `SELECT current_setting('lock_timeout') AS lock_timeout;`,
} as const;

export type TableMeasure = keyof typeof templates;
export type GeneralMeasure = keyof typeof general;

export const tableMeasures = Object.keys(templates) as TableMeasure[];
export const generalMeasures = Object.keys(general) as GeneralMeasure[];

/** The query about the relation that `regclass` gave, null when a name cannot be shown safely. */
export function tableQuery(
  measure: TableMeasure,
  relation: string | null,
  column: string | null,
): string | null {
  const name = column === null ? "NULL" : quoteLiteral(column);
  return relation === null || name === null ? null : `${templates[measure](relation, name)};`;
}

export function generalQuery(measure: GeneralMeasure): string {
  return general[measure];
}
