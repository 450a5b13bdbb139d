/** Comments of a changelog that speak to Lockstep. */

import type { Lines } from "../../../place.ts";
import type { Directive } from "../../detector.ts";
import type { Comment } from "./node.ts";

const SIGN = /^[\s*-]*lockstep:\s*/iu;

/** In a comment of XML each line that starts with `lockstep:` begins one; in YAML lines right below one, with two spaces behind the sign, continue it. */
export function readDirectives(comments: readonly Comment[], lines: Lines): Directive[] {
  const found: Directive[] = [];
  let open: { start: number; end: number; text: string; line: number } | null = null;
  const close = (): void => {
    if (open !== null)
      found.push({
        text: open.text.replaceAll(/\s+/gu, " ").trim(),
        place: lines.place(open.start, open.end),
      });
    open = null;
  };
  for (const { start, end, text } of comments) {
    if (open === null && !/lockstep:/iu.test(text)) continue;
    const { line } = lines.position(start);
    const parts = text.split("\n");
    if (parts.length > 1) close();
    for (const part of parts) {
      if (SIGN.test(part)) {
        close();
        open = { start, end, text: part.replace(SIGN, ""), line };
      } else if (
        open !== null &&
        part.trim() !== "" &&
        (parts.length > 1 || (line === open.line + 1 && /^\s{2,}\S/u.test(part)))
      ) {
        open = { start: open.start, end, text: `${open.text} ${part}`, line };
      } else close();
    }
    if (parts.length > 1) close();
  }
  close();
  return found;
}
