/** Tells text that says something from nothing, placeholders, gaps of the draft and the words of reno's template. */

import type { NoteSection } from "./note.ts";

/** A question in angle brackets: the one form in which the draft leaves a gap. */
export const gapForm = /<[A-Za-z]+\s[^<>`/]{1,300}\?>/;

const placeholders = new Set([
  "todo",
  "tbd",
  "tba",
  "fixme",
  "xxx",
  "wip",
  "fill in",
  "fill me in",
  "fill this in",
  "please fill in",
  "to do",
  "to be done",
  "to be determined",
  "to be defined",
  "to be decided",
  "to be added",
  "to be announced",
  "to be written",
  "placeholder",
  "coming soon",
  "later",
  "foo",
  "foo bar",
  "bla",
  "blah",
  "bla bla",
  "blah blah",
  "asdf",
  "test",
  "text here",
  "your text here",
  "insert text here",
  "write something here",
  "description",
]);

/** `template`: folded texts of a template's items, see `templateTexts`. */
export function emptiness(text: string, template: readonly string[]): NoteSection["empty"] {
  if (gapForm.test(text)) return "gap";
  const folded = foldText(text);
  if (template.some((words) => folded.includes(words))) return "template";
  // Without the look behind, a long run of these that is not at the end is tried from each of its characters.
  const bare = folded.replace(/^[\s*_`<[({]+|(?<![\s*_`>\])}.:!?…])[\s*_`>\])}.:!?…]+$/g, "");
  if (bare === "") return /[<[({.…?]/.test(folded) ? "placeholder" : "nothing";
  if (placeholders.has(bare) || /^x{3,}$/.test(bare) || bare.startsWith("lorem ipsum")) return "placeholder";
  if (/^[*_`]*(?:TODO|FIXME|TBD|XXX)\b/.test(text.trimStart())) return "placeholder";
  return /^<[A-Za-z][^<>:/@=]{0,200}>\.?$/.test(text.trim()) ? "placeholder" : null;
}

/** Lower case, white space folded. */
export function foldText(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}
