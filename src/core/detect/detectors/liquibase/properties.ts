/** The properties of a changelog (`${name}`): the first definition that the engine takes counts. */

import type { EngineName } from "../../../impact.ts";
import { literal, type Piece, slice } from "../../reading/source/text.ts";

const PROPERTY = /\$\{([^{}\n]{1,200})\}/gu;
/** A property may name another one. */
const rounds = 5;
/** So many characters are put in for all properties of a file together. */
const mostCharacters = 5_000_000;

/** Stands for the database's own schema (`${database.defaultSchemaName}`) while SQL is read. */
export const ownSchema = "lockstep_own_schema";
const builtIn = new Set(["database.defaultschemaname", "database.defaultcatalogname"]);

export class Properties {
  readonly #values = new Map<string, string>();
  #characters = 0;

  /** Keys do not depend on case. */
  define(name: string, value: string): void {
    const key = name.trim().toLowerCase();
    if (!this.#values.has(key)) this.#values.set(key, value);
  }

  /** What is not defined here stays as it is written: the command line or another changelog may define it. */
  expand(text: string): string {
    if (!text.includes("${")) return text;
    let expanded = text;
    for (let round = 0; round < rounds; round++) {
      const next = expanded.replaceAll(PROPERTY, (whole, name: string) => this.#value(name) ?? whole);
      if (next === expanded) break;
      expanded = next;
    }
    return expanded;
  }

  /** The same for a text with places. */
  expandPieces(pieces: readonly Piece[]): Piece[] {
    return pieces.flatMap((piece) => {
      if (!piece.text.includes("${")) return [piece];
      const found: Piece[] = [];
      let at = 0;
      for (const match of piece.text.matchAll(PROPERTY)) {
        const value = this.expand(match[0]);
        if (value === match[0]) continue;
        const source = piece.source === null ? null : piece.source + match.index;
        found.push(
          ...slice([piece], at, match.index),
          ...literal(value, value.length > match[0].length ? null : source),
        );
        at = match.index + match[0].length;
      }
      return [...found, ...slice([piece], at, piece.text.length)];
    });
  }

  #value(name: string): string | undefined {
    const key = name.trim().toLowerCase();
    const value = this.#values.get(key) ?? (builtIn.has(key) ? ownSchema : undefined);
    this.#characters += value?.length ?? 0;
    return this.#characters > mostCharacters ? undefined : value;
  }
}

/** Whether a list of `dbms` takes the engine: `postgresql, mysql`, `!h2`, `all`, `none`. An empty one takes all. */
export function takes(dbms: string | null, engine: EngineName): boolean {
  const words = dbmsWords(dbms);
  if (words.length === 0 || words.includes("all")) return true;
  if (words.includes("none")) return false;
  if (words.includes(`!${engine}`)) return false;
  const wanted = words.filter((word) => !word.startsWith("!"));
  return wanted.length === 0 || wanted.includes(engine);
}

/** A file for MySQL that does not speak of MariaDB runs there through MySQL's driver as well. */
export function takesKin(dbms: string | null, engine: EngineName): boolean {
  const kin = engine === "mysql" ? "mariadb" : engine === "mariadb" ? "mysql" : null;
  const words = dbmsWords(dbms);
  return kin !== null && words.includes(kin) && !words.includes(engine) && !words.includes(`!${engine}`);
}

function dbmsWords(dbms: string | null): string[] {
  return (dbms ?? "")
    .toLowerCase()
    .split(",")
    .map((word) =>
      word
        .trim()
        .replace(/^!\s+/u, "!")
        .replace(/^postgres$/u, "postgresql"),
    )
    .filter((word) => word !== "");
}
