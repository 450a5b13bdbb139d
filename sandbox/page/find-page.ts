/** The page that an address means. */

import { openNewFilePage } from "../people/new-file.ts";
import type { Sandbox } from "../sandbox.ts";
import type { PullRequest, Repository } from "../world.ts";
import { partsOf, viewerOf, writerOf } from "./address.ts";
import { checksPage } from "./checks-page.ts";
import { conversationPage } from "./conversation-page.ts";
import { filePage } from "./file-page.ts";
import { filesPage } from "./files-page.ts";
import { gatherView } from "./gather-view.ts";
import type { Html } from "./html.ts";
import { newFilePage } from "./new-file-page.ts";
import { overviewPage } from "./overview-page.ts";
import type { PullRequestView, Viewer } from "./view.ts";

/** A page before its frame. */
export interface Page {
  title: string;
  repository: Repository | null;
  viewer: Viewer | null;
  body: Html;
}

/** Null: this is not a page of ours. Throws what GitHub refuses. */
export async function findPage(sandbox: Sandbox, url: URL): Promise<Page | null> {
  if (url.pathname === "/") return overview(sandbox.repositories());
  const [owner = "", name = "", ...rest] = partsOf(url);
  const repository = sandbox.repository(owner, name);
  if (repository === null) return null;
  const [room, first = "", ...more] = rest;
  if (room === undefined) return overview([repository]);
  if (room === "pull") return pullRequest(sandbox, repository, url, first, more[0]);
  if (room === "runs") return run(sandbox, repository, url, Number(first));
  if (room === "new") return newFile(sandbox, repository, url, [first, ...more].join("/"));
  if (room === "blob") return blob(sandbox, repository, url, [first, ...more]);
  return null;
}

function overview(repositories: readonly Repository[]): Page {
  const [only] = repositories.length === 1 ? repositories : [];
  return {
    title: only === undefined ? "Sandbox" : `${only.owner.login}/${only.name}`,
    repository: only ?? null,
    viewer: null,
    body: overviewPage(repositories),
  };
}

async function pullRequest(
  sandbox: Sandbox,
  repository: Repository,
  url: URL,
  number: string,
  tab: string | undefined,
): Promise<Page | null> {
  const pull = repository.pullRequests.get(Number(number));
  if (pull === undefined) return null;
  const view = await gatherView(sandbox, repository, pull, url);
  const body = showTab(view, tab, url);
  return body === null ? null : { title: titleOf(pull), repository, viewer: view.viewer, body };
}

function showTab(view: PullRequestView, tab: string | undefined, url: URL): Html | null {
  if (tab === undefined) return conversationPage(view);
  if (tab === "files") return filesPage(view);
  if (tab === "checks") return checksPage(view, Number(url.searchParams.get("check_run_id")));
  return null;
}

/** A check run by its own address: shown on the pull request that has its commit. */
async function run(sandbox: Sandbox, repository: Repository, url: URL, id: number): Promise<Page | null> {
  const suite = repository.checkSuites.find(({ checkRuns }) => checkRuns.some((each) => each.id === id));
  const pulls = [...repository.pullRequests.values()];
  const pull = pulls.find(({ headOid }) => headOid === suite?.headSha);
  if (pull === undefined) return null;
  const view = await gatherView(sandbox, repository, pull, url);
  return { title: titleOf(pull), repository, viewer: view.viewer, body: checksPage(view, id) };
}

/** Throws what GitHub refuses: an address that is too long, a branch that is not there. */
function newFile(sandbox: Sandbox, repository: Repository, url: URL, branch: string): Page {
  const viewer = viewerOf(sandbox, url, writerOf(sandbox, repository, branch));
  const file = openNewFilePage(sandbox, viewer.account, url.href);
  return { title: "New file", repository, viewer, body: newFilePage(file, viewer) };
}

/** A ref may have slashes: the longest one that is there counts. */
async function blob(
  sandbox: Sandbox,
  repository: Repository,
  url: URL,
  parts: readonly string[],
): Promise<Page | null> {
  const git = sandbox.git(repository);
  for (let length = parts.length - 1; length > 0; length--) {
    const ref = parts.slice(0, length).join("/");
    const path = parts.slice(length).join("/");
    const found = (await git.resolve(ref)) === null ? null : await git.blob(ref, path);
    if (found === null) continue;
    const viewer = viewerOf(sandbox, url, repository.owner);
    return { title: path, repository, viewer, body: filePage(path, ref, found.bytes.toString("utf8")) };
  }
  return null;
}

function titleOf({ title, number }: PullRequest): string {
  return `${title} \u00B7 #${number}`;
}
