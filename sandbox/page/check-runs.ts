/** The check runs of a commit, and what they come to. */

import type { CheckRun, Repository } from "../world.ts";

/** Of each name the last run, as GitHub shows them. */
export function lastRuns(repository: Repository, sha: string): CheckRun[] {
  const suites = repository.checkSuites.filter((suite) => suite.headSha === sha);
  return suites.flatMap(({ checkRuns }) => [...new Map(checkRuns.map((run) => [run.name, run])).values()]);
}

/** What passes as far as merging goes. */
export function passes(run: CheckRun): boolean {
  return ["success", "neutral", "skipped"].includes(run.conclusion ?? "");
}

/** The run whose sign stands for all of them: one that fails, else one that goes on, else any. */
export function worstOf(runs: readonly CheckRun[]): CheckRun | undefined {
  const failed = runs.find((run) => run.status === "completed" && !passes(run));
  return failed ?? runs.find((run) => run.status !== "completed") ?? runs[0];
}
