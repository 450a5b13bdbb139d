/** Writes a check run: one request, and one more for each fifty annotations. */

import type { CheckRun } from "../../core/render/pull-request/pages.ts";
import type { CheckWrite } from "../../review/github.ts";
import type { Client, Manner } from "./client.ts";
import { needNumber } from "./json.ts";
import { checkName } from "./pull-request-query.ts";

/** GitHub's limit for one request; those of the next ones are added. */
const annotationLimit = 50;

/** A check that is written twice stands there once: GitHub shows the last of its name. */
const manner: Manner = { count: "writes", right: "writing", again: true, creates: 1 };

export async function writeCheck(
  client: Client,
  { owner, name }: { owner: string; name: string },
  { head, check, externalId, startedAt }: CheckWrite,
): Promise<void> {
  const { title, summary, text } = check;
  const batches: object[][] = [];
  const annotations = check.annotations.map(annotationOf);
  for (let at = 0; at < annotations.length; at += annotationLimit)
    batches.push(annotations.slice(at, at + annotationLimit));
  const [first = [], ...rest] = batches;
  const output = { title, summary, ...(text === null ? {} : { text }) };
  const mark = externalId === null ? {} : { external_id: externalId };
  const created = await client.rest(
    {
      route: "POST /repos/{owner}/{repo}/check-runs",
      parameters: { owner, repo: name },
      body: {
        name: checkName,
        head_sha: head,
        status: "completed",
        conclusion: check.conclusion,
        started_at: startedAt.toISOString(),
        completed_at: new Date(client.now()).toISOString(),
        // It stands for the result once all of it is there.
        ...(rest.length === 0 ? mark : {}),
        output: { ...output, annotations: first },
        actions: check.actions,
      },
    },
    manner,
  );
  for (const [index, batch] of rest.entries()) {
    await client.rest(
      {
        route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
        parameters: { owner, repo: name, check_run_id: needNumber(created, "id") },
        body: { ...(index === rest.length - 1 ? mark : {}), output: { title, summary, annotations: batch } },
      },
      // Annotations that were added and not told of would be there twice.
      { ...manner, count: "others", again: false, creates: 0 },
    );
  }
}

function annotationOf(annotation: CheckRun["annotations"][number]): object {
  const { path, startLine, endLine, startColumn, endColumn, level, title, message } = annotation;
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    ...(startColumn === null || startLine !== endLine ? {} : { start_column: startColumn }),
    ...(endColumn === null || startLine !== endLine ? {} : { end_column: endColumn }),
    annotation_level: level,
    title,
    message,
  };
}
