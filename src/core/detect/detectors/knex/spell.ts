/** Names, values and lists as Knex spells them in SQL. */

import { hole, literal, plain, type Piece } from "../../reading/source/text.ts";
import { getItem, stringOf, type Value } from "../../reading/source/value.ts";
import { hosted, type Knex } from "./values.ts";

export type Sql = Piece[];

export function sql(...parts: (string | readonly Piece[])[]): Sql {
  return parts.flatMap((part) => (typeof part === "string" ? literal(part) : part));
}

/** One name; its dots are part of it. */
export function quoted(knex: Knex, name: string): string {
  const sign = knex.reader.dialect === "postgresql" ? '"' : "`";
  return name === "*" ? name : `${sign}${name.replaceAll(sign, sign + sign)}${sign}`;
}

/** A name of a table: dots part its schema. */
export function wrapped(knex: Knex, name: string, schema: string | null = null): string {
  const whole = schema === null ? name : `${schema}.${name}`;
  return whole
    .split(".")
    .map((part) => quoted(knex, part))
    .join(".");
}

/** The names in an argument that is one or several; null when one is not known. Expressions stand as they are. */
export function namesIn(value: Value | undefined): (string | Piece[])[] | null {
  if (value === undefined) return null;
  if (value.kind === "list") {
    const names = value.open ? [null] : value.items.map((item) => namesIn(item));
    return names.every((name) => name !== null) ? names.flat() : null;
  }
  const raw = hosted(value);
  if (raw?.host === "raw") return [raw.pieces];
  if (value.kind === "dict") return namesIn(getItem(value, "columnName") ?? undefined);
  const name = stringOf(value);
  return name === null ? null : [name];
}

/** `"a", "b"` */
export function columnize(knex: Knex, names: readonly (string | Piece[])[]): Sql {
  return names.flatMap((name, at) =>
    sql(at === 0 ? "" : ", ", typeof name === "string" ? wrapped(knex, name) : name),
  );
}

/** The name that Knex gives to an index or a constraint. */
export function defaultName(table: string, names: readonly (string | Piece[])[], type: string): string {
  const columns = names.map((name) => (typeof name === "string" ? name : (plain(name) ?? "")));
  return `${table.replaceAll(/\.|-/gu, "_")}_${columns.join("_")}_${type}`.toLowerCase();
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A value where SQL has a literal; what is not known stands as a hole. */
export function escaped(value: Value | undefined): Sql {
  if (value === undefined || value.kind === "none") return sql("null");
  if (value.kind === "text") {
    const known = plain(value.pieces);
    return known === null ? hole("value") : sql(text(known));
  }
  if (value.kind === "number" || value.kind === "bool") return sql(String(value.value));
  const raw = hosted(value);
  if (raw?.host === "raw") return raw.pieces;
  if (value.kind === "list" && !value.open)
    return value.items.flatMap((item, at) => sql(at === 0 ? "" : ", ", escaped(item)));
  return hole(value.kind === "unknown" ? value.source : "value");
}

/** What stands behind DEFAULT, as Knex's `formatDefault` writes it. */
export function defaultText(value: Value | undefined, type: string): Sql {
  if (value === undefined || value.kind === "none") return sql("null");
  if (hosted(value)?.host === "raw") return escaped(value);
  if (type === "bool") {
    const truth = value.kind === "bool" ? value.value : value.kind === "number" ? value.value !== 0 : null;
    const word = stringOf(value);
    if (truth === null && word === null) return hole("default");
    return sql((truth ?? word !== "false") ? "'1'" : "'0'");
  }
  if (value.kind === "dict" || value.kind === "list") return sql("'{}'");
  if (value.kind === "number" || value.kind === "bool") return sql(text(String(value.value)));
  return escaped(value);
}
