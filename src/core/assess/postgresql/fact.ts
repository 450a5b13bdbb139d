/** What a fact about PostgreSQL is: one row per kind, variant and range of versions, with where it comes from. */

import type { Work } from "../../impact.ts";
import type { Kind } from "../../operation.ts";
import type { LockMode } from "./locks.ts";

/** The relations that an operation can touch. */
export type Role =
  /** The operation's own table or view. */
  | "target"
  /** Its partitions, where they are locked otherwise than it is. */
  | "partitions"
  /** Tables that its foreign keys point at. */
  | "referenced"
  /** Tables whose foreign keys point at it. */
  | "referencing"
  /** The table of which it is a partition, or from which it inherits. */
  | "parent"
  /** The partition that is made, attached or detached. */
  | "partition"
  | "default_partition"
  /** Tables that it reads. */
  | "sources"
  /** The index itself. */
  | "index"
  /** Tables with a column of the domain. */
  | "users";

export interface Fact {
  kind: Kind;
  variant: string;
  from: number;
  /** Inclusive; null: and later. */
  to: number | null;
  work: Work;
  locks: Readonly<Partial<Record<Role, LockMode>>>;
  /** The relations with whose size the time of the work grows. */
  grows: readonly Role[];
  refused: string | null;
  source: string;
}

type Row = Pick<Fact, "source"> & Partial<Omit<Fact, "kind" | "variant" | "source">>;

/** One fact. What a row does not say: all versions, the catalogue only, no lock, no growth, not refused. */
export function fact(kind: Kind, variant: string, row: Row): Fact {
  return { kind, variant, from: 10, to: null, work: "metadata", locks: {}, grows: [], refused: null, ...row };
}

/** The same fact for several kinds. */
export function facts(kinds: readonly Kind[], variant: string, row: Row): Fact[] {
  return kinds.map((kind) => fact(kind, variant, row));
}

/** A measurement of `docs/evidence/postgresql-facts.json`, by its id. */
export function measured(...ids: string[]): string {
  return `measured: ${ids.join(", ")}`;
}

/** A page of PostgreSQL's manual. */
export function manual(page: string): string {
  return `https://www.postgresql.org/docs/current/${page}.html`;
}

/** A measurement of ours that is described in `docs/evidence/postgresql-measurements.md`, by its heading. */
export function evidence(heading: string): string {
  return `measured: docs/evidence/postgresql-measurements.md, ${heading}`;
}

export const exclusive = { target: "AccessExclusiveLock" } as const;
