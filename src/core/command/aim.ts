/** Reads what `exempt` and `revoke` are about: a target, all, or what the thread is about. */

import { readHead } from "../judge/exception-text.ts";
import type { Head } from "../judge/exception-text.ts";
import type { Reading } from "./command.ts";
import { mended, quotable, refuse } from "./mistakes.ts";
import type { Aim } from "./request.ts";
import type { Terms } from "./terms.ts";
import { unticked } from "./unticked.ts";

export type Aimed =
  | { of: "target"; head: Head; tail: string }
  | { of: "all"; tail: string }
  /** Nothing is named. */
  | { of: "thread"; tail: string };

/** `again`: reads the text that is right. */
export function readAim(
  verb: "exempt" | "revoke",
  rest: string,
  read: (aimed: Aimed) => Reading,
  again: (rest: string) => Reading,
): Reading {
  const text = unticked(rest);
  if (text === "" || /^(?:because|until)\b/iu.test(text)) return read({ of: "thread", tail: text });
  if (/^all(?=\s|$)/iu.test(text)) return read({ of: "all", tail: text.slice(3).trim() });
  const every = /^(?:every(?:thing|one)?|any(?:thing)?|\*)(?=\s|$)/iu.exec(text);
  if (every !== null) {
    const word = quotable(every[0]);
    return mended(`\`${word}\` is no operation.`, again(`all${text.slice(every[0].length)}`));
  }
  const head = readHead(text);
  if ("head" in head) return read({ of: "target", ...head });
  const form = verb === "exempt" ? "TABLE.COLUMN because REASON" : "TABLE.COLUMN";
  const hint = head.kind === null ? "" : ` Write \`/lockstep ${verb} ${head.kind} ${form}\`.`;
  const message = `\`${verb}\` ${head.wrong}${hint}`;
  return head.instead === null ? refuse(message) : mended(message, again(head.instead));
}

export function aimOf(aimed: Aimed, terms: Terms): Aim {
  if (aimed.of !== "target") return { of: aimed.of };
  return { of: "target", exemption: { ...aimed.head, ...terms, reusable: false } };
}

/** `exempt drop_column user.legacy_id`. */
export function saidOf(verb: "exempt" | "revoke", aimed: Aimed): string {
  if (aimed.of === "target") return `${verb} ${aimed.head.text}`;
  return aimed.of === "all" ? `${verb} all` : verb;
}
