/** Reads the terms behind what a command names: `[until DATE] because REASON`. */

import { readDate, readTerms } from "../judge/exception-text.ts";
import { isPlaceholder } from "../judge/placeholder-reason.ts";
import { nearest } from "../nearest.ts";
import type { Reading } from "./command.ts";
import { quotable, refuse } from "./mistakes.ts";
import type { Request } from "./request.ts";

export interface Terms {
  /** `YYYY-MM-DD`. */
  until: string | null;
  reason: string;
}

interface Asked {
  /** The command with what it names, for people: `exempt drop_column user.legacy_id`. */
  said: string;
  /** What the reason must say: a sentence. */
  why: string;
  /** What stands for a reason in the line to paste. */
  gap: string;
  /** It may end on a day. */
  takesDay: boolean;
  build(terms: Terms): Request;
}

/** A reason is demanded. */
export function withTerms(tail: string, { said, why, gap, takesDay, build }: Asked): Reading {
  const name = `\`${quotable(said)}\``;
  const meant = meantTerms(tail);
  const line = build({ ...meant, reason: isPlaceholder(meant.reason) ? gap : meant.reason });
  const terms = readTerms(tail);
  if ("error" in terms) return refuse(`${name} ${terms.error}`, line);
  if (terms.reusable) {
    return refuse(
      `${name} cannot be \`reusable\`: a comment speaks of its own pull request. What may be used again stands in the exceptions file, with \`reusable: true\` and \`until\`.`,
      line,
    );
  }
  if (terms.until !== null && !takesDay) return refuse(`${name} takes no day.`, line);
  if (terms.reason === "") return refuse(`${name} gives no reason. ${why}`, line);
  if (isPlaceholder(terms.reason)) {
    return refuse(`${name} has a placeholder for a reason: \`${quotable(terms.reason)}\`. ${why}`, line);
  }
  return { request: build(terms) };
}

/** What a person has to put in the place of a day that is none. */
const dayGap = "YYYY-MM-DD";

/** The terms as they were most likely meant: nothing that was written is an error here. */
export function meantTerms(tail: string): Terms {
  let until: string | null = null;
  let rest = tail.trim();
  const hasReason = /(?:^|\s)because\b/iu.test(rest);
  while (rest !== "") {
    const [, word = "", more = ""] = /^(\S+)\s*(.*)$/su.exec(rest) ?? [];
    const bare = word.replace(/[:,;]+$/u, "").toLowerCase();
    if (bare === "because" || (!hasReason && isBecause(bare))) return { until, reason: more };
    if (nearest(bare, ["until"]) !== null) {
      const [, day = "", after = ""] = /^(\S*)\s*(.*)$/su.exec(more) ?? [];
      until = readDate(day) ?? dayGap;
      rest = /^because\b/iu.test(day) ? more : after;
    } else if (readDate(word) !== null) {
      until = readDate(word);
      rest = more;
    } else if (hasReason || /^\[?reusable\]?$/u.test(bare)) rest = more;
    else return { until, reason: rest };
  }
  return { until, reason: "" };
}

/** Mistyped, or another word for it. */
function isBecause(word: string): boolean {
  return ["as", "since", "for", "reason", "--", "-"].includes(word) || nearest(word, ["because"]) !== null;
}
