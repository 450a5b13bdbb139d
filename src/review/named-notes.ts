/** Notes that the text of a pull request names: `lockstep: note PATH` on a line of its own. */

import { notePathOf } from "../core/judge/note-directive.ts";

/** Nobody names more. */
const most = 10;

export function namedNotes(body: string): string[] {
  const named = body.split("\n").flatMap((line) => {
    const [, directive] = /^\s*lockstep:\s*(\S.*)$/iu.exec(line) ?? [];
    const path = directive === undefined ? null : notePathOf(directive);
    return path === null ? [] : [path.replaceAll("`", "").trim()];
  });
  return [...new Set(named)].slice(0, most);
}
