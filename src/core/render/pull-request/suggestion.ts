/** From the edits of a fix to lines that GitHub can put in the place of others with one click. */

import { applyEdits } from "../../edits.ts";
import type { Edit } from "../../problem.ts";
import { visible } from "../visible.ts";
import { isShown } from "./diff-lines.ts";
import type { Hunk } from "./pages.ts";

/** Lines of one file of the head, and what stands in their place afterwards. */
export interface Suggestion {
  path: string;
  /** The first and the last line that it replaces, both inclusive. */
  start: number;
  end: number;
  /** None: the lines are deleted. Never one empty line alone, which a fence cannot tell from none. */
  lines: string[];
}

/** The first and the last line that the edits touch, as far as their places say. */
export function touchedLines(edits: readonly Edit[]): { first: number; last: number } {
  return edits.reduce(
    ({ first, last }, { place }) => ({
      first: Math.min(first, place.line),
      last: Math.max(last, place.endLine),
    }),
    { first: Infinity, last: 0 },
  );
}

/**
 * Null where one click cannot do it: the lines are not all in one hunk, the edits overlap or change nothing that shows, or a character that nobody sees is in a
 * line that goes or comes. `file`: the file's text at the head, split at line feeds. What stays of line ends (CRLF, none at the end) is GitHub's to keep.
 */
export function suggestionOf(
  edits: readonly Edit[],
  file: readonly string[],
  hunks: readonly Hunk[],
): Suggestion | null {
  const [{ place: { path } } = { place: { path: "" } }] = edits;
  const { first, last } = touchedLines(edits);
  if (first < 1 || first > last || last > file.length || edits.some(({ place }) => place.path !== path)) {
    return null;
  }
  const before = file.slice(first - 1, last);
  const { text, skipped } = applyEdits(path, before.join("\n"), edits.map(movedUp(first - 1)));
  if (skipped > 0) return null;
  const atEnd = last === file.length;
  const changed = difference(linesOf(before, atEnd), linesOf(text.split("\n"), atEnd));
  if (changed === null) return null;
  const start = first + changed.from;
  const wanted: Suggestion = { path, start, end: start + changed.gone - 1, lines: changed.come };
  const found = onLines(wanted, file, hunks);
  if (found === null || !isShown(hunks, found.start, found.end)) return null;
  const seen = [...file.slice(found.start - 1, found.end).map(withoutReturn), ...found.lines];
  return seen.every(isPlain) ? found : null;
}

/** The same, on more lines of the file: those that stay are written again. */
export function widened(
  suggestion: Suggestion,
  start: number,
  end: number,
  file: readonly string[],
): Suggestion {
  const above = file.slice(start - 1, suggestion.start - 1).map(withoutReturn);
  const below = file.slice(suggestion.end, end).map(withoutReturn);
  return {
    ...suggestion,
    start: Math.min(start, suggestion.start),
    end: Math.max(end, suggestion.end),
    lines: [...above, ...suggestion.lines, ...below],
  };
}

function movedUp(lines: number): (edit: Edit) => Edit {
  return ({ place, text }) => ({
    place: { ...place, line: place.line - lines, endLine: place.endLine - lines },
    text,
  });
}

/** Without line ends, and at the end of a file without the empty rest behind the last of them. */
function linesOf(parts: readonly string[], atEnd: boolean): string[] {
  const lines = parts.map(withoutReturn);
  if (atEnd && lines.at(-1) === "") lines.pop();
  return lines;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** What differs between the lines that both begin with and those that both end with; null when nothing does. */
function difference(
  before: readonly string[],
  after: readonly string[],
): { from: number; gone: number; come: string[] } | null {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const gone = before.length - from - same;
  const come = after.slice(from, after.length - same);
  return gone + come.length === 0 ? null : { from, gone, come };
}

/** A suggestion replaces at least one line: what only adds is put together with the line below it, or with the one above where that is not shown. */
function onLines(wanted: Suggestion, file: readonly string[], hunks: readonly Hunk[]): Suggestion | null {
  const { start, end, lines } = wanted;
  if (start <= end && (lines.length !== 1 || lines[0] !== "")) return wanted;
  const count = file.at(-1) === "" ? file.length - 1 : file.length;
  const line = (number: number): string => withoutReturn(file[number - 1] ?? "");
  if (end < count && isShown(hunks, end + 1, end + 1)) {
    return { ...wanted, end: end + 1, lines: [...lines, line(end + 1)] };
  }
  return start > 1 ? { ...wanted, start: start - 1, lines: [line(start - 1), ...lines] } : null;
}

/** It is what it looks like. */
function isPlain(line: string): boolean {
  const text = line.replaceAll("\t", " ");
  return visible(text) === text;
}
