/** The names by which authors call the five sections of a note. */

import type { SectionName } from "./note.ts";
import { sectionNames } from "./note.ts";

/** What `draft` writes, and what messages say. */
export const sectionTitles: Record<SectionName, string> = {
  schema_change: "Schema change",
  rationale: "Rationale",
  data_migration: "Data migration",
  downtime_variables: "Downtime variables",
  operator_notes: "Also for operators",
};

/** Full names: these count even as a bare `X:`. */
const fullNames: Record<SectionName, string[]> = {
  schema_change: ["schema change", "schema changes"],
  rationale: ["rationale"],
  data_migration: ["data migration", "data migrations"],
  downtime_variables: ["downtime variables", "downtime variable"],
  operator_notes: ["also for operators", "operator notes", "operator note", "notes for operators"],
};

/** Synonyms count where the form alone says that it is a label: bold, or a heading. */
const synonyms: Record<SectionName, string[]> = {
  schema_change: [
    "change",
    "changes",
    "the change",
    "database change",
    "database changes",
    "database schema change",
    "database schema changes",
    "db change",
    "db changes",
    "db schema change",
    "db schema changes",
    "schema",
    "schema migration",
    "schema migrations",
    "what changes",
    "what changed",
    "what is changed",
  ],
  rationale: [
    "reason",
    "reasons",
    "reasoning",
    "reason for the change",
    "reason for this change",
    "why",
    "why this change",
    "motivation",
    "justification",
    "purpose",
    "background",
  ],
  data_migration: [
    "data",
    "data change",
    "data changes",
    "data conversion",
    "data handling",
    "data move",
    "data transfer",
    "migration of data",
    "how data is migrated",
    "backfill",
  ],
  downtime_variables: [
    "downtime",
    "downtime factors",
    "downtime considerations",
    "downtime impact",
    "downtime depends on",
    "what downtime depends on",
    "what variables downtime depends on",
    "variables of downtime",
    "variables",
    "expected downtime",
    "interruption",
    "outage",
  ],
  operator_notes: [
    "for operators",
    "operators",
    "operator action",
    "operator actions",
    "operator actions required",
    "operator impact",
    "impact on operators",
    "notes to operators",
    "anything else",
    "anything else for operators",
    "other information",
    "other notes",
    "additional notes",
    "additional information",
    "also",
  ],
};

export interface LabelNames {
  /** Folded full names and the policy's own. */
  full: ReadonlyMap<string, SectionName>;
  /** Folded names of every sort. */
  any: ReadonlyMap<string, SectionName>;
}

const known = new WeakMap<object, LabelNames>();

/** The names that count with the policy's labels on top. */
export function labelNames(labels: Partial<Record<SectionName, string[]>>): LabelNames {
  let names = known.get(labels);
  if (names === undefined) {
    const full = new Map<string, SectionName>();
    const any = new Map<string, SectionName>();
    for (const name of sectionNames) {
      for (const text of synonyms[name]) any.set(foldName(text), name);
      for (const text of [name, ...fullNames[name]]) full.set(foldName(text), name);
    }
    for (const name of sectionNames) for (const text of labels[name] ?? []) full.set(foldName(text), name);
    for (const [text, name] of full) any.set(text, name);
    names = { full, any };
    known.set(labels, names);
  }
  return names;
}

/** Case, spaces, hyphens and underscores do not tell names apart. */
export function foldName(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-–—?!.'’"]+/g, "");
}
