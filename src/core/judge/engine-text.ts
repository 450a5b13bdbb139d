/** Engines as people write them: `postgresql >= 14`, `postgresql@16`, `postgresql 12 - 15`. */

import type { Engine, EngineName } from "../impact.ts";
import { nearest } from "../nearest.ts";

const names: Readonly<Record<string, EngineName>> = {
  postgresql: "postgresql",
  postgres: "postgresql",
  pgsql: "postgresql",
  pg: "postgresql",
};

/** The oldest version of each engine that was measured, and the one that is meant when none is said. */
const versions: Readonly<Record<EngineName, { oldest: number; usual: number }>> = {
  postgresql: { oldest: 10, usual: 14 },
};

const version = String.raw`(\d{1,3})(?:\.\d{1,3}){0,2}`;
const forms: readonly [RegExp, (a: number, b: number, oldest: number) => [number, number | null]][] = [
  [new RegExp(`^>=\\s*${version}$`, "u"), (from) => [from, null]],
  [new RegExp(`^>\\s*${version}$`, "u"), (from) => [from + 1, null]],
  [new RegExp(`^<=\\s*${version}$`, "u"), (to, _, oldest) => [oldest, to]],
  [new RegExp(`^<\\s*${version}$`, "u"), (to, _, oldest) => [oldest, to - 1]],
  [new RegExp(`^${version}\\s*(?:\\+|or later|or newer|and later)$`, "u"), (from) => [from, null]],
  [new RegExp(`^(?:@|==?)?\\s*${version}$`, "u"), (only) => [only, only]],
  [new RegExp(`^@?${version}\\s*(?:-|–|to|\\.\\.)\\s*${version}$`, "u"), (from, to) => [from, to]],
];

/** Reads an engine with its versions; minor versions do not count. `error` says what is wrong with the text. */
export function parseEngine(text: string): { engine: Engine } | { error: string } {
  const match = /^\s*([a-z]+)\s*(.*?)\s*$/isu.exec(text.slice(0, 100));
  const word = (match?.[1] ?? "").toLowerCase();
  const name = Object.hasOwn(names, word) ? names[word] : undefined;
  if (match === null || name === undefined) {
    const guess = nearest(word, Object.keys(names));
    const like = "Write `postgresql >= 14`, `postgresql@16` or `postgresql 12 - 15`.";
    return {
      error: `no engine is called \`${word || text.slice(0, 40)}\`${guess === null ? "" : `; did you mean \`${guess}\`?`}. ${like}`,
    };
  }
  return withVersions(name, (match[2] ?? "").toLowerCase());
}

function withVersions(engine: EngineName, rest: string): { engine: Engine } | { error: string } {
  const { oldest, usual } = versions[engine];
  if (rest === "") return { engine: { engine, from: usual, to: null } };
  for (const [form, range] of forms) {
    const found = form.exec(rest);
    if (found === null) continue;
    const [from, to] = range(Number(found[1]), Number(found[2] ?? 0), oldest);
    if (from < oldest || (to !== null && to < oldest)) {
      return { error: `${engine} before ${oldest} is not known; the oldest version is ${oldest}.` };
    }
    if (to !== null && to < from) return { error: `\`${rest}\` ends before it starts.` };
    return { engine: { engine, from, to } };
  }
  return { error: `\`${rest}\` is no version. Write \`>= 14\`, \`@16\` or \`12 - 15\`.` };
}

/** The text that `parseEngine` reads back: `postgresql >= 14`, `postgresql@16`, `postgresql 12 - 15`. */
export function engineText({ engine, from, to }: Engine): string {
  if (to === null) return `${engine} >= ${from}`;
  return from === to ? `${engine}@${from}` : `${engine} ${from} - ${to}`;
}
