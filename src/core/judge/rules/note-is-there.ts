/** What operators must plan for is told in a release note. */

import type { Finding } from "../../problem.ts";
import { directoryOf, draftedNote } from "../drafted.ts";
import { namedInVain } from "../named-notes.ts";
import { dutiesOf } from "../note-duty.ts";
import type { Duty } from "../note-duty.ts";
import { listedShort, named, relatedTo } from "../operation-words.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const noteIsThere: Rule = {
  name: "note-is-there",
  summary: "A change that operators must plan for has a release note.",
  check: (input) => [
    ...dutiesOf(input)
      .filter((duty) => duty.notes.length === 0)
      .map((duty) => missing(input, duty)),
    ...namedInVain(input),
  ],
};

function missing(input: JudgeInput, duty: Duty): Finding {
  const [first, ...others] = duty.operations as [Duty["operations"][0], ...Duty["operations"]];
  const where = directoryOf(input, duty) ?? duty.globs[0] ?? "releasenotes/notes";
  return {
    rule: "note-is-there",
    severity: "error",
    subject: first.database,
    message:
      `No release note tells operators of ${listedShort([...new Set(duty.operations.map(named))])}. ` +
      `Add one in \`${where}\`; \`lockstep draft --write\` writes most of it.`,
    place: first.place,
    related: relatedTo(others),
    fix: draftedNote(input, duty),
  };
}
