/** Wraps text whose pieces look different, so that colours do not count as columns. */

import { columnsOf } from "../../src/core/render/columns.ts";

export interface Piece {
  text: string;
  paint: (text: string) => string;
  /** Its spaces are kept: code. */
  whole?: boolean;
}

type Word = Piece[];

/** Lines of at most `width` columns; a longer word keeps a line of its own. A line feed ends a line. */
export function wrapPieces(pieces: readonly Piece[], width: number): string[] {
  const lines: Word[][] = [[]];
  let used = 0;
  for (const word of wordsOf(pieces)) {
    if (word === "\n") {
      lines.push([]);
      used = 0;
      continue;
    }
    const columns = word.reduce((sum, { text }) => sum + columnsOf(text), 0);
    if (used > 0 && used + 1 + columns > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(word);
    used += columns + (used > 0 ? 1 : 0);
  }
  return lines.map((words) => words.map(paintWord).join(" "));
}

function wordsOf(pieces: readonly Piece[]): (Word | "\n")[] {
  const words: (Word | "\n")[] = [];
  let word: Word = [];
  const end = (): void => {
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const piece of pieces) {
    const parts = piece.whole === true ? [piece.text] : piece.text.split(/([ \t]+|\n)/u);
    for (const text of parts) {
      if (/^[ \t]+$/u.test(text)) end();
      else if (text === "\n") {
        end();
        words.push("\n");
      } else if (text !== "") word.push({ ...piece, text });
    }
  }
  end();
  return words;
}

function paintWord(word: Word): string {
  return word.map(({ text, paint }) => paint(text)).join("");
}
