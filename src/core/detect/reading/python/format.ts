/** How values become parts of strings: f-strings, `.format()`, `%` and `str()`. */

import { hole, literal, moved, plain, replaceEach, shown, type Piece } from "../source/text.ts";
import { getItem, type Arguments, type Value } from "../source/value.ts";

/** What `str(value)` gives, null when it is not known. */
export function asText(value: Value): Piece[] | null {
  switch (value.kind) {
    case "text":
      return moved(value.pieces);
    case "number":
      return literal(String(value.value));
    case "bool":
      return literal(value.value ? "True" : "False");
    case "none":
      return literal("None");
    case "list":
      return listText(value.items, value.open, value.type);
    default:
      return null;
  }
}

/** What `repr(value)` gives, null when it is not known. */
export function representation(value: Value): Piece[] | null {
  if (value.kind !== "text") return asText(value);
  const text = plain(value.pieces);
  if (text === null) return [...literal("'"), ...moved(value.pieces), ...literal("'")];
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return literal(`${quote}${quote === "'" ? inner.replaceAll("'", "\\'") : inner}${quote}`);
}

function listText(items: readonly Value[], open: boolean, type: "list" | "tuple" | "set"): Piece[] | null {
  if (open || items.length > 10_000) return null;
  const texts = items.map(representation);
  const [left, right] = type === "list" ? "[]" : type === "tuple" ? "()" : "{}";
  const pieces = literal(left ?? "");
  for (const [at, text] of texts.entries()) {
    if (text === null) return null;
    pieces.push(...(at === 0 ? [] : literal(", ")), ...text);
  }
  if (type === "tuple" && items.length === 1) pieces.push(...literal(","));
  return [...pieces, ...literal(right ?? "")];
}

/** One replaced field. `source` names the expression when its value is not known. */
export function formatted(value: Value, conversion: string, specification: string, source: string): Piece[] {
  const pieces = conversion === "r" ? representation(value) : asText(value);
  if (pieces === null) return hole(source);
  if (specification === "" || specification === "s" || specification === "d") return pieces;
  const zeros = /^0(\d{1,3})d?$/u.exec(specification);
  const text = plain(pieces);
  if (zeros !== null && text !== null) return literal(text.padStart(Number(zeros[1]), "0"));
  return hole(source);
}

/** `"...".format(...)`. */
export function formatCall(pieces: readonly Piece[], args: Arguments): Piece[] {
  let next = 0;
  return replaceEach(pieces, /\{\{|\}\}|\{([^{}]*)\}/gu, (match) => {
    if (match[0] === "{{" || match[0] === "}}") return literal(match[0].charAt(0));
    const [, name = "", conversion = "", specification = ""] =
      /^([^!:]*)(?:!(\w))?(?::(.*))?$/su.exec(match[1] ?? "") ?? [];
    const value = /^\d*$/u.test(name)
      ? args.positional[name === "" ? next++ : Number(name)]
      : args.keywords.get(name);
    return value === undefined
      ? hole(name)
      : formatted(value, conversion, specification, sourceOf(value, name));
  });
}

/** `"..." % value`. */
export function percent(pieces: readonly Piece[], value: Value): Piece[] {
  const positional = value.kind === "list" && value.type === "tuple" ? value.items : [value];
  let next = 0;
  return replaceEach(pieces, /%(?:\((\w+)\))?[-+0 #]*(?:[1-9]\d*)?(?:\.\d+)?([sdrifx%])/gu, (match) => {
    const [all, name, type] = match;
    if (type === "%") return literal("%");
    const named = name === undefined ? undefined : value.kind === "dict" ? getItem(value, name) : null;
    const found = name === undefined ? positional[next++] : named;
    if (found === undefined || found === null) return hole(name ?? all);
    return formatted(found, type === "r" ? "r" : "", "", sourceOf(found, name ?? all));
  });
}

function sourceOf(value: Value, name: string): string {
  return value.kind === "unknown" ? value.source : name;
}

/** `separator.join(items)`. */
export function join(separator: readonly Piece[], items: readonly Value[]): Piece[] {
  return items.flatMap((item, at) => {
    const pieces = item.kind === "text" ? item.pieces : (asText(item) ?? hole(sourceOf(item, "...")));
    return at === 0 ? pieces : [...moved(separator), ...pieces];
  });
}

/** The text for people of any value. */
export function showValue(value: Value): string | null {
  const pieces = asText(value);
  return pieces === null ? null : shown(pieces);
}
