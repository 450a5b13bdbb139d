/** Names and values as Laravel writes them into SQL. */

import type { EngineName } from "../../../impact.ts";
import { enumValue } from "../../reading/php/member.ts";
import { hole, literal, plain, shown, type Piece } from "../../reading/source/text.ts";
import type { Value } from "../../reading/source/value.ts";
import { hosted, type Part } from "./values.ts";

/** SQL of words and of texts that keep their holes. */
export function sql(...parts: readonly (string | readonly Piece[])[]): Piece[] {
  return parts.flatMap((part) => (typeof part === "string" ? literal(part) : [...part]));
}

/** One name. */
export function quoted(engine: EngineName, name: string): string {
  if (engine === "mysql" || engine === "mariadb") return `\`${name.replaceAll("`", "``")}\``;
  return `"${name.replaceAll('"', '""')}"`;
}

/** `schema.table`. */
export function quotedTable(engine: EngineName, table: string): string {
  return table
    .split(".")
    .map((part) => quoted(engine, part))
    .join(".");
}

/** A list of columns and expressions. `data->key` is a part of a document. */
export function quotedParts(engine: EngineName, parts: readonly Part[]): Piece[] {
  return parts.flatMap((part, at) => {
    const comma = at === 0 ? [] : literal(", ");
    return [...comma, ...(typeof part === "string" ? literal(quoted(engine, part)) : part.pieces)];
  });
}

/** A comment: whatever it says, it changes nothing. */
export function commentText(pieces: readonly Piece[]): Piece[] {
  return literal(`'${shown(pieces).replaceAll("'", "''").replaceAll("\\", "/")}'`);
}

function quotedText(pieces: readonly Piece[]): Piece[] {
  const whole = plain(pieces);
  return whole === null ? hole(shown(pieces)) : literal(`'${whole.replaceAll("'", "''")}'`);
}

/** A default as Laravel writes it: even numbers stand in quotes. */
export function defaultValue(given: Value): Piece[] {
  const value = enumValue(given);
  const known = hosted(value);
  if (known?.host === "expression") return [...known.pieces];
  switch (value.kind) {
    case "text":
      return quotedText(value.pieces);
    case "number":
      return literal(`'${value.value}'`);
    case "bool":
      return literal(value.value ? "'1'" : "'0'");
    default:
      return hole(value.kind === "unknown" ? value.source : "default");
  }
}

/** An expression as it was given. */
export function expression(given: Value): Piece[] {
  const known = hosted(given);
  if (known?.host === "expression") return [...known.pieces];
  return given.kind === "text"
    ? [...given.pieces]
    : hole(given.kind === "unknown" ? given.source : "expression");
}
