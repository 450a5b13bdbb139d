/** Check runs and suites as the API and the webhooks show them. */

import type { Sandbox } from "../sandbox.ts";
import type { CheckRun, CheckSuite, PullRequest } from "../world.ts";
import { appPayload } from "./app.ts";
import { webhookCommit } from "./commit.ts";
import { stamp, stampOrNull } from "./dates.ts";
import { pullRequestName } from "./pull-request.ts";
import { apiUrl, htmlUrl } from "./repository.ts";

export function checkRunPayload(sandbox: Sandbox, run: CheckRun) {
  const { suite } = run;
  const url = `${apiUrl(sandbox, suite.repository)}/check-runs/${run.id}`;
  const html = `${htmlUrl(sandbox, suite.repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: run.node,
    head_sha: run.headSha,
    external_id: run.externalId ?? "",
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: stampOrNull(run.startedAt),
    completed_at: stampOrNull(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suite.id },
    app: appPayload(sandbox, suite.app),
    pull_requests: pullRequestsOf(suite).map((pullRequest) => pullRequestName(sandbox, pullRequest)),
  };
}

/** In a webhook, the suite is told as well. */
export function checkRunEvent(sandbox: Sandbox, run: CheckRun) {
  return { ...checkRunPayload(sandbox, run), check_suite: suitePart(sandbox, run.suite) };
}

export async function checkSuiteEvent(sandbox: Sandbox, suite: CheckSuite) {
  const commit = await sandbox.git(suite.repository).commit(suite.headSha);
  return {
    ...suitePart(sandbox, suite),
    latest_check_runs_count: suite.checkRuns.length,
    check_runs_url: `${suiteUrl(sandbox, suite)}/check-runs`,
    head_commit: commit === null ? null : webhookCommit(commit),
  };
}

function suitePart(sandbox: Sandbox, suite: CheckSuite) {
  const last = suite.checkRuns.at(-1);
  return {
    id: suite.id,
    node_id: suite.node,
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: last?.status ?? "queued",
    conclusion: last?.conclusion ?? null,
    url: suiteUrl(sandbox, suite),
    before: null,
    after: suite.headSha,
    pull_requests: pullRequestsOf(suite).map((pullRequest) => pullRequestName(sandbox, pullRequest)),
    app: appPayload(sandbox, suite.app),
    created_at: stamp(suite.createdAt),
    updated_at: stamp(last?.completedAt ?? last?.startedAt ?? suite.createdAt),
  };
}

function suiteUrl(sandbox: Sandbox, suite: CheckSuite): string {
  return `${apiUrl(sandbox, suite.repository)}/check-suites/${suite.id}`;
}

/** GitHub looks for branches of the same repository only: for a fork there are none. */
function pullRequestsOf({ repository, headSha }: CheckSuite): PullRequest[] {
  return [...repository.pullRequests.values()].filter(
    (pullRequest) =>
      pullRequest.state === "open" &&
      pullRequest.headRepository === repository &&
      pullRequest.headOid === headSha,
  );
}
