/** From problems to the places where one click mends them: what touches the same lines is one. */

import type { Edit, Problem } from "../../problem.ts";
import { isShown } from "./diff-lines.ts";
import type { PullRequestFacts } from "./pages.ts";
import { type Suggestion, suggestionOf } from "./suggestion.ts";

export interface SuggestedChange {
  suggestion: Suggestion;
  /** At least one, in the order of the verdict. */
  problems: Problem[];
}

/** Problems on lines that only lie side by side are told together up to here. */
const mostTogether = 8;
/** A comment takes 65,535 bytes, and a person less. */
const longest = 20_000;

/** Sorted by path and line. Two never overlap: GitHub could apply only one of them. A problem that is in none has no edit that fits on the diff. */
export function suggestedChanges(
  problems: readonly Problem[],
  facts: Pick<PullRequestFacts, "hunks" | "source">,
): SuggestedChange[] {
  const files = new Map<string, readonly string[] | null>();
  const linesOf = (path: string): readonly string[] | null => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const lines = facts.source(path)?.split("\n") ?? null;
    files.set(path, lines);
    return lines;
  };
  const suggest = (those: readonly Problem[]): SuggestedChange | null => {
    const edits = distinct(those.flatMap(({ fix }) => fix?.edits ?? []));
    const path = edits[0]?.place.path ?? "";
    const [hunks, lines] = [facts.hunks.get(path), linesOf(path)];
    if (hunks === undefined || lines === null) return null;
    const suggestion = suggestionOf(edits, lines, hunks);
    if (suggestion === null || suggestion.lines.join("\n").length > longest) return null;
    return { suggestion, problems: [...those] };
  };
  const single = problems.flatMap((problem) => suggest([problem]) ?? []).toSorted(byPlace);
  const changes: SuggestedChange[] = [];
  for (const change of single) {
    const last = changes.at(-1);
    if (last === undefined || !touch(last, change, facts)) {
      changes.push(change);
      continue;
    }
    const overlap = change.suggestion.start <= last.suggestion.end;
    const together =
      overlap || last.problems.length < mostTogether ? suggest([...last.problems, ...change.problems]) : null;
    if (together !== null) changes[changes.length - 1] = together;
    else if (!overlap) changes.push(change);
    // Of two that cannot both be applied, the one that counts more.
    else if (hasError(change) && !hasError(last)) changes[changes.length - 1] = change;
  }
  return changes;
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

/** They share a line, or lie side by side in one hunk. */
function touch(
  { suggestion: one }: SuggestedChange,
  { suggestion: next }: SuggestedChange,
  { hunks }: Pick<PullRequestFacts, "hunks">,
): boolean {
  if (one.path !== next.path || next.start > one.end + 1) return false;
  return isShown(hunks.get(one.path) ?? [], one.start, Math.max(one.end, next.end));
}
