/** The notes that a change touches are files that reno and people can read. */

import type { Rule } from "../rule.ts";

/** What reading the notes found is passed on under the names that the reader gave. */
export const noteFileIsSound: Rule = {
  name: "note-file-is-sound",
  summary: "The notes that a change touches are sound files: YAML, names, sections and markup.",
  check: (input) => {
    const severity = input.policy.rules["note-file-is-sound"];
    if (severity === "off") return [];
    const changed = input.notes.filter(({ status }) => status !== "unchanged");
    const findings = changed.flatMap(({ after }) => after?.findings ?? []);
    return severity === undefined ? findings : findings.map((finding) => ({ ...finding, severity }));
  },
};
