/** Keeps a text within GitHub's limit by leaving out whole blocks, rows and items from its end: never in the middle of Markdown. */

import { count } from "../../words.ts";
import { type Block, type Counted, type Inline, type Words, paragraph, text } from "./nodes.ts";
import { write, writeEntry, writeHead } from "./write.ts";

/** The text cut to `limit` bytes, with a line that says how much is left out; null where all of it fits and nothing was left out before. */
export function cut(
  blocks: readonly Block[],
  ending: readonly Block[],
  limit: number,
  elsewhere: readonly Words[],
): string | null {
  const more = blocks.some((block) => "more" in block && block.more > 0);
  if (!more && atLeast([...blocks, ...ending], limit) <= limit) {
    if (bytes(write([...blocks, ...ending])) <= limit) return null;
  }
  const last = (shown: readonly Block[]): Block[] => [leftOut(blocks, shown, elsewhere), ...ending];
  let room = limit - bytes(write(last([])));
  let shown = fitting(blocks, room);
  let written = write([...shown, ...last(shown)]);
  // The sizes of the parts add up to that of the whole, but for what stands between two lists: nobody depends on that.
  while (bytes(written) > limit && shown.length > 0) {
    room -= bytes(written) - limit;
    shown = fitting(blocks, room);
    written = write([...shown, ...last(shown)]);
  }
  const marks = ending.filter(({ type }) => type === "mark");
  // Where not even the end has room, it is cut like the rest.
  if (bytes(written) <= limit || marks.length === ending.length) return written;
  return cut([...blocks, ...ending.filter(({ type }) => type !== "mark")], marks, limit, elsewhere);
}

/** The longest beginning that takes at most `room` bytes. */
function fitting(blocks: readonly Block[], room: number): Block[] {
  const shown: Block[] = [];
  let left = room;
  for (const block of blocks) {
    const size = atLeast([block], left) > left ? Infinity : bytes(write([block])) + gap;
    if (size <= left) {
      shown.push(block);
      left -= size;
      continue;
    }
    const part = beginning(block, left - gap);
    return part === null ? shown : [...shown, part];
  }
  return shown;
}

/** An empty line between two blocks. */
const gap = 2;

/** The entries of a table or a list that fit; null where none does. */
function beginning(block: Block, room: number): Block | null {
  if (block.type !== "table" && block.type !== "list") return null;
  const entries = block.type === "table" ? block.rows.length : block.items.length;
  let left = block.type === "table" ? room - bytes(writeHead(block)) : room;
  let fit = 0;
  for (; fit < entries; fit++) {
    left -= bytes(writeEntry(block, fit));
    if (left < 0) break;
  }
  if (fit === 0) return null;
  return block.type === "table"
    ? { ...block, rows: block.rows.slice(0, fit) }
    : { ...block, items: block.items.slice(0, fit) };
}

/** `12 operations and 2 more parts did not fit here: ...`. */
function leftOut(blocks: readonly Block[], shown: readonly Block[], elsewhere: readonly Words[]): Block {
  const counts = new Map<string, { noun: Counted; number: number }>();
  let parts = 0;
  blocks.forEach((block, at) => {
    if (!("more" in block)) {
      if (at >= shown.length) parts += 1;
      return;
    }
    const number = entriesOf(block) + block.more - entriesOf(shown[at]);
    if (number === 0) return;
    const before = counts.get(block.many)?.number ?? 0;
    counts.set(block.many, { noun: block, number: before + number });
  });
  const words = [...counts.values()].map(({ noun, number }) => count(number, noun.one, noun.many));
  if (parts > 0) words.push(count(parts, "more part", "more parts"));
  const sentence = `${words.join(" and ")} did not fit here: `;
  return paragraph(text(sentence), ...elsewhere);
}

function entriesOf(block: Block | undefined): number {
  if (block?.type === "table") return block.rows.length;
  return block?.type === "list" ? block.items.length : 0;
}

/** Less than what the blocks take, added up until it is more than `enough`: a text that is much too long is not written to find that out. */
function atLeast(blocks: readonly Block[], enough: number): number {
  let sum = 0;
  const inlines = (words: readonly Inline[]): void => {
    for (const word of words) {
      if ("children" in word) inlines(word.children);
      else sum += word.value.length;
    }
  };
  const visit = (block: Block): void => {
    if (sum > enough) return;
    if (block.type === "table") for (const row of [block.head, ...block.rows]) row.forEach(inlines);
    else if (block.type === "list") for (const item of block.items) item.forEach(visit);
    else if (block.type === "details" || block.type === "blockquote") block.children.forEach(visit);
    else if (block.type === "code") sum += block.value.length;
    else if (block.type !== "mark") inlines(block.children);
  };
  blocks.forEach(visit);
  return sum;
}

function bytes(value: string): number {
  return Buffer.byteLength(value);
}
