/** What holds for notes where neither the policy nor reno's configuration says otherwise. */

import type { NoteSettings } from "./note.ts";

export const defaultNoteSettings: NoteSettings = {
  directories: ["releasenotes/notes"],
  subdirectories: false,
  markup: "rst",
  renoSections: [
    "prelude",
    "features",
    "issues",
    "upgrade",
    "deprecations",
    "critical",
    "security",
    "fixes",
    "other",
  ],
  preludeName: "prelude",
  labels: {},
  ignored: [],
  template: null,
  encoding: "utf-8",
};
