/** Notes that a migration or a person names, and why one of them does not serve. */

import { wholeFile } from "../place.ts";
import type { Place } from "../place.ts";
import type { Finding } from "../problem.ts";
import { namesTable } from "./name-in-text.ts";
import { dutiesOf, tableToName } from "./note-duty.ts";
import { notePathOf } from "./note-directive.ts";
import { fileName, listedShort } from "./operation-words.ts";
import type { JudgeInput, NoteChange } from "./rule.ts";

/** One warning for each note that is named in vain, where something demands a note. */
export function namedInVain(input: JudgeInput): Finding[] {
  const tables = dutiesOf(input).flatMap(({ operations }) =>
    operations.map(tableToName).filter((table) => table !== null),
  );
  if (dutiesOf(input).length === 0) return [];
  return [...namings(input)].flatMap(([path, place]): Finding[] => {
    const note = input.notes.find((one) => one.path === path);
    const wrong = whatIsWrong(note, [...new Set(tables)]);
    if (wrong === null) return [];
    return [
      {
        rule: "note-is-there",
        severity: "warning",
        subject: `named ${path}`,
        message: `\`${fileName(path)}\` is named, but ${wrong}`,
        place: place ?? wholeFile(path),
      },
    ];
  });
}

/** Each named note, with the place of the comment that names it; null when a person did on the command line. */
function namings({ migrations, notes }: JudgeInput): Map<string, Place | null> {
  const named = new Map<string, Place | null>();
  for (const { directives, baseDirectives } of migrations) {
    const old = new Set(baseDirectives.map(({ text }) => text));
    for (const { text, place } of directives) {
      const path = notePathOf(text);
      if (path !== null && !old.has(text)) named.set(path, place);
    }
  }
  for (const { path, named: byPerson } of notes) {
    if (byPerson === true && !named.has(path)) named.set(path, null);
  }
  return named;
}

function whatIsWrong(note: NoteChange | undefined, tables: readonly string[]): string | null {
  if (note === undefined) return "there is no such file. Write its path from the top of the repository.";
  const { after, released } = note;
  if (after === null) return "this change deletes it. Keep it, or write another note.";
  if (released) return "it is in a release already: who upgrades now has read it. Write a new note.";
  if (tables.length === 0 || tables.some((table) => namesTable(after.source, table))) return null;
  const names = listedShort(tables.map((table) => `\`${table}\``));
  return tables.length === 1
    ? `it does not name ${names}. Say there what happens to it, or write another note.`
    : `it names none of ${names}. Say there what happens to them, or write another note.`;
}
