/** Versions of an engine: which a range covers, and how people write them. */

import type { Engine } from "../impact.ts";
import { listed } from "./names.ts";

/** The known versions in the range; the nearest known one when it lies outside all that is known. */
export function versionsIn(engine: Engine, known: readonly number[]): number[] {
  const { from, to } = engine;
  const inside = known.filter((version) => version >= from && (to === null || version <= to));
  if (inside.length > 0) return inside;
  const last = known.at(-1) as number;
  return [from > last ? last : (known[0] as number)];
}

/** `16`, `14 or later`, `10 to 12`. */
export function versionText({ from, to }: Pick<Engine, "from" | "to">): string {
  if (to === null) return `${from} or later`;
  return from === to ? `${from}` : `${from} to ${to}`;
}

/** Some of the known versions in words: `10`, `10 and 11`, `10 to 13`, `15 or later`. */
export function someVersions(versions: readonly number[], known: readonly number[]): string {
  const first = versions[0] ?? 0;
  const last = versions.at(-1) ?? first;
  if (last === known.at(-1) && versions.length > 1) return `${first} or later`;
  return versions.length > 2 ? `${first} to ${last}` : listed(versions.map(String));
}
