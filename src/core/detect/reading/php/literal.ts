/** String literals: what they say, and where each part of it stands. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, parts, textOf, type Syntax } from "../source/syntax.ts";
import { lengthOf, literal, moved, slice, splitLines } from "../source/text.ts";
import { unknown, type Value } from "../source/value.ts";
import { concatenated } from "./spell.ts";

const ESCAPES: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  f: "\f",
  e: "\u001b",
  "\\": "\\",
  $: "$",
  '"': '"',
};

/** `'...'`: two escapes, nothing else means anything. */
export function singleQuoted(run: Interpreter, node: Syntax): Value {
  const pieces = node.children.flatMap((child) => {
    if (child.type === "string_content") return literal(textOf(run.file, child), child.start);
    return child.type === "escape_sequence" ? literal(run.file.text.charAt(child.start + 1)) : [];
  });
  return { kind: "text", pieces, node };
}

/** `"..."`. */
export function doubleQuoted(run: Interpreter, node: Syntax, scope: Scope): Value {
  return withNode(interpolated(run, node.children.slice(1, -1), scope), node);
}

/** `<<<X` and `<<<'X'`, without the margin that stands before the closing word. */
export function hereDocument(run: Interpreter, node: Syntax, scope: Scope): Value {
  const body = childOf(node, "heredoc_body") ?? childOf(node, "nowdoc_body");
  const end = childOf(node, "heredoc_end");
  if (body === null || end === null) return { kind: "text", pieces: [], node };
  const { text } = run.file;
  const start = text.startsWith("\r\n", body.start) ? body.start + 2 : body.start + 1;
  const margin = /[ \t]*$/u.exec(text.slice(Math.max(body.end, end.start - 200), end.start))?.[0].length ?? 0;
  const raw = body.type === "nowdoc_body";
  const value = raw
    ? ({ kind: "text", pieces: literal(text.slice(start, body.end), start), node } satisfies Value)
    : interpolated(run, filled(body, Math.min(start, body.end)), scope);
  if (value.kind === "choice") {
    return {
      kind: "choice",
      options: value.options.map((option) => withNode(outdented(option, margin), node)),
    };
  }
  return withNode(outdented(value, margin), node);
}

function withNode(value: Value, node: Syntax): Value {
  return value.kind === "text" ? { ...value, node } : value;
}

/** The children of a body, and between them the text that the grammar leaves out. */
function filled(body: Syntax, from: number): Syntax[] {
  const gap = (start: number, end: number): Syntax[] =>
    end > start ? [{ type: "string_content", named: true, field: null, start, end, children: [] }] : [];
  const result: Syntax[] = [];
  let at = from;
  for (const child of body.children) {
    const start = Math.max(child.start, from);
    result.push(...gap(at, start));
    if (child.end > from) result.push(child.start < from ? { ...child, start } : child);
    at = Math.max(at, child.end);
  }
  result.push(...gap(at, body.end));
  return result;
}

function outdented(value: Value, margin: number): Value {
  if (margin === 0 || value.kind !== "text") return value;
  const pieces = splitLines(value.pieces).flatMap((line) => {
    const leading = /^[ \t]*/u.exec(line[0]?.text ?? "")?.[0].length ?? 0;
    return slice(line, Math.min(margin, leading), lengthOf(line));
  });
  return { ...value, pieces };
}

function interpolated(run: Interpreter, children: readonly Syntax[], scope: Scope): Value {
  const values: Value[] = [];
  const written: string[] = [];
  for (const child of children) {
    if (child.type === "string_content") {
      values.push({ kind: "text", pieces: literal(textOf(run.file, child), child.start), node: null });
    } else if (child.type === "escape_sequence") {
      values.push({ kind: "text", pieces: literal(escaped(textOf(run.file, child))), node: null });
    } else if (child.named) {
      values.push(elsewhere(run.evaluate(child, scope)));
    } else continue;
    written.push(textOf(run.file, child));
  }
  return concatenated(values, written);
}

/** What is put in does not stand where the string stands. */
function elsewhere(value: Value): Value {
  if (value.kind === "text") return { kind: "text", pieces: moved(value.pieces), node: null };
  return value.kind === "choice" ? { kind: "choice", options: value.options.map(elsewhere) } : value;
}

function escaped(sequence: string): string {
  const simple = ESCAPES[sequence.charAt(1)];
  if (simple !== undefined && sequence.length === 2) return simple;
  const hex = /^\\(?:x([0-9a-f]{1,2})|u\{([0-9a-f]{1,6})\})$/iu.exec(sequence);
  if (hex !== null) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? "0", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
  }
  const octal = /^\\([0-7]{1,3})$/u.exec(sequence)?.[1];
  return octal === undefined ? sequence : String.fromCharCode(Number.parseInt(octal, 8) & 255);
}

/** `${name}` and `${expression}` inside a string. */
export function dynamicVariable(run: Interpreter, node: Syntax): string | null {
  const [inner] = parts(node);
  return inner?.type === "name" ? `$${textOf(run.file, inner)}` : null;
}

/** A number as PHP writes it. */
export function numeral(source: string): Value {
  const plainSource = source.replaceAll("_", "");
  const octal = /^0o?([0-7]+)$/iu.exec(plainSource)?.[1];
  const value = octal === undefined ? Number(plainSource) : Number.parseInt(octal, 8);
  return Number.isNaN(value) ? unknown(source) : { kind: "number", value };
}
