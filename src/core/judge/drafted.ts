/** The edits that put drafted words into a note: the whole note, missing sections, or a better body for one. */

import { sectionTitles } from "../note/section-names.ts";
import type { Note, NoteSection, SectionName } from "../note/note.ts";
import type { Operation } from "../operation.ts";
import { wholeFile } from "../place.ts";
import type { Fix } from "../problem.ts";
import type { Duty } from "./note-duty.ts";
import type { JudgeInput } from "./rule.ts";

/** A new note file, as far as the migrations can write it. */
export function draftedNote(input: JudgeInput, { operations }: Duty): Fix | null {
  const note = input.draft?.note(operations, input.noteSettings);
  if (note === undefined) return null;
  return { title: "Add the note", edits: [{ place: wholeFile(note.path), text: note.text }] };
}

/** The missing sections, at the end of the item that holds the others. */
export function draftedSections(
  input: JudgeInput,
  { operations }: Duty,
  note: Note,
  names: readonly SectionName[],
): Fix | null {
  const { draft } = input;
  if (draft === undefined || note.insertion === null) return null;
  const { place, indent } = note.insertion;
  const margin = " ".repeat(indent);
  const parts = names.map((name) => {
    const body = draft.section(name, operations, input.noteSettings);
    const text = `**${sectionTitles[name]}**:${isBlock(body) ? "\n\n" : " "}${body}`;
    return `\n\n${margin}${continued(text, indent)}`;
  });
  const title = names.length === 1 ? "Add the section" : "Add the sections";
  return { title, edits: [{ place, text: parts.join("") }] };
}

/** A body in the place of one that says nothing or the wrong thing: only for what the migrations themselves can say. */
export function draftedBody(input: JudgeInput, duty: Duty, section: NoteSection): Fix | null {
  const { place, labelPlace, name } = section;
  const spoken = name !== "rationale" && name !== "operator_notes";
  const taken = duty.notes.some(({ path, insertion }) => path === place.path && insertion !== null);
  if (input.draft === undefined || !spoken || !taken) return null;
  const body = input.draft.section(name, duty.operations, input.noteSettings);
  if (place.line !== labelPlace.line) {
    return { title: "Say it", edits: [{ place, text: continued(body, place.column - 1) }] };
  }
  // Beside the label: a list goes below it, behind an empty line, or it prints as one paragraph.
  const indent = labelPlace.column - 1;
  const lead = isBlock(body) ? `\n\n${" ".repeat(indent)}` : " ";
  const from = { ...place, line: labelPlace.endLine, column: labelPlace.endColumn };
  return { title: "Say it", edits: [{ place: from, text: `${lead}${continued(body, indent)}` }] };
}

/** What happens to the operations, behind what the change section says already. */
export function draftedAddition(
  input: JudgeInput,
  duty: Duty,
  operations: readonly Operation[],
  section: NoteSection,
): Fix | null {
  const { place, labelPlace } = section;
  const taken = duty.notes.some(({ path, insertion }) => path === place.path && insertion !== null);
  if (input.draft === undefined || !taken) return null;
  const body = input.draft.section("schema_change", operations, input.noteSettings);
  const indent = (place.line === labelPlace.line ? labelPlace.column : place.column) - 1;
  const lead = `\n\n${" ".repeat(indent)}`;
  // The last character is written again, so that no insertion of another fix at the same spot comes between.
  const last = [...section.text].at(-1) ?? "";
  const from = { ...place, line: place.endLine, column: place.endColumn - last.length };
  const text = `${last}${lead}${continued(body, indent)}`;
  return { title: "Say what happens to it", edits: [{ place: from, text }] };
}

/** A list, or more than one paragraph. */
function isBlock(body: string): boolean {
  return /^[*-] /u.test(body) || body.includes("\n\n");
}

/** Every line but the first moved to the margin. */
function continued(text: string, indent: number): string {
  return text.trimEnd().replaceAll(/\n(?=[^\n])/gu, `\n${" ".repeat(indent)}`);
}
