/** The queries that measure variables on a running PostgreSQL: they read catalogues and statistics only, on 10 to 18. */

import { quoteLiteral } from "./quote.ts";

/** The relation with all its partitions: what is asked of a partitioned table itself is 0, because its partitions have it. */
function tree(table: string): string {
  return (
    `WITH RECURSIVE tree AS (SELECT CAST(${table} AS oid) AS oid ` +
    `UNION SELECT i.inhrelid FROM pg_inherits i JOIN tree ON i.inhparent = tree.oid) `
  );
}

/** Before 14 a table that was never analysed has 0 rows and 0 pages, from then on -1 rows: neither is a number of rows. */
const analysed = `NOT (c.reltuples < 0 OR c.reltuples = 0 AND c.relpages = 0 AND current_setting('server_version_num')::int < 140000)`;

/** Sessions of others, of which a user who is not in pg_monitor sees next to nothing. */
const hidden = `count(DISTINCT a.pid) FILTER (WHERE a.query = '<insufficient privilege>') AS sessions_hidden_without_pg_monitor`;

/** Each takes the relation as an SQL value, and the column's name as a literal where it is about one. */
const templates = {
  rows: (table) =>
    `${tree(table)}SELECT (sum(c.reltuples) FILTER (WHERE ${analysed}))::bigint AS estimated_rows, ` +
    `count(*) FILTER (WHERE NOT ${analysed}) AS tables_never_analysed ` +
    `FROM tree JOIN pg_class c ON c.oid = tree.oid WHERE c.relkind <> 'p'`,
  heap_bytes: (table) => `${tree(table)}SELECT sum(pg_table_size(oid))::bigint AS bytes FROM tree`,
  index_bytes: (table) =>
    `${tree(table)}SELECT count(*) AS indexes, sum(pg_relation_size(indexrelid))::bigint AS bytes ` +
    `FROM tree JOIN pg_index ON indrelid = tree.oid`,
  disk: (table) => `${tree(table)}SELECT sum(pg_total_relation_size(oid))::bigint AS bytes_needed FROM tree`,
  longest_transaction: (table) =>
    `${tree(table)}SELECT max(now() - a.xact_start) AS longest_transaction, count(DISTINCT a.pid) AS sessions, ${hidden}, ` +
    `count(DISTINCT l.virtualtransaction) FILTER (WHERE l.pid IS NULL) AS prepared_transactions ` +
    `FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.relation IN (SELECT oid FROM tree) ` +
    `AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) ` +
    `AND l.pid IS DISTINCT FROM pg_backend_pid()`,
  write_rate: (table) =>
    `${tree(table)}SELECT now() AS at, sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint AS writes_so_far ` +
    `FROM tree JOIN pg_stat_all_tables ON relid = tree.oid`,
  partitions: (table) => `${tree(table)}SELECT greatest(count(oid) - 1, 0) AS partitions FROM tree`,
  triggers: (table) =>
    `SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid = ${table} AND NOT tgisinternal AND tgenabled <> 'D'`,
  dead_rows: (table) =>
    `${tree(table)}SELECT sum(n_dead_tup)::bigint AS dead_rows, max(last_autovacuum) AS last_autovacuum ` +
    `FROM tree JOIN pg_stat_all_tables ON relid = tree.oid`,
  referencing_tables: (table) =>
    `SELECT conrelid::regclass AS referencing_table, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = ${table}`,
  null_rows: (table, column) => statistic("null_frac", "estimated_share_of_null", table, column),
  distinct_values: (table, column) => statistic("n_distinct", "distinct_values", table, column),
} as const satisfies Record<string, (table: string, column: string) => string>;

/** `basis` tells an estimate from what may not be seen, and from what was never counted. */
function statistic(value: string, name: string, table: string, column: string): string {
  return (
    `SELECT s.${value} AS ${name}, CASE WHEN NOT has_column_privilege(c.oid, a.attnum, 'SELECT') ` +
    `THEN 'not seen: SELECT is not granted on this column' WHEN s.attname IS NULL THEN 'never analysed' ` +
    `ELSE 'estimate of the last ANALYZE' END AS basis ` +
    `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ` +
    `JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = CAST(${column} AS name) ` +
    `LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname ` +
    `WHERE c.oid = ${table} ORDER BY s.inherited DESC LIMIT 1`
  );
}

const general = {
  replica_lag:
    `SELECT application_name, pg_wal_lsn_diff(sent_lsn, replay_lsn) AS bytes_behind, replay_lag, ` +
    `state IS NULL AS hidden_without_pg_monitor FROM pg_stat_replication;`,
  oldest_snapshot:
    `SELECT max(now() - a.xact_start) FILTER (WHERE a.backend_xmin IS NOT NULL) AS oldest_snapshot, ` +
    `count(*) FILTER (WHERE a.backend_xmin IS NOT NULL) AS sessions, ${hidden} FROM pg_stat_activity a ` +
    `WHERE a.datname = current_database() AND a.pid <> pg_backend_pid();`,
  old_processes:
    `SELECT a.application_name, count(*) AS connections, min(a.backend_start) AS oldest, ${hidden} FROM pg_stat_activity a ` +
    `WHERE a.datname = current_database() AND coalesce(a.backend_type, 'client backend') = 'client backend' ` +
    `GROUP BY a.application_name ORDER BY oldest;`,
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
