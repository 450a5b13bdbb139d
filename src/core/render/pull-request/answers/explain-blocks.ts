/** A page of ours about a rule or a kind of operation; the examples of a rule, and what there is to say of each engine, are folded away. */

import { isKind } from "../../../kinds.ts";
import type { Say } from "../answers.ts";
import { type Block, details, paragraph } from "../markdown/nodes.ts";
import { pageBlocks } from "../preview/markdown-blocks.ts";

export function explainBlocks({ name, page }: Extract<Say, { about: "explain" }>): Block[] {
  const blocks = pageBlocks(page).map((block) => (isEmpty(block) ? paragraph("Nothing is wrong.") : block));
  if (isKind(name)) return folded(blocks);
  const at = blocks.findIndex((block) => titleOf(block) === "Examples");
  return at === -1 ? blocks : [...blocks.slice(0, at), details("Examples", ...blocks.slice(at + 1))];
}

/** Each part under a title of its own, closed. */
function folded(blocks: readonly Block[]): Block[] {
  const shown: Block[] = [];
  let part: { title: string; blocks: Block[] } | null = null;
  const close = (): void => {
    if (part !== null) shown.push(details(part.title, ...part.blocks));
  };
  for (const block of blocks) {
    const title = titleOf(block);
    if (title !== null) {
      close();
      part = { title, blocks: [] };
    } else if (part === null) shown.push(block);
    else part.blocks.push(block);
  }
  close();
  return shown;
}

/** Of an example in which no problem is found. */
function isEmpty(block: Block): boolean {
  return block.type === "code" && block.value === "";
}

/** The words of a heading; the page's own, which is a name in code, has none. */
function titleOf(block: Block): string | null {
  if (block.type !== "heading") return null;
  const [only, ...others] = block.children;
  return only?.type === "text" && others.length === 0 ? only.value : null;
}
