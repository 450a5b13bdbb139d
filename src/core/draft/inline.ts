/** Names and foreign text inside a sentence of a note: nothing in them is read as markup, a label or a line of its own. */

import type { NoteSettings } from "../note/note.ts";
import { visible } from "../render/visible.ts";

export type Markup = NoteSettings["markup"];

/** A name longer than this is cut: no engine has one. */
const longest = 200;

/** A name as code (```` ``user.legacy_id`` ````), or with escaped marks where code could not hold it. */
export function code(name: string, markup: Markup): string {
  const text = visible(name.length > longest ? `${name.slice(0, longest)}...` : name);
  const mark = markup === "rst" ? "``" : "`";
  const holds = text !== "" && text.trim() === text && !text.includes("`") && !text.endsWith("\\");
  if (holds) return `${mark}${text}${mark}`;
  return `"${text.replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`)}"`;
}

/** Prose from outside as one line: no list, label or directive can start in it. */
export function prose(text: string, markup: Markup): string {
  const line = visible(
    text
      .replace(/<!--[^]*?-->/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
  const cut = shortened(line);
  const marked =
    markup === "rst" ? cut.replace(/(?<![`\w])`([^`\s](?:[^`]*[^`\s])?)`(?![`\w_])/g, "``$1``") : cut;
  return marked.replace(/(?<!:):+$/, ".");
}

/** At most about 600 characters, whole sentences where there is one. */
function shortened(line: string): string {
  if (line.length <= 600) return line;
  const head = line.slice(0, 600);
  const end = Math.max(head.lastIndexOf(". "), head.lastIndexOf("! "), head.lastIndexOf("? "));
  return end > 100
    ? head.slice(0, end + 1)
    : `${head.slice(0, head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : 600)} ...`;
}
