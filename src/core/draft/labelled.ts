/** A section as it stands in a note. */

import type { NoteSettings, SectionName } from "../note/note.ts";
import { sectionTitles } from "../note/section-names.ts";

/** A label and its body: `**Rationale**: text`, or the label over a list. */
export function labelled(name: SectionName, body: string, settings: NoteSettings): string {
  const title = settings.labels[name]?.[0] ?? sectionTitles[name];
  return `**${title}**:${body.startsWith("* ") ? "\n\n" : " "}${body}`;
}
