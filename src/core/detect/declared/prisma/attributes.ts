/** Attributes of Prisma's schema language and their values: `@relation(fields: [userId], references: [id])`. */

import type { Cursor } from "./cursor.ts";

export type Value =
  | { kind: "string" | "number" | "name"; text: string }
  | { kind: "call"; name: string; args: Argument[] }
  | { kind: "list"; items: Value[] };

export interface Argument {
  name: string | null;
  value: Value;
}

export interface Attribute {
  /** Without its signs: `id`, `db.VarChar`, `index`. */
  name: string;
  args: Argument[];
  start: number;
  end: number;
}

/** Nobody writes deeper ones; a deeper one is left to be a line that is not understood. */
const mostDepth = 20;

/** The attributes from here on; the first one's sign is taken already where `begun` says where it stood. */
export function readAttributes(cursor: Cursor, begun: number | null): Attribute[] {
  const found: Attribute[] = [];
  let start = begun;
  for (;;) {
    const sign = cursor.peek();
    if (start === null) {
      if (sign?.kind !== "sign" || sign.text !== "@") return found;
      start = sign.start;
      cursor.next();
    }
    const name = dotted(cursor);
    if (name === null) return found;
    const args = cursor.take("(") ? readArguments(cursor, ")", 0) : [];
    found.push({ name, args, start, end: cursor.behind() });
    start = null;
  }
}

function dotted(cursor: Cursor): string | null {
  if (cursor.peek()?.kind !== "name") return null;
  let name = cursor.next()?.text ?? "";
  while (cursor.peek()?.text === "." && cursor.peek(1)?.kind === "name") {
    cursor.next();
    name += `.${cursor.next()?.text ?? ""}`;
  }
  return name;
}

function readArguments(cursor: Cursor, close: string, depth: number): Argument[] {
  const args: Argument[] = [];
  for (;;) {
    cursor.lines();
    if (cursor.take(close) || cursor.peek() === null) return args;
    if (cursor.take(",")) continue;
    const named = cursor.peek()?.kind === "name" && cursor.peek(1)?.text === ":";
    const name = named ? (cursor.next()?.text ?? null) : null;
    if (named) cursor.next();
    cursor.lines();
    const value = readValue(cursor, depth + 1);
    if (value === null) return args;
    args.push({ name, value });
  }
}

function readValue(cursor: Cursor, depth: number): Value | null {
  const token = cursor.peek();
  if (token === null || depth > mostDepth) return null;
  if (token.kind === "string" || token.kind === "number") {
    cursor.next();
    return { kind: token.kind, text: token.text };
  }
  if (cursor.take("[") || cursor.take("{")) {
    const close = token.text === "[" ? "]" : "}";
    return { kind: "list", items: readArguments(cursor, close, depth).map(({ value }) => value) };
  }
  const name = dotted(cursor);
  if (name === null) return null;
  if (!cursor.take("(")) return { kind: "name", text: name };
  return { kind: "call", name, args: readArguments(cursor, ")", depth) };
}

/** One argument by its name, or the first without one where `first` says that it may stand so. */
export function argument(attribute: Attribute | undefined, name: string, first = false): Value | null {
  const args = attribute?.args ?? [];
  const found =
    args.find((arg) => arg.name === name) ?? (first ? args.find((arg) => arg.name === null) : undefined);
  return found?.value ?? null;
}

/** A string or a name as its words. */
export function wordsOf(value: Value | null): string | null {
  return value !== null && "text" in value ? value.text : null;
}

/** The names in a list, or one name alone: `[a, b(sort: Desc)]`. */
export function namesIn(value: Value | null): string[] {
  if (value === null) return [];
  if (value.kind === "list") return value.items.flatMap(namesIn);
  return [value.kind === "call" ? value.name : value.text];
}
