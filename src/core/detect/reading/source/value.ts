/** What a Python expression is known to be, without running anything. */

import type { Scope } from "./scope.ts";
import type { Syntax } from "./syntax.ts";
import { literal, plain, type Piece } from "./text.ts";

/** A value that only the framework's reader understands (a column, a connection): opaque here. */
export interface HostValue {
  readonly host: string;
  /** It can be empty, or nothing at all: a row of a query. */
  readonly vague?: boolean;
}

export interface FunctionValue {
  kind: "function";
  name: string;
  node: Syntax;
  parameters: Syntax | null;
  body: Syntax;
  scope: Scope;
  /** The values of its defaults, by parameter name, from where it was defined. */
  defaults: Map<string, Value>;
  self: Value | null;
  decorators: Value[];
}

export interface ClassValue {
  kind: "class";
  name: string;
  node: Syntax;
  bases: Value[];
  members: Scope;
}

export interface ListValue {
  kind: "list";
  type: "list" | "tuple" | "set";
  items: Value[];
  /** It can hold more than `items`: they were added where the number of rounds is not known. */
  open: boolean;
}

export interface DictValue {
  kind: "dict";
  entries: Map<string, { key: Value; value: Value }>;
  open: boolean;
}

export type Value =
  | { kind: "none" }
  | { kind: "bool"; value: boolean }
  | { kind: "number"; value: number }
  | { kind: "text"; pieces: Piece[]; node: Syntax | null }
  | ListValue
  | DictValue
  | FunctionValue
  | ClassValue
  /** `made`: the call that made it. */
  | {
      kind: "instance";
      class: ClassValue;
      attributes: Map<string, Value>;
      made?: { args: Arguments; node: Syntax };
    }
  /** Something imported, by its full name: `sqlalchemy.Column`. */
  | { kind: "symbol"; path: string }
  /** A method that was taken and not called yet. */
  | { kind: "bound"; receiver: Value; name: string }
  | { kind: "partial"; callee: Value; args: Arguments }
  | { kind: "host"; value: HostValue }
  /** One of these, depending on something that is not known. */
  | { kind: "choice"; options: Value[] }
  | { kind: "unknown"; source: string };

export interface Arguments {
  positional: Value[];
  keywords: Map<string, Value>;
  /** `*x` or `**x` of something unknown: there can be more. */
  open: boolean;
  /** The block that stands behind a call in Ruby. */
  block?: FunctionValue;
}

export const NONE: Value = { kind: "none" };
const TRUE: Value = { kind: "bool", value: true };
const FALSE: Value = { kind: "bool", value: false };

export function bool(value: boolean): Value {
  return value ? TRUE : FALSE;
}

export function number(value: number): Value {
  return { kind: "number", value };
}

export function text(value: string): Value {
  return { kind: "text", pieces: literal(value), node: null };
}

export function unknown(source: string): Value {
  return { kind: "unknown", source };
}

export function list(items: Value[], type: ListValue["type"] = "list", open = false): ListValue {
  return { kind: "list", type, items, open };
}

export function dict(pairs: [Value, Value][] = []): DictValue {
  const made: DictValue = { kind: "dict", entries: new Map(), open: false };
  for (const [key, value] of pairs) setItem(made, key, value);
  return made;
}

/** Sets a key; a key that is not known leaves the dict open. */
export function setItem(target: DictValue, key: Value, value: Value): void {
  const name = keyOf(key);
  if (name === null) target.open = true;
  else target.entries.set(name, { key, value });
}

export function getItem(target: DictValue, name: string): Value | null {
  return target.entries.get(`text ${name}`)?.value ?? null;
}

/** So many parts of a key are looked at: lists can hold each other, and themselves. */
const MAX_KEY = 2_000;
const MAX_KEY_DEPTH = 6;

/** A key for maps, null for what cannot be one for certain. */
export function keyOf(value: Value): string | null {
  return keyWithin(value, { left: MAX_KEY }, 0);
}

function keyWithin(value: Value, parts: { left: number }, depth: number): string | null {
  parts.left -= 1;
  if (value.kind === "text") {
    const string = plain(value.pieces);
    return string === null ? null : `text ${string}`;
  }
  if (value.kind === "number" || value.kind === "bool") return `number ${Number(value.value)}`;
  if (value.kind === "none") return "none";
  if (value.kind === "symbol") return `symbol ${value.path}`;
  if (value.kind !== "list" || value.open || depth > MAX_KEY_DEPTH) return null;
  const keys: string[] = [];
  for (const item of value.items) {
    const key = parts.left > 0 ? keyWithin(item, parts, depth + 1) : null;
    if (key === null) return null;
    keys.push(key);
  }
  return `list ${JSON.stringify(keys)}`;
}

/** The string, null when it is none or not wholly known. */
export function stringOf(value: Value | undefined | null): string | null {
  return value?.kind === "text" ? plain(value.pieces) : null;
}

/** The strings of a list that is wholly known, else null. */
export function stringsOf(value: Value | undefined | null): string[] | null {
  if (value?.kind !== "list" || value.open) return null;
  const strings = value.items.map(stringOf);
  return strings.every((item) => item !== null) ? strings : null;
}

/** Is it true in a condition? Null when that cannot be known. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case "none":
      return false;
    case "bool":
      return value.value;
    case "number":
      return value.value !== 0;
    case "text":
      if (value.pieces.some((piece) => piece.text !== "")) return true;
      return value.pieces.length === 0 ? false : null;
    case "list":
      return value.items.length > 0 ? (value.open ? null : true) : value.open ? null : false;
    case "dict":
      return value.entries.size > 0 ? (value.open ? null : true) : value.open ? null : false;
    case "choice": {
      const truths = new Set(value.options.map(truthOf));
      return truths.size === 1 ? (truths.values().next().value ?? null) : null;
    }
    case "host":
      return value.value.vague === true ? null : true;
    case "function":
    case "class":
      return true;
    default:
      return null;
  }
}

const MAX_OPTIONS = 6;

/** What a variable is when it is one of these. */
export function either(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values.flatMap((item) => (item.kind === "choice" ? item.options : [item]))) {
    if (!options.some((option) => same(option, value))) options.push(value);
  }
  const [only] = options;
  if (options.length === 1 && only !== undefined) return only;
  const vague = options.find((option) => option.kind === "unknown");
  if (vague !== undefined) return vague;
  return options.length > MAX_OPTIONS ? unknown("one of several values") : { kind: "choice", options };
}

function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === "host" && b.kind === "host") return a.value === b.value;
  const key = keyOf(a);
  return key !== null && a.kind === b.kind && key === keyOf(b);
}
