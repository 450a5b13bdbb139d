/** Check runs: only Apps write them, and each only its own. */

import type { Authorization } from "../authorization.ts";
import { checkRunPayload } from "../payloads/checks.ts";
import { htmlUrl } from "../payloads/repository.ts";
import { Refused, notAccessible, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { createCheckRun, updateCheckRun } from "../state/checks.ts";
import type { CheckRunChange } from "../state/checks.ts";
import type { Annotation, App, CheckRun, Repository } from "../world.ts";
import type { Operation } from "./operation.ts";
import { listReply } from "./page.ts";

interface CheckBody {
  name?: string;
  head_sha?: string;
  details_url?: string;
  external_id?: string;
  status?: CheckRun["status"];
  conclusion?: string;
  started_at?: string;
  completed_at?: string;
  output?: { title?: string; summary: string; text?: string; annotations?: Annotation[] };
  actions?: CheckRun["actions"];
}

export const checkOperations: readonly Operation[] = [
  {
    route: "POST /repos/{owner}/{repo}/check-runs",
    about: "repository",
    needs: [["checks", "write"]],
    handle: async ({ sandbox, repository, authorization, body }) => {
      const app = writingApp(authorization);
      const { name = "", head_sha: sha = "" } = body as CheckBody;
      const change = changeOf(sandbox, body as CheckBody);
      const commit = await sandbox.git(repository).commit(sha);
      if (commit === null) throw new Refused(422, `No commit found for SHA: ${sha}`);
      const run = createCheckRun(sandbox, repository, app, sha, { ...change, name });
      return { status: 201, body: checkRunPayload(sandbox, run) };
    },
  },
  {
    route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
    about: "repository",
    needs: [["checks", "write"]],
    handle: ({ sandbox, repository, authorization, params, body }) => {
      const app = writingApp(authorization);
      const run = checkRunOf(repository, params["check_run_id"]);
      if (run.suite.app !== app)
        throw new Refused(
          403,
          "Invalid app_id `" +
            app.id +
            "` - check run can only be modified by the GitHub App that created it.",
        );
      updateCheckRun(sandbox, run, changeOf(sandbox, body as CheckBody));
      return { status: 200, body: checkRunPayload(sandbox, run) };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/check-runs/{check_run_id}",
    about: "repository",
    needs: [["checks", "read"]],
    handle: ({ sandbox, repository, params }) => ({
      status: 200,
      body: checkRunPayload(sandbox, checkRunOf(repository, params["check_run_id"])),
    }),
  },
  {
    route: "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
    about: "repository",
    needs: [["checks", "read"]],
    handle: ({ repository, ...asked }) => {
      const run = checkRunOf(repository, asked.params["check_run_id"]);
      const html = htmlUrl(asked.sandbox, repository);
      return listReply(asked, run.annotations, (annotation) => ({
        start_column: null,
        end_column: null,
        title: null,
        raw_details: null,
        ...annotation,
        blob_href: `${html}/blob/${run.headSha}/${encodeURI(annotation.path)}`,
      }));
    },
  },
];

function writingApp(authorization: Authorization): App {
  if (authorization.kind !== "installation") throw notAccessible();
  return authorization.token.installation.app;
}

function checkRunOf({ checkSuites }: Repository, id: string | undefined): CheckRun {
  const runs = checkSuites.flatMap(({ checkRuns }) => checkRuns);
  const run = runs.find((candidate) => candidate.id === Number(id));
  if (run === undefined) throw notFound();
  return run;
}

/** Only what the body names. Throws what the description of the API does not say, and GitHub refuses. */
function changeOf(sandbox: Sandbox, body: CheckBody): CheckRunChange {
  if (body.status === "completed" && body.conclusion === undefined) {
    throw invalid("If conclusion is missing, status cannot be completed.");
  }
  const { output } = body;
  for (const annotation of output?.annotations ?? []) checkAnnotation(sandbox, annotation);
  const change: CheckRunChange = {};
  if (body.name !== undefined) change.name = body.name;
  if (body.details_url !== undefined) change.detailsUrl = body.details_url;
  if (body.external_id !== undefined) change.externalId = body.external_id;
  if (body.status !== undefined) change.status = body.status;
  if (body.conclusion !== undefined)
    Object.assign(change, { conclusion: body.conclusion, status: "completed" });
  if (body.started_at !== undefined) change.startedAt = new Date(body.started_at);
  if (body.completed_at !== undefined) change.completedAt = new Date(body.completed_at);
  if (body.actions !== undefined) change.actions = body.actions;
  if (output === undefined) return change;
  change.summary = output.summary;
  if (output.title !== undefined) change.title = output.title;
  if (output.text !== undefined) change.text = output.text;
  if (output.annotations !== undefined) change.annotations = output.annotations;
  return change;
}

function checkAnnotation({ limits }: Sandbox, annotation: Annotation): void {
  const { start_line: start, end_line: end, message, title = "", raw_details: details = "" } = annotation;
  const bytes = Math.max(Buffer.byteLength(message), Buffer.byteLength(details));
  if (bytes > limits.annotationMessageBytes) throw invalid("An annotation's text is longer than 64 KB.");
  if (title.length > limits.annotationTitle)
    throw invalid("An annotation's title is longer than 255 characters.");
  if (start < 1 || end < start) throw invalid("An annotation ends before it starts.");
  const columns = annotation.start_column !== undefined || annotation.end_column !== undefined;
  if (columns && start !== end) throw invalid("Columns are for annotations of one line only.");
  if (annotation.path.startsWith("/")) throw invalid("An annotation's path begins with a slash.");
}

function invalid(message: string): Refused {
  return new Refused(422, `Invalid request.\n\n${message}`);
}
