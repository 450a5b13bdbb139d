/** The notes of a change as operators will read them, under the titles and in the order of `reno report`. */

import { isCheap } from "../../../command/parse-cost.ts";
import type { Note } from "../../../note/note.ts";
import { printedNote } from "../../../note/printed-note.ts";
import { type Block, code, codeBlock, heading, list, paragraph, type Words } from "../markdown/nodes.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { rstBlocks } from "./rst-blocks.ts";

/** Nobody reads more at once. */
const mostNotes = 5;
const mostNames = 20;
/** Longer texts in reStructuredText are shown as they are. */
const longest = 30_000;

/** `notes`: at least one. */
export function notePreview(notes: readonly Note[]): Block[] {
  const shown = notes.slice(0, mostNotes);
  const more = notes.length - shown.length;
  const blocks = shown.flatMap((note) => [paragraph(code(note.path), ":"), ...noteBlocks(note)]);
  return more === 0 ? blocks : [...blocks, paragraph(`And ${more} more, which are not shown here.`)];
}

function noteBlocks(note: Note): Block[] {
  const printed = printedNote(note);
  if (printed === null) return [paragraph("This note cannot be read, so nobody will see anything of it.")];
  const { sections, leftOut } = printed;
  const blocksOf = reader(
    note,
    sections.flatMap(({ items }) => items),
  );
  const blocks = sections.flatMap(({ title, prelude, items }): Block[] => {
    const texts = items.map(blocksOf);
    return [heading(4, title), ...(prelude ? texts.flat() : [list(texts, { one: "item" })])];
  });
  return [
    ...(blocks.length === 0 ? [paragraph("It says nothing.")] : blocks),
    ...(leftOut.length === 0
      ? []
      : [paragraph("reno leaves out what it does not know: ", ...names(leftOut), ".")]),
  ];
}

/** Reads the items of a note; what would take too long is shown as it is. */
function reader({ settings }: Note, items: readonly string[]): (item: string) => Block[] {
  if (settings.markup === "rst") {
    return (item) => (item.length > longest ? [codeBlock("", item)] : rstBlocks(item));
  }
  return isCheap(items.join("\n")) ? markdownBlocks : (item) => [codeBlock("", item)];
}

function names(sections: readonly string[]): Words[] {
  const shown = sections.slice(0, mostNames);
  return shown.flatMap((name, at): Words[] => (at === 0 ? [code(name)] : [", ", code(name)]));
}
