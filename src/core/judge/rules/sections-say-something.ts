/** Every section of the note has words of its own. */

import { sectionTitle } from "../../draft/labelled.ts";
import type { NoteSection } from "../../note/note.ts";
import type { Finding } from "../../problem.ts";
import { filledBody } from "../drafted.ts";
import { dutiesOf } from "../note-duty.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const sectionsSaySomething: Rule = {
  name: "sections-say-something",
  summary: "No section of a note is empty, a placeholder, the template's text or a gap of the draft.",
  check: (input) =>
    dutiesOf(input).flatMap((duty) =>
      duty.notes.flatMap((note) =>
        note.sections.flatMap((section): Finding[] => {
          const wrong = whatIsWrong(section, input);
          if (wrong === null) return [];
          return [
            {
              rule: "sections-say-something",
              severity: "error",
              subject: `${note.path} ${section.name}`,
              message: `"${section.label}" ${wrong}`,
              place: section.place,
              fix: filledBody(input, duty, note, section),
            },
          ];
        }),
      ),
    ),
};

/** What to write, by section: for `none` and for emptiness alike. */
const asked: Record<NoteSection["name"], string> = {
  schema_change: "Say which tables and columns change, and how.",
  rationale: "Say why the change is made.",
  data_migration: 'Say how data is migrated, or "None." when none is.',
  downtime_variables:
    'Say what the length of an interruption depends on, or "None." when nothing is offline.',
  operator_notes: 'Say what else operators should know, or "None."',
};

const states: Record<NonNullable<NoteSection["empty"]>, string> = {
  nothing: "says nothing.",
  placeholder: "is a placeholder.",
  gap: "still has a gap of the draft.",
  template: "is the template's text.",
};

function whatIsWrong({ name, empty, none }: NoteSection, { noteSettings }: JudgeInput): string | null {
  if (empty !== null) return `${states[empty]} ${asked[name]}`;
  if (!none || (name !== "schema_change" && name !== "rationale")) return null;
  const title = sectionTitle(name, noteSettings).toLowerCase();
  return `says none, but there is a ${title}. ${asked[name]}`;
}
