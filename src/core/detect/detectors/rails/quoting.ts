/** Names and values as they stand in the SQL that Rails sends. */

import type { TableName } from "../../../operation.ts";
import { hole, literal, moved, type Piece } from "../../reading/source/text.ts";
import type { Value } from "../../reading/source/value.ts";
import { isMysql, type Migration } from "./migration.ts";

export type Sql = Piece[];

/** Puts SQL together from texts and parts. */
export function sql(...parts: readonly (string | readonly Piece[])[]): Sql {
  return parts.flatMap((part) => (typeof part === "string" ? literal(part) : moved(part)));
}

export function joined(parts: readonly (string | readonly Piece[])[], between: string): Sql {
  return parts.flatMap((part, at) => (at === 0 ? sql(part) : sql(between, part)));
}

export function quoted(migration: Migration, name: string): string {
  return isMysql(migration) ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;
}

export function quotedTable(migration: Migration, { schema, table }: TableName): string {
  return schema === null
    ? quoted(migration, table)
    : `${quoted(migration, schema)}.${quoted(migration, table)}`;
}

export function quotedColumns(migration: Migration, names: readonly string[]): string {
  return names.map((name) => quoted(migration, name)).join(", ");
}

/** `"app.users"` names a schema as well. */
export function tableName(name: string): TableName {
  const parts = /^(?:"([^"]+)"|([^".]+))\.(?:"([^"]+)"|([^"]+))$/u.exec(name);
  if (parts === null) return { schema: null, table: name.replaceAll(/^"|"$/gu, "") };
  return { schema: parts[1] ?? parts[2] ?? null, table: parts[3] ?? parts[4] ?? name };
}

/** A string literal of any of the engines. */
export function quotedText(migration: Migration, pieces: readonly Piece[]): Sql {
  const escape = (text: string): string => {
    const doubled = text.replaceAll("'", "''");
    return isMysql(migration) ? doubled.replaceAll("\\", "\\\\") : doubled;
  };
  if (pieces.some((piece) => piece.hole !== null)) return hole(holeName(pieces));
  return literal(`'${escape(pieces.map((piece) => piece.text).join(""))}'`);
}

function holeName(pieces: readonly Piece[]): string {
  return pieces.find((piece) => piece.hole !== null)?.hole ?? "";
}

/** A value as a constant; what is not known is a hole. */
export function quotedValue(migration: Migration, value: Value): Sql {
  switch (value.kind) {
    case "none":
      return literal("NULL");
    case "bool":
      if (migration.reader.dialect === "postgresql") return literal(value.value ? "TRUE" : "FALSE");
      return literal(value.value ? "1" : "0");
    case "number":
      return literal(String(value.value));
    case "text":
      return quotedText(migration, value.pieces);
    case "unknown":
      return hole(value.source);
    case "list":
      return value.items.length === 0 && !value.open ? literal("'{}'") : hole("a list");
    case "dict":
      return value.entries.size === 0 && !value.open ? literal("'{}'") : hole("a hash");
    default:
      return hole("a value");
  }
}
