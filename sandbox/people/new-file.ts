/** GitHub's page for a new file, reached by a link that fills it in. */

import { Refused, notFound, unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { commitOnPage } from "../state/commits.ts";
import type { Account, Repository } from "../world.ts";
import { requireRole } from "./rights.ts";

export interface NewFile {
  repository: Repository;
  branch: string;
  path: string;
  content: string;
}

/** What the page of a link shows: `/OWNER/NAME/new/BRANCH[/FOLDER]?filename=&value=`. Throws 414 when the link is too long, 404 when it leads nowhere. */
export function openNewFilePage(sandbox: Sandbox, by: Account, link: string): NewFile {
  const url = new URL(link, sandbox.url);
  if (`${url.pathname}${url.search}`.length > sandbox.limits.pageAddress)
    throw new Refused(414, "URI Too Long");
  const [owner = "", name = "", page, ...rest] = url.pathname.slice(1).split("/").map(decodeURIComponent);
  const repository = sandbox.repository(owner, name);
  if (repository === null || page !== "new") throw notFound();
  requireRole(sandbox, by, repository, "write");
  const git = sandbox.git(repository);
  for (let length = rest.length; length > 0; length--) {
    const branch = rest.slice(0, length).join("/");
    if (git.branch(branch) === null) continue;
    const path = [...rest.slice(length), url.searchParams.get("filename") ?? ""].filter(Boolean).join("/");
    return { repository, branch, path, content: url.searchParams.get("value") ?? "" };
  }
  throw notFound();
}

/** Presses "Commit changes". Returns the commit. Throws 422 when there is such a file, or the name is none. */
export async function commitNewFile(
  sandbox: Sandbox,
  by: Account,
  { repository, branch, path, content }: NewFile,
): Promise<string> {
  requireRole(sandbox, by, repository, "write");
  const parts = path.split("/");
  const isName = parts.every((part) => part !== "" && part !== "." && part !== ".." && part !== ".git");
  if (!isName || (await sandbox.git(repository).entry(branch, path)) !== null) {
    throw unprocessable({ resource: "Blob", field: "path", code: isName ? "already_exists" : "invalid" });
  }
  const message = `Create ${parts.at(-1) ?? ""}`;
  return commitOnPage(sandbox, repository, branch, by, {
    files: { [path]: content },
    message,
    coAuthors: [],
  });
}
