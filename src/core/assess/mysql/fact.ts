/** What a fact about MySQL or MariaDB is: one row per engine, kind, variant and range of versions, with where it comes from. */

import type { Work } from "../../impact.ts";
import type { Kind } from "../../operation.ts";

export type MysqlName = "mysql" | "mariadb";

/** From the cheapest to the dearest. NOCOPY is MariaDB's: in place, without building the table anew. */
export const algorithms = ["INSTANT", "NOCOPY", "INPLACE", "COPY"] as const;
export type Algorithm = (typeof algorithms)[number];

/** What the statement keeps others from doing while it works: nothing, writes, or reads and writes. */
export const lockLevels = ["NONE", "SHARED", "EXCLUSIVE"] as const;
export type LockLevel = (typeof lockLevels)[number];

export type Role =
  /** The operation's own table. */
  | "target"
  /** Tables that its foreign keys point at. */
  | "referenced"
  /** The table that is exchanged with a partition. */
  | "partition"
  /** Tables that it reads. */
  | "sources";

export interface Fact {
  engine: MysqlName;
  kind: Kind;
  variant: string;
  /** From this version on (80029 is 8.0.29). */
  from: number;
  /** Before this version; null: and later. */
  before: number | null;
  /** The cheapest that is accepted; null where the statement has no such clause. */
  algorithm: Algorithm | null;
  /** The cheapest LOCK that is accepted with it, for the tables that it works on; null where it takes none of them. */
  lock: LockLevel | null;
  work: Work;
  /** What the work is when the statement has another clause, or an ALGORITHM, that is not INSTANT. */
  inPlace: Work;
  /** The tables whose metadata it locks. */
  locks: readonly Role[];
  /** The tables with whose size the time of the work grows. */
  grows: readonly Role[];
  refused: string | null;
  source: string;
}

export type Row = Pick<Fact, "source"> & Partial<Omit<Fact, "engine" | "kind" | "variant" | "source">>;

/** The oldest versions that facts are known of. */
export const oldest: Readonly<Record<MysqlName, number>> = { mysql: 50_700, mariadb: 100_400 };

/** One fact. What a row does not say: all versions, no ALGORITHM, the catalogue only, the table's own metadata lock, no growth, not refused. */
export function fact(engine: MysqlName, kind: Kind, variant: string, row: Row): Fact {
  return {
    engine,
    kind,
    variant,
    from: oldest[engine],
    before: null,
    algorithm: null,
    lock: "EXCLUSIVE",
    work: "metadata",
    inPlace: row.work ?? "metadata",
    locks: ["target"],
    grows: [],
    refused: null,
    ...row,
  };
}

/** The rows of one variant: MySQL's in the order of versions, then MariaDB's. */
export function variant(kind: Kind, name: string, mysql: readonly Row[], mariadb: readonly Row[]): Fact[] {
  return [
    ...mysql.map((row) => fact("mysql", kind, name, row)),
    ...mariadb.map((row) => fact("mariadb", kind, name, row)),
  ];
}

/** The same rows for several kinds on both engines. */
export function same(kinds: readonly Kind[], name: string, mysql: Row, mariadb: Row = mysql): Fact[] {
  return kinds.flatMap((kind) => variant(kind, name, [mysql], [mariadb]));
}

/** It only changes the catalogue, while it has the table for a moment. */
export function instant(source: string): Row {
  return { algorithm: "INSTANT", lock: "NONE", source };
}

/** The catalogue only, by a statement that is called in place. */
export function inPlace(source: string): Row {
  return { algorithm: "INPLACE", lock: "NONE", source };
}

/** The table is built anew in place, while others read and write it. */
export function rebuilds(source: string): Row {
  return { algorithm: "INPLACE", lock: "NONE", work: "rewrite", grows: ["target"], source };
}

/** The table is copied row by row, and nobody writes meanwhile. */
export function copies(source: string): Row {
  return { algorithm: "COPY", lock: "SHARED", work: "rewrite", grows: ["target"], source };
}

/** MariaDB 11.2 copies while others write: before it as measured, from then on as its manual says. */
export function copiesOnline(measuredAs: string): Row[] {
  return [
    { ...copies(measuredAs), before: onlineCopy },
    { ...copies(mariadbManual("alter-table")), from: onlineCopy, lock: "NONE" },
  ];
}

export const onlineCopy = 110_200;

/** Measurements of `docs/evidence/mariadb-facts.json`, by their ids. */
export function measured(...ids: string[]): string {
  return `measured: ${ids.join(", ")}`;
}

/** A page of MySQL's manual. */
export function manual(page: string): string {
  return `https://dev.mysql.com/doc/refman/8.4/en/${page}.html`;
}

export const onlineDdl = manual("innodb-online-ddl-operations");
export const onlineDdl57 = "https://dev.mysql.com/doc/refman/5.7/en/innodb-online-ddl-operations.html";

/** A page of MariaDB's knowledge base. */
export function mariadbManual(page: string): string {
  return `https://mariadb.com/kb/en/${page}/`;
}
