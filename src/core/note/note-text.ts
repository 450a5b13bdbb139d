/** The texts of a note, line by line, with the place of each line in the file. */

import type { NoteSource } from "./note-source.ts";
import { nodeEnd } from "./note-source.ts";
import type { Place } from "../place.ts";
import type { YamlScalar } from "./yaml-tree.ts";

/** One item of a section, or its only text. */
export interface NoteText {
  /** The reno section that it stands in. */
  section: string;
  node: YamlScalar;
  lines: string[];
  /** Where each line starts in the file; null where the style of the text does not keep its lines (folded, quoted, ...). */
  starts: number[] | null;
}

export function noteText(source: NoteSource, section: string, node: YamlScalar): NoteText {
  if (node.style === "literal") return literalText(source, section, node);
  const raw = source.text.slice(node.textStart, node.textEnd);
  const exact = node.text === raw && !/[\r\n]/.test(raw);
  return { section, node, lines: node.text.trimEnd().split("\n"), starts: exact ? [node.textStart] : null };
}

function literalText(source: NoteSource, section: string, node: YamlScalar): NoteText {
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
  return { section, node, lines, starts };
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
