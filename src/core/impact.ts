/** What an operation means on one engine and version, and what the length of an interruption depends on. */

export type EngineName = "postgresql" | "mysql" | "mariadb" | "sqlite";

/** One version, or a range with open ends: `{ engine: "postgresql", from: 14, to: null }` is "14 or later". Versions are numbers as `engine-version.ts` says: PostgreSQL 16 is 16, MySQL 8.0.29 is 80029. */
export interface Engine {
  engine: EngineName;
  from: number;
  to: number | null;
  /** The policy does not name it: the repository does, or it is the default. */
  assumed?: true;
}

/** What a database runs on: one server, one with replicas of it, or a cluster whose nodes all take writes. */
export type Topology = "single" | "replicas" | "galera";

/** `none`: nothing at all; `metadata`: the catalogue only; `scan`: rows are read; `rewrite`: rows and indexes are written anew;
 * `data`: rows are changed by a data statement; `unknown`: code whose effect cannot be read. */
export type Work = "none" | "metadata" | "scan" | "rewrite" | "data" | "unknown";

/** A lock on an existing table, in the engine's own words (`AccessExclusiveLock`). */
export interface Lock {
  table: string;
  mode: string;
  /** What the lock keeps others from doing; a lock that only blocks other DDL blocks neither. */
  blocks: ("reads" | "writes")[];
}

/** Something that the length of an interruption depends on. */
export interface Variable {
  /** The stable name: `rows`, `heap_bytes`, `index_bytes`, `longest_transaction`, ... */
  name: string;
  table: string | null;
  /** One clause in words, in the author's own names, ready for a note's list. */
  why: string;
  /** SQL that measures it and only reads; null when there is none, or when a name cannot be shown safely (`why` says so). */
  query: string | null;
}

export interface Impact {
  engine: EngineName;
  /** The version or range that it was worked out for, as people write it: `16`, `14 or later`, `10 to 12`, `8.0`. */
  version: string;
  work: Work;
  locks: Lock[];
  /** How the engine does it where that has a name (MySQL's INSTANT, INPLACE, COPY), else null. */
  algorithm: string | null;
  /** The time of the work grows with the data of an existing table. */
  grows: boolean;
  breaksOldCode: boolean;
  irreversible: boolean;
  offline: boolean;
  /** Plain words, most important first: "reads and writes of `user` wait while it is rewritten". */
  reasons: string[];
  variables: Variable[];
  /** The steps of the safer way in the author's own names, null when this is the safe way. */
  saferWay: string | null;
  /** What else the same transaction holds while this runs, in words, null when nothing. */
  transaction: string | null;
  /** The engine refuses the statement: why, in words; null when it runs. */
  refused: string | null;
  /** The measurement or manual page that says so. */
  source: string;
}
