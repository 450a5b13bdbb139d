/** Writes the note as far as the migration can: a new file, or what an existing one lacks. */

import { applyEdits } from "../edits.ts";
import { gapForm } from "../note/emptiness.ts";
import { literalBlock } from "../note/literal-block.ts";
import { sectionNames } from "../note/note.ts";
import type { Note, NoteSettings, SectionName } from "../note/note.ts";
import type { Operation } from "../operation.ts";
import { wholeFile } from "../place.ts";
import type { Edit } from "../problem.ts";
import { completeNote } from "./complete-note.ts";
import { prose } from "./inline.ts";
import { labelled } from "./labelled.ts";
import { draftSection, gaps } from "./section-words.ts";

export interface DraftInput {
  operations: readonly Operation[];
  /** Where a new note goes. */
  directory: string;
  /** What the new file's name starts with: any text, such as a branch or a title. */
  slug: string;
  /** 16 fresh hex digits. */
  uid: string;
  /** The note to complete, null for a new one. */
  existing: Note | null;
  settings: NoteSettings;
  /** Why the change is made, as far as the pull request says it. */
  rationale: string | null;
}

export interface DraftedNote {
  path: string;
  /** The whole file, edits applied. */
  text: string;
  /** What is left for a person, as it stands in the text. */
  gaps: string[];
  /** What puts the text in place; empty when the existing note lacks nothing. */
  edits: Edit[];
}

/** Pure: the same input gives the same note. */
export function draftNote(input: DraftInput): DraftedNote {
  const { existing, settings } = input;
  const bodies = new Map(sectionNames.map((name) => [name, draftedBody(name, input)]));
  const edits = existing === null ? null : completeNote(existing, bodies, settings);
  if (existing !== null && edits !== null) {
    const { text } = applyEdits(existing.path, existing.source, edits);
    return { path: existing.path, text, gaps: gapsIn(text), edits };
  }
  const path = `${input.directory}/${slugged(input.slug)}-${input.uid}.yaml`;
  const text = newNote(bodies, settings);
  return { path, text, gaps: gapsIn(text), edits: [{ place: wholeFile(path), text }] };
}

function draftedBody(name: SectionName, input: DraftInput): string {
  const { markup } = input.settings;
  const said = name === "rationale" && input.rationale !== null ? prose(input.rationale, markup) : "";
  return said === "" ? draftSection(name, input.operations, markup) : `${gaps.confirm} ${said}`;
}

function newNote(bodies: ReadonlyMap<SectionName, string>, settings: NoteSettings): string {
  const parts = [...bodies].map(([name, body]) => labelled(name, body, settings));
  const section = settings.renoSections.includes("upgrade")
    ? "upgrade"
    : (settings.renoSections.find((name) => name !== settings.preludeName) ?? "upgrade");
  return `---\n${section}:\n  - ${literalBlock(parts.join("\n\n"), 4)}\n`;
}

function gapsIn(text: string): string[] {
  const found = text.match(new RegExp(gapForm, "g")) ?? [];
  return [...new Set(found)];
}

/** Letters, digits and hyphens: reno and every file system take that. */
function slugged(slug: string): string {
  const words = slug
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return words === "" ? "schema-change" : words;
}
