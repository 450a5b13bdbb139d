/** Words that several answers share. */

import type { Verb } from "../../../command/request.ts";
import { type Block, code, codeBlock, type Words } from "../markdown/nodes.ts";

/** More are counted. */
const mostNamed = 20;

/** For the start of a sentence about who may. */
export const gerunds: Record<Verb, string> = {
  check: "`/lockstep check`",
  draft: "`/lockstep draft`",
  "draft commit": "`/lockstep draft commit`",
  explain: "`/lockstep explain`",
  preview: "`/lockstep preview`",
  help: "`/lockstep help`",
  wrong: "`/lockstep wrong`",
  exempt: "Exempting",
  revoke: "Revoking",
  waive: "Waiving",
};

/** `a`, `a and b`, `a, b and c`, each as code. */
export function nameList(names: readonly string[]): Words[] {
  const shown = names.slice(0, mostNamed).map((name): Words => code(name));
  const more = names.length - shown.length;
  const all = more === 0 ? shown : [...shown, `${more} more`];
  return all.flatMap((word, at) => {
    if (at === 0) return [word];
    return [at === all.length - 1 ? " and " : ", ", word];
  });
}

/** One click copies it. */
export function toPaste(line: string): Block {
  return codeBlock("", line);
}
