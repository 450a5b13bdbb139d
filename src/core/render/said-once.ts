/** What every block of a verdict would say again is said once, below them all. */

import type { ProblemGroup } from "./problem-groups.ts";

/** A step that belongs to every other one, or the whole advice: how to take a lock without a queue behind it. */
const lockTimeout = /^(?:\(\d{1,2}\) Before each(?: ALTER TABLE)?|Safer|Instead): (?=SET lock_timeout\b)/;

/** The groups as they are shown, and the line below them; null where a single group says it itself. */
export function sayOnce(groups: readonly ProblemGroup[]): {
  groups: readonly ProblemGroup[];
  last: string | null;
} {
  const lines = groups.map(({ problems }) => problems.flatMap(({ message }) => message.split("\n")));
  const said = lines.map((those) => those.find((line) => lockTimeout.test(line)));
  const [first, second] = said.filter((line) => line !== undefined);
  if (first === undefined || second === undefined) return { groups, last: null };
  // What runs out in the middle of CREATE INDEX CONCURRENTLY leaves an invalid index behind.
  const but = lines.flat().some((line) => line.includes("CONCURRENTLY")) ? " without CONCURRENTLY" : "";
  return {
    groups: groups.map((group) => ({ ...group, problems: group.problems.map(without) })),
    last: `Before each statement${but}: ${first.replace(lockTimeout, "")}`,
  };
}

function without(problem: ProblemGroup["problems"][number]): ProblemGroup["problems"][number] {
  const lines = problem.message.split("\n");
  const kept = lines.filter((line) => !lockTimeout.test(line));
  return kept.length === lines.length ? problem : { ...problem, message: kept.join("\n") };
}
