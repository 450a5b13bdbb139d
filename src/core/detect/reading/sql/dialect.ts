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
  firebird: "Firebird",
  exasol: "Exasol",
  vertica: "Vertica",
  duckdb: "DuckDB",
};

/** These names are found inside other words as well: `riversqlite`, `db-mysql`, `0001_x-sqlite.sql`. The others have meanings of their own there. */
const PLAIN = /(mysql|mariadb|sqlite3?|clickhouse|cockroachdb)(?:$|[-_.])/;
const POSTGRESQL = /postgres|pgsql|(?:^|[-_.])pg(?:$|[-_.])/;

/** `SQLite` for `migrations/sqlite/1_x.up.sql`, `1_x-sqlite.up.sql` and `upgrade/sqlite-1.0.sql`; null when the path names no other engine. */
export function otherEngine(path: string): string | null {
  const words = foldersOf(path);
  const [name = "", ...suffixes] = fileName(path).toLowerCase().split(".");
  for (const word of [...words, ...suffixes]) {
    if (Object.hasOwn(ENGINES, word)) return ENGINES[word] ?? null;
    const found = POSTGRESQL.test(word) ? null : PLAIN.exec(word)?.[1];
    if (found !== null && found !== undefined) return ENGINES[found] ?? null;
  }
  const ends = /[-_](mysql|mariadb|sqlite3?)$/.exec(name)?.[1];
  const begins = /^([a-z]+\d?)(?:-\d+)?$/.exec(name)?.[1];
  const word = ends ?? begins ?? "";
  return Object.hasOwn(ENGINES, word) ? (ENGINES[word] ?? null) : null;
}

const OWN = new Set(["postgres", "postgresql", "pgsql", "pg", "psql", "timescale", "timescaledb"]);

/** The same, and `PostgreSQL` where the path says so. */
export function engineOfPath(path: string): string | null {
  const other = otherEngine(path);
  if (other !== null) return other;
  const words = [...foldersOf(path), ...fileName(path).toLowerCase().split(".")];
  return words.some((word) => OWN.has(word) || /[-_](?:postgres|postgresql|pgsql)$/.test(word))
    ? "PostgreSQL"
    : null;
}

/** The name of an engine as a setting says it (`sqlite`, `turso`), null for PostgreSQL and what is not known. */
export function engineOfSetting(word: string | undefined): string | null {
  if (word === undefined) return null;
  if (word === "turso" || word === "libsql" || word === "d1") return "SQLite";
  if (word === "singlestore") return "SingleStore";
  return Object.hasOwn(ENGINES, word) ? (ENGINES[word] ?? null) : null;
}
