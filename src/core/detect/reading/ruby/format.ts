/** How values become parts of strings: interpolation, `to_s`, `format` and `%`. */

import { hole, literal, moved, plain, replaceEach, type Piece } from "../source/text.ts";
import { getItem, type Value } from "../source/value.ts";

/** What `value.to_s` gives, null when it is not known. */
export function asText(value: Value): Piece[] | null {
  switch (value.kind) {
    case "text":
      return moved(value.pieces);
    case "number":
    case "bool":
      return literal(String(value.value));
    case "none":
      return [];
    case "class":
      return value.name === "" ? null : literal(value.name);
    default:
      return null;
  }
}

/** Its text, or a hole that names it. */
export function textOrHole(value: Value, source: string): Piece[] {
  return asText(value) ?? hole(value.kind === "unknown" ? value.source : source);
}

const FIELD =
  /%(?:<(?<name>\w+)>)?(?<flags>[-+0 #]*)(?<width>\d{0,3})(?:\.\d{1,3})?(?:\{(?<braced>\w+)\}|(?<type>[sdifuxpb%]))/gu;

/** `"..." % value`, `format("...", value)`. */
export function percent(pieces: readonly Piece[], values: readonly Value[]): Piece[] {
  let next = 0;
  const [first] = values;
  return replaceEach(pieces, FIELD, ({ 0: all, groups = {} }) => {
    const { flags = "", width = "", type } = groups;
    if (type === "%") return literal("%");
    const name = groups["name"] ?? groups["braced"];
    const found = name === undefined ? values[next++] : first?.kind === "dict" ? getItem(first, name) : null;
    if (found === undefined || found === null || type === "p") return hole(name ?? all);
    const given = textOrHole(found, name ?? all);
    const known = plain(given);
    if (width === "" || known === null) return given;
    const filled = flags.includes("0") ? "0" : " ";
    return literal(flags.includes("-") ? known.padEnd(Number(width)) : known.padStart(Number(width), filled));
  });
}

/** `items.join(separator)`. */
export function join(separator: readonly Piece[], items: readonly Value[]): Piece[] {
  return items.flatMap((item, at) => {
    const pieces = item.kind === "text" ? item.pieces : textOrHole(item, "...");
    return at === 0 ? pieces : [...moved(separator), ...pieces];
  });
}
