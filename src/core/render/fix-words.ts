/** A fix as a person can carry it out: the text to write, and where. */

import type { Place } from "../place.ts";
import type { Edit, Fix } from "../problem.ts";
import { count } from "./words.ts";
import type { SourceLines } from "./excerpt.ts";
import { visible, visibleLines } from "./visible.ts";

const mostLines = 30;

/** The title, then for each edit a line that says where and the lines to write; a word for a word at `at` is one line. */
export function fixWords(fix: Fix, at: Place, lines: SourceLines): string[] {
  const short = wordForWord(fix, at, lines);
  if (short !== null) return [short];
  return [
    `${visible(fix.title)}:`,
    ...fix.edits.flatMap((edit) => [
      `  ${whereTo(edit, at, lines)}`,
      ...written(edit.text).map((line) => `    ${line}`),
    ]),
  ];
}

function wordForWord(fix: Fix, at: Place, lines: SourceLines): string | null {
  const [edit, ...others] = fix.edits;
  if (edit === undefined || others.length > 0) return null;
  const { place, text } = edit;
  const here = place.path === at.path && place.line === at.line && place.endLine === at.line;
  if (!here || place.column === place.endColumn || text === "" || /[\r\n`]/.test(text) || text.length > 80)
    return null;
  const old = (lines(place.path)?.[place.line - 1] ?? "").slice(place.column - 1, place.endColumn - 1);
  return old === "" || old.length > 80 ? null : `write \`${visible(text)}\` for \`${visible(old)}\``;
}

function whereTo(edit: Edit, at: Place, lines: SourceLines): string {
  const { place, text } = edit;
  const path = visible(place.path);
  const file = lines(place.path);
  if (file === null) return `in a new file ${path}:`;
  const inside = place.path === at.path ? "" : ` of ${path}`;
  const inserted = place.line === place.endLine && place.column === place.endColumn;
  if (inserted && place.line > file.length) return `write at the end of ${path}:`;
  if (inserted && place.column === 1) return `write above line ${place.line}${inside}:`;
  if (inserted && place.column > (file[place.line - 1] ?? "").trimEnd().length) {
    return `write behind line ${place.line}${inside}:`;
  }
  if (inserted) return `write at line ${place.line}, column ${place.column}${inside}:`;
  const end = text === "" ? "" : ":";
  const verb = text === "" ? "delete" : "write for";
  if (place.line !== place.endLine) {
    const last = place.endColumn === 1 ? place.endLine - 1 : place.endLine;
    const which = last === place.line ? `line ${last}` : `lines ${place.line} to ${last}`;
    return `${verb} ${which}${inside}${end}`;
  }
  const old = visible(
    (file[place.line - 1] ?? "").slice(place.column - 1, place.endColumn - 1).slice(0, 80),
  ).trim();
  return `${verb} \`${old}\` in line ${place.line}${inside}${end}`;
}

function written(text: string): string[] {
  if (text === "") return [];
  const lines = visibleLines(text.replace(/\r?\n$/, ""));
  if (lines.length <= mostLines) return lines;
  const more = lines.length - mostLines;
  return [...lines.slice(0, mostLines), `... and ${count(more, "more line")}: --format json has them all`];
}
