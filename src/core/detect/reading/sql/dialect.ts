/** Which other engine a file is written for, as its path says. */

import { fileName, foldersOf } from "./path.ts";

const ENGINES: Record<string, string> = {
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
  sqlite3: "SQLite",
  hsqldb: "HSQLDB",
  h2: "H2",
  mssql: "SQL Server",
  sqlserver: "SQL Server",
  oracle: "Oracle",
  db2: "Db2",
  clickhouse: "ClickHouse",
  spanner: "Spanner",
  cockroach: "CockroachDB",
  cockroachdb: "CockroachDB",
  snowflake: "Snowflake",
  bigquery: "BigQuery",
};

/** `SQLite` for `migrations/sqlite/1_x.up.sql` and `1_x.sqlite.up.sql`; null when the path names no other engine. */
export function otherEngine(path: string): string | null {
  for (const word of [...foldersOf(path), ...fileName(path).toLowerCase().split(".").slice(1)])
    if (Object.hasOwn(ENGINES, word)) return ENGINES[word] ?? null;
  return null;
}

/** The name of an engine as a setting says it (`sqlite`, `turso`), null for PostgreSQL and what is not known. */
export function engineOfSetting(word: string | undefined): string | null {
  if (word === undefined) return null;
  if (word === "turso" || word === "libsql" || word === "d1") return "SQLite";
  if (word === "singlestore") return "SingleStore";
  return Object.hasOwn(ENGINES, word) ? (ENGINES[word] ?? null) : null;
}
