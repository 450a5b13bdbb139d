/** `raw`: SQL with its bindings, which is run unless it becomes a value of another call. */

import { eachChoice } from "../../reading/source/choices.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { literal, slice, type Piece } from "../../reading/source/text.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { getItem, list, stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { escaped, sql, wrapped, type Sql } from "./spell.ts";
import { host, hosted, type Knex, type RawValue } from "./values.ts";

/** `??`, `?`, `:name:`, `:name`, and what is escaped. */
const PARAMETER = /\\\?|\?\??|(?<![:\w\\]):(\w+):?(?!:)/gu;

/** What a raw statement says with its bindings in their places. */
export function bound(knex: Knex, args: Arguments, node: Syntax): Piece[] | null {
  const [statement, ...rest] = args.positional;
  const raw = hosted(statement);
  if (raw?.host === "raw") return raw.pieces;
  if (statement?.kind !== "text") return null;
  const [first] = rest;
  if (first === undefined || first.kind === "none") return statement.pieces;
  if (first.kind === "dict") return filled(knex, statement.pieces, first, node);
  const given = first.kind === "list" ? first : list(rest);
  return filled(knex, statement.pieces, given, node);
}

function filled(knex: Knex, pieces: readonly Piece[], bindings: Value, node: Syntax): Sql {
  let next = 0;
  const take = (sign: string, name: string | undefined): Sql | null => {
    if (name !== undefined) {
      const value = bindings.kind === "dict" ? getItem(bindings, name) : null;
      return value === null ? null : bindingSql(knex, value, sign.endsWith(":"), node);
    }
    if (bindings.kind !== "list") return null;
    const value = bindings.items[next];
    next += 1;
    return bindingSql(knex, value ?? { kind: "unknown", source: "binding" }, sign === "??", node);
  };
  return pieces.flatMap((piece) => {
    if (piece.hole !== null) return [piece];
    const result: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(PARAMETER)) {
      const said = match[0] === "\\?" ? literal("?") : take(match[0], match[1]);
      if (said === null) continue;
      result.push(...slice([piece], at, match.index), ...said);
      at = match.index + match[0].length;
    }
    return [...result, ...slice([piece], at, piece.text.length)];
  });
}

function bindingSql(knex: Knex, value: Value, isName: boolean, node: Syntax): Sql {
  if (!isName) return escaped(value);
  const names = value.kind === "list" ? value.items : [value];
  return names.flatMap((each, at) => {
    const name = stringOf(each);
    const known = hosted(each);
    const written = known?.host === "raw" ? known.pieces : null;
    if (name === null && written === null)
      return [
        {
          text: "",
          source: null,
          hole: each.kind === "unknown" ? each.source : textOf(knex.reader.file, node),
        },
      ];
    return sql(at === 0 ? "" : ", ", written ?? wrapped(knex, name ?? ""));
  });
}

/** Reads a raw statement as if it ran now; `taken` takes that back. */
export function rawCall(knex: Knex, args: Arguments, node: Syntax): Value {
  return eachChoice(knex.run, args, (given) => rawStatement(knex, given, node));
}

function rawStatement(knex: Knex, args: Arguments, node: Syntax): Value {
  const { reader, run } = knex;
  const pieces = bound(knex, args, node);
  const [operations, unread] = [reader.operations.length, reader.unread.length];
  if (pieces === null) reader.vague(run, node, "what it executes is not known before it runs");
  else readSqlText(reader, run, pieces, "plain", node);
  const made: RawValue = { host: "raw", pieces: pieces ?? [{ text: "", source: null, hole: "raw" }] };
  const noted = reader.operations.slice(operations);
  knex.raws.set(made, { operations: noted, unread: reader.unread.slice(unread) });
  return host(made);
}

/** Raw statements among arguments are values: they do not run. */
export function taken(knex: Knex, args: Arguments): void {
  for (const value of args.positional) take(knex, value, 0);
}

function take(knex: Knex, value: Value, depth: number): void {
  if (depth > 4) return;
  if (value.kind === "list") for (const item of value.items) take(knex, item, depth + 1);
  if (value.kind === "dict")
    for (const { value: item } of value.entries.values()) take(knex, item, depth + 1);
  if (value.kind === "choice") for (const item of value.options) take(knex, item, depth + 1);
  const raw = hosted(value);
  if (raw?.host !== "raw") return;
  const noted = knex.raws.get(raw);
  if (noted === undefined) return;
  knex.raws.delete(raw);
  const { operations, unread } = knex.reader;
  removeAll(operations, noted.operations);
  removeAll(unread, noted.unread);
}

function removeAll<T>(from: T[], items: readonly unknown[]): void {
  for (const item of items) {
    const at = from.lastIndexOf(item as T);
    if (at !== -1) from.splice(at, 1);
  }
}
