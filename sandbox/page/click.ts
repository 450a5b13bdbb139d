/** What a click on a button of a page does. */

import * as person from "../person.ts";
import { notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, PullRequest, Repository } from "../world.ts";
import { comesFrom, partsOf, viewerOf, writerOf } from "./address.ts";
import { clickComment } from "./click-comment.ts";
import { encodePath, href, repositoryPath } from "./view.ts";

/** The address of the page that follows. Null: there is no such button. Throws what GitHub refuses. */
export async function click(sandbox: Sandbox, url: URL, form: URLSearchParams): Promise<string | null> {
  const [owner = "", name = "", room, ...rest] = partsOf(url);
  const repository = sandbox.repository(owner, name);
  if (repository === null) return null;
  if (room === "new") return newFile(sandbox, repository, url, rest.join("/"), form);
  const [number, ...button] = rest;
  const pull = repository.pullRequests.get(Number(number));
  if (room !== "pull" || pull === undefined) return null;
  const viewer = viewerOf(sandbox, url, pull.author);
  const next = await onPullRequest(sandbox, pull, viewer.account, button, form);
  return next === null ? null : href(viewer, `${repositoryPath(repository)}/pull/${pull.number}${next}`);
}

async function newFile(
  sandbox: Sandbox,
  repository: Repository,
  url: URL,
  branch: string,
  form: URLSearchParams,
): Promise<string> {
  const viewer = viewerOf(sandbox, url, writerOf(sandbox, repository, branch));
  const file = {
    repository,
    branch,
    path: (form.get("filename") ?? "").trim(),
    content: textOf(form.get("value")),
  };
  await person.commitNewFile(sandbox, viewer.account, file);
  const pull = comesFrom(sandbox, repository, branch);
  const next =
    pull === null
      ? `${repositoryPath(repository)}/blob/${encodePath(branch)}/${encodePath(file.path)}`
      : `${repositoryPath(pull.repository)}/pull/${pull.number}/files`;
  return href(viewer, next);
}

async function onPullRequest(
  sandbox: Sandbox,
  pull: PullRequest,
  by: Account,
  [room, id, what, identifier = ""]: readonly string[],
  form: URLSearchParams,
): Promise<string | null> {
  if (room === "reviews" && id === undefined) return review(sandbox, pull, by, form);
  if (room === "comments" || room === "threads") {
    return clickComment(sandbox, pull, by, [room, id ?? "", what ?? ""], textOf(form.get("body")));
  }
  if (room === "merge" && id === undefined) {
    await person.mergePullRequest(sandbox, by, pull);
    return "#merged";
  }
  if (room === "suggestions") return suggestion(sandbox, pull, by, Number(id));
  if (room !== "checks") return null;
  const runs = pull.repository.checkSuites.flatMap(({ checkRuns }) => checkRuns);
  const run = runs.find((candidate) => candidate.id === Number(id));
  if (run === undefined) return null;
  if (what === "actions") person.clickCheckAction(sandbox, by, run, identifier);
  else if (what === "rerequest") person.rerequestCheckRun(sandbox, by, run);
  else return null;
  return `/checks?check_run_id=${run.id}`;
}

async function review(
  sandbox: Sandbox,
  pull: PullRequest,
  by: Account,
  form: URLSearchParams,
): Promise<string | null> {
  const body = textOf(form.get("body"));
  const wanted = form.get("do");
  if (wanted === "comment") return `#issuecomment-${person.comment(sandbox, by, pull, body).id}`;
  if (wanted !== "APPROVED" && wanted !== "CHANGES_REQUESTED") return null;
  const { id } = await person.review(sandbox, by, pull, { state: wanted, body });
  return `#pullrequestreview-${id}`;
}

async function suggestion(sandbox: Sandbox, pull: PullRequest, by: Account, id: number): Promise<string> {
  const comment = pull.threads.flatMap(({ comments }) => comments).find((each) => each.id === id);
  if (comment === undefined) throw notFound();
  await person.applySuggestion(sandbox, by, comment);
  return "/files";
}

/** A form sends the end of a line as two characters. */
function textOf(value: string | null): string {
  return (value ?? "").replaceAll("\r\n", "\n");
}
