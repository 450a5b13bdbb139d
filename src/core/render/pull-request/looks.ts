/** What nobody could read: somebody else looks at all of it, and says so with one approving review. */

import { whoMay } from "../../judge/authority.ts";
import type { Policy } from "../../judge/policy.ts";
import { goOn, lookNeeded } from "../../judge/look-words.ts";
import type { Place } from "../../place.ts";
import type { ProblemGroup } from "../problem-groups.ts";
import { named } from "./deeds.ts";
import type { FileNames } from "./file-names.ts";

/** Places of which the same is true. */
export interface Look {
  words: string;
  places: Place[];
  /** The author can write it so that it is read. */
  mendable: boolean;
}

/** Whether nothing but a look is missing. */
export function isLook({ problems }: ProblemGroup): boolean {
  return problems.every(({ rule }) => rule === "everything-is-read");
}

export function looksOf(groups: readonly ProblemGroup[]): Look[] {
  const looks = new Map<string, Look>();
  for (const { problems, alike, files } of groups) {
    for (const [at, { message, place }] of problems.entries()) {
      const words = wordsOf(message);
      const look = looks.get(words) ?? { words, places: [], mendable: message.endsWith(goOn) };
      looks.set(words, look);
      look.places.push(place, ...(at === 0 ? [...alike.map((one) => one.place), ...files] : []));
    }
  }
  return [...looks.values()];
}

/** `` let someone else look at `up.sql` ``. */
export function lookDeed(looks: readonly Look[], nameOf: FileNames): string {
  const paths = new Set(looks.flatMap(({ places }) => places.map(({ path }) => path)));
  const [first = ""] = paths;
  return `let someone else look at ${paths.size === 1 ? named(nameOf(first)) : `${paths.size} files`}`;
}

/** What the reviewer does, and the author can do instead. */
export function lookReason(looks: readonly Look[], commands?: Policy["commands"]): string {
  const review =
    commands === undefined
      ? "One approving review by someone who may push, and who is no author of this, says that they did."
      : `One approving review says that they did. It is for ${whoMay("exempt", null, { commands })}.`;
  return looks.some(({ mendable }) => mendable)
    ? `${review} What is written so that it can be read needs none.`
    : review;
}

/** What the reviewer does about it is said once for all. */
function wordsOf(message: string): string {
  const [first = "", ...advice] = message.split("\n");
  const more = advice.flatMap((line) => {
    if (line === goOn) return [];
    return line.startsWith(lookNeeded) ? [line.slice(lookNeeded.length)] : [line];
  });
  return [first, ...more].join(" ");
}
