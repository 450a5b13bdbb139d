/** What differs between the dialects that the tolerant reader knows, before anything is read. */

export type Dialect = "mysql" | "mariadb" | "sqlite";

/** How people write the dialect. */
export const dialectName: Record<Dialect, string> = { mysql: "MySQL", mariadb: "MariaDB", sqlite: "SQLite" };

/** How text is cut into tokens. MySQL's modes change it in the middle of a file. */
export interface Spelling {
  readonly dialect: Dialect;
  /** A backslash in a string escapes the next character: not in SQLite, and not under NO_BACKSLASH_ESCAPES. */
  backslashes: boolean;
  /** Double quotes hold a name: in SQLite, and under ANSI_QUOTES. */
  ansiQuotes: boolean;
}

export function spellingOf(dialect: Dialect): Spelling {
  const isSqlite = dialect === "sqlite";
  return { dialect, backslashes: !isSqlite, ansiQuotes: isSqlite };
}

/** `runs`: every supported version executes the text; `perhaps`: only newer ones do; `never`: it is a comment. */
export type Execution = "runs" | "perhaps" | "never";

/** MySQL 5.7.0 and MariaDB 10.6.0 are the oldest that count, 8.4.99 and 11.99.99 the newest. */
const OLDEST = { mysql: 50_799, mariadb: 100_600 };
const NEWEST = { mysql: 80_499, mariadb: 119_999 };

/**
 * Whether the content of an executable comment with this number is executed; `own`: it is MariaDB's form with an M, a comment for MySQL. `number` null: no version.
 * MariaDB skips MySQL's numbers from 50700 to 99999: https://mariadb.com/kb/en/comment-syntax/
 */
export function executionOf(dialect: Dialect, number: number | null, own: boolean): Execution {
  if (dialect === "sqlite" || (own && dialect === "mysql")) return "never";
  if (number === null) return "runs";
  if (dialect === "mariadb" && !own && number >= 50_700 && number <= 99_999) return "never";
  if (number <= OLDEST[dialect]) return "runs";
  return number <= NEWEST[dialect] ? "perhaps" : "never";
}
