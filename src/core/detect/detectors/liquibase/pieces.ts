/** Where the parts of a text stand in the file, and how Liquibase cuts a text into statements. */

import { type Piece, slice } from "../../reading/source/text.ts";
import type { Splitting } from "./change.ts";

interface Range {
  start: number;
  end: number;
}

/** The offsets in the file of a range of the text, null when none of it stands there. Each look takes the logarithm of the pieces. */
export function rangesOf(pieces: readonly Piece[]): (start: number, end: number) => Range | null {
  const known: { at: number; end: number; source: number }[] = [];
  let at = 0;
  for (const { text, source } of pieces) {
    if (source !== null && text !== "") known.push({ at, end: at + text.length, source });
    at += text.length;
  }
  return (start, end) => {
    const first = known[firstIndex(known, (piece) => piece.end > start)];
    const last = known[firstIndex(known, (piece) => piece.at >= end) - 1];
    if (first === undefined || last === undefined || first.at > last.at) return null;
    const from = first.source + Math.max(0, start - first.at);
    const to = last.source + Math.min(end, last.end) - last.at;
    return to < from ? null : { start: from, end: to };
  };
}

function firstIndex<T>(list: readonly T[], is: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const usual = /^(?:;|\\n;|;\\n|;\s*)?$/u;

/** The parts between delimiters of the author's own; with `;` the SQL reader finds the statements. */
export function partsOf(pieces: readonly Piece[], splits: Splitting | null): Piece[][] {
  const delimiter = splits?.delimiter?.trim() ?? "";
  if (usual.test(delimiter)) return [[...pieces]];
  const words = delimiter
    .split("|")
    .map(plainDelimiter)
    .filter((word) => word !== "");
  const text = pieces.map((piece) => piece.text).join("");
  let cuts: Range[] = [{ start: 0, end: text.length }];
  for (const word of words) cuts = cuts.flatMap((cut) => cutAt(text, cut, word));
  return cuts
    .map(({ start, end }) => slice(pieces, start, end))
    .filter((part) => part.some(({ text }) => text.trim() !== ""));
}

/** Delimiters are patterns of Java: `\nGO`, `\s*;\s*$`. What they say of white space does not count here. */
function plainDelimiter(pattern: string): string {
  return pattern
    .replaceAll(/\(\?i\)|\\[nrst][*+?]?|\[\\s\][*+?]?|^\^|\$$/gu, "")
    .replaceAll(/\\(.)/gu, "$1")
    .trim();
}

/** A word such as GO delimits where it is the only one of its line. */
function cutAt(text: string, { start, end }: Range, word: string): Range[] {
  const alone = /^\w+$/u.test(word) || word === "/";
  const upper = text.toUpperCase();
  const wanted = word.toUpperCase();
  const found: Range[] = [];
  let from = start;
  for (
    let at = upper.indexOf(wanted, start);
    at !== -1 && at < end;
    at = upper.indexOf(wanted, at + wanted.length)
  ) {
    const behind = at + wanted.length;
    if (alone && !(lineEnds(text, at, -1) && lineEnds(text, behind, 1))) continue;
    found.push({ start: from, end: at });
    from = behind;
  }
  return [...found, { start: from, end }];
}

function lineEnds(text: string, from: number, step: 1 | -1): boolean {
  let at = step === 1 ? from : from - 1;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r") at += step;
  return text[at] === undefined || text[at] === "\n";
}
