/** String literals: what they say, and where each part of it stands. */

import { formatted } from "./format.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, textOf, type Syntax } from "../source/syntax.ts";
import { literal, type Piece } from "../source/text.ts";
import type { Value } from "../source/value.ts";

const ESCAPES: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** A `string` or `concatenated_string` node. */
export function stringValue(run: Interpreter, node: Syntax, scope: Scope): Value {
  const strings = node.type === "string" ? [node] : node.children.filter((child) => child.type === "string");
  return { kind: "text", pieces: strings.flatMap((part) => stringPieces(run, part, scope)), node };
}

function stringPieces(run: Interpreter, node: Syntax, scope: Scope): Piece[] {
  const opening = childOf(node, "string_start");
  const prefix = opening === null ? "" : textOf(run.file, opening).toLowerCase();
  const raw = prefix.includes("r");
  return node.children.flatMap((child) => {
    if (child.type === "string_content") return contentPieces(run, child, raw);
    if (child.type === "interpolation") return interpolation(run, child, scope);
    return [];
  });
}

function contentPieces(run: Interpreter, node: Syntax, raw: boolean): Piece[] {
  const pieces: Piece[] = [];
  let at = node.start;
  for (const child of node.children) {
    pieces.push(...literal(run.file.text.slice(at, child.start), at));
    if (child.type === "escape_interpolation") {
      pieces.push(...literal(run.file.text.charAt(child.start), child.start));
    } else if (raw) pieces.push(...literal(textOf(run.file, child), child.start));
    else pieces.push(...literal(escaped(textOf(run.file, child))));
    at = child.end;
  }
  pieces.push(...literal(run.file.text.slice(at, node.end), at));
  return pieces;
}

function escaped(sequence: string): string {
  const code = sequence.charAt(1);
  const simple = ESCAPES[code];
  if (simple !== undefined) return simple;
  if (code === "\n" || code === "\r") return "";
  const digits = code === "x" || code === "u" || code === "U" ? sequence.slice(2) : "";
  if (/^[0-9a-f]+$/iu.test(digits)) return character(Number.parseInt(digits, 16), sequence);
  if (/^[0-7]+$/u.test(sequence.slice(1))) return character(Number.parseInt(sequence.slice(1), 8), sequence);
  return sequence;
}

function character(code: number, sequence: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
}

function interpolation(run: Interpreter, node: Syntax, scope: Scope): Piece[] {
  const expression = field(node, "expression");
  if (expression === null) return [];
  const value = run.evaluate(expression, scope);
  const conversion = field(node, "type_conversion");
  const format = childOf(node, "format_specifier");
  const specification = format === null ? "" : textOf(run.file, format).slice(1);
  return formatted(
    value,
    conversion === null ? "" : textOf(run.file, conversion).slice(1),
    specification,
    textOf(run.file, expression),
  );
}
