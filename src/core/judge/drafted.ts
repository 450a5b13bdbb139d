/** The fixes that put drafted words into a note: the whole note, missing sections, or a better body for one. */

import { createHash } from "node:crypto";

import { draftNote } from "../draft/draft-note.ts";
import { matchesAny } from "../glob.ts";
import { draftSection } from "../draft/section-words.ts";
import { gapForm } from "../note/emptiness.ts";
import type { Note, NoteSection } from "../note/note.ts";
import { targetOf } from "../operation.ts";
import type { Operation } from "../operation.ts";
import type { Place } from "../place.ts";
import type { Edit, Fix } from "../problem.ts";
import type { Duty } from "./note-duty.ts";
import type { JudgeInput } from "./rule.ts";

/**
 * A new note file, as far as the migrations can write it. Its whole name comes from what it tells of, not from a title or a branch: the same change gets the
 * same file, however often its pull request is renamed and wherever it is drafted.
 */
export function draftedNote(input: JudgeInput, duty: Duty): Fix | null {
  const directory = directoryOf(input, duty);
  return directory === null ? null : { title: "Add the note", edits: edits(input, duty, null, directory) };
}

/** The first folder of notes that the policy's globs take; null when they take none of them. */
export function directoryOf({ noteSettings }: JudgeInput, { globs }: Duty): string | null {
  const fits = (directory: string): boolean => matchesAny(`${directory}/note.yaml`, globs);
  return noteSettings.directories.find((directory) => globs.length === 0 || fits(directory)) ?? null;
}

/** The missing sections of a note; null where no edit of the file can add them. */
export function draftedSections(input: JudgeInput, duty: Duty, note: Note): Fix | null {
  const own = edits(input, duty, note).filter(
    ({ place }) => place.path === note.path && !note.sections.some((section) => startsBehind(place, section)),
  );
  return own.length === 0 ? null : { title: "Add what is missing", edits: own };
}

/** A body for a section that has none; null where only a person can write it. */
export function filledBody(input: JudgeInput, duty: Duty, note: Note, section: NoteSection): Fix | null {
  const own = edits(input, duty, note).filter(({ place }) => startsBehind(place, section));
  if (own.length === 0 || own.some(({ text }) => gapForm.test(text))) return null;
  return { title: "Write what the migration says", edits: own };
}

/** A body in the place of one that says the wrong thing, about these operations. */
export function replacedBody(
  input: JudgeInput,
  operations: readonly Operation[],
  note: Note,
  section: NoteSection,
): Fix | null {
  const body = draftSection(section.name, operations, input.noteSettings.markup);
  // Outside a literal block, lines and places do not map one to one.
  if (note.insertion === null || gapForm.test(body)) return null;
  const { place, labelPlace } = section;
  const title = "Write what the migration says";
  if (place.line !== labelPlace.line) {
    return { title, edits: [{ place, text: continued(body, place.column - 1) }] };
  }
  // Beside the label: a list goes below it, behind an empty line, or it prints as one paragraph.
  const indent = labelPlace.column - 1;
  const lead = body.startsWith("* ") ? `\n\n${" ".repeat(indent)}` : " ";
  const from = { ...place, line: labelPlace.endLine, column: labelPlace.endColumn };
  return { title, edits: [{ place: from, text: `${lead}${continued(body, indent)}` }] };
}

/** What happens to the operations, behind what the section says already. */
export function addedToBody(
  input: JudgeInput,
  operations: readonly Operation[],
  note: Note,
  section: NoteSection,
): Fix | null {
  const last = [...section.text].at(-1);
  if (note.insertion === null || last === undefined) return null;
  const { place, labelPlace } = section;
  const indent = (place.line === labelPlace.line ? labelPlace.column : place.column) - 1;
  const body = draftSection("schema_change", operations, input.noteSettings.markup);
  // The last character is written again, so that no insertion of another fix at the same spot comes between.
  const from = { ...place, line: place.endLine, column: place.endColumn - last.length };
  const text = `${last}\n\n${" ".repeat(indent)}${continued(body, indent)}`;
  return { title: "Say what happens to it", edits: [{ place: from, text }] };
}

function edits(input: JudgeInput, duty: Duty, existing: Note | null, directory = ""): Edit[] {
  const [first] = duty.operations;
  const databases = new Set(duty.operations.map(({ database }) => database));
  const ids = duty.operations.map(({ id }) => id).join("\n");
  return draftNote({
    operations: input.operations.filter(({ database }) => databases.has(database)),
    directory,
    slug: first === undefined ? "" : `${first.kind} ${targetOf(first)}`,
    uid: createHash("sha256").update(ids).digest("hex").slice(0, 16),
    existing,
    settings: input.noteSettings,
    rationale: input.rationale ?? null,
  }).edits;
}

/** The edit writes behind the label of the section, and so is its body. */
function startsBehind(place: Place, { labelPlace }: NoteSection): boolean {
  return (
    place.path === labelPlace.path &&
    place.line === labelPlace.endLine &&
    place.column === labelPlace.endColumn
  );
}

/** Every line but the first moved to the margin. */
function continued(text: string, indent: number): string {
  return text.trimEnd().replaceAll(/\n(?=[^\n])/gu, `\n${" ".repeat(indent)}`);
}
