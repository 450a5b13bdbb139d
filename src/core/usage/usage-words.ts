/** What is said of old code that still names something, in words. */

import type { NamedLine, Usage } from "./usage.ts";

/** The places that are worth a look, the surest first: those that only could mean it are not among them where others are. */
export function placesOf({ named, answer }: Usage): NamedLine[] {
  return answer === "unclear" ? named : named.filter(({ sure }) => sure !== "hardly");
}

/** How many more places there are than those that are shown. */
export function moreThan({ count }: Usage, shown: number): string {
  return count > shown ? ` (${count - shown} more)` : "";
}

/** `24.0.0`, or `the base`. */
export function releaseOf({ release }: Usage): string {
  return release ?? "the base";
}

/** One sentence without its full stop. */
export function usageSentence(usage: Usage): string {
  const [first] = placesOf(usage);
  const at = first === undefined ? "" : ` in \`${first.path}:${first.line}\`${moreThan(usage, 1)}`;
  switch (usage.answer) {
    case "named":
      return `${releaseOf(usage)} still names \`${usage.name}\`${at}`;
    case "likely_named":
      return `${releaseOf(usage)} probably still names \`${usage.name}\`${at}`;
    case "not_named":
      return `no code of ${releaseOf(usage)} names \`${usage.name}\` (${usage.searched} files searched)`;
    case "unclear":
      return `whether ${releaseOf(usage)} still names \`${usage.name}\` is not clear: ${usage.unclear ?? ""}${first === undefined ? "" : `: \`${first.path}:${first.line}\``}`;
  }
}
