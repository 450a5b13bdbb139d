/** Which engine a driver package, an image or an address speaks of. */

import type { EngineName } from "../../impact.ts";

type Names = Readonly<Record<EngineName, readonly string[]>>;

/** Packages by the files that list them, in lower case. */
const drivers = {
  npm: {
    mysql: ["mysql", "mysql2"],
    mariadb: ["mariadb"],
    postgresql: ["pg", "postgres", "pg-promise", "slonik", "@neondatabase/serverless"],
    sqlite: ["better-sqlite3", "sqlite3", "sqlite", "@libsql/client"],
  },
  pypi: {
    mysql: ["pymysql", "mysqlclient", "mysql-connector-python", "aiomysql", "asyncmy"],
    mariadb: ["mariadb"],
    postgresql: ["psycopg", "psycopg2", "psycopg2-binary", "psycopg-binary", "asyncpg", "pg8000"],
    sqlite: ["aiosqlite", "pysqlite3"],
  },
  go: {
    mysql: ["github.com/go-sql-driver/mysql", "gorm.io/driver/mysql"],
    mariadb: [],
    postgresql: [
      "github.com/lib/pq",
      "github.com/jackc/pgx",
      "github.com/jackc/pgx/v4",
      "github.com/jackc/pgx/v5",
      "gorm.io/driver/postgres",
    ],
    sqlite: [
      "github.com/mattn/go-sqlite3",
      "modernc.org/sqlite",
      "github.com/glebarez/sqlite",
      "gorm.io/driver/sqlite",
    ],
  },
  gem: { mysql: ["mysql2", "trilogy"], mariadb: [], postgresql: ["pg"], sqlite: ["sqlite3"] },
  composer: {
    mysql: ["ext-pdo_mysql", "ext-mysqli"],
    mariadb: [],
    postgresql: ["ext-pdo_pgsql", "ext-pgsql"],
    sqlite: ["ext-pdo_sqlite", "ext-sqlite3"],
  },
  jvm: {
    mysql: ["mysql-connector-j", "mysql-connector-java", "jdbc-mysql"],
    mariadb: ["mariadb-java-client", "jdbc-mariadb"],
    postgresql: ["org.postgresql", "r2dbc-postgresql", "jdbc-postgresql"],
    sqlite: ["sqlite-jdbc"],
  },
  /** Crates, and features of crates that speak to several. */
  cargo: {
    mysql: ["mysql", "mysql_async"],
    mariadb: [],
    postgresql: ["postgres", "tokio-postgres"],
    sqlite: ["sqlite", "rusqlite"],
  },
  image: {
    mysql: ["mysql", "mysql-server", "percona", "percona-server"],
    mariadb: ["mariadb"],
    postgresql: ["postgres", "postgresql", "postgis", "timescaledb", "timescaledb-ha", "pgvector"],
    sqlite: [],
  },
  /** Clients of Knex and types of TypeORM. */
  script: {
    mysql: ["mysql", "mysql2", "aurora-mysql"],
    mariadb: ["mariadb"],
    postgresql: ["pg", "postgres", "postgresql", "pg-native", "pgnative", "aurora-postgres"],
    sqlite: ["sqlite", "sqlite3", "better-sqlite3", "sqljs", "libsql"],
  },
  /** Adapters of Rails, drivers of Laravel, and the schemes of addresses. */
  adapter: {
    mysql: ["mysql", "mysql2", "trilogy", "jdbcmysql"],
    mariadb: ["mariadb"],
    postgresql: ["postgres", "postgresql", "pgsql", "postgis", "jdbcpostgresql"],
    sqlite: ["sqlite", "sqlite3"],
  },
} as const satisfies Record<string, Names>;

export type Shelf = keyof typeof drivers;

/** What one line of a file says, in its own words: `mysql2`. */
export interface Voice {
  engine: EngineName;
  said: string;
}

const shelves = new Map(
  Object.entries(drivers as Record<string, Names>).map(([shelf, names]) => {
    const voices = new Map<string, Voice>();
    for (const [engine, all] of Object.entries(names))
      for (const said of all) voices.set(said, { engine: engine as EngineName, said });
    return [shelf, voices];
  }),
);

/** The names of one shelf that speak of an engine, each once. */
export function voicesOf(shelf: Shelf, names: Iterable<string>): Voice[] {
  const known = shelves.get(shelf);
  const found = new Set<Voice>();
  for (const name of names) {
    const voice = known?.get(name.toLowerCase());
    if (voice !== undefined) found.add(voice);
  }
  return [...found];
}
