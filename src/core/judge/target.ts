/** What an exception is for, as people write it: `user.legacy_id`, `public.user:ix_user_name`, `mood`, or an operation id. */

import { targetOf } from "../operation.ts";
import type { ReadOperation } from "../operation.ts";

interface Name {
  text: string;
  /** Written in quotes: then its case counts. */
  quoted: boolean;
}

export interface Target {
  /** `[schema.]table[.column]`, one to three names. */
  parts: Name[];
  /** What follows the colon: an index, a constraint, a trigger. */
  name: Name | null;
  /** Its text as written. */
  text: string;
}

type Named = Pick<ReadOperation, "kind" | "schema" | "table" | "columns" | "name">;

const closing: Readonly<Record<string, string>> = { '"': '"', "`": "`", "[": "]" };

/** Reads a target at the start of the text; `length` is where it ends. Null when there is none. */
export function readTarget(text: string): { target: Target; length: number } | null {
  const parts: Name[] = [];
  let name: Name | null = null;
  let at = 0;
  for (;;) {
    const read = readName(text, at);
    if (read === null) return null;
    at = read.end;
    if (name === null && parts.length > 0 && text[read.start - 1] === ":") name = read.name;
    else parts.push(read.name);
    const next = text[at];
    if (next === undefined || /\s/u.test(next)) break;
    if (parts.length > 3 || name !== null || (next !== "." && next !== ":")) return null;
    at += 1;
  }
  if (parts.length > 3) return null;
  return { target: { parts, name, text: text.slice(0, at) }, length: at };
}

function readName(text: string, start: number): { name: Name; start: number; end: number } | null {
  const close = closing[text[start] ?? ""];
  if (close === undefined) {
    let end = start;
    while (end < text.length && !/[\s.:"`]/u.test(text[end] as string)) end += 1;
    return end === start ? null : { name: { text: text.slice(start, end), quoted: false }, start, end };
  }
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== close) value += text[at];
    else if (text[at + 1] === close) value += text[at++];
    else return value === "" ? null : { name: { text: value, quoted: true }, start, end: at + 1 };
  }
  return null;
}

/** `exact`: the target says all that tells the operation from others of its kind; `partly`: it leaves something out; null: it means another. */
export function matchTarget(target: Target, operation: Named): "exact" | "partly" | null {
  const { schema, table, columns, name } = operation;
  const [first, second, third] = target.parts as [Name, Name?, Name?];
  if (target.name !== null) {
    if (!same(target.name, name) || third !== undefined) return null;
    if (table === null) return "partly";
    const ofTable = second === undefined ? same(first, table) : same(second, table) && fits(first, schema);
    return ofTable ? "exact" : null;
  }
  if (table === null) return matchBare(target, operation);
  const whole = columns.length !== 1 && (name === null || name === table) ? "exact" : "partly";
  const column = (part: Name): boolean => columns.some((candidate) => same(part, candidate));
  const byColumn = columns.length === 1 && name === null ? "exact" : "partly";
  if (third !== undefined && second !== undefined) {
    return fits(first, schema) && same(second, table) && column(third) ? byColumn : null;
  }
  if (second !== undefined) {
    if (same(first, table) && column(second)) return byColumn;
    return fits(first, schema) && same(second, table) ? whole : null;
  }
  if (same(first, table)) return whole;
  return same(first, name) ? "partly" : null;
}

/** Operations without a table go by their name, or by their kind when they have none. */
function matchBare({ parts }: Target, { kind, schema, name }: Named): "exact" | "partly" | null {
  const [first, second, third] = parts as [Name, Name?, Name?];
  if (third !== undefined) return null;
  const last = second ?? first;
  // A bare kind tells it from no other: that will do only where there is no other.
  if (name === null) return second === undefined && same(first, kind) ? "partly" : null;
  return same(last, name) && (second === undefined || fits(first, schema)) ? "exact" : null;
}

function same(part: Name, name: string | null): boolean {
  if (name === null) return false;
  return part.quoted ? part.text === name : part.text.toLowerCase() === name.toLowerCase();
}

/** A schema counts only where both sides say it. */
function fits(part: Name, schema: string | null): boolean {
  return schema === null || same(part, schema);
}

/** The id prefix that a target may be: at least 10 hex digits, no quotes. */
export function idOf({ parts, name }: Target): string | null {
  const [only] = parts;
  if (only === undefined || parts.length > 1 || name !== null || only.quoted) return null;
  return /^[0-9a-f]{10,32}$/iu.test(only.text) ? only.text.toLowerCase() : null;
}

/** The target to write for an operation so that it is read back: quoted where needed, its short id where a name cannot stand in a comment. */
export function targetText(operation: Named & { id: string }): string {
  const { schema, table, columns, name } = operation;
  const names = [schema, table, name, ...columns].filter((part) => part !== null);
  if (
    names.length === 0 ||
    names.some((part) => part === "" || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\*\/|--/u.test(part))
  ) {
    return operation.id.slice(0, 10);
  }
  if (names.every((part) => /^[\p{L}\p{N}_$-]+$/u.test(part))) return targetOf(operation);
  return targetOf({
    kind: operation.kind,
    schema: quote(schema),
    table: quote(table),
    columns: columns.map((column) => quote(column) as string),
    name: quote(name),
  });
}

function quote(part: string | null): string | null {
  return part === null ? null : `"${part.replaceAll('"', '""')}"`;
}
