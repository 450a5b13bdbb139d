/** String literals in all their spellings: what they say, and where each part of it stands. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, textOf, type Syntax } from "../source/syntax.ts";
import { dedent, hole, literal, replaceEach, slice, type Piece } from "../source/text.ts";
import type { Value } from "../source/value.ts";
import { asText } from "./format.ts";
import { named } from "./nodes.ts";

const ESCAPES: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  s: " ",
  a: "\u0007",
  b: "\b",
  e: "\u001B",
  f: "\f",
  v: "\v",
  "\n": "",
};

/** A string, a symbol, or several strings side by side. */
export function stringValue(run: Interpreter, node: Syntax, scope: Scope): Value {
  return { kind: "text", pieces: piecesOf(run, node, scope), node };
}

function piecesOf(run: Interpreter, node: Syntax, scope: Scope): Piece[] {
  if (node.type === "chained_string") return named(node).flatMap((part) => piecesOf(run, part, scope));
  if (node.type === "heredoc_beginning") return heredocPieces(run, node, scope);
  return contentOf(run, node, textOf(run.file, node).charAt(0) === "'", (expression) =>
    interpolated(run, expression, scope),
  );
}

/** `:name`, `name:`, `?x`. */
export function nameValue(run: Interpreter, node: Syntax): Value {
  const written = textOf(run.file, node);
  const from = /^[:?]/u.test(written) ? 1 : 0;
  return { kind: "text", pieces: literal(written.slice(from), node.start + from), node };
}

function contentOf(
  run: Interpreter,
  node: Syntax,
  raw: boolean,
  interpolate: (node: Syntax) => Piece[],
): Piece[] {
  return node.children.flatMap((child) => {
    if (child.type === "string_content" || child.type === "heredoc_content") {
      return unescapedContent(run, child, raw, interpolate);
    }
    if (child.type === "escape_sequence") return escapePieces(run, child, raw);
    return child.type === "interpolation" ? interpolate(child) : [];
  });
}

function unescapedContent(
  run: Interpreter,
  node: Syntax,
  raw: boolean,
  interpolate: (node: Syntax) => Piece[],
): Piece[] {
  if (node.children.length === 0) {
    const written = literal(textOf(run.file, node), node.start);
    return raw && node.type === "string_content" ? withoutBackslashes(written) : written;
  }
  return contentOf(run, node, raw, interpolate);
}

/** Between single quotes only a quote and a backslash are escaped. */
function withoutBackslashes(pieces: readonly Piece[]): Piece[] {
  return replaceEach(pieces, /\\['\\]/gu, ([escape]) => literal(escape.slice(1)));
}

function escapePieces(run: Interpreter, node: Syntax, raw: boolean): Piece[] {
  const sequence = textOf(run.file, node);
  const code = sequence.slice(1);
  if (raw) return /^['\\]$/u.test(code) ? literal(code, node.start + 1) : literal(sequence, node.start);
  const simple = ESCAPES[code];
  if (simple !== undefined) return literal(simple);
  const digits = /^(?:x([0-9a-f]{1,2})|u\{?([0-9a-f]{1,6})\}?|([0-7]{1,3}))$/iu.exec(code);
  if (digits === null) return literal(code, node.start + 1);
  const [, hex, unicode, octal] = digits;
  const point = octal === undefined ? Number.parseInt(hex ?? unicode ?? "0", 16) : Number.parseInt(octal, 8);
  return literal(point <= 0x10ffff ? String.fromCodePoint(point) : sequence);
}

function interpolated(run: Interpreter, node: Syntax, scope: Scope): Piece[] {
  const expressions = named(node);
  let pieces: Piece[] = [];
  for (const expression of expressions) {
    pieces = asText(run.evaluate(expression, scope)) ?? hole(textOf(run.file, expression));
  }
  return pieces;
}

function heredocPieces(run: Interpreter, node: Syntax, scope: Scope): Piece[] {
  const opening = textOf(run.file, node);
  const block = childOf(node, "heredoc_body");
  if (block === null) return hole(opening);
  const raw = opening.includes("'");
  const inside: Piece[][] = [];
  // The margin is that of the text as it is written: what is put in has none.
  const written = contentOf(run, block, raw, (expression) => {
    inside.push(interpolated(run, expression, scope));
    return hole(`${inside.length - 1}`);
  });
  const lines = withoutEdges(written);
  const pieces = opening.startsWith("<<~") ? dedent(lines) : lines;
  return pieces.flatMap((piece) => (piece.hole === null ? [piece] : (inside[Number(piece.hole)] ?? [])));
}

/** Without the end of the line that opens it, and what stands before the tag that closes it. */
function withoutEdges(pieces: readonly Piece[]): Piece[] {
  const result = [...pieces];
  const first = result[0];
  const opening = /^[ \t]*\r?\n/u.exec(first?.text ?? "")?.[0].length ?? 0;
  if (first !== undefined) result.splice(0, 1, ...slice([first], opening, first.text.length));
  const last = result.at(-1);
  const closing = last === undefined ? -1 : last.text.lastIndexOf("\n");
  if (last !== undefined && closing !== -1 && last.text.slice(closing).trim() === "") {
    result.splice(-1, 1, ...slice([last], 0, closing + 1));
  }
  return result;
}
