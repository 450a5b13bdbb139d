/** White space of SQL source made plain, so that layout does not count. */

import { Lexer } from "./lexer.ts";

/** The text with each run of white space and comments as one space, except inside quotes. */
export function fold(text: string): string {
  if (!/\s\s|[\n\t\r]|--|\/\*/.test(text)) return text.trim();
  const lexer = new Lexer(text);
  const parts: string[] = [];
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    if (kind !== "space" && kind !== "comment") parts.push(text.slice(lexer.start, lexer.end));
    else if (parts.length > 0 && parts.at(-1) !== " ") parts.push(" ");
  }
  if (parts.at(-1) === " ") parts.pop();
  return parts.join("");
}
