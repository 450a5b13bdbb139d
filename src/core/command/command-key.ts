/** The key of a command: it stays when a comment is edited elsewhere. */

import { shortHash } from "../detect/identity.ts";
import { afterWord } from "./command-form.ts";

/** 16 hex digits of the line. Case and spaces do not count in the words, but in names in quotes and in the reason. */
export function commandKey(line: string): string {
  const said = afterWord(line);
  const because = /(?:^|\s)because(?=[\s:]|$)/iu.exec(said);
  const head = because === null ? said : said.slice(0, because.index);
  const reason = because === null ? null : said.slice(because.index + because[0].length).replace(/^:/u, "");
  const quoted = head.search(/["`[]/u);
  const words = quoted === -1 ? head : head.slice(0, quoted);
  const folded = words.replaceAll(/\s+/gu, " ").replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase());
  const names = quoted === -1 ? "" : head.slice(quoted);
  return shortHash(JSON.stringify([`${folded}${names}`.trim(), reason?.trim() ?? null])).slice(0, 16);
}
