/** The texts of a note, line by line, with the place of each line in the file. */

import type { NoteSource } from "./note-source.ts";
import { afterLine, lineStart, nodeEnd } from "./note-source.ts";
import type { Place } from "../place.ts";
import type { YamlScalar } from "../yaml/yaml-tree.ts";

/** One item of a section, or its only text. */
export interface NoteText {
  /** The reno section that it stands in. */
  section: string;
  node: YamlScalar;
  lines: string[];
  /** Where each line starts in the file; null where the style of the text does not keep its lines (folded, quoted, ...). */
  starts: number[] | null;
  /** The lines that go when the text goes: the item's, or the section's when it is the only one. */
  removal: { start: number; end: number };
}

/** `first`: what the lines of the text begin with, its dash or the key of its section. */
export function noteText(source: NoteSource, section: string, node: YamlScalar, first: number): NoteText {
  const removal = {
    start: lineStart(source.text, first),
    end: afterLine(source.text, Math.max(first, nodeEnd(source, node))),
  };
  if (node.style === "literal") return { section, node, removal, ...literalLines(source, node) };
  const raw = source.text.slice(node.textStart, node.textEnd);
  const exact = node.text === raw && !/[\r\n]/.test(raw);
  const lines = node.text.trimEnd().split("\n");
  return { section, node, removal, lines, starts: exact ? [node.textStart] : null };
}

function literalLines(source: NoteSource, node: YamlScalar): { lines: string[]; starts: number[] } {
  const raw = source.text.slice(node.textStart, node.textEnd);
  const lines: string[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const [whole] of raw.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (whole === "") continue;
    const line = whole.replace(/[\r\n]+$/, "");
    const margin = Math.min(node.indent, /^ */.exec(line)?.[0].length ?? 0);
    lines.push(line.slice(margin));
    starts.push(node.textStart + at + margin);
    at += whole.length;
  }
  while (lines.length > 1 && lines.at(-1)?.trim() === "") {
    lines.pop();
    starts.pop();
  }
  return { lines, starts };
}

/** The place of a piece of a text: exact where lines are kept, else the whole item. */
export function placeIn(
  source: NoteSource,
  text: NoteText,
  from: { line: number; column: number },
  to: { line: number; column: number },
): Place {
  const start = offsetIn(text, from);
  const end = offsetIn(text, to);
  if (start === null || end === null) return source.lines.place(text.node.start, nodeEnd(source, text.node));
  return source.lines.place(start, end);
}

/** The offset in the file of a line and column (both from 0) of the text, null where lines are not kept. */
export function offsetIn(text: NoteText, at: { line: number; column: number }): number | null {
  const start = text.starts?.[at.line];
  return start === undefined ? null : start + at.column;
}
