/** Names of TypeORM's objects as SQL, and where what they are called is said. */

import type { TableName } from "../../../operation.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import { getItem, stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { hosted, type Migration } from "./values.ts";

export type Sql = Piece[];

export function sql(...parts: (string | readonly Piece[])[]): Sql {
  return parts.flatMap((part) => (typeof part === "string" ? literal(part) : part));
}

export function isMysql({ reader }: Migration): boolean {
  return reader.dialect === "mysql" || reader.dialect === "mariadb";
}

export function isSqlite({ reader }: Migration): boolean {
  return reader.dialect === "sqlite";
}

export function quoted(migration: Migration, name: string): string {
  const sign = isMysql(migration) ? "`" : '"';
  return `${sign}${name.replaceAll(sign, sign + sign)}${sign}`;
}

/** `schema.table` */
export function tableOf(path: string): TableName {
  const parts = path.split(".");
  const table = parts.pop() ?? path;
  return { schema: parts.pop() ?? null, table };
}

export function tablePath(migration: Migration, path: string): string {
  const { schema, table } = tableOf(path);
  return schema === null
    ? quoted(migration, table)
    : `${quoted(migration, schema)}.${quoted(migration, table)}`;
}

/** The options of an object, also where they are written without `new`. */
export function optionsOf(value: Value | undefined): ((name: string) => Value | undefined) | null {
  const known = hosted(value);
  const options = known?.host === "object" ? known.options : value?.kind === "dict" ? value : null;
  return options === null ? null : (name) => getItem(options, name) ?? undefined;
}

/** The name in an argument that is a name or an object with one. */
export function nameIn(value: Value | undefined): string | null {
  const known = hosted(value);
  if (known?.host === "found") return stringOf(known.table);
  const option = optionsOf(value);
  if (option === null) return stringOf(value);
  const [name, schema] = [stringOf(option("name")), stringOf(option("schema"))];
  return name === null || schema === null ? name : `${schema}.${name}`;
}

export function flag(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) === true;
}

/** Strings of a list, or the one that is written instead; null when one is not known. */
export function namesOf(value: Value | undefined): string[] | null {
  if (value?.kind === "list") {
    const names = value.items.map(stringOf);
    return !value.open && names.every((name) => name !== null) ? names : null;
  }
  const name = stringOf(value);
  return name === null ? null : [name];
}

export function columnList(migration: Migration, names: readonly string[]): string {
  return names.map((name) => quoted(migration, name)).join(", ");
}

/** Objects of a list, or the one that is written instead. `open`: there can be more. */
export function objectsIn(value: Value | undefined): { objects: Value[]; open: boolean } {
  if (value === undefined) return { objects: [], open: true };
  return value.kind === "list"
    ? { objects: value.items, open: value.open }
    : { objects: [value], open: false };
}
