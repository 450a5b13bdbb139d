/** The one way from nodes to a text for GitHub, within its limits. */

import { cut } from "./cut.ts";
import { type Block, type Words, code } from "./nodes.ts";
import { write } from "./write.ts";

/** GitHub takes 65,535 characters. Counted in bytes of UTF-8 it is safe however GitHub counts. */
export const mostBytes = 65_535;

export interface WriteOptions {
  /** In bytes; what does not fit is left out from the end, block by block, and counted. */
  limit?: number;
  /** What stands at the end whatever is left out. */
  ending?: readonly Block[];
  /** Where all of it is to be read: the end of the sentence "2 operations did not fit here: ...". */
  elsewhere?: readonly Words[];
}

/** Markdown without a line feed at its end. */
export function toMarkdown(blocks: readonly Block[], options: WriteOptions = {}): string {
  const { limit = mostBytes, ending = [], elsewhere = everywhere } = options;
  return cut(blocks, ending, limit, elsewhere) ?? write([...blocks, ...ending]);
}

const everywhere: readonly Words[] = [code("lockstep check --format json"), " shows everything."];
