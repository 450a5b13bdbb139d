/** Puts the five sections together from the labelled parts and the own sections of a note. */

import { emptiness } from "./emptiness.ts";
import { dedent } from "./literal-block.ts";
import { sectionNames } from "./note.ts";
import type { NoteSection, NoteSettings, SectionName } from "./note.ts";
import { nodeEnd, report, shown } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { offsetIn, placeIn } from "./note-text.ts";
import type { NoteText } from "./note-text.ts";
import { saysNone } from "./says-none.ts";
import type { Label, LabelScan } from "./scan-labels.ts";
import { foldName } from "./section-names.ts";
import { templateTexts } from "./template.ts";

export interface ScannedText {
  text: NoteText;
  scan: LabelScan;
}

/** One part of a section: what one label, or one own section, says. */
interface Part {
  name: SectionName;
  own: boolean;
  /** The text that it stands in; a label that is there twice is a mistake, parts in several items are not. */
  of: NoteText;
  section: NoteSection;
}

/** The SectionName of a reno section of the product's own, null for reno's. */
export function ownSection(section: string, settings: NoteSettings): SectionName | null {
  const folded = foldName(section);
  for (const name of sectionNames) {
    if (foldName(name) === folded) return name;
    if ((settings.labels[name] ?? []).some((label) => foldName(label) === folded)) return name;
  }
  return null;
}

/** The sections in the order of the note; what is said twice is reported. */
export function noteSections(source: NoteSource, texts: readonly ScannedText[]): NoteSection[] {
  const template = templateTexts(source.settings.template);
  const parts = texts.flatMap(({ text, scan }) => {
    const own = ownSection(text.section, source.settings);
    return own === null
      ? labelledParts(source, text, scan, template)
      : [ownPart(source, text, own, template)];
  });
  reportTwice(source, parts);
  const sections: NoteSection[] = [];
  for (const name of sectionNames) {
    const same = parts.filter((part) => part.name === name).map((part) => part.section);
    if (same.length > 0) sections.push(joined(same, template));
  }
  return sections.toSorted(
    (a, b) => a.labelPlace.line - b.labelPlace.line || a.labelPlace.column - b.labelPlace.column,
  );
}

function labelledParts(
  source: NoteSource,
  text: NoteText,
  scan: LabelScan,
  template: readonly string[],
): Part[] {
  const stops = [...scan.labels.map((label) => label.line), ...scan.ends].toSorted((a, b) => a - b);
  let next = 0;
  return scan.labels.map((label) => {
    while (next < stops.length && (stops[next] as number) <= label.line) next += 1;
    const stop = stops[next] ?? text.lines.length;
    return {
      name: label.name,
      own: false,
      of: text,
      section: labelledSection(source, text, label, stop, template),
    };
  });
}

function labelledSection(
  source: NoteSource,
  text: NoteText,
  label: Label,
  stop: number,
  template: readonly string[],
): NoteSection {
  const column = label.bodyLine === label.line ? label.end : 0;
  const lines = text.lines.slice(label.bodyLine, stop);
  if (column > 0 && lines.length > 0) lines[0] = (lines[0] as string).slice(column);
  const body = dedent(lines.join("\n"), column === 0).trim();
  const at = { line: label.line, column: label.start };
  const end = { line: label.line, column: label.end };
  return {
    name: label.name,
    label: label.label,
    text: body,
    none: saysNone(body),
    empty: emptiness(body, template),
    labelPlace: placeIn(source, text, at, end),
    place: bodyPlace(source, text, lines, label, column),
  };
}

/** From the first to the last character that is no white space; the label's end when there is none. */
function bodyPlace(
  source: NoteSource,
  text: NoteText,
  lines: string[],
  label: Label,
  column: number,
): NoteSection["place"] {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first === -1) {
    const end = { line: label.line, column: label.end };
    return placeIn(source, text, end, end);
  }
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const start = (lines[first] as string).search(/\S/) + (first === 0 ? column : 0);
  const end = (lines[last] as string).trimEnd().length + (last === 0 ? column : 0);
  return placeIn(
    source,
    text,
    { line: label.bodyLine + first, column: start },
    { line: label.bodyLine + last, column: end },
  );
}

function ownPart(source: NoteSource, text: NoteText, name: SectionName, template: readonly string[]): Part {
  const body = dedent(text.lines.join("\n"), true).trim();
  const start = offsetIn(text, { line: text.lines.findIndex((line) => line.trim() !== ""), column: 0 });
  const { node } = text;
  const place = source.lines.place(start ?? node.start, nodeEnd(source, node));
  const section: NoteSection = {
    name,
    label: text.section,
    text: body,
    none: saysNone(body),
    empty: emptiness(body, template),
    labelPlace: source.lines.place(node.start, node.start),
    place,
  };
  return { name, own: true, of: text, section };
}

/** Parts of one section are read as one: it says none when all of them do, and is empty when all are. */
function joined(parts: readonly NoteSection[], template: readonly string[]): NoteSection {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first as NoteSection;
  const saying = parts.filter((part) => part.empty !== "nothing");
  const text = saying.map((part) => part.text).join("\n\n");
  return {
    ...first,
    text,
    none: saying.length > 0 && saying.every((part) => part.none),
    empty: emptiness(text, template),
    place: (saying[0] ?? first).place,
  };
}

function reportTwice(source: NoteSource, parts: readonly Part[]): void {
  const owns = new Map<SectionName, Part>();
  const labelled = new Map<SectionName, Part>();
  const latest = new Map<SectionName, Part>();
  for (const [at, part] of parts.entries()) {
    const { name, own, section } = part;
    const before = latest.get(name);
    const other = (own ? labelled : owns).get(name) ?? (!own && before?.of === part.of ? before : undefined);
    if (!own) latest.set(name, part);
    const first = own ? owns : labelled;
    if (!first.has(name)) first.set(name, part);
    if (other === undefined) continue;
    const { line } = other.section.labelPlace;
    report(source, {
      rule: "note-section-stands-once",
      severity: "warning",
      subject: `${name} ${at}`,
      message:
        other.own === own
          ? `"${shown(section.label)}" stands here a second time, after line ${line}. Keep one, with the text of both.`
          : `"${shown(section.label)}" is a section of its own and a labelled part in this note (line ${line}). Keep one, with the text of both.`,
      start: source.lines.offset(section.labelPlace.line, section.labelPlace.column),
      end: source.lines.offset(section.labelPlace.endLine, section.labelPlace.endColumn),
    });
  }
}
