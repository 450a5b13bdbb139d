/** Check suites of a commit in one repository, and the runs in them. */

import type { CheckRun, CheckSuite, Repository } from "../world.ts";

export interface SuiteFilter {
  appId?: number | null;
  checkName?: string | null;
}

export interface RunFilter extends SuiteFilter {
  checkType?: "ALL" | "LATEST" | null;
  conclusions?: readonly string[] | null;
  status?: string | null;
  statuses?: readonly string[] | null;
}

export function suitesOf(
  repository: Repository,
  oid: string,
  filter: SuiteFilter | null | undefined,
): CheckSuite[] {
  const { appId, checkName } = filter ?? {};
  return repository.checkSuites.filter(
    (suite) =>
      suite.headSha === oid &&
      (appId == null || suite.app.id === appId) &&
      (checkName == null || suite.checkRuns.some((run) => run.name === checkName)),
  );
}

/** Oldest first (assumed); without `ALL` the last of each name, as REST documents it (assumed of GraphQL). */
export function runsOf(suite: CheckSuite, filter: RunFilter | null | undefined): CheckRun[] {
  const { appId, checkName, checkType, conclusions, status, statuses } = filter ?? {};
  const runs = checkType === "ALL" ? suite.checkRuns : latest(suite.checkRuns);
  return runs.filter(
    (run) =>
      (appId == null || suite.app.id === appId) &&
      (checkName == null || run.name === checkName) &&
      (conclusions == null || conclusions.includes((run.conclusion ?? "").toUpperCase())) &&
      (status == null || run.status.toUpperCase() === status) &&
      (statuses == null || statuses.includes(run.status.toUpperCase())),
  );
}

function latest(runs: readonly CheckRun[]): CheckRun[] {
  return [...new Map(runs.map((run) => [run.name, run])).values()];
}
