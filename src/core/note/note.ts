/** What a release note is once it is read: its five sections with places, and what is wrong with it. */

import type { Finding } from "../problem.ts";
import type { Place } from "../place.ts";

/** The five things that a note must say, named as reno sections of their own would be. */
export type SectionName =
  | "schema_change"
  | "rationale"
  | "data_migration"
  | "downtime_variables"
  | "operator_notes";

export const sectionNames: readonly SectionName[] = [
  "schema_change",
  "rationale",
  "data_migration",
  "downtime_variables",
  "operator_notes",
];

/** One of the five, as the note says it. Parts spread over several items are one section. */
export interface NoteSection {
  name: SectionName;
  /** The label as written: `Downtime variables`, `downtime_variables`. */
  label: string;
  /** The dedented source text without the label, trimmed. */
  text: string;
  /** It says that there is nothing: its first sentence is a none-phrase. */
  none: boolean;
  /** It has no words, or only a placeholder, the template's text or a gap of the draft. `why` says which, null when it says something. */
  empty: "nothing" | "placeholder" | "gap" | "template" | null;
  /** The label's place. */
  labelPlace: Place;
  /** The body's place: from its first to its last character (the label's end when there is no body). Exact inside literal blocks. */
  place: Place;
}

/** A note file as it was read. */
export interface Note {
  path: string;
  /** The 16 hex digits of its name, null when the name has none. */
  uid: string | null;
  /** The whole source text. */
  source: string;
  /** At most one of each name, in the order of the note. */
  sections: NoteSection[];
  /** reno's sections that it has (`upgrade`, `fixes`, ...), as written. */
  renoSections: string[];
  /** Where a missing section's text belongs, and with which indent: the end of the item that holds the other sections, else of the first item of `upgrade`; null when the note cannot take one (broken YAML, not a literal block). */
  insertion: { place: Place; indent: number } | null;
  /** What is wrong with the file itself, whatever the migrations do. */
  findings: Finding[];
  /** False when its YAML could not be read: then it has no sections. */
  readable: boolean;
  /** By what it was read. */
  settings: NoteSettings;
}

/** What the policy and reno's own configuration say of notes. */
export interface NoteSettings {
  /** The folders that hold notes: `releasenotes/notes`. */
  directories: string[];
  /** reno's `allow_subdirectories`: notes may lie deeper. */
  subdirectories: boolean;
  markup: "rst" | "markdown";
  /** reno's section names that count, the prelude's name among them; `null` for reno's defaults. */
  renoSections: string[];
  preludeName: string;
  /** More names for each section, on top of the table of synonyms. */
  labels: Partial<Record<SectionName, string[]>>;
  /** File names that reno ignores. */
  ignored: string[];
  /** The text of reno's template, to tell an untouched one; null for reno's default. */
  template: string | null;
  /** The note file's text encoding, `utf-8` unless reno's configuration says otherwise. */
  encoding: string;
}
