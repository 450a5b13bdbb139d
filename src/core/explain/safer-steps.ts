/** The safer way as steps, and each step as what to read and what to copy. */

import { steps } from "../render/words.ts";

/** `copy`: a command as it is; else words for people. */
export interface Piece {
  copy: boolean;
  text: string;
}

export interface SaferWay {
  steps: string[];
  /** What is to be done before each statement, null when nothing is. */
  before: string | null;
}

/** Takes the text of an impact apart; the advice about waiting for locks is the same everywhere, and stands apart. */
export function saferWay(text: string): SaferWay {
  const all = text
    .split("\n")
    .flatMap(steps)
    .map((step) => step.replace(/^\(\d{1,2}\) /u, ""));
  const isRetry = (step: string): boolean => retry.test(step);
  const before = all.find(isRetry);
  return {
    steps: all.filter((step) => !isRetry(step)),
    before: before === undefined ? null : before.replace(/^Before [^:]*: /u, "").replace(/\.$/u, ""),
  };
}

const retry = /^(?:Before |SET )[^;]*\b(?:lock_timeout|lock_wait_timeout)\b/u;
const tool = String.raw`\b(?:gh-ost|pt-online-schema-change) --.*? --execute`;
const statement = String.raw`\b(?:ALTER (?:TABLE|INDEX|TYPE|DOMAIN|VIEW)|CREATE (?:UNIQUE )?(?:INDEX|TABLE|VIEW)|DROP (?:TABLE|INDEX|VIEW)|UPDATE|DELETE|INSERT INTO|RENAME TABLE|SET SESSION|SET|REINDEX|PRAGMA|BEGIN|COMMIT|REFRESH|VACUUM)\b[^;]*;`;
const command = new RegExp(`${tool}|${statement}`, "gu");

/** Commands and the words around them, in their order. */
export function piecesOf(step: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (copy: boolean, text: string): void => {
    const own = text.trim();
    if (/\w/u.test(own)) pieces.push({ copy, text: own });
  };
  for (const match of step.matchAll(command)) {
    add(false, step.slice(at, match.index));
    add(true, match[0]);
    at = match.index + match[0].length;
  }
  add(false, step.slice(at));
  return pieces;
}

/** What two ways have in common that differ in names and types only. `sql`: the statement that the way is for. */
export function shapeOf(way: readonly string[], sql: string): string[] {
  const names = new Set(
    `${sql} ${way
      .flatMap(piecesOf)
      .flatMap(({ copy, text }) => (copy ? text : []))
      .join(" ")}`.match(/\b[a-z_]+\b/gu),
  );
  return way.flatMap(piecesOf).map(({ copy, text }) => {
    if (!copy) return text.replaceAll(/\b[a-z_]+\b/gu, (word) => (names.has(word) ? "" : word));
    const words = text.replaceAll(/, ALGORITHM=\w+|\bUNIQUE\b/gu, "").match(/\b[A-Z]{2,}\b|--\w+/gu) ?? [];
    return words.join(" ");
  });
}

/** `Safer, for NOT NULL; with CHECK:`. */
export function wayTitle(
  word: string,
  { of, partly }: { of: readonly string[]; partly: readonly string[] },
): string {
  const named = of.filter((one) => one !== "");
  if (named.length === 0) return `${word}:`;
  const others = partly.length === 0 ? "" : `; as far as it applies for ${partly.join("; ")}`;
  return `${word}, for ${named.join("; ")}${others}:`;
}

/** Where one of the statements runs CONCURRENTLY, a timeout that runs out half-way would leave something invalid behind. */
export function beforeWords(samples: readonly { sql: string }[]): string {
  const concurrent = samples.some(({ sql }) => sql.includes("CONCURRENTLY"));
  return concurrent
    ? "Before each statement, but not before one that is CONCURRENTLY"
    : "Before each statement";
}
