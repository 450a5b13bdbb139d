/** A section as it stands in a note. */

import type { NoteSettings, SectionName } from "../note/note.ts";
import { sectionTitles } from "../note/section-names.ts";

/** What the repository calls a section: the policy's first label for it, else its usual title. */
export function sectionTitle(name: SectionName, { labels }: Pick<NoteSettings, "labels">): string {
  return labels[name]?.[0] ?? sectionTitles[name];
}

/** A label and its body: `**Rationale**: text`, or the label over a list. */
export function labelled(name: SectionName, body: string, settings: NoteSettings): string {
  return `**${sectionTitle(name, settings)}**:${body.startsWith("* ") ? "\n\n" : " "}${body}`;
}
