/** Checks the notes of a whole tree: against each other, and for what a note without its migration can be asked. */

import { wholeFile } from "../place.ts";
import type { Finding } from "../problem.ts";
import { renoId } from "./file-name.ts";
import type { Note, NoteSection, SectionName } from "./note.ts";

/** What `readNote` cannot say of a note alone, and what the rules say only where a migration demands a note. */
export function lintNotes(notes: readonly Note[]): Finding[] {
  return [...copiedIds(notes), ...notes.flatMap(unfinishedSections)];
}

/** Two notes with one id are one note to reno: its history scan stops, for everyone who merges later. */
export function copiedIds(notes: readonly { path: string }[]): Finding[] {
  const byId = new Map<string, string[]>();
  for (const { path } of notes) {
    const id = renoId(path);
    const same = byId.get(id);
    if (same === undefined) byId.set(id, [path]);
    else same.push(path);
  }
  return [...byId].flatMap(([id, paths]) =>
    paths.length < 2 ? [] : paths.map((path) => copiedId(id, path, paths)),
  );
}

function copiedId(id: string, path: string, paths: readonly string[]): Finding {
  const others = paths
    .slice(0, 6)
    .filter((other) => other !== path)
    .slice(0, 5);
  return {
    rule: "note-id-is-unique",
    severity: "error",
    subject: `${path} ${id}`,
    message: `reno takes \`${id}\` as the id of this note and of ${listed(others)}, and cannot tell them apart. Give the newer one an id of its own: \`openssl rand -hex 8\` prints one.`,
    place: wholeFile(path),
    related: others.map((other) => ({ place: wholeFile(other), message: "has the same id" })),
  };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const states: Record<NonNullable<NoteSection["empty"]>, string> = {
  nothing: "has no text",
  placeholder: "is a placeholder",
  gap: "still has a question of the draft, in angle brackets",
  template: "is still the template's text",
};

function unfinishedSections(note: Note): Finding[] {
  return note.sections.flatMap(({ name, label, empty, place }) =>
    empty === null
      ? []
      : [
          {
            rule: "note-section-says-something",
            severity: empty === "gap" || empty === "template" ? ("error" as const) : ("warning" as const),
            subject: `${note.path} ${name}`,
            message: `"${label}" ${states[empty]}. ${canBeNone(name) ? 'Say it, or "None." where that is true.' : "Say it."}`,
            place,
          },
        ],
  );
}

function canBeNone(name: SectionName): boolean {
  return name !== "schema_change" && name !== "rationale";
}
