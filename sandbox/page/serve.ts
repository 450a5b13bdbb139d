/** The pages on which a person sees what the sandbox holds: an address in, a page out. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { PageAnswer, Sandbox } from "../sandbox.ts";
import type { PullRequest, Repository } from "../world.ts";
import { checksPage } from "./checks-page.ts";
import { conversationPage } from "./conversation-page.ts";
import { filePage } from "./file-page.ts";
import { filesPage } from "./files-page.ts";
import { gatherView, viewerOf } from "./gather-view.ts";
import type { Html } from "./html.ts";
import { document } from "./layout.ts";
import { newFilePage } from "./new-file-page.ts";
import { overviewPage } from "./overview-page.ts";
import type { PullRequestView, Viewer } from "./view.ts";

/** A page before its frame. */
interface Page {
  title: string;
  repository: Repository | null;
  viewer: Viewer | null;
  body: Html;
}

const style = readFileSync(join(import.meta.dirname, "style.css"), "utf8");
const sign =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#1f6f8b"/></svg>';

/** Nothing but our own style sheet and sign is loaded, and forms go nowhere else. */
const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** Null: this is not a page of ours. */
export async function servePage(sandbox: Sandbox, url: URL): Promise<PageAnswer | null> {
  if (url.pathname === "/sandbox.css") return { status: 200, type: "text/css; charset=utf-8", body: style };
  if (url.pathname === "/sandbox.svg") return { status: 200, type: "image/svg+xml", body: sign };
  const page = await findPage(sandbox, url);
  if (page === null) return null;
  const body = document({ ...page, url });
  return { status: 200, type: "text/html; charset=utf-8", body, headers };
}

async function findPage(sandbox: Sandbox, url: URL): Promise<Page | null> {
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

/** The parts of an address. What is no text in UTF-8 is nothing. */
export function partsOf(url: URL): string[] {
  try {
    return url.pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
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
  const view = await gatherView(sandbox, repository, pull, url.searchParams.get("as"));
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
  const view = await gatherView(sandbox, repository, pull, url.searchParams.get("as"));
  return { title: titleOf(pull), repository, viewer: view.viewer, body: checksPage(view, id) };
}

function newFile(sandbox: Sandbox, repository: Repository, url: URL, ref: string): Page | null {
  if (sandbox.git(repository).branch(ref) === null) return null;
  const asked = url.searchParams;
  const file = { name: asked.get("filename") ?? "", value: asked.get("value") ?? "" };
  const viewer = viewerOf(sandbox, asked.get("as"), writerOf(sandbox, repository, ref));
  return { title: "New file", repository, viewer, body: newFilePage(repository, ref, file, viewer) };
}

/** Who writes to a branch: the author of the pull request that comes from it. */
export function writerOf(sandbox: Sandbox, repository: Repository, ref: string): PullRequest["author"] {
  const pulls = sandbox.repositories().flatMap(({ pullRequests }) => [...pullRequests.values()]);
  const open = pulls.find((pull) => pull.headRepository === repository && pull.headRef === ref);
  return open?.author ?? repository.owner;
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
    const viewer = viewerOf(sandbox, url.searchParams.get("as"), repository.owner);
    return { title: path, repository, viewer, body: filePage(path, ref, found.bytes.toString("utf8")) };
  }
  return null;
}

function titleOf({ title, number }: PullRequest): string {
  return `${title} \u00B7 #${number}`;
}
