/** The note has all five sections. */

import { sectionTitle } from "../../draft/labelled.ts";
import { sectionNames } from "../../note/note.ts";
import type { SectionName } from "../../note/note.ts";
import type { Finding } from "../../problem.ts";
import { wholeFile } from "../../place.ts";
import { draftedSections } from "../drafted.ts";
import { dutiesOf } from "../note-duty.ts";
import type { Duty } from "../note-duty.ts";
import { listed } from "../operation-words.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const sectionsAreThere: Rule = {
  name: "sections-are-there",
  summary:
    "A note says all five things: the change, the rationale, the data migration, the downtime variables, and what else operators should know.",
  check: (input) => dutiesOf(input).flatMap((duty) => missing(input, duty)),
};

function missing(input: JudgeInput, duty: Duty): Finding[] {
  const findings: Finding[] = [];
  for (const note of duty.notes) {
    const absent = sectionNames.filter((name) => !note.sections.some((section) => section.name === name));
    if (!note.readable || absent.length === 0) continue;
    const titles = absent.map((name) => `"${sectionTitle(name, input.noteSettings)}"`);
    const last = note.sections.at(-1);
    findings.push({
      rule: "sections-are-there",
      severity: "error",
      subject: `${note.path} ${absent.join(" ")}`,
      message:
        `The note does not say ${listed(titles)}. ` +
        `Add ${absent.length === 1 ? "it" : "them"} as \`**${sectionTitle(absent[0] ?? "rationale", input.noteSettings)}**: ...\`${noneWords(absent)}.`,
      place: last?.labelPlace ?? note.insertion?.place ?? wholeFile(note.path),
      fix: draftedSections(input, duty, note),
    });
  }
  return findings;
}

/** A change and its rationale are never none. */
function noneWords(absent: readonly SectionName[]): string {
  return absent.some((name) => name !== "schema_change" && name !== "rationale")
    ? ', and say "None." where that is true'
    : "";
}
