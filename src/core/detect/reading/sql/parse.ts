/** One statement through PostgreSQL's own parser, behind guards, with its byte offsets mapped back to the text. */

import type { Node } from "libpg-query";

import type { PostgresqlParser } from "../../parsers.ts";
import { isTooDeep, withoutNestedComments } from "./nesting.ts";

/** UTF-16 units; a longer statement takes the parser seconds and hundreds of megabytes. */
const LONGEST_STATEMENT = 1_000_000;

/** The parser quotes what it met, which can be all of a file. */
const LONGEST_WORDS = 160;

export interface Parsed {
  nodes: Node[];
  /** The UTF-16 offset in the statement of a byte offset of the parser; -1 when the parser gave none. */
  offset: (byte: number | undefined) => number;
}

/** In the parser's words. `at` is a UTF-16 offset in the statement, -1 when there is none. */
export interface Failure {
  reason: string;
  at: number;
}

export function parseStatement(parser: PostgresqlParser, text: string): Parsed | Failure {
  if (text.length > LONGEST_STATEMENT)
    return { reason: `it is too long to read (${text.length} characters)`, at: -1 };
  if (text.includes("\0")) return { reason: "it holds a NUL character", at: text.indexOf("\0") };
  if (isTooDeep(text)) return { reason: "it is nested too deeply to read", at: -1 };
  try {
    const result = parser.parse(withoutNestedComments(text));
    const nodes: Node[] = [];
    for (const raw of result.stmts ?? []) if (raw.stmt !== undefined) nodes.push(raw.stmt);
    return { nodes, offset: offsets(text) };
  } catch (error) {
    return failure(error, text);
  }
}

function failure(error: unknown, text: string): Failure {
  if (!(error instanceof Error)) return { reason: "it cannot be read", at: -1 };
  if (error instanceof RangeError) return { reason: "it is nested too deeply to read", at: -1 };
  const details: { cursorPosition?: unknown } | undefined =
    "sqlDetails" in error && typeof error.sqlDetails === "object" && error.sqlDetails !== null
      ? error.sqlDetails
      : undefined;
  const points = typeof details?.cursorPosition === "number" ? details.cursorPosition : -1;
  const words =
    error.message.length > LONGEST_WORDS ? `${error.message.slice(0, LONGEST_WORDS)}...` : error.message;
  return { reason: words, at: points < 0 ? -1 : codePointOffset(text, points) };
}

function codePointOffset(text: string, points: number): number {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += isPair(text, at) ? 2 : 1;
  return at;
}

function offsets(text: string): (byte: number | undefined) => number {
  if (!/[^\u0000-\u007f]/.test(text)) return (byte) => byte ?? 0;
  let table: Int32Array | null = null;
  return (byte) => {
    table ??= byteTable(text);
    return table[Math.min(Math.max(byte ?? 0, 0), table.length - 1)] as number;
  };
}

/** For each UTF-8 byte of the text the UTF-16 offset of its character. */
function byteTable(text: string): Int32Array {
  const table = new Int32Array(text.length * 3 + 1);
  let bytes = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const pair = isPair(text, at);
    const width = pair ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    table.fill(at, bytes, bytes + width);
    bytes += width;
    at += pair ? 2 : 1;
  }
  table[bytes] = text.length;
  return table.subarray(0, bytes + 1);
}

function isPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}
