/** The names of rules and kinds as people write them: in any case, with spaces, hyphens or underscores. */

import { kinds } from "../kinds.ts";
import { readerRules } from "../judge/reader-rules.ts";
import { registry } from "../judge/registry.ts";
import { nearest } from "../nearest.ts";

export const ruleNames: readonly string[] = [...registry, ...readerRules].map(({ name }) => name);

/** What `explain` knows. */
export const allNames: readonly string[] = [...ruleNames, ...kinds];

export interface NamedStart {
  name: string;
  /** What stands behind the name. */
  tail: string;
}

/** More than any name has. */
const mostWords = 7;

/** The name at the start of a text; null when it is none of them. */
export function readName(text: string, names: readonly string[]): NamedStart | null {
  return startingWith(text, (said) => names.find((name) => fold(name) === said) ?? null);
}

/** The name that the start of a text comes near to; null when it comes near to none. */
export function guessName(text: string, names: readonly string[]): NamedStart | null {
  return startingWith(text, (said) => nearest(said, names));
}

/** One word first, then as many as there are before the terms. */
function startingWith(text: string, find: (said: string) => string | null): NamedStart | null {
  const words = [...text.slice(0, 300).matchAll(/\S+/gu)];
  const terms = words.findIndex(({ 0: word }) => /^(?:because|until)\b/iu.test(word));
  const most = Math.min(terms === -1 ? words.length : terms, mostWords);
  for (const count of [1, ...Array.from({ length: most }, (_, at) => most - at)]) {
    const last = words[count - 1];
    if (last === undefined || count > most) continue;
    const end = last.index + last[0].length;
    const name = find(fold(text.slice(0, end)));
    if (name !== null) return { name, tail: text.slice(end).trim() };
  }
  return null;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/gu, "-");
}
