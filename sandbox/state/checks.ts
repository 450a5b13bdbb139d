/** Check suites and check runs. */

import { identify } from "../ids.ts";
import { checkRunEvent, checkSuiteEvent } from "../payloads/checks.ts";
import { grants, installationsOn } from "../permissions.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, App, CheckRun, CheckSuite, Repository } from "../world.ts";

/** What a request may say of a check run; what it leaves out stays as it is. */
export type CheckRunChange = Partial<
  Pick<
    CheckRun,
    | "name"
    | "detailsUrl"
    | "externalId"
    | "status"
    | "conclusion"
    | "startedAt"
    | "completedAt"
    | "title"
    | "summary"
    | "text"
    | "actions"
    | "annotations"
  >
>;

export function createCheckRun(
  sandbox: Sandbox,
  repository: Repository,
  app: App,
  headSha: string,
  change: CheckRunChange & { name: string },
): CheckRun {
  const suite =
    repository.checkSuites.find((known) => known.app === app && known.headSha === headSha) ??
    addSuite(sandbox, repository, app, headSha, branchOf(sandbox, repository, headSha));
  const same = suite.checkRuns.filter(({ name }) => name === change.name).length;
  if (same >= sandbox.limits.checkRunsOfName) {
    throw new Refused(422, `Too many check runs named ${change.name} in one check suite.`);
  }
  const run = identify<CheckRun>(sandbox.world, "CR", ({ id, node }) => ({
    id,
    node,
    suite,
    headSha,
    externalId: null,
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: sandbox.clock.date(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
    ...change,
  }));
  if (run.status === "completed") run.completedAt ??= sandbox.clock.date();
  suite.checkRuns.push(run);
  announceRun(sandbox, "created", run, app.bot);
  if (run.status === "completed") announceRun(sandbox, "completed", run, app.bot);
  return run;
}

/** Annotations are added to those that are there. */
export function updateCheckRun(sandbox: Sandbox, run: CheckRun, change: CheckRunChange): void {
  const before = run.status;
  const annotations = [...run.annotations, ...(change.annotations ?? [])];
  Object.assign(run, change, { annotations });
  if (change.conclusion !== undefined) run.status = "completed";
  if (run.status === "completed") run.completedAt ??= sandbox.clock.date();
  else {
    run.conclusion = null;
    run.completedAt = null;
  }
  if (run.status === "completed" && before !== "completed") {
    announceRun(sandbox, "completed", run, run.suite.app.bot);
  }
}

/** Somebody presses a button of the check. */
export function requestAction(sandbox: Sandbox, run: CheckRun, identifier: string, by: Account): void {
  announceRun(sandbox, "requested_action", run, by, { requested_action: { identifier } });
}

export function rerequestRun(sandbox: Sandbox, run: CheckRun, by: Account): void {
  announceRun(sandbox, "rerequested", run, by);
}

export async function rerequestSuite(sandbox: Sandbox, suite: CheckSuite, by: Account): Promise<void> {
  await announceSuite(sandbox, "rerequested", suite, by);
}

/** After a push to a branch of the repository itself: a suite for each App that may write checks. */
export async function requestSuites(
  sandbox: Sandbox,
  repository: Repository,
  branch: string,
  headSha: string,
  by: Account,
): Promise<void> {
  for (const { app, permissions } of installationsOn(sandbox.world, repository)) {
    if (!grants(permissions, "checks", "write")) continue;
    if (repository.checkSuites.some((known) => known.app === app && known.headSha === headSha)) continue;
    const suite = addSuite(sandbox, repository, app, headSha, branch);
    await announceSuite(sandbox, "requested", suite, by);
  }
}

function addSuite(
  sandbox: Sandbox,
  repository: Repository,
  app: App,
  headSha: string,
  headBranch: string | null,
): CheckSuite {
  const suite = identify<CheckSuite>(sandbox.world, "CS", ({ id, node }) => ({
    id,
    node,
    app,
    repository,
    headSha,
    headBranch,
    createdAt: sandbox.clock.date(),
    checkRuns: [],
  }));
  repository.checkSuites.push(suite);
  return suite;
}

function branchOf(sandbox: Sandbox, repository: Repository, sha: string): string | null {
  const git = sandbox.git(repository);
  return git.branches().find((name) => git.branch(name) === sha) ?? null;
}

/** `created` and `completed` go to whoever subscribed; what asks for work goes to the App of the check alone. */
function announceRun(
  sandbox: Sandbox,
  action: "created" | "completed" | "rerequested" | "requested_action",
  run: CheckRun,
  sender: Account,
  more: Record<string, unknown> = {},
): void {
  const asks = action === "rerequested" || action === "requested_action";
  sandbox.webhooks.announce({
    event: "check_run",
    action,
    repository: run.suite.repository,
    sender,
    body: { check_run: checkRunEvent(sandbox, run), ...more },
    ...(asks ? { only: run.suite.app } : {}),
  });
}

async function announceSuite(
  sandbox: Sandbox,
  action: "requested" | "rerequested",
  suite: CheckSuite,
  sender: Account,
): Promise<void> {
  sandbox.webhooks.announce({
    event: "check_suite",
    action,
    repository: suite.repository,
    sender,
    body: { check_suite: await checkSuiteEvent(sandbox, suite) },
    only: suite.app,
  });
}
