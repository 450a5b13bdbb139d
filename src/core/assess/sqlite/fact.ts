/** What a fact about SQLite is: one row per kind, variant and range of versions, with where it comes from. */

import type { Work } from "../../impact.ts";
import type { Kind } from "../../operation.ts";

/** Whose rows the time of the work grows with: of its own table, of the tables that it reads, or of all. */
export type Role = "target" | "sources" | "all";

export interface Fact {
  kind: Kind;
  variant: string;
  /** From this version on (`3035000` is 3.35). */
  from: number;
  /** Before this version; null: and later. */
  before: number | null;
  work: Work;
  /** It writes, so it locks the whole file until its transaction ends. */
  writes: boolean;
  grows: readonly Role[];
  refused: string | null;
  source: string;
}

type Row = Pick<Fact, "source"> & Partial<Omit<Fact, "kind" | "variant" | "source">>;

/** The oldest version that facts are known of. */
export const oldest = 3_022_000;

/** One fact. What a row does not say: all versions, it writes into the catalogue only, no growth, not refused. */
export function fact(kind: Kind, variant: string, row: Row): Fact {
  const plain = {
    from: oldest,
    before: null,
    work: "metadata",
    writes: true,
    grows: [],
    refused: null,
  } as const;
  return { kind, variant, ...plain, ...row };
}

export function facts(kinds: readonly Kind[], variant: string, row: Row): Fact[] {
  return kinds.map((kind) => fact(kind, variant, row));
}

/** What came with one version, and is refused before it. */
export function since(
  kind: Kind,
  variant: string,
  from: number,
  refused: { refused: string; source: string },
  row: Row,
): Fact[] {
  return [fact(kind, variant, { before: from, ...refused }), fact(kind, variant, { from, ...row })];
}

/** Measurements of `docs/evidence/sqlite-facts.json`, by their ids. */
export function measured(...ids: string[]): string {
  return `measured: ${ids.join(", ")}`;
}

/** A page of SQLite's documentation. */
export function manual(page: string): string {
  return `https://www.sqlite.org/${page}.html`;
}
