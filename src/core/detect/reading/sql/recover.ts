/** What to do with a statement that cannot be read: note it with the template blocks before it, and save the statements that a broken quote swallowed. */

import { Lexer } from "./lexer.ts";
import type { TemplateFailure } from "./parse-template.ts";
import { type Passage, statementAt } from "./passage.ts";
import { type Piece, split } from "./split.ts";

/** The pieces to go on with: in place of the statement, or of all that follows as well. */
export interface Again {
  pieces: readonly Piece[];
  replacesRest: boolean;
}

/** How often a text may be split again, in multiples of its length. */
const AGAIN = 6;

/** Reads what can be read of the statement and notes the rest; null when nothing of it is left to read. */
export function recover(
  piece: Piece,
  text: string,
  failure: TemplateFailure,
  passage: Passage,
): Again | null {
  const behind = leadingBlocks(piece, text, passage);
  if (behind > 0)
    return {
      pieces: split(passage.source.text, piece.start + behind, piece.end).pieces,
      replacesRest: false,
    };
  const { reason } = failure;
  if (failure.marker !== null) {
    statementAt(piece.start, text, () => 0, passage).unknown(reason);
    return null;
  }
  const end = brokenEnd(piece, passage.source.text);
  const left = passage.source.text.length - end;
  const affordable = passage.again + left <= AGAIN * passage.source.text.length + 10_000;
  if (end === -1 || !affordable) {
    statementAt(piece.start, text, () => 0, passage).unknown(reason);
    return null;
  }
  passage.again += left;
  statementAt(piece.start, text.slice(0, end - piece.start), () => 0, passage).unknown(reason);
  return { pieces: split(passage.source.text, end + 1).pieces, replacesRest: true };
}

const BLOCK =
  /(?:\s|--[^\n]*(?:\n|$))*(\{%[^\n]*?%\}|\{\{(?:[#/^!]|-?\s*(?:if|else|end|range|with|define|template|block)\b)[^\n]*?\}\}|<%[^=\n][^\n]*?%>)/y;

/** Notes the template blocks that stand before the statement, and returns the offset behind them, 0 when there are none. */
function leadingBlocks(piece: Piece, text: string, passage: Passage): number {
  let behind = 0;
  BLOCK.lastIndex = 0;
  for (let match = BLOCK.exec(text); match !== null; match = BLOCK.exec(text)) {
    behind = BLOCK.lastIndex;
    const block = match[1] as string;
    if (/^\W*(?:if|for|unless|range|with)\b/.test(block)) passage.conditions += 1;
    else if (/^\W*end|^\{\{\//.test(block)) passage.conditions = Math.max(0, passage.conditions - 1);
    passage.around.unread.push({
      place: passage.source.place(piece.start + behind - block.length, piece.start + behind),
      reason: `a template marker decides what runs here (${block})`,
    });
  }
  return behind;
}

/** The offset of the semicolon at the end of a line that a quote of the statement swallowed: there it was meant to end. -1 when there is none. */
function brokenEnd(piece: Piece, text: string): number {
  const lexer = new Lexer(text, piece.start, piece.end);
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    if (kind !== "string" && kind !== "identifier") continue;
    const at = text.slice(lexer.start, lexer.end).search(/;[ \t]*\r?\n/);
    if (at !== -1) return lexer.start + at;
  }
  return -1;
}
