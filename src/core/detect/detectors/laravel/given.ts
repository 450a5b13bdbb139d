/** What a call of one of Laravel's methods is given, by the names of its parameters. */

import { plain, type Piece } from "../../reading/source/text.ts";
import { stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { enumValue } from "../../reading/php/member.ts";
import { hosted, type Part } from "./values.ts";

/** The argument of a parameter, by its place or its name. */
export function given(args: Arguments, at: number, name: string): Value | undefined {
  return args.positional[at] ?? args.keywords.get(name);
}

/** A string, also of an enumeration's case; null when it is not known. */
export function nameOf(value: Value | undefined | null): string | null {
  return value === undefined || value === null ? null : stringOf(enumValue(value));
}

export function isMissing(value: Value | undefined): boolean {
  return value === undefined || value.kind === "none";
}

export function numberIn(value: Value | undefined): number | null {
  if (value?.kind === "number") return value.value;
  const digits = stringOf(value);
  return digits !== null && /^\d+$/u.test(digits) ? Number(digits) : null;
}

/** The columns that are given as one name or a list of names and expressions; null when they are not all known. */
export function partsIn(value: Value | undefined): Part[] | null {
  if (value === undefined) return null;
  const collection = hosted(value);
  if (collection?.host === "collection") return partsIn(collection.value);
  if (value.kind === "dict") {
    if (value.open) return null;
    return partsIn({
      kind: "list",
      type: "list",
      items: [...value.entries.values()].map((one) => one.value),
      open: false,
    });
  }
  if (value.kind === "list") {
    const parts = value.items.map((item) => partsIn(item)?.[0] ?? null);
    return value.open || parts.includes(null) ? null : parts.filter((part) => part !== null);
  }
  if (collection?.host === "expression") return [{ pieces: collection.pieces }];
  const name = nameOf(value);
  return name === null ? null : [name];
}

/** The names alone; null when one is an expression or not known. */
export function namesIn(value: Value | undefined): string[] | null {
  const parts = partsIn(value);
  return parts?.every((part) => typeof part === "string") === true ? parts : null;
}

/** Several names as one list or one after the other. */
export function variadicNames(args: Arguments, name: string): string[] | null {
  if (args.open) return null;
  if (args.positional.length <= 1) return namesIn(given(args, 0, name));
  const names = args.positional.map(nameOf);
  return names.every((one) => one !== null) ? names : null;
}

/** The SQL of a text or of `DB::raw`, null for anything else. */
export function sqlIn(value: Value | undefined): readonly Piece[] | null {
  const known = hosted(value);
  if (known?.host === "expression") return known.pieces;
  return value?.kind === "text" ? value.pieces : null;
}

/** How an index is called where nobody gives it a name. */
export function indexName(table: string, columns: readonly Part[], type: string): string {
  const names = columns.map((part) => (typeof part === "string" ? part : (plain(part.pieces) ?? "")));
  return `${table}_${names.join("_")}_${type}`.toLowerCase().replaceAll(/[-.]/gu, "_");
}
