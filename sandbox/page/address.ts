/** What an address says: what is asked for, and by whom. */

import type { Sandbox } from "../sandbox.ts";
import type { Account, PullRequest, Repository } from "../world.ts";
import type { Viewer } from "./view.ts";

/** The parts of the path. What is no text in UTF-8 is nothing. */
export function partsOf(url: URL): string[] {
  try {
    return url.pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** Whoever the address names with `as`, else the one who would look at the page. */
export function viewerOf(sandbox: Sandbox, url: URL, usual: Account): Viewer {
  const wanted = url.searchParams.get("as")?.toLowerCase();
  const people = [...sandbox.world.accounts.values()].filter(({ type }) => type === "User");
  const chosen = people.find(({ login }) => login.toLowerCase() === wanted);
  return {
    account: chosen ?? usual,
    chosen: chosen !== undefined,
    others: people.map(({ login }) => login).toSorted(),
  };
}

/** The open pull request that comes from a branch. `branch` may be followed by folders. */
export function comesFrom(sandbox: Sandbox, repository: Repository, branch: string): PullRequest | null {
  const pulls = sandbox.repositories().flatMap(({ pullRequests }) => [...pullRequests.values()]);
  const here = ({ state, headRepository, headRef }: PullRequest): boolean =>
    state === "open" && headRepository === repository && `${branch}/`.startsWith(`${headRef}/`);
  return pulls.find(here) ?? null;
}

/** Who writes to a branch: the author of the pull request that comes from it. */
export function writerOf(sandbox: Sandbox, repository: Repository, branch: string): Account {
  return comesFrom(sandbox, repository, branch)?.author ?? repository.owner;
}
