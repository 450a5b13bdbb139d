/** Engines as people write them: `postgresql >= 14`, `postgresql 12 - 15`, `mysql >= 8.0`, `mariadb@10.11`, `sqlite`. */

import { exactWords, isSeries, lastWords, numberings, seriesOf, versionWords } from "../engine-version.ts";
import type { Engine, EngineName } from "../impact.ts";
import { nearest } from "../nearest.ts";

const names: Readonly<Record<string, EngineName>> = {
  postgresql: "postgresql",
  postgres: "postgresql",
  pgsql: "postgresql",
  pg: "postgresql",
  mysql: "mysql",
  mariadb: "mariadb",
  maria: "mariadb",
  sqlite: "sqlite",
  sqlite3: "sqlite",
};

type Range = [number, number | null];

const version = String.raw`(\d{1,3}(?:\.\d{1,3}){0,2})`;
const forms: readonly [RegExp, (a: Series, b: Series, oldest: number) => Range][] = [
  [new RegExp(`^>=\\s*${version}$`, "u"), (from) => [from.first, null]],
  [new RegExp(`^>\\s*${version}$`, "u"), (from) => [from.last + 1, null]],
  [new RegExp(`^<=\\s*${version}$`, "u"), (to, _, oldest) => [oldest, to.last]],
  [new RegExp(`^<\\s*${version}$`, "u"), (to, _, oldest) => [oldest, to.first - 1]],
  [new RegExp(`^${version}\\s*(?:\\+|or later|or newer|and later)$`, "u"), (from) => [from.first, null]],
  [new RegExp(`^(?:@|==?)?\\s*${version}$`, "u"), (only) => [only.first, only.last]],
  [new RegExp(`^@?${version}\\s*(?:-|–|to|\\.\\.)\\s*${version}$`, "u"), (from, to) => [from.first, to.last]],
];

interface Series {
  first: number;
  last: number;
}

/** Reads an engine with its versions; minor versions of PostgreSQL do not count. `error` says what is wrong with the text. */
export function parseEngine(text: string): { engine: Engine } | { error: string } {
  const match = /^\s*([a-z]+3?)\s*(.*?)\s*$/isu.exec(text.slice(0, 100));
  const word = (match?.[1] ?? "").toLowerCase();
  const name = Object.hasOwn(names, word) ? names[word] : undefined;
  if (match === null || name === undefined) {
    const guess = nearest(word, Object.keys(names));
    const like = "Write `postgresql >= 14`, `mysql >= 8.0`, `mariadb@10.11` or `sqlite`.";
    return {
      error: `no engine is called \`${word || text.slice(0, 40)}\`${guess === null ? "" : `; did you mean \`${guess}\`?`}. ${like}`,
    };
  }
  return withVersions(name, (match[2] ?? "").toLowerCase());
}

function withVersions(engine: EngineName, rest: string): { engine: Engine } | { error: string } {
  const { oldest, usual } = numberings[engine];
  if (rest === "") return { engine: { engine, from: usual, to: null } };
  for (const [form, range] of forms) {
    const found = form.exec(rest);
    if (found === null) continue;
    const [from, to] = range(series(engine, found[1]), series(engine, found[2]), oldest);
    if (from < oldest || (to !== null && to < oldest)) {
      const words = versionWords(engine, oldest);
      return { error: `${engine} before ${words} is not known; the oldest version is ${words}.` };
    }
    if (to !== null && to < from) return { error: `\`${rest}\` ends before it starts.` };
    return { engine: { engine, from, to } };
  }
  return { error: `\`${rest}\` is no version. Write ${examples[engine]}.` };
}

const examples: Readonly<Record<EngineName, string>> = {
  postgresql: "`>= 14`, `@16` or `12 - 15`",
  mysql: "`>= 8.0`, `@8.0.36` or `5.7 - 8.4`",
  mariadb: "`>= 10.6`, `@10.11` or `10.6 - 11.4`",
  sqlite: "`>= 3.35`, `@3.45` or `3.35 - 3.45`",
};

function series(engine: EngineName, text: string | undefined): Series {
  return seriesOf(engine, (text ?? "0").split(".").map(Number));
}

/** The text that `parseEngine` reads back: `postgresql >= 14`, `postgresql@16`, `postgresql 12 - 15`, `mysql@8.0`. */
export function engineText({ engine, from, to }: Engine): string {
  if (to === null) return `${engine} >= ${versionWords(engine, from)}`;
  if (from === to) return `${engine}@${exactWords(engine, from)}`;
  if (isSeries(engine, from, to)) return `${engine}@${lastWords(engine, to)}`;
  return `${engine} ${versionWords(engine, from)} - ${lastWords(engine, to)}`;
}
