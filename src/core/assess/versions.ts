/** Versions of an engine: which a range covers, and how people write them. */

import { isSeries, lastWords, numberings, versionWords } from "../engine-version.ts";
import type { Engine, EngineName } from "../impact.ts";
import { listed } from "./names.ts";

/**
 * The known versions that stand for the range: those in it, and the newest that is not above its start, whose facts still
 * hold there; the oldest known one when the range starts before all that is known.
 */
export function versionsIn(engine: Engine, known: readonly number[]): number[] {
  const { from, to } = engine;
  const start = known.findLast((version) => version <= from) ?? (known[0] as number);
  return known.filter((version) => version === start || (version > from && (to === null || version <= to)));
}

/** `16`, `14 or later`, `10 to 12`, `8.0`, `before 8.0`. */
export function versionText({ engine, from, to }: Engine): string {
  if (to === null) return `${versionWords(engine, from)} or later`;
  if (from === to) return versionWords(engine, from);
  if (isSeries(engine, from, to)) return lastWords(engine, to);
  return `${versionWords(engine, from)} to ${lastWords(engine, to)}`;
}

/** Some of the known versions in words: `10`, `10 and 11`, `10 to 13`, `15 or later`; where a version stands for all up to the next, `before 8.0.12`. */
export function someVersions(
  engine: EngineName,
  versions: readonly number[],
  known: readonly number[],
): string {
  const first = versions[0] ?? 0;
  const last = versions.at(-1) ?? first;
  const words = (version: number): string => versionWords(engine, version);
  if (numberings[engine].parts > 1) return spans(first, last, known, words);
  if (last === known.at(-1) && versions.length > 1) return `${first} or later`;
  return versions.length > 2 ? `${first} to ${last}` : listed(versions.map(String));
}

/** Versions that each stand for all up to the next one. */
function spans(
  first: number,
  last: number,
  known: readonly number[],
  words: (version: number) => string,
): string {
  const next = known[known.indexOf(last) + 1];
  if (next === undefined) return `${words(first)} or later`;
  return first === known[0] ? `before ${words(next)}` : `from ${words(first)}, before ${words(next)}`;
}
