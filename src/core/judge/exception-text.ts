/** Reads `exempt KIND TARGET [reusable] [until DATE] because REASON`, forgiving in case and space. */

import { isKind, kinds } from "../kinds.ts";
import { nearest } from "../nearest.ts";
import type { Kind } from "../operation.ts";
import { idOf, readTarget } from "./target.ts";
import type { Target } from "./target.ts";

/** A written permission, before it is known which operations it covers. */
export interface Exemption {
  /** Null when an operation id says it all. */
  kind: Kind | null;
  target: Target | null;
  /** The prefix of an operation id, at least 10 hex digits, else null. */
  id: string | null;
  /** `drop_column user.legacy_id`, for people. */
  text: string;
  /** Empty when none is given. */
  reason: string;
  /** `YYYY-MM-DD`, inclusive, UTC. */
  until: string | null;
  reusable: boolean;
}

export type ExemptionReading = { exemption: Exemption } | { error: string };

/** Nobody reads a longer reason. */
const longest = 4000;

export const exemptionForm = "`exempt KIND TARGET because REASON`";

/** The text after `exempt`. `error` says what is wrong with it and what to write. */
export function parseExemption(text: string): ExemptionReading {
  const rest = text.slice(0, longest).trim();
  if (rest === "") return { error: `says nothing to exempt. Write ${exemptionForm}.` };
  const read = readHead(rest);
  if ("wrong" in read) {
    const { wrong, instead, kind } = read;
    if (instead !== null) return { error: `${wrong} Did you mean \`exempt ${instead.slice(0, 300)}\`?` };
    return {
      error: kind === null ? wrong : `${wrong} Write \`exempt ${kind} TABLE.COLUMN because REASON\`.`,
    };
  }
  const terms = readTerms(read.tail);
  return "error" in terms ? terms : { exemption: { ...read.head, ...terms } };
}

/** Which operations, without why and until when. */
export type Head = Pick<Exemption, "kind" | "target" | "id" | "text">;

export interface HeadFault {
  /** A clause that says what is wrong. */
  wrong: string;
  /** The whole text with the nearest kind in it; null when none is near. */
  instead: string | null;
  /** The kind, where nothing else is missing than what it is about. */
  kind: Kind | null;
}

/** Reads the kind and the target, or the id, at the start of a text. `tail`: what follows. */
export function readHead(text: string): { head: Head; tail: string } | HeadFault {
  const rest = text.slice(0, longest).trim();
  const kind = readKind(rest);
  if (kind === null) {
    const bare = readTarget(rest);
    const id = bare === null ? null : idOf(bare.target);
    if (bare !== null && id !== null)
      return { head: { kind: null, target: null, id, text: id }, tail: rest.slice(bare.length) };
    return unknownKind(rest);
  }
  // Backticks around the whole target are Markdown's, not the name's.
  const after = rest
    .slice(kind.length)
    .trimStart()
    .replace(/^(`+)([^`\s.:]*[.:][^`\s]*)\1(?=\s|$)/u, "$2");
  const read = readTarget(after);
  if (read === null || /^(?:because|until|reusable)\b(?!.*\bbecause\b)/isu.test(after)) {
    return { wrong: `does not say which \`${kind.kind}\`.`, instead: null, kind: kind.kind };
  }
  const { target, length } = read;
  const head = { kind: kind.kind, target, id: idOf(target), text: `${kind.kind} ${target.text}` };
  return { head, tail: after.slice(length) };
}

/** One word, or up to four that make one kind (`drop column`). */
function readKind(text: string): { kind: Kind; length: number } | null {
  const words = [...text.slice(0, 200).matchAll(/\S+/gu)].slice(0, 4);
  for (const count of [1, 4, 3, 2]) {
    const last = words[count - 1];
    if (last === undefined) continue;
    const length = last.index + last[0].length;
    const name = fold(text.slice(0, length));
    if (isKind(name)) return { kind: name, length };
  }
  return null;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/gu, "_");
}

function unknownKind(rest: string): HeadFault {
  const words = [...rest.slice(0, 300).matchAll(/\S+/gu)];
  for (const last of words.slice(0, 3)) {
    const end = last.index + last[0].length;
    const said = rest.slice(0, end);
    const tail = rest.slice(end).trim();
    const guess = nearest(fold(said), kinds);
    // Of two words or more the last may be the target.
    if (guess === null || (said !== words[0]?.[0] && /^(?:because\b|until\b|$)/iu.test(tail))) continue;
    return {
      wrong: `names no operation that is known: \`${plain(said)}\`.`,
      instead: `${guess} ${tail}`.trim(),
      kind: null,
    };
  }
  const word = plain(words[0]?.[0] ?? "");
  const wrong = `must start with the kind of the operation, such as \`drop_column\`, or with its id; \`${word}\` is neither.`;
  return { wrong, instead: null, kind: null };
}

/** To stand in backticks. */
function plain(word: string): string {
  return word.slice(0, 60).replaceAll("`", "");
}

/** `[reusable] [until DATE] because REASON`. The reason is empty when none is given. */
export function readTerms(
  tail: string,
): Pick<Exemption, "reason" | "until" | "reusable"> | { error: string } {
  let rest = tail.trim();
  let until: string | null = null;
  let reusable = false;
  for (;;) {
    const because = /^because\b:?\s*(.*)$/isu.exec(rest);
    if (because !== null || rest === "") {
      return { reason: (because?.[1] ?? "").trim(), until, reusable };
    }
    const [word = ""] = /^\S+/u.exec(rest) ?? [];
    if (/^\[?reusable\]?,?$/iu.test(word)) {
      reusable = true;
      rest = rest.slice(word.length).trimStart();
      continue;
    }
    const limit = /^until\b:?\s*(\S*)\s*(.*)$/isu.exec(rest);
    if (limit === null) {
      return {
        error: `goes on with \`${plain(word)}\`. After the target comes \`until YYYY-MM-DD\` or \`because REASON\`.`,
      };
    }
    until = readDate(limit[1] ?? "");
    if (until === null) {
      return {
        error: `has no date after \`until\`: \`${plain(limit[1] ?? "")}\`. Write it as \`YYYY-MM-DD\`.`,
      };
    }
    rest = limit[2] ?? "";
  }
}

/** A day that exists, as `YYYY-MM-DD`; null when the text is none. */
export function readDate(text: string): string | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[,;]?$/u.exec(text.trim());
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1970) return null;
  return date.toISOString().slice(0, 10);
}
