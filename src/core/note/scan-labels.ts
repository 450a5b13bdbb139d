/** Finds the labels of the five sections on the lines of a text, before any Markdown or reStructuredText is parsed. */

import { closest } from "./closest.ts";
import type { SectionName } from "./note.ts";
import type { ProseLine } from "./prose.ts";
import { foldName, sectionTitles } from "./section-names.ts";
import type { LabelNames } from "./section-names.ts";

export interface Label {
  name: SectionName;
  /** As written, without marks. */
  label: string;
  line: number;
  /** Columns from 0: the label with its marks, and where the body starts. */
  start: number;
  end: number;
  /** The line on which the body starts: the label's own, or the one below its underline. */
  bodyLine: number;
  form: LabelForm;
}

/** Something that looks like a label and is none: the author's section is not seen. */
export interface NearMiss {
  line: number;
  start: number;
  end: number;
  written: string;
  /** The name that was meant, and the label to write instead. */
  meant: string;
  reason: "misspelt" | "italic";
}

export interface LabelScan {
  labels: Label[];
  misses: NearMiss[];
  /** Lines of headings that are none of the five: they end the section before them. */
  ends: number[];
}

/** Guessing takes time, and more than these help nobody. */
const mostMisses = 50;

type LabelForm = "bold" | "field" | "bare" | "heading" | "alone";

/** What stands at the start of a line: a label if its name is known. */
interface Candidate {
  text: string;
  start: number;
  end: number;
  form: LabelForm | "italic";
  /** It ends what is before it, whatever its name: a heading. */
  closes: boolean;
}

const listMark = /^(?:[-*+•]|\d{1,3}[.)]|#\.)[ \t]+/;
const bold = /^(\*\*|__)[ \t]*([^*_:\n][^*:\n]{0,59}?)[ \t]*(?:(:)[ \t]*\1(?!\*)|\1[ \t]*(:)(?!:)|\1[ \t]*$)/;
const italic = /^(\*|_|``?)([^*_`:\n][^*`:\n]{0,59}?)(?::\1|\1:)(?=\s|$)/;
const field = /^:([^:`\n]{1,60}):(?=\s|$)/;
const heading = /^(#{1,6})[ \t]+([^\n]{1,60}?)[ \t]*#*[ \t]*$/;
const bare = /^(\p{L}[\p{L}\p{M}\p{N}_ \t-]{1,60}?)[ \t]?:(?=\s|$)/u;
const underline = /^([=\-~^"'`#*+.:_])\1{2,}[ \t]*$/;

/** One pass over the lines. */
export function scanLabels(lines: readonly ProseLine[], names: LabelNames): LabelScan {
  const scan: LabelScan = { labels: [], misses: [], ends: [] };
  /** The open section: in a list item when `item` is its indent, else -1. */
  let open: { item: number } | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as ProseLine;
    if (line.code || line.indent < 0) continue;
    const mark = listMark.exec(line.text.slice(line.indent))?.[0] ?? "";
    const item = mark === "" ? -1 : line.indent;
    const candidate = candidateAt(lines, at, line.indent + mark.length);
    if (candidate === null || isWord(lines, at, candidate, names)) continue;
    const inside = item >= 0 && open !== null && open.item !== item;
    const name = nameOf(candidate, names, inside);
    if (name !== null) {
      const { form } = candidate;
      const label = cleanName(candidate.text);
      const { start, end } = candidate;
      if (form === "italic") {
        scan.misses.push(miss(candidate, at, sectionTitles[name], "italic"));
        continue;
      }
      const bodyLine = isUnderlined(lines, at) ? at + 2 : at;
      scan.labels.push({ name, label, line: at, start, end, bodyLine, form });
      open = { item };
      at = Math.max(at, bodyLine - 1);
      continue;
    }
    const guess = !inside && scan.misses.length < mostMisses;
    const meant = guess ? misspelt(candidate, names) : null;
    if (meant !== null) scan.misses.push(miss(candidate, at, meant, "misspelt"));
    else if (candidate.closes) {
      scan.ends.push(at);
      open = null;
    }
  }
  return scan;
}

/** The name without the marks and the colon that some write around it. */
export function cleanName(text: string): string {
  return text.replace(/^[*_`\s]+|(?<![*_`:\s])[*_`:\s]+$/g, "");
}

function candidateAt(lines: readonly ProseLine[], at: number, start: number): Candidate | null {
  const line = lines[at] as ProseLine;
  const text = line.text.slice(start).trimEnd();
  if (text === "" || text.length > 4000) return longCandidate(text, start);
  const under = start === line.indent && isUnderlined(lines, at);
  const head = heading.exec(text);
  if (head !== null) return made(cleanName(head[2] as string), start, text.length, "heading", true);
  return markedCandidate(text, start, under) ?? aloneCandidate(lines, at, text, start, under);
}

/** A very long line can have a label at its start only. */
function longCandidate(text: string, start: number): Candidate | null {
  return text === "" ? null : markedCandidate(text.slice(0, 200), start, false);
}

function markedCandidate(text: string, start: number, under: boolean): Candidate | null {
  const strong = bold.exec(text);
  if (strong !== null) return made(strong[2] as string, start, strong[0].trimEnd().length, "bold", under);
  const named = field.exec(text);
  if (named !== null) return made(named[1] as string, start, named[0].length, "field", false);
  const plain = bare.exec(text);
  if (plain !== null) return made(plain[1] as string, start, plain[0].length, "bare", under);
  const slanted = italic.exec(text);
  if (slanted !== null) return made(slanted[2] as string, start, slanted[0].length, "italic", false);
  return null;
}

/** `**X**` alone is a label where it begins a paragraph or stands over a block; in the middle of one, a synonym is only a word. */
function isWord(lines: readonly ProseLine[], at: number, candidate: Candidate, names: LabelNames): boolean {
  const line = lines[at] as ProseLine;
  const before = lines[at - 1];
  if (candidate.form !== "bold" || candidate.start > line.indent) return false;
  if (line.text.slice(line.indent, candidate.end).includes(":")) return false;
  if (names.full.has(foldName(cleanName(candidate.text)))) return false;
  if (before === undefined || before.indent < 0) return false;
  return !isUnderlined(lines, at) && !isOverBlock(lines, at);
}

/** `X` alone on a line, over an underline or an indented block. */
function aloneCandidate(
  lines: readonly ProseLine[],
  at: number,
  text: string,
  start: number,
  under: boolean,
): Candidate | null {
  if (text.length > 60 || !/^\p{L}/u.test(text)) return null;
  if (!under && !isOverBlock(lines, at)) return null;
  return made(text, start, text.length, "alone", under);
}

function made(
  text: string,
  start: number,
  length: number,
  form: Candidate["form"],
  closes: boolean,
): Candidate {
  return { text, start, end: start + length, form, closes };
}

function nameOf(candidate: Candidate, names: LabelNames, inside: boolean): SectionName | null {
  const folded = foldName(cleanName(candidate.text));
  const weak = candidate.form === "bare" || candidate.form === "field" || candidate.form === "italic";
  if (weak) return inside ? null : (names.full.get(folded) ?? null);
  return names.any.get(folded) ?? null;
}

/** Only full names are guessed, only for what is about as long, and never for a line of prose. */
function misspelt(candidate: Candidate, names: LabelNames): string | null {
  if (candidate.form === "alone" && !candidate.closes) return null;
  const text = cleanName(candidate.text);
  const folded = foldName(text);
  if (folded.length < 7 || text.split(/\s+/).length > 4) return null;
  const name = closest(folded, names.full.keys());
  if (name === null || name.length < 7) return null;
  return sectionTitles[names.full.get(name) as SectionName];
}

function miss(candidate: Candidate, line: number, meant: string, reason: NearMiss["reason"]): NearMiss {
  return {
    line,
    start: candidate.start,
    end: candidate.end,
    written: cleanName(candidate.text),
    meant,
    reason,
  };
}

function isUnderlined(lines: readonly ProseLine[], at: number): boolean {
  const next = lines[at + 1];
  return (
    next !== undefined &&
    !next.code &&
    next.indent === lines[at]?.indent &&
    underline.test(next.text.trimStart())
  );
}

function isOverBlock(lines: readonly ProseLine[], at: number): boolean {
  const line = lines[at] as ProseLine;
  let next = at + 1;
  while (next < lines.length && (lines[next] as ProseLine).indent < 0 && next - at < 3) next += 1;
  const below = lines[next];
  return below !== undefined && below.indent > line.indent;
}
