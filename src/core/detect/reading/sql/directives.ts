/** Comments that speak to Lockstep, found in the comments of SQL. */

import type { Directive } from "../../detector.ts";
import { type Range, split } from "./split.ts";
import type { SqlSource } from "./statement.ts";

const SIGN = "lockstep:";

/** The directives in these comments; in a block comment each line that starts with `lockstep:` begins one. */
export function readDirectives(
  source: SqlSource,
  comments: readonly Range[],
  bodies: readonly Range[],
): Directive[] {
  if (!/lockstep:/i.test(source.text)) return [];
  const found: Directive[] = [];
  for (const comment of [...comments, ...bodies.flatMap((body) => commentsIn(source.text, body))]) {
    const text = source.text.slice(comment.start, comment.end);
    if (!text.toLowerCase().includes(SIGN)) continue;
    let at = comment.start;
    let open: { start: number; end: number; words: string } | null = null;
    const close = (): void => {
      if (open !== null)
        found.push({
          text: open.words.replace(/\s+/g, " ").trim(),
          place: source.place(open.start, open.end),
        });
      open = null;
    };
    for (const line of text.split("\n")) {
      const body = line.replace(/^[\s/*#-]+/, "");
      const start = at + line.length - body.length;
      const words = body.replace(/(?<![\s*/])[\s*/]+$/, "");
      if (words.toLowerCase().startsWith(SIGN)) {
        close();
        open = { start, end: start + words.length, words: words.slice(SIGN.length) };
      } else if (open !== null && words !== "") {
        open = { start: open.start, end: start + words.length, words: `${open.words} ${words}` };
      } else close();
      at += line.length + 1;
    }
    close();
  }
  return found;
}

/** The comments inside a string in dollar quotes. */
function commentsIn(text: string, body: Range): Range[] {
  const tag = text.indexOf("$", body.start + 1) + 1 - body.start;
  return split(text, body.start + tag, body.end - tag).comments;
}
