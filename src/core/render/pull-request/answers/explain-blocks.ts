/** A page of ours about a rule or a kind of operation, its examples folded away. */

import type { Say } from "../answers.ts";
import { type Block, details, paragraph } from "../markdown/nodes.ts";
import { markdownBlocks } from "../preview/markdown-blocks.ts";

export function explainBlocks({ page }: Extract<Say, { about: "explain" }>): Block[] {
  const blocks = markdownBlocks(page).map((block) =>
    isEmpty(block) ? paragraph("Nothing is wrong.") : block,
  );
  const at = blocks.findIndex((block) => block.type === "heading" && isExamples(block.children));
  return at === -1 ? blocks : [...blocks.slice(0, at), details("Examples", ...blocks.slice(at + 1))];
}

/** Of an example in which no problem is found. */
function isEmpty(block: Block): boolean {
  return block.type === "code" && block.value === "";
}

function isExamples(words: Extract<Block, { type: "heading" }>["children"]): boolean {
  const [only, ...others] = words;
  return only?.type === "text" && only.value === "Examples" && others.length === 0;
}
