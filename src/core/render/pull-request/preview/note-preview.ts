/** The notes of a change as operators will read them, under the titles and in the order of `reno report`. */

import type { Note } from "../../../note/note.ts";
import { printedNote } from "../../../note/printed-note.ts";
import { type Block, code, codeBlock, heading, list, paragraph, type Words } from "../markdown/nodes.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { rstBlocks } from "./rst-blocks.ts";

/** Longer texts are shown as they are. */
const longest = 30_000;

/** `notes`: at least one. */
export function notePreview(notes: readonly Note[]): Block[] {
  return notes.flatMap((note) => [paragraph(code(note.path), ":"), ...noteBlocks(note)]);
}

function noteBlocks(note: Note): Block[] {
  const printed = printedNote(note);
  if (printed === null) return [paragraph("This note cannot be read, so nobody will see anything of it.")];
  const { sections, leftOut } = printed;
  const blocks = sections.flatMap(({ title, prelude, items }): Block[] => {
    const texts = items.map((item) => textBlocks(item, note));
    return [heading(4, title), ...(prelude ? texts.flat() : [list(texts, { one: "item" })])];
  });
  const none = blocks.length === 0 ? [paragraph("It says nothing.")] : blocks;
  return leftOut.length === 0
    ? none
    : [...none, paragraph("Left out, because reno does not know the section: ", ...names(leftOut), ".")];
}

function textBlocks(item: string, { settings }: Note): Block[] {
  if (item.length > longest) return [codeBlock("", item)];
  return settings.markup === "rst" ? rstBlocks(item) : markdownBlocks(item);
}

function names(sections: readonly string[]): Words[] {
  return sections.slice(0, 20).flatMap((name, at): Words[] => (at === 0 ? [code(name)] : [", ", code(name)]));
}
