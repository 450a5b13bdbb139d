/** Comments of programming languages that speak to Lockstep. */

import type { Directive } from "../../detector.ts";
import { textOf, walk, type SourceFile } from "./syntax.ts";

const SIGN = /^(?:#+|\/\/+|\/\*+)\s*lockstep:\s*/iu;

interface Comment {
  start: number;
  end: number;
  text: string;
  line: number;
}

/** The directives of a file; comment lines right below one that do not begin another continue it. */
export function readDirectives(file: SourceFile): Directive[] {
  if (!file.text.toLowerCase().includes("lockstep:")) return [];
  const found: Directive[] = [];
  let open: Comment | null = null;
  const close = (comment: Comment | null): void => {
    if (comment === null) return;
    const place = file.lines.place(comment.start, comment.end);
    found.push({ text: comment.text.replaceAll(/\s+/gu, " ").trim(), place });
  };
  for (const node of walk(file.root)) {
    if (node.type !== "comment") continue;
    const text = textOf(file, node);
    const { line } = file.lines.position(node.start);
    if (SIGN.test(text)) {
      close(open);
      open = { start: node.start, end: node.end, text: said(text), line };
    } else if (open !== null && line === open.line + 1 && /^(?:#|\/\/)\s{2,}\S/u.test(text)) {
      open = {
        start: open.start,
        end: node.end,
        text: `${open.text} ${text.replace(/^(?:#+|\/\/+)/u, "")}`,
        line,
      };
    } else {
      close(open);
      open = null;
    }
  }
  close(open);
  return found;
}

function said(comment: string): string {
  const text = comment.replace(SIGN, "");
  return comment.startsWith("/*") && text.endsWith("*/") ? text.slice(0, -2) : text;
}
