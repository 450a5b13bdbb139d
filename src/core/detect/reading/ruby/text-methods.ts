/** The methods of strings and symbols, ActiveSupport's among them. */

import type { Interpreter } from "../source/interpreter.ts";
import {
  cut,
  lengthOf,
  literal,
  plain,
  replaceAll,
  slice,
  splitLines,
  strip,
  type Piece,
} from "../source/text.ts";
import { bool, list, number, stringOf, text, type Arguments, type Value } from "../source/value.ts";
import { fits } from "./patterns.ts";
import { byPlace } from "./arguments.ts";
import { eachRound } from "./loops.ts";

type Text = Value & { kind: "text" };

const SAME = new Set([
  "to_s",
  "to_str",
  "to_sym",
  "intern",
  "html_safe",
  "freeze",
  "dup",
  "clone",
  "b",
  "scrub",
  "itself",
  "force_encoding",
  "encode",
  "unicode_normalize",
  "-@",
  "+@",
  "id2name",
  "presence",
]);

/** `"...".name(...)`; undefined: its value is not known. */
export function textMethod(run: Interpreter, self: Text, name: string, args: Arguments): Value | undefined {
  const made = (pieces: Piece[]): Value => ({ kind: "text", pieces, node: self.node });
  const [first] = args.positional;
  if (SAME.has(name) && (name !== "presence" || self.pieces.length > 0)) return self;
  switch (name.replace(/!$/u, "")) {
    case "strip":
      return made(strip(self.pieces, null, "both"));
    case "lstrip":
      return made(strip(self.pieces, null, "left"));
    case "rstrip":
      return made(strip(self.pieces, null, "right"));
    case "chomp":
      return made(strip(self.pieces, "\r\n", "right"));
    case "squish":
      return made(squished(self.pieces));
    case "strip_heredoc":
      return made(undented(self.pieces));
    case "concat":
    case "prepend": {
      const added = args.positional.flatMap((value) => (value.kind === "text" ? value.pieces : []));
      if (!args.positional.every((value) => value.kind === "text")) return undefined;
      return made(name === "concat" ? [...self.pieces, ...added] : [...added, ...self.pieces]);
    }
    case "each_line":
    case "lines": {
      const lines = splitLines(self.pieces)
        .filter((line) => line.length > 0)
        .map(made);
      if (args.block === undefined) return list(lines);
      eachRound(run, args.block, { items: lines, open: self.pieces.some((piece) => piece.hole !== null) });
      return self;
    }
    case "length":
    case "size":
      return plain(self.pieces) === null ? undefined : number(lengthOf(self.pieces));
    case "empty?":
    case "blank?":
      return self.pieces.some((piece) => piece.text.trim() !== "") ? bool(false) : emptiness(self, name);
    case "present?":
      return self.pieces.some((piece) => piece.text.trim() !== "") ? bool(true) : undefined;
    default:
      return plainMethod(run, self, name.replace(/!$/u, ""), first, args);
  }
}

function emptiness(self: Text, name: string): Value | undefined {
  const string = plain(self.pieces);
  return string === null ? undefined : bool(name === "blank?" ? string.trim() === "" : string === "");
}

/** White space in a row becomes one space, none at the ends. */
function squished(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let open = false;
  const add = (part: Piece[]): void => {
    if (part.length === 0) return;
    result.push(...literal(open && result.length > 0 ? " " : ""), ...part);
    open = false;
  };
  for (const piece of pieces) {
    if (piece.hole !== null) add([piece]);
    let at = 0;
    for (const match of piece.text.matchAll(/\s+/gu)) {
      // A lone space between words stays where it is, so that the text stays in one piece.
      if (match[0] === " " && match.index > at && match.index + 1 < piece.text.length) continue;
      add(slice([piece], at, match.index));
      at = match.index + match[0].length;
      open = true;
    }
    add(slice([piece], at, piece.text.length));
  }
  return result;
}

/** `strip_heredoc`: the smallest margin of all lines goes. */
function undented(pieces: readonly Piece[]): Piece[] {
  const lines = splitLines(pieces);
  const margins = lines
    .filter((line) => line.some((piece) => piece.text.trim() !== "" || piece.hole !== null))
    .map((line) => /^[ \t]*/u.exec(line[0]?.text ?? "")?.[0].length ?? 0);
  const margin = margins.slice(0, 100_000).reduce((a, b) => Math.min(a, b), margins[0] ?? 0);
  return lines.flatMap((line) => {
    const blank = /^[ \t]*/u.exec(line[0]?.text ?? "")?.[0].length ?? 0;
    return slice(line, Math.min(margin, blank), lengthOf(line));
  });
}

/** Methods that need the whole string. */
function plainMethod(
  run: Interpreter,
  self: Text,
  name: string,
  given: Value | undefined,
  args: Arguments,
): Value | undefined {
  const string = plain(self.pieces);
  if (string === null) return undefined;
  const made = (pieces: Piece[]): Value => ({ kind: "text", pieces, node: self.node });
  const simple = SIMPLE[name]?.(string);
  if (simple !== undefined) return simple;
  const [first, second] = args.positional.map(stringOf);
  if (name === "split") {
    if (given === undefined) return list(string.split(/\s+/u).filter(Boolean).map(text));
    return typeof first === "string" && first !== "" && args.positional.length === 1
      ? list(cut(self.pieces, string, first).map(made))
      : undefined;
  }
  if (name === "truncate" || name === "first" || name === "last") return portion(self, name, given);
  if (name === "then" && args.block !== undefined) return run.callFunction(args.block, byPlace(self));
  if (name === "match?" && given !== undefined) {
    const found = fits(given, self);
    return found === null ? undefined : bool(found);
  }
  if (typeof first !== "string") return undefined;
  const ends = args.positional.map(stringOf).filter((item) => item !== null);
  switch (name) {
    case "start_with?":
    case "starts_with?":
      return bool(ends.some((end) => string.startsWith(end)));
    case "end_with?":
    case "ends_with?":
      return bool(ends.some((end) => string.endsWith(end)));
    case "include?":
      return bool(string.includes(first));
    case "gsub":
      return typeof second === "string" ? made(replaceAll(self.pieces, first, second)) : undefined;
    case "sub":
      return typeof second === "string" ? made(replaceFirst(self.pieces, string, first, second)) : undefined;
    case "tr":
      return typeof second === "string" && first.length === 1 && second.length <= 1
        ? made(replaceAll(self.pieces, first, second))
        : undefined;
    case "delete":
      return first.length === 1 ? made(replaceAll(self.pieces, first, "")) : undefined;
    case "delete_prefix":
      return made(slice(self.pieces, string.startsWith(first) ? first.length : 0, string.length));
    case "delete_suffix":
    case "chomp":
      return made(
        slice(self.pieces, 0, string.endsWith(first) ? string.length - first.length : string.length),
      );
    case "count":
      return first.length === 1 ? number(string.split(first).length - 1) : undefined;
    case "in?":
      return undefined;
    default:
      return undefined;
  }
}

function replaceFirst(pieces: readonly Piece[], string: string, from: string, to: string): Piece[] {
  const at = string.indexOf(from);
  if (at === -1) return [...pieces];
  return [...slice(pieces, 0, at), ...literal(to), ...slice(pieces, at + from.length, string.length)];
}

function portion(self: Text, name: string, count: Value | undefined): Value | undefined {
  const length = count === undefined ? 1 : count.kind === "number" ? count.value : null;
  const size = lengthOf(self.pieces);
  if (length === null || name === "truncate") return undefined;
  const [from, to] = name === "first" ? [0, length] : [Math.max(size - length, 0), size];
  return { ...self, pieces: slice(self.pieces, from, to) };
}

const SIMPLE: Record<string, (string: string) => Value | undefined> = {
  downcase: (string) => text(string.toLowerCase()),
  upcase: (string) => text(string.toUpperCase()),
  capitalize: (string) => text(string.charAt(0).toUpperCase() + string.slice(1).toLowerCase()),
  reverse: (string) => text([...string].toReversed().join("")),
  to_i: (string) => number(Number.parseInt(/^\s*[-+]?\d+/u.exec(string)?.[0] ?? "0", 10)),
  to_f: (string) => (/^-?\d+(?:\.\d+)?$/u.test(string) ? number(Number(string)) : undefined),
  chars: (string) => (string.length > 1_000 ? undefined : list([...string].map(text))),
  chop: (string) => text(string.slice(0, -1)),
  ord: (string) => number(string.codePointAt(0) ?? 0),
  underscore: (string) => text(underscored(string)),
  camelize: (string) => (/^\w*$/u.test(string) ? text(camelized(string)) : undefined),
  camelcase: (string) => (/^\w*$/u.test(string) ? text(camelized(string)) : undefined),
  dasherize: (string) => text(string.replaceAll("_", "-")),
  demodulize: (string) => text(string.slice(string.lastIndexOf("::") + 1).replace(/^:/u, "")),
};

/** `FooBar` becomes `foo_bar`. */
export function underscored(string: string): string {
  return string
    .replaceAll("::", "/")
    .replaceAll(/([A-Z\d])(?=[A-Z][a-z])|([a-z\d])(?=[A-Z])/gu, "$1$2_")
    .replaceAll("-", "_")
    .toLowerCase();
}

function camelized(string: string): string {
  return string
    .replaceAll(/(?:^|_)([a-z\d])/gu, (_, letter: string) => letter.toUpperCase())
    .replaceAll("_", "");
}
