/** Reads one note file: its five sections with places, and what is wrong with the file. */

import { wholeFile } from "../place.ts";
import { checkCharacters } from "./check-characters.ts";
import { checkProse } from "./check-prose.ts";
import { checkSaysSomething } from "./check-words.ts";
import { checkStrictness } from "./check-strictness.ts";
import { checkStructure } from "./check-structure.ts";
import { readSections } from "./check-yaml.ts";
import { nameFinding, uidOf } from "./file-name.ts";
import type { Note, NoteSettings } from "./note.ts";
import { nodeEnd, noteSource, report } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import type { NoteText } from "./note-text.ts";
import { isIgnoredByReno, whyNotFound } from "./note-path.ts";
import { proseLines } from "./prose.ts";
import { scanLabels } from "./scan-labels.ts";
import { labelNames } from "./section-names.ts";
import { noteSections, ownSection } from "./sections.ts";
import type { ScannedText } from "./sections.ts";
import type { YamlMapping } from "../yaml/yaml-tree.ts";

/** More characters than this are no note. */
export const largestNote = 256 * 1024;

/** Never throws; takes time in proportion to the text, up to `largestNote`. What is wrong with the file is in `findings`. */
export function readNote(path: string, text: string, settings: NoteSettings): Note {
  const source = noteSource(path, text, settings);
  const note: Note = {
    path,
    uid: uidOf(path),
    source: text,
    sections: [],
    renoSections: [],
    insertion: null,
    findings: source.findings,
    readable: false,
    settings,
  };
  if (isIgnoredByReno(path, settings)) return { ...note, ...content(source) };
  checkPath(source);
  return { ...note, ...content(source) };
}

function checkPath(source: NoteSource): void {
  const { path, settings } = source;
  const lost = whyNotFound(path, settings);
  if (lost !== null) source.findings.push({ ...lost, place: wholeFile(path) });
  const name = nameFinding(path);
  if (name !== null) source.findings.push(name);
}

function content(source: NoteSource): Pick<Note, "sections" | "renoSections" | "insertion" | "readable"> {
  const nothing = { sections: [], renoSections: [], insertion: null, readable: false };
  if (source.text.length > largestNote) {
    reportSize(source);
    return nothing;
  }
  if (!checkCharacters(source)) return nothing;
  const root = readSections(source);
  if (root === null) return nothing;
  checkStrictness(source, root);
  const texts = checkStructure(source, root).map((text): ScannedText => scanned(source, text));
  checkSaysSomething(source, texts);
  return {
    sections: noteSections(source, texts),
    renoSections: [...new Set(root.pairs.map(({ key }) => (key.kind === "scalar" ? key.text : "")))],
    insertion: insertion(source, texts, root),
    readable: true,
  };
}

function reportSize(source: NoteSource): void {
  report(source, {
    rule: "note-is-yaml",
    severity: "error",
    subject: "size",
    message: `The note has ${Math.ceil(source.text.length / 1024)} KiB, and more than ${largestNote / 1024} KiB is not read. Is it a note?`,
    start: 0,
    end: 0,
  });
}

function scanned(source: NoteSource, text: NoteText): ScannedText {
  const prose = proseLines(text.lines);
  const own = ownSection(text.section, source.settings) !== null;
  const scan = own
    ? { labels: [], misses: [], ends: [] }
    : scanLabels(prose, labelNames(source.settings.labels));
  checkProse(source, text, prose, scan);
  return { text, scan };
}

/** The end of the item that holds labelled parts, else of the first item of `upgrade`; only literal blocks can be added to. */
function insertion(source: NoteSource, texts: readonly ScannedText[], root: YamlMapping): Note["insertion"] {
  const labelled = texts.findLast(({ scan }) => scan.labels.length > 0);
  const upgrade = texts.find(({ text }) => text.section === "upgrade");
  const node = (labelled ?? upgrade)?.text.node;
  if (node === undefined || node.style !== "literal" || root.flow) return null;
  const end = nodeEnd(source, node);
  return { place: source.lines.place(end, end), indent: node.indent };
}
