/** What MySQL, MariaDB and SQLite need to know besides, to say what an operation does there. */

import type { Column } from "./column.ts";

/** A key as MySQL and MariaDB declare it inside CREATE TABLE. */
export interface InlineKey {
  name: string | null;
  columns: string[];
  /** The source texts of the parts that are no column. */
  expressions: string[];
  method: string | null;
}

/** What a column says besides on MySQL, MariaDB and SQLite. `null` always means "the text does not say". */
export interface ColumnTraits {
  charset: string | null;
  /** `AUTO_INCREMENT` or `AUTOINCREMENT`. */
  counts: boolean;
  /** The source text of a generated column. */
  expression: string | null;
  onUpdate: string | null;
  invisible: boolean;
  /** `COMPRESSED`, `WITHOUT SYSTEM VERSIONING` and the like, lower-case. */
  others: string[];
}

/**
 * How MySQL, MariaDB and SQLite are told to carry a statement out, and what it belongs together with. It is no part of an
 * operation's id. `null` always means "the text does not say".
 */
export interface Clause {
  dialect: "mysql" | "mariadb" | "sqlite";
  /** Operations of one file and direction with the same value are clauses of one statement: it does them together, in the worst way of them. */
  together: string;
  /** `ALGORITHM=`, lower-case: `default`, `instant`, `inplace`, `nocopy`, `copy`. */
  algorithm: string | null;
  /** `LOCK=`, lower-case: `default`, `none`, `shared`, `exclusive`. MariaDB's ONLINE is `none`. */
  lock: string | null;
  /** Seconds that it waits for the metadata lock: `WAIT n`, 0 for `NOWAIT`. */
  wait: number | null;
  /** What the text set before with `foreign_key_checks` (SQLite: `PRAGMA foreign_keys`). */
  foreignKeyChecks: boolean | null;
  /** WITH or WITHOUT VALIDATION. */
  validation: boolean | null;
  /** `first`, or `after NAME`. */
  position: string | null;
  /** The whole definition that MODIFY or CHANGE gives the column: everything that it does not say is taken away. */
  restated: Column | null;
  traits: ColumnTraits | null;
  /** Lengths of the columns of a key, in the order of `columns`; null: the whole column. */
  prefixes: (number | null)[] | null;
  /** The index is INVISIBLE or IGNORED. */
  ignored: boolean | null;
  /** The keys of CREATE TABLE that are no constraints. */
  keys: InlineKey[] | null;
  /** What CREATE TABLE says besides of its columns, in their order. */
  columns?: ColumnTraits[];
  /** Options of CREATE TABLE and CREATE INDEX, lower-case: `engine`, `charset`, `collate`, `row_format`, `without rowid`. */
  options: Record<string, string> | null;
}

/** A clause of which nothing is written besides what it does. */
export const plainClause: Omit<Clause, "dialect" | "together"> = {
  algorithm: null,
  lock: null,
  wait: null,
  foreignKeyChecks: null,
  validation: null,
  position: null,
  restated: null,
  traits: null,
  prefixes: null,
  ignored: null,
  keys: null,
  options: null,
};
