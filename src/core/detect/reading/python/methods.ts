/** The methods of strings, lists and dicts that migrations use. */

import { formatCall, join } from "./format.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { textOf } from "../source/syntax.ts";
import {
  cut,
  dedent,
  lengthOf,
  plain,
  replaceAll,
  slice,
  splitLines,
  strip,
  type Piece,
} from "../source/text.ts";
import {
  bool,
  either,
  keyOf,
  list,
  NONE,
  number,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type DictValue,
  type ListValue,
  type Value,
} from "../source/value.ts";

/** `"...".name(...)`; undefined: no such method is known. */
export function textMethod(
  run: Interpreter,
  self: Value & { kind: "text" },
  name: string,
  args: Arguments,
): Value | undefined {
  const made = (pieces: Piece[]): Value => ({ kind: "text", pieces, node: self.node });
  const [first] = args.positional;
  switch (name) {
    case "format":
      return made(formatCall(self.pieces, args));
    case "strip":
    case "lstrip":
    case "rstrip": {
      const sides = name === "strip" ? "both" : name === "lstrip" ? "left" : "right";
      return made(strip(self.pieces, stringOf(first), sides));
    }
    case "join": {
      if (first === undefined) return undefined;
      const { items, open } = run.iterate(first);
      return open ? undefined : made(join(self.pieces, items));
    }
    case "encode":
    case "decode":
      return self;
    case "splitlines":
      return list(splitLines(self.pieces).map((line) => made(strip(line, "\r\n", "right"))));
    default:
      return plainMethod(self, name, args);
  }
}

/** Methods that need the whole string. */
function plainMethod(self: Value & { kind: "text" }, name: string, args: Arguments): Value | undefined {
  const string = plain(self.pieces);
  if (string === null) return undefined;
  const [first, second] = args.positional.map(stringOf);
  const made = (pieces: Piece[]): Value => ({ kind: "text", pieces, node: self.node });
  if (name === "lower") return text(string.toLowerCase());
  if (name === "upper") return text(string.toUpperCase());
  if (name === "title") return text(string.replace(/\b\w/gu, (letter) => letter.toUpperCase()));
  if (name === "capitalize") return text(string.charAt(0).toUpperCase() + string.slice(1).toLowerCase());
  if (name === "isdigit") return bool(/^\d+$/u.test(string));
  if (name === "split" && args.positional.length === 0) {
    return list(string.split(/\s+/u).filter(Boolean).map(text));
  }
  if (typeof first !== "string") return undefined;
  if (name === "startswith") return bool(string.startsWith(first));
  if (name === "endswith") return bool(string.endsWith(first));
  if (name === "find") return number(string.indexOf(first));
  if (name === "count" && first !== "") return number(string.split(first).length - 1);
  if (name === "replace" && typeof second === "string") return made(replaceAll(self.pieces, first, second));
  if (name === "removeprefix") {
    return made(slice(self.pieces, string.startsWith(first) ? first.length : 0, string.length));
  }
  if (name === "removesuffix") {
    return made(slice(self.pieces, 0, string.endsWith(first) ? string.length - first.length : string.length));
  }
  if (name === "split" && first !== "") return list(cut(self.pieces, string, first).map(made));
  return undefined;
}

/** `textwrap.dedent` and `inspect.cleandoc` of a value. */
export function dedented(value: Value, strips: boolean): Value {
  if (value.kind !== "text") return value;
  const pieces = dedent(value.pieces);
  return { ...value, pieces: strips ? strip(pieces, null, "both") : pieces };
}

/** `[...].name(...)`. What is added in a loop of unknown length leaves the list open. */
export function listMethod(
  run: Interpreter,
  self: ListValue,
  name: string,
  args: Arguments,
): Value | undefined {
  const [first, second] = args.positional;
  const vague = run.looping > 0 || run.conditional > 0;
  if (name === "append" || name === "add" || name === "insert") {
    const added = name === "insert" ? second : first;
    if (added !== undefined) self.items.push(added);
    if (vague) self.open = true;
    return NONE;
  }
  if (name === "extend" || name === "update") {
    const { items, open } = first === undefined ? { items: [], open: true } : run.iterate(first);
    self.items.push(...items.slice(0, 100_000));
    if (open || vague) self.open = true;
    return NONE;
  }
  if (name === "copy") return list([...self.items], self.type, self.open);
  if (name === "index" || name === "count") return undefined;
  if (name === "pop") return self.open || vague ? undefined : (self.items.pop() ?? NONE);
  if (name === "reverse") {
    self.items.reverse();
    return NONE;
  }
  if (name === "sort" || name === "clear" || name === "remove" || name === "discard") {
    if (name === "clear" && !vague) self.items.length = 0;
    else if (name !== "sort" && first !== undefined && !vague) {
      self.items = self.items.filter((item) => keyOf(item) !== keyOf(first) || keyOf(item) === null);
    } else if (name !== "sort") self.open = true;
    return NONE;
  }
  if (name === "difference" && first?.kind === "list") {
    const others = new Set(first.items.map(keyOf));
    return list(
      self.items.filter((item) => !others.has(keyOf(item))),
      "set",
      self.open || first.open,
    );
  }
  return undefined;
}

/** `{...}.name(...)`. */
export function dictMethod(
  run: Interpreter,
  self: DictValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const entries = [...self.entries.values()];
  const [first, second] = args.positional;
  if (name === "items") {
    const pairs = entries.map(({ key, value }) => list([key, value], "tuple"));
    return list(pairs, "list", self.open);
  }
  if (name === "keys")
    return list(
      entries.map(({ key }) => key),
      "list",
      self.open,
    );
  if (name === "values")
    return list(
      entries.map(({ value }) => value),
      "list",
      self.open,
    );
  if (name === "copy") return { kind: "dict", entries: new Map(self.entries), open: self.open };
  if (name === "get" || name === "pop" || name === "setdefault") {
    const key = first === undefined ? null : keyOf(first);
    if (key === null || first === undefined) return unknown(textOf(run.file, node));
    const found = self.entries.get(key)?.value;
    if (name === "setdefault" && found === undefined) setItem(self, first, second ?? NONE);
    if (name === "pop" && run.conditional === 0) self.entries.delete(key);
    if (found !== undefined) return found;
    return self.open ? either([second ?? NONE, unknown(textOf(run.file, node))]) : (second ?? NONE);
  }
  if (name === "update") {
    if (first?.kind === "dict")
      for (const { key, value } of first.entries.values()) setItem(self, key, value);
    else if (first !== undefined) self.open = true;
    for (const [key, value] of args.keywords) setItem(self, text(key), value);
    return NONE;
  }
  return undefined;
}

/** The length of a text in characters, null when a part of it is not known. */
export function textLength(value: Value & { kind: "text" }): number | null {
  return value.pieces.some((piece) => piece.hole !== null) ? null : lengthOf(value.pieces);
}
