/** Finds the edit that makes broken YAML readable: nearly always it is text that should have been a literal block. */

import { Lines } from "../place.ts";
import type { Edit } from "../problem.ts";
import { dedent, literalBlock } from "./literal-block.ts";
import { indentAt, lineEnd, lineStart } from "./note-source.ts";
import { readYaml } from "./yaml-tree.ts";

export interface Repair {
  /** The text that is mended, in the source. */
  start: number;
  end: number;
  replacement: string;
  /** What stands there, as far as it explains the mistake. */
  first: string;
  /** The text after the edit. */
  text: string;
}

/** A list item, or a key with its value on the same line: what may hold text that YAML reads otherwise. */
const entry = /^[ \t]*(?:-[ \t]+|[A-Za-z_][\w-]*:[ \t]+)(?=\S)/;

/** How many lines above the error an entry is looked for, and how many entries are tried. */
const farthest = 60;
const tries = 3;

/** The edit that moves the parser's error away, or null. `offset` is where the parser stopped. */
export function repairAt(text: string, offset: number): Repair | null {
  const tabs = repairTabs(text);
  if (tabs !== null) return tabs;
  let at = lineStart(text, offset);
  let tried = 0;
  for (let line = 0; line < farthest && tried < tries; line++) {
    const end = lineEnd(text, at);
    const found = entry.exec(text.slice(at, end));
    const value = found === null ? "" : text.slice(at + found[0].length, end);
    if (found !== null && value !== "" && !/^[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(value)) {
      tried += 1;
      const repair = asLiteral(text, at, at + found[0].length);
      if (isBetter(repair.text, text, offset)) return repair;
    }
    if (at === 0) break;
    at = lineStart(text, at - 1);
  }
  return null;
}

/** The value from `start`, with all deeper lines below it, as a literal block. */
function asLiteral(text: string, line: number, start: number): Repair {
  const indent = indentAt(text, line);
  let end = lineEnd(text, start);
  for (let next = end; ;) {
    const feed = text.indexOf("\n", next);
    if (feed === -1 || feed + 1 >= text.length) break;
    const stop = lineEnd(text, feed + 1);
    const blank = text.slice(feed + 1, stop).trim() === "";
    if (!blank && indentAt(text, feed + 1) <= indent) break;
    if (!blank) end = stop;
    next = stop;
  }
  const value = text.slice(start, end);
  const replacement = literalBlock(dedent(value, false), indent + 2);
  return {
    start,
    end,
    replacement,
    first: value.slice(0, 1),
    text: text.slice(0, start) + replacement + text.slice(end),
  };
}

/** Tabs in the indentation, each as two spaces. */
function repairTabs(text: string): Repair | null {
  const found = /^[ ]*\t+[ \t]*(?=\S)/m.exec(text);
  if (found === null) return null;
  const replacement = found[0].replaceAll("\t", "  ");
  const end = found.index + found[0].length;
  const mended = text.replace(/^[ ]*\t+[ \t]*(?=\S)/gm, (white) => white.replaceAll("\t", "  "));
  if ("reason" in readYaml(mended)) return null;
  return { start: found.index, end, replacement, first: "\t", text: mended };
}

function isBetter(mended: string, before: string, offset: number): boolean {
  const reading = readYaml(mended);
  if ("documents" in reading) return true;
  return reading.offset - mended.length > offset - before.length && reading.offset > offset;
}

/** The edits of a repair in the file as it is. */
export function repairEdits(path: string, before: string, repair: Repair): Edit[] {
  const lines = new Lines(path, before);
  if (repair.first !== "\t")
    return [{ place: lines.place(repair.start, repair.end), text: repair.replacement }];
  return [...before.matchAll(/^[ ]*\t+[ \t]*(?=\S)/gm)].map((found) => ({
    place: lines.place(found.index, found.index + found[0].length),
    text: found[0].replaceAll("\t", "  "),
  }));
}
