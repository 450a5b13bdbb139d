/** What PostgreSQL needs to know of a statement besides what it does: it is no part of an operation's id. */

/** How a table is divided, or what a partition holds. */
export interface Partitioning {
  /** PARTITION BY: the columns, null for an expression; null where the statement says none. */
  key: (string | null)[] | null;
  /** FOR VALUES: null where the statement says none, or more than constants. */
  bounds: Bounds | null;
}

/** Constants as text: numbers as they are, all others in single quotes. */
export type Bounds = { kind: "range"; from: string[]; to: string[] } | { kind: "list"; values: string[] };

/** In milliseconds; null: not set, or 0, which is no limit. */
export interface Timeouts {
  lock: number | null;
  statement: number | null;
}
