/** Regular expressions that are no more than words: `/mysql|maria/i`. All others are not known. */

import { plain } from "../source/text.ts";
import type { Value } from "../source/value.ts";

const SIMPLE = /^(\^|\\A)?\(?([\w ]+(?:\|[\w ]+)*)\)?(\$|\\z|\\Z)?$/u;

/** Whether a text has what the pattern looks for, null when that cannot be known. */
export function fits(pattern: Value, value: Value): boolean | null {
  if (pattern.kind !== "unknown" || value.kind !== "text") return null;
  const text = plain(value.pieces);
  const [, body = "", flags = ""] = /^\/([^/]{1,200})\/([a-z]*)$/u.exec(pattern.source) ?? [];
  const [, start, words, end] = SIMPLE.exec(body) ?? [];
  if (text === null || words === undefined) return null;
  const fold = (word: string): string => (flags.includes("i") ? word.toLowerCase() : word);
  const folded = fold(text);
  const alternatives = words.split("|").map(fold);
  // `^a|b$` anchors only its ends.
  if (alternatives.length > 1 && (start !== undefined || end !== undefined) && !body.includes("("))
    return null;
  return alternatives.some((word) => {
    if (start !== undefined && end !== undefined) return folded === word;
    if (start !== undefined) return folded.startsWith(word);
    return end === undefined ? folded.includes(word) : folded.endsWith(word);
  });
}
