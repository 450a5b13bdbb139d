/** Finds commands without a parser, in texts that are too costly for it: only where nothing around a line can give it another meaning. */

import { isCommandLine } from "./command-form.ts";

/** The lines of paragraphs that are nothing but commands, start at the margin and stand before any HTML. `text`: as `skim` gives it. */
export function plainLines(text: string): string[] {
  const found: string[] = [];
  let paragraph: string[] = [];
  for (const line of [...text.split("\n"), ""]) {
    if (line.trim() !== "") {
      // From here on it would take a parser to say what is open.
      if (line.includes("<") || /^ {1,3}(?:```|~~~)/u.test(line)) return found;
      paragraph.push(line);
      continue;
    }
    if (paragraph.every((one) => one.startsWith("/") && isCommandLine(one))) {
      // Code, a link and what is struck out may go on in the next line.
      const opening = paragraph.findIndex((one) => /[`[~]/u.test(one));
      found.push(...(opening === -1 ? paragraph : paragraph.slice(0, opening + 1)));
    }
    paragraph = [];
  }
  return found;
}
