/** A note of a migration that is not released yet goes on telling of it. */

import type { Note } from "../../note/note.ts";
import type { Finding } from "../../problem.ts";
import { wholeFile } from "../../place.ts";
import { namesTable } from "../name-in-text.ts";
import { demandsNote, tableToName } from "../note-duty.ts";
import { fileName, listedShort } from "../operation-words.ts";
import type { JudgeInput, NoteChange, Rule } from "../rule.ts";

export const noteStays: Rule = {
  name: "note-stays",
  summary:
    "The note of a migration that is not released yet is not deleted, emptied, or made to name something else.",
  check: (input) => {
    const tables = unreleasedTables(input);
    if (tables.size === 0) return [];
    return input.notes
      .filter(({ status, before, released }) => status !== "unchanged" && before !== null && !released)
      .flatMap((change) => lost(input, change, tables));
  },
};

/** Each table that an unreleased migration's note must name, with the migration. */
function unreleasedTables(input: JudgeInput): Map<string, string> {
  const deleted = new Set(
    input.migrations.filter(({ status }) => status === "deleted").map(({ path }) => path),
  );
  const tables = new Map<string, string>();
  for (const { path, operations } of input.unreleased) {
    if (deleted.has(path)) continue;
    for (const operation of operations) {
      const table = demandsNote(operation) ? tableToName(operation) : null;
      if (table !== null) tables.set(table, path);
    }
  }
  return tables;
}

function lost(
  input: JudgeInput,
  { path, before, after }: NoteChange,
  tables: Map<string, string>,
): Finding[] {
  const said = changeText(before);
  const says = input.notes
    .filter(({ released }) => !released)
    .map((note) => changeText(note.after))
    .join("\n");
  // A note that cannot be read is reported as that.
  if (after !== null && !after.readable) return [];
  const gone = [...tables.keys()].filter((table) => namesTable(said, table) && !namesTable(says, table));
  const [first] = gone;
  if (first === undefined) return [];
  const what = after === null ? "is deleted" : changeText(after) === "" ? "is emptied" : "no longer names";
  const names = listedShort(gone.map((table) => `\`${table}\``));
  const migration = fileName(tables.get(first) ?? "");
  const section = after?.sections.find(({ name }) => name === "schema_change");
  return [
    {
      rule: "note-stays",
      severity: "error",
      subject: `${path} ${gone.join(" ")}`,
      message:
        what === "no longer names"
          ? `\`${fileName(path)}\` no longer names ${names}, but \`${migration}\` is not released yet and changes it. Put it back under the change.`
          : `\`${fileName(path)}\` ${what}, but it tells of ${names}, and \`${migration}\` is not released yet. Bring it back.`,
      place: section?.place ?? wholeFile(path),
    },
  ];
}

function changeText(note: Note | null): string {
  const sections =
    note?.sections.filter(({ name, empty }) => name === "schema_change" && empty === null) ?? [];
  return sections.map(({ text }) => text).join("\n");
}
