/** Which operations need a note, and which notes speak for them. */

import { matchesAny } from "../glob.ts";
import type { Note, NoteSection, SectionName } from "../note/note.ts";
import type { Operation } from "../operation.ts";
import { namesTable } from "./name-in-text.ts";
import type { JudgeInput } from "./rule.ts";

export interface Duty {
  /** The up operations that demand a note, in migration order; at least one. */
  operations: Operation[];
  /** The notes that serve them, those that the change touches first. */
  notes: Note[];
  /** Where notes for them may lie, as the policy's globs; empty: anywhere. */
  globs: string[];
}

const duties = new WeakMap<JudgeInput, Duty[]>();

/** One duty for all databases that keep their notes in the same place. Empty: nothing demands a note. */
export function dutiesOf(input: JudgeInput): Duty[] {
  let found = duties.get(input);
  if (found === undefined) {
    found = findDuties(input);
    duties.set(input, found);
  }
  return found;
}

export function demandsNote(operation: Operation): boolean {
  if (operation.direction !== "up") return false;
  return operation.demand === "note" || operation.demand === "note_and_exception";
}

/** The tables that were there before the change and that a note must name. Views and the like are none. */
export function tableToName(operation: Operation): string | null {
  return operation.newTable || operation.kind.endsWith("_view") ? null : operation.table;
}

/** The sections of one name in the notes that serve, with their notes. */
export function sectionsNamed(duty: Duty, name: SectionName): { note: Note; section: NoteSection }[] {
  return duty.notes.flatMap((note) =>
    note.sections.filter((section) => section.name === name).map((section) => ({ note, section })),
  );
}

function findDuties(input: JudgeInput): Duty[] {
  const groups = new Map<string, { globs: string[]; operations: Operation[] }>();
  for (const operation of input.operations) {
    if (!demandsNote(operation)) continue;
    const database = input.policy.databases.find((entry) => entry.name === operation.database);
    const globs = database?.notes ?? [];
    const key = JSON.stringify(globs);
    const group = groups.get(key) ?? { globs, operations: [] };
    group.operations.push(operation);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ globs, operations }) => ({
    operations,
    notes: serving(input, globs, operations),
    globs,
  }));
}

function serving(input: JudgeInput, globs: readonly string[], operations: readonly Operation[]): Note[] {
  const tables = [...new Set(operations.map(tableToName).filter((table) => table !== null))];
  const names = (text: string): boolean => tables.some((table) => namesTable(text, table));
  const touched: Note[] = [];
  const base: Note[] = [];
  for (const { after, released, status, path, named = false } of input.notes) {
    if (after === null || released || (globs.length > 0 && !named && !matchesAny(path, globs))) continue;
    const change = after.sections.find((section) => section.name === "schema_change");
    if (status !== "unchanged") touched.push(after);
    else if (names(change?.text ?? "")) base.push(after);
    else if (named && (tables.length === 0 || names(after.source))) base.push(after);
  }
  const told = touched.filter((note) => note.sections.length > 0 || !note.readable);
  if (told.length > 0 || base.length > 0) return [...told, ...base];
  // A note that was meant for this change but has none of the five: it is asked to say them.
  const meant = touched.find((note) => note.renoSections.includes("upgrade") || names(note.source));
  return meant === undefined ? [] : [meant];
}
