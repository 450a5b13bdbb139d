/** How values become strings, and whether they are true. */

import { hole, lengthOf, literal, plain, type Piece } from "../source/text.ts";
import { either, truthOf, unknown, type Value } from "../source/value.ts";

const MAX_TEXT = 2_000_000;

/** What `(string) $value` gives, null when it is not known. */
export function asText(value: Value): Piece[] | null {
  switch (value.kind) {
    case "text":
      return value.pieces;
    case "number":
      return literal(String(value.value));
    case "bool":
      return literal(value.value ? "1" : "");
    case "none":
      return [];
    default:
      return null;
  }
}

/** Is it true in a condition? `"0"` is not. */
export function isTrue(value: Value): boolean | null {
  if (value.kind === "text" && plain(value.pieces) === "0") return false;
  if (value.kind === "choice") {
    const truths = new Set(value.options.map(isTrue));
    return truths.size === 1 ? (truths.values().next().value ?? null) : null;
  }
  return value.kind === "instance" ? true : truthOf(value);
}

/** What stands where a value is not known. */
export function sourceOf(value: Value, written: string): string {
  return value.kind === "unknown" ? value.source : written;
}

/** One string after the other; of a value that is one of several there is one text for each. `written`: the source of each. */
export function concatenated(values: readonly Value[], written: readonly string[]): Value {
  let made: Piece[][] = [[]];
  for (const [at, value] of values.entries()) {
    const options = value.kind === "choice" ? value.options : [value];
    if (made.length * options.length > 6) return unknown(written.join(" . "));
    made = made.flatMap((before) =>
      options.map((option) => [
        ...before,
        ...(asText(option) ?? hole(sourceOf(option, written[at] ?? "..."))),
      ]),
    );
  }
  if (made.some((pieces) => lengthOf(pieces) > MAX_TEXT || pieces.length > 50_000))
    return unknown(written.join(" . "));
  return either(made.map((pieces) => ({ kind: "text", pieces, node: null })));
}
