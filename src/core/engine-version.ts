/** Versions of engines: as numbers that can be compared, and as people write them. */

import type { EngineName } from "./impact.ts";

/**
 * How each engine numbers itself: PostgreSQL by its major version (`16`), MySQL and MariaDB as in their version comments
 * (`80029` is 8.0.29), SQLite as `sqlite3_libversion_number` does (`3045001` is 3.45.1). `parts` is how many numbers count,
 * `base` how many values each has, `oldest` the oldest version that facts are known of, `usual` what is meant when none is said.
 */
interface Numbering {
  title: string;
  parts: 1 | 3;
  base: number;
  oldest: number;
  usual: number;
}

export const numberings: Readonly<Record<EngineName, Numbering>> = {
  postgresql: { title: "PostgreSQL", parts: 1, base: 1, oldest: 10, usual: 14 },
  mysql: { title: "MySQL", parts: 3, base: 100, oldest: 50_700, usual: 80_000 },
  mariadb: { title: "MariaDB", parts: 3, base: 100, oldest: 100_400, usual: 100_600 },
  sqlite: { title: "SQLite", parts: 3, base: 1000, oldest: 3_022_000, usual: 3_035_000 },
};

/** The first and the last version that the numbers mean: `[8, 0]` of MySQL is 8.0.0 to 8.0.99. */
export function seriesOf(engine: EngineName, numbers: readonly number[]): { first: number; last: number } {
  const { parts, base } = numberings[engine];
  const [major = 0, minor, patch] = numbers;
  if (parts === 1) return { first: major, last: major };
  const number = (two: number, three: number): number => (major * base + two) * base + three;
  return {
    first: number(minor ?? 0, patch ?? 0),
    last: number(minor ?? base - 1, patch ?? base - 1),
  };
}

/** A version as people write it: `16`, `8.0.29`; without the patch where it is the first of its series. */
export function versionWords(engine: EngineName, version: number): string {
  const [major, minor, patch] = partsOf(engine, version);
  if (minor === undefined || patch === undefined) return `${major}`;
  return patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

/** One version with all its numbers: `16`, `8.0.0`. */
export function exactWords(engine: EngineName, version: number): string {
  return partsOf(engine, version).join(".");
}

/** The last version of a range as people write it: 8.0.99 is `8.0`, 8.99.99 is `8`. */
export function lastWords(engine: EngineName, version: number): string {
  const [major, minor, patch] = partsOf(engine, version);
  const end = numberings[engine].base - 1;
  if (minor === undefined || patch !== end) return exactWords(engine, version);
  return minor === end ? `${major}` : `${major}.${minor}`;
}

/** Whether two versions are the ends of one series: 8.0.0 and 8.0.99, and what is written is `8.0`. */
export function isSeries(engine: EngineName, from: number, to: number): boolean {
  const [major, minor, patch] = partsOf(engine, to);
  const end = numberings[engine].base - 1;
  if (minor === undefined || patch !== end || minor === end) return false;
  return from === seriesOf(engine, [major, minor]).first;
}

function partsOf(engine: EngineName, version: number): [number, number?, number?] {
  const { parts, base } = numberings[engine];
  if (parts === 1) return [version];
  return [Math.floor(version / base / base), Math.floor(version / base) % base, version % base];
}
