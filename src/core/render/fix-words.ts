/** A fix as a person can carry it out: the text to write, and where. */

import { isWholeFile } from "../place.ts";
import type { Edit, Fix, Problem } from "../problem.ts";
import { count } from "./words.ts";
import type { SourceLines } from "./excerpt.ts";
import { visible, visibleLines } from "./visible.ts";

const mostLines = 30;

/** For each edit a line that says where, and the lines to write; a word for a word is one line. Nothing when the message says it all. */
export function fixWords(
  fix: Fix,
  problem: Pick<Problem, "message" | "place">,
  lines: SourceLines,
): string[] {
  if (isSaid(fix, problem.message)) return [];
  const short = wordForWord(fix, problem, lines);
  if (short !== null) return [short];
  return fix.edits
    .map((edit) => asInsertion(edit, lines))
    .flatMap((edit) => [
      whereTo(edit, problem, lines),
      ...written(edit).map((line) => (line === "" ? "" : `  ${line}`)),
    ]);
}

/** What is written again before the new text is no news. */
function asInsertion(edit: Edit, lines: SourceLines): Edit {
  const { place, text } = edit;
  const line = lines(place.path)?.[place.line - 1] ?? "";
  const old = line.slice(place.column - 1, place.endColumn - 1);
  if (place.line !== place.endLine || old === "" || !text.startsWith(old)) return edit;
  return { place: { ...place, column: place.endColumn }, text: text.slice(old.length) };
}

/** The message has the text to write in it. */
export function isSaid(fix: Fix, message: string): boolean {
  return fix.edits.every(({ text }) => text.trim() !== "" && message.includes(text.trim()));
}

function wordForWord(fix: Fix, { place: at }: Pick<Problem, "place">, lines: SourceLines): string | null {
  const [edit, ...others] = fix.edits;
  if (edit === undefined || others.length > 0) return null;
  const { place, text } = edit;
  const here = place.path === at.path && place.line === at.line && place.endLine === at.line;
  if (!here || place.column === place.endColumn || text === "" || /[\r\n`]/.test(text) || text.length > 80)
    return null;
  const old = (lines(place.path)?.[place.line - 1] ?? "").slice(place.column - 1, place.endColumn - 1).trim();
  return old === "" || old.length > 80 ? null : `write \`${visible(text.trim())}\` for \`${visible(old)}\``;
}

/** The file is named only where it is another than the problem's. */
function whereTo(edit: Edit, problem: Pick<Problem, "place">, lines: SourceLines): string {
  const { place, text } = edit;
  const path = visible(place.path);
  const file = lines(place.path);
  if (file === null) return `in a new file, ${path}:`;
  const own = place.path === problem.place.path;
  const of = own ? "" : ` of ${path}`;
  const inserted = place.line === place.endLine && place.column === place.endColumn;
  const line = file[place.line - 1] ?? "";
  if (inserted && (place.line > file.length || isWholeFile(place)))
    return `at the ${place.line === 1 ? "start" : "end"}${own ? " of the file" : of}:`;
  const opens = place.column === 1 || (line.slice(0, place.column - 1).trim() === "" && line.trim() !== "");
  if (inserted && opens) return `above line ${place.line}${of}:`;
  if (inserted && line.slice(place.column - 1).trim() === "") return `below line ${place.line}${of}:`;
  if (inserted) return `at line ${place.line}, column ${place.column}${of}:`;
  if (place.line !== place.endLine) {
    const last = place.endColumn === 1 ? place.endLine - 1 : place.endLine;
    const which = last === place.line ? `line ${last}` : `lines ${place.line} to ${last}`;
    return text === "" ? `delete ${which}${of}` : `for ${which}${of}:`;
  }
  const old = visible(
    line
      .slice(place.column - 1, place.endColumn - 1)
      .slice(0, 80)
      .trim(),
  );
  if (text === "") return `delete \`${old}\` in line ${place.line}${of}`;
  return `in line ${place.line}${of}, for \`${old}\`:`;
}

/** Without the empty lines around it and the indent that all its lines share: where it goes is said above. */
function written({ text, place }: Edit): string[] {
  const lines = visibleLines(text.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd());
  if (lines.length === 1 && lines[0] === "") return [];
  const [first = "", ...others] = lines;
  const indents = others.filter((line) => line !== "").map((line) => line.search(/[^ ]|$/));
  const own = first.search(/[^ ]|$/);
  // What goes behind something on its line has no indent of its own.
  const inside = place.column > 1 && !/^[ \t]*\r?\n/.test(text);
  const margin = inside ? Math.min(...indents) : Math.min(own, ...indents);
  const shown = [first.slice(inside ? own : margin), ...others.map((line) => line.slice(margin))];
  if (shown.length <= mostLines) return shown;
  const more = shown.length - mostLines;
  return [...shown.slice(0, mostLines), `... and ${count(more, "more line")}: --format json has them all`];
}
