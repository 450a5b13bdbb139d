/** What is shown together: the problems of one operation, and operations of one kind that have the same ones. */

import type { Operation } from "../operation.ts";
import { isWholeFile, type Place } from "../place.ts";
import type { Problem } from "../problem.ts";

/** All problems of one operation, or one problem that is about none. */
export interface ProblemGroup {
  operation: Operation | null;
  problems: Problem[];
  /** More operations of its kind in its file, for which the same is true. */
  alike: Operation[];
  /** More files of which the same words are true as a whole. */
  files: Place[];
}

/** Those with an error first; else in the order of their first problem. */
export function groupProblems(
  problems: readonly Problem[],
  operations: readonly Operation[],
): ProblemGroup[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const groups = new Map<string, ProblemGroup>();
  for (const problem of problems) {
    const operation = problem.operation === null ? null : (byId.get(problem.operation) ?? null);
    const own = operation !== null && sameSpot(problem.place, operation.place);
    const key = own ? `operation ${operation.id}` : `problem ${problem.id}`;
    const group = groups.get(key);
    if (group !== undefined) group.problems.push(problem);
    else groups.set(key, { operation: own ? operation : null, problems: [problem], alike: [], files: [] });
  }
  const hasError = (group: ProblemGroup): boolean => group.problems.some((one) => one.severity === "error");
  const all = gathered([...groups.values()]);
  return [...all.filter(hasError), ...all.filter((group) => !hasError(group))];
}

/** Below this, each stands for itself. */
const fewest = 3;

/** Operations of one kind in one file that break the same rules follow the first of them; so do files with the same words. */
function gathered(groups: readonly ProblemGroup[]): ProblemGroup[] {
  const same = new Map<string, ProblemGroup[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const those = same.get(key);
    if (those === undefined) same.set(key, [group]);
    else those.push(group);
  }
  return groups.flatMap((group) => {
    const those = same.get(keyOf(group)) ?? [];
    if (those.length < fewest) return [group];
    if (those[0] !== group) return [];
    const others = those.slice(1);
    if (group.operation === null) {
      return [{ ...group, files: others.flatMap(({ problems }) => problems.map(({ place }) => place)) }];
    }
    return [{ ...group, alike: others.flatMap(({ operation }) => operation ?? []) }];
  });
}

function keyOf({ operation, problems }: ProblemGroup): string {
  if (operation === null) return wordsOf(problems[0]);
  const rules = problems.map(({ rule, severity }) => `${rule} ${severity}`).toSorted();
  return JSON.stringify([operation.kind, operation.place.path, rules]);
}

/** The same for problems that say the same of whole files. */
function wordsOf(problem: Problem | undefined): string {
  if (problem === undefined) return "";
  const { id, rule, severity, message, place, fix, related } = problem;
  const isAlone = !isWholeFile(place) || fix !== null || related.length > 0;
  return isAlone ? `problem ${id}` : JSON.stringify([rule, severity, message]);
}

function sameSpot(one: Place, other: Place): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}
