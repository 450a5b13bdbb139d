/** Limits around every reader: what is not worth a try, what is small and plain enough to be read at once, and how much one file may say. */

import { sizeLimit, tooLarge } from "../content.ts";
import { Lines, wholeFile } from "../place.ts";
import { thousands } from "../thousands.ts";
import type { FileReading, Unread } from "./detector.ts";

/** Texts up to this length (UTF-16 units) took at most 0.3 s on the worst input found that passes the other limits. */
const plainLength = 64_000;
/** Brackets of any kind that are open at once, strings and comments counted too. */
const plainDepth = 100;
/** PostgreSQL's scanner goes over the rest of the text at each block comment: comments times length; 4 million take about 20 ms. */
const plainCommentWork = 4_000_000;
/** tree-sitter's Python scanner goes over all following continued lines at each of them: 300 take about 5 ms, 4,000 take 0.6 s. */
const plainContinuations = 300;
/** Operations of one file: each takes up to 150 µs from the parser to the verdict's text, and a file may take 2 s in all. */
export const mostOperations = 10_000;
export const tooMany = `the file has more than ${thousands(mostOperations)} operations`;

/** Why nothing of the text is read, null when it can be tried. */
export function refusal(path: string, text: string): Unread | null {
  if (text.length > sizeLimit) return { place: wholeFile(path), reason: tooLarge(text.length) };
  const binary = text.indexOf("\0");
  if (binary !== -1) return at(path, text, binary, 1, "the file is binary: it has a NUL byte");
  const conflict = conflictMarker(text);
  if (conflict !== -1)
    return at(path, text, conflict, 7, "the file has a merge conflict that is not resolved");
  return null;
}

/** Whether every parser reads the text in a moment. What is not plain is read where it can be stopped. */
export function isPlain(text: string): boolean {
  return (
    text.length <= plainLength &&
    count(text, "/*") * text.length <= plainCommentWork &&
    count(text, "\\\n") + count(text, "\\\r\n") <= plainContinuations &&
    !isNestedDeeper(text, plainDepth)
  );
}

/** What is said of a file of which nothing could be read. */
export function unreadFile(unread: Unread): FileReading {
  return { operations: [], unread: [unread], directives: [], revision: null, dependsOn: [] };
}

/** The reading without what is above the limit, and with a word of it. The place is the whole file, because the rest may stand anywhere and every edit of it has to be seen. */
export function bounded(path: string, reading: FileReading): FileReading {
  const first = reading.operations[mostOperations];
  if (first === undefined) return reading;
  const from = `from line ${first.place.line} on (${first.direction})`;
  const reason = `${tooMany}: those ${from} are left out; split it into several migrations`;
  return {
    ...reading,
    operations: reading.operations.slice(0, mostOperations),
    unread: [...reading.unread, { place: wholeFile(path), reason }],
  };
}

function at(path: string, text: string, start: number, length: number, reason: string): Unread {
  return { place: new Lines(path, text).place(start, start + length), reason };
}

/** The offset of the first marker when all three stand in their order at the start of lines, else -1. */
function conflictMarker(text: string): number {
  const ours = lineStart(text, "<<<<<<< ", 0);
  if (ours === -1) return -1;
  const middle = lineStart(text, "=======", ours);
  return middle !== -1 && lineStart(text, ">>>>>>> ", middle) !== -1 ? ours : -1;
}

function lineStart(text: string, marker: string, from: number): number {
  if (from === 0 && text.startsWith(marker)) return 0;
  const found = text.indexOf(`\n${marker}`, from);
  return found === -1 ? -1 : found + 1;
}

function count(text: string, word: string): number {
  let found = 0;
  for (let index = text.indexOf(word); index !== -1; index = text.indexOf(word, index + word.length)) found++;
  return found;
}

function isNestedDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    if ("([{".includes(bracket)) depth++;
    else if (depth > 0) depth--;
    if (depth > limit) return true;
  }
  return false;
}
