/** How values become parts of strings: f-strings, `.format()`, `%` and `str()`. */

import { hole, literal, moved, plain, shown, slice, type Piece } from "../source/text.ts";
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
  return fields(pieces, /\{\{|\}\}|\{([^{}]*)\}/gu, (match) => {
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
  return fields(pieces, /%(?:\((\w+)\))?[-+0 #]*(?:[1-9]\d*)?(?:\.\d+)?([sdrifx%])/gu, (match) => {
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

/** Replaces what a pattern finds in each run of characters. */
function fields(
  pieces: readonly Piece[],
  pattern: RegExp,
  replace: (match: RegExpExecArray) => Piece[],
): Piece[] {
  return joined(pieces).flatMap((piece) => {
    if (piece.hole !== null) return [piece];
    const result: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(pattern)) {
      result.push(...slice([piece], at, match.index), ...replace(match));
      at = match.index + match[0].length;
    }
    result.push(...slice([piece], at, piece.text.length));
    return result;
  });
}

/** Neighbours that stand side by side in the source become one piece, so that a field is found whole. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const together =
      last !== undefined &&
      last.hole === null &&
      piece.hole === null &&
      (last.source === null
        ? piece.source === null
        : piece.source !== null && last.source + last.text.length === piece.source);
    if (together && last !== undefined) result[result.length - 1] = { ...last, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
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
