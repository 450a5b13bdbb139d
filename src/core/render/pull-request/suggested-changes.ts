/** From problems to the places where one click mends them: what touches the same lines is one. */

import type { Edit, Problem } from "../../problem.ts";
import { isShown } from "./diff-lines.ts";
import type { Hunk, PullRequestFacts } from "./pages.ts";
import { type Suggestion, suggestionOf, widened } from "./suggestion.ts";

export interface SuggestedChange {
  suggestion: Suggestion;
  /** At least one, in the order of the verdict. */
  problems: Problem[];
}

/** Problems on lines that only lie side by side are told together up to here. */
const mostTogether = 8;
/** Tools that write migrations put a comment above each statement. */
const mostBetween = 3;
const saysNothing = /^\s*(?:(?:--|#|\/\/).*)?$/u;
/** A comment takes 65,535 bytes, and a person less. */
const longest = 20_000;

/** Sorted by path and line. `kindOf`: problems of one kind are told together over a gap. Two never overlap: GitHub could apply only one of them. A problem that is in none has no edit that fits on the diff. */
export function suggestedChanges(
  problems: readonly Problem[],
  facts: Pick<PullRequestFacts, "hunks" | "source">,
  kindOf: (problem: Problem) => string,
): SuggestedChange[] {
  const files = new Map<string, File | null>();
  const fileOf = (path: string): File | null => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const [lines, hunks] = [facts.source(path)?.split("\n"), facts.hunks.get(path)];
    const file = lines === undefined || hunks === undefined ? null : { lines, hunks };
    files.set(path, file);
    return file;
  };
  const single = problems.flatMap((problem) => {
    const file = fileOf(problem.fix?.edits[0]?.place.path ?? "");
    return file === null ? [] : (suggest([problem], file) ?? []);
  });
  const changes: SuggestedChange[] = [];
  for (const change of single.toSorted(byPlace)) {
    const last = changes.at(-1);
    const file = fileOf(change.suggestion.path);
    if (last === undefined || file === null || !touch(last, change, file, kindOf)) {
      changes.push(change);
      continue;
    }
    const overlap = change.suggestion.start <= last.suggestion.end;
    const together = overlap || last.problems.length < mostTogether ? merged(last, change, file) : null;
    if (together !== null) changes[changes.length - 1] = together;
    else if (!overlap) changes.push(change);
    // Of two that cannot both be applied, the one that counts more.
    else if (hasError(change) && !hasError(last)) changes[changes.length - 1] = change;
  }
  return changes;
}

/** A file of the head. */
interface File {
  lines: readonly string[];
  hunks: readonly Hunk[];
}

function suggest(problems: readonly Problem[], { lines, hunks }: File): SuggestedChange | null {
  const edits = distinct(problems.flatMap(({ fix }) => fix?.edits ?? []));
  const suggestion = suggestionOf(edits, lines, hunks);
  if (suggestion === null || suggestion.lines.join("\n").length > longest) return null;
  return { suggestion, problems: [...problems] };
}

/** Both in one, on all lines of both. */
function merged(one: SuggestedChange, other: SuggestedChange, file: File): SuggestedChange | null {
  const both = suggest([...one.problems, ...other.problems], file);
  if (both === null) return null;
  const end = Math.max(one.suggestion.end, other.suggestion.end);
  return { ...both, suggestion: widened(both.suggestion, one.suggestion.start, end, file.lines) };
}

export function hasError({ problems }: Pick<SuggestedChange, "problems">): boolean {
  return problems.some(({ severity }) => severity === "error");
}

/** What two problems ask for alike is written once. */
function distinct(edits: readonly Edit[]): Edit[] {
  const seen = new Set<string>();
  return edits.filter(({ place, text }) => {
    const key = JSON.stringify([place.path, place.line, place.column, place.endLine, place.endColumn, text]);
    return !seen.has(key) && seen.add(key);
  });
}

function byPlace(one: SuggestedChange, other: SuggestedChange): number {
  const [a, b] = [one.suggestion, other.suggestion];
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}

/** They share a line, or lie side by side in one hunk; those of one kind with no more than an empty line and a comment between. */
function touch(
  { suggestion: one, problems: these }: SuggestedChange,
  { suggestion: next, problems: those }: SuggestedChange,
  { hunks, lines }: File,
  kindOf: (problem: Problem) => string,
): boolean {
  if (one.path !== next.path || next.start > one.end + 1 + mostBetween) return false;
  const between = lines.slice(one.end, next.start - 1);
  const kinds = new Set([...these, ...those].map(kindOf));
  if (between.length > 0 && (kinds.size > 1 || !between.every((line) => saysNothing.test(line))))
    return false;
  return isShown(hunks, one.start, Math.max(one.end, next.end));
}
