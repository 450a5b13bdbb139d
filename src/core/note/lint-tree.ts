/** Checks the notes of a whole tree against each other. */

import { wholeFile } from "../place.ts";
import type { Finding } from "../problem.ts";
import { renoId } from "./file-name.ts";
import type { Note } from "./note.ts";

/** Two notes with one id are one note to reno: its history scan stops, for everyone who merges later. */
export function lintNotes(notes: readonly Note[]): Finding[] {
  const findings: Finding[] = [];
  const byId = new Map<string, Note[]>();
  for (const note of notes) {
    const id = renoId(note.path);
    const same = byId.get(id);
    if (same === undefined) byId.set(id, [note]);
    else same.push(note);
  }
  for (const [id, same] of byId) {
    if (same.length < 2) continue;
    for (const note of same) {
      const others = same.filter((other) => other !== note).slice(0, 5);
      findings.push({
        rule: "note-id-is-unique",
        severity: "error",
        subject: `${note.path} ${id}`,
        message: `reno takes \`${id}\` as the id of this note and of ${listed(others)}, and cannot tell them apart. Give the newer one an id of its own: \`openssl rand -hex 8\` prints one.`,
        place: wholeFile(note.path),
        related: others.map((other) => ({ place: wholeFile(other.path), message: "has the same id" })),
      });
    }
  }
  return findings;
}

function listed(notes: readonly Note[]): string {
  const names = notes.map((note) => note.path);
  return names.length === 1 ? (names[0] as string) : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
