/** The plain words for impacts, demands and counts that every rendering shares. */

import { engineLine, engineTitle } from "../engine-line.ts";
import type { Impact } from "../impact.ts";
import { type Demand, type Operation, targetOf } from "../operation.ts";
import type { Counts } from "../verdict.ts";
import { visible } from "./visible.ts";

/** `PostgreSQL 14 or later`. */
export function engineOf(impact: Pick<Impact, "engine" | "version">): string {
  return visible(engineTitle(impact));
}

/** The engines that the operations were judged on, each once. */
export function enginesOf(operations: readonly Operation[]): string[] {
  // What runs on another engine only was judged on none.
  const judged = operations.flatMap(({ impacts }) => impacts.filter(({ version }) => version !== "any"));
  return [...new Set(judged.map(engineOf))];
}

/** The demands from the least to the most, with the words for people. */
export const demandWords: Record<Demand, string> = {
  listed: "listed",
  hint: "hint",
  note: "note",
  note_and_exception: "note and exception",
};

/** `1 migration`, `3 operations`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Small numbers as words. */
export function inWords(number: number): string {
  return smallNumbers[number] ?? String(number);
}

const smallNumbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** `reads`, `reads and writes`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `drop_column user.legacy_id`, ready to be shown. */
export function operationTitle(operation: Operation): string {
  const target = targetOf(operation);
  return visible(target === operation.kind ? target : `${operation.kind} ${target}`);
}

/** The digits of an id that people see and type. */
export function shortId(id: string): string {
  return visible(id.slice(0, 10));
}

/** What an operation means, in a few words each: the old code first, then what is lost, then who waits. */
export function impactWords(impact: Impact): string[] {
  if (impact.refused !== null) return [`${engineOf(impact)} refuses it`];
  const words: string[] = [];
  if (impact.breaksOldCode) words.push("breaks old code");
  if (impact.irreversible) words.push("cannot be undone");
  words.push(waiting(impact));
  return words;
}

/** The same on all engines of the operation: what old code and undoing are is true of any, the rest is said of each. */
export function meaningWords(operation: Operation): string[] {
  const line = engineLine(operation);
  if (line === null) return impactWords(operation.impact);
  const words: string[] = [];
  if (operation.impacts.some((one) => one.breaksOldCode)) words.push("breaks old code");
  if (operation.impacts.some((one) => one.irreversible)) words.push("cannot be undone");
  return [...words, visible(line)];
}

function waiting(impact: Impact): string {
  const blocked = (["reads", "writes"] as const).filter((one) =>
    impact.locks.some((lock) => lock.blocks.includes(one)),
  );
  if (impact.work === "unknown") return "its effect cannot be read";
  if (impact.grows && blocked.length > 0)
    return `blocks ${listed(blocked)} for a time that grows with the data`;
  if (impact.grows && impact.offline && impact.transaction !== null) {
    return "keeps the locks of its transaction for a time that grows with the data";
  }
  if (impact.grows) return "works for a time that grows with the data, blocks neither reads nor writes";
  return blocked.length > 0 ? `blocks ${listed(blocked)} briefly` : "blocks nothing";
}

/** `Not read as migrations: 3 SQL files ...`, null when there were none. */
export function ignoredLine(counts: Pick<Counts, "ignored">): string | null {
  if (counts.ignored === 0) return null;
  return `Not read as migrations: ${count(counts.ignored, "SQL file")} (queries, dumps, tests and the like).`;
}

/** The steps of a safer way, `(1) ... (2) ...`, each for a line of its own; a text without steps is one line. */
export function steps(text: string): string[] {
  return text.includes("(1) ") && text.includes("(2) ") ? text.split(/(?<!\s)\s+(?=\(\d{1,2}\) )/) : [text];
}
