/** The line of a place with a caret under it, as compilers show it. */

import { isWholeFile, type Place } from "../place.ts";
import { columnsOf } from "./columns.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** The text of a file by its path, null when it is not to be had. */
export type Source = (path: string) => string | null;

/** The lines of a file, split once however often they are asked for. */
export type SourceLines = (path: string) => readonly string[] | null;

const widest = 110;
const before = 40;

export function sourceLines(source: Source): SourceLines {
  const known = new Map<string, readonly string[] | null>();
  return (path) => {
    const lines = known.get(path);
    if (lines !== undefined) return lines;
    const read =
      source(path)
        ?.replace(/^\uFEFF/, " ")
        .split("\n") ?? null;
    known.set(path, read);
    return read;
  };
}

/** The source, the caret, and `label` behind it, or below it where there is no room. Nothing for a whole file, or a line that is not there or is empty. */
export function excerpt(place: Place, label: string, lines: SourceLines, paint: Paint): string[] {
  const line = lines(place.path)?.[place.line - 1]?.replace(/\r$/, "");
  if (isWholeFile(place) || line === undefined || line.trim() === "") return [];
  const start = Math.min(place.column - 1, line.length);
  const end = place.endLine > place.line ? line.trimEnd().length : Math.min(place.endColumn - 1, line.length);
  const from = line.length > widest ? Math.max(0, start - before) : 0;
  const to = Math.min(line.length, from + widest);

  const lead = from > 0 ? "…" : "";
  const shown = `${lead}${visible(line.slice(from, to))}${to < line.length ? "…" : ""}`;
  const indent = columnsOf(lead + visible(line.slice(from, start)));
  const width = Math.max(1, columnsOf(visible(line.slice(start, Math.max(start, Math.min(end, to))))));

  const gutter = String(place.line).padStart(6);
  const blank = `${paint.faint(`${" ".repeat(6)} |`)} `;
  const caret = blank + " ".repeat(indent) + paint.bad("^".repeat(width));
  const source = `${paint.faint(`${gutter} |`)} ${shown}`;
  if (label === "") return [source, caret];
  if (indent + width + label.length < widest) return [source, `${caret} ${label}`];
  return [source, caret, blank + " ".repeat(Math.min(indent, Math.max(0, widest - label.length))) + label];
}
