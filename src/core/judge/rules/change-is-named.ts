/** The note names the tables and columns that the migrations change. */

import type { Operation } from "../../operation.ts";
import type { Finding } from "../../problem.ts";
import { addedToBody } from "../drafted.ts";
import { namesColumn, namesTable } from "../name-in-text.ts";
import { dutiesOf, sectionsNamed, tableToName } from "../note-duty.ts";
import type { Duty } from "../note-duty.ts";
import { fileName, listedShort, relatedTo } from "../operation-words.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const changeIsNamed: Rule = {
  name: "change-is-named",
  summary:
    "The note's change section names every table that operators must plan for, and each column that is dropped, renamed, retyped or made NOT NULL.",
  check: (input) => dutiesOf(input).flatMap((duty) => unnamed(input, duty)),
};

const columnKinds: ReadonlySet<string> = new Set([
  "drop_column",
  "rename_column",
  "alter_column_type",
  "set_not_null",
]);

function unnamed(input: JudgeInput, duty: Duty): Finding[] {
  const told = sectionsNamed(duty, "schema_change").filter(({ section }) => section.empty === null);
  const [first] = told;
  if (first === undefined || duty.notes.some((note) => !note.readable)) return [];
  const text = told.map(({ section }) => section.text).join("\n");
  const names = new Map<string, Operation[]>();
  for (const operation of duty.operations) {
    for (const name of missingNames(operation, text)) {
      names.set(name, [...(names.get(name) ?? []), operation]);
    }
  }
  if (names.size === 0) return [];
  const missing = [...names.keys()];
  const operations = [...new Set([...names.values()].flat())];
  const verb = missing.length === 1 ? "is" : "are";
  return [
    {
      rule: "change-is-named",
      severity: "error",
      subject: `${first.note.path} ${missing.join(" ")}`,
      message:
        `"${first.section.label}" does not name ${listedShort(missing.map((name) => `\`${name}\``))}, which ${verb} changed. ` +
        `Say under it in \`${fileName(first.note.path)}\` what happens to ${missing.length === 1 ? "it" : "them"}.`,
      place: first.section.place,
      related: relatedTo(operations),
      fix: addedToBody(input, operations, first.note, first.section),
    },
  ];
}

/** `user`, or `user.legacy_id` when the table is named and the column is not. */
function missingNames(operation: Operation, text: string): string[] {
  const table = tableToName(operation);
  if (table === null) return [];
  const columns = columnKinds.has(operation.kind) ? operation.columns : [];
  const unsaid = columns.filter((column) => !namesColumn(text, column)).map((column) => `${table}.${column}`);
  if (unsaid.length > 0) return unsaid;
  return namesTable(text, table) ? [] : [table];
}
