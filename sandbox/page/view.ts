/** What the pages of one pull request show, and to whom. */

import type { Account, CheckRun, PullRequest, Repository } from "../world.ts";
import type { DiffFile } from "../git/diff.ts";
import type { Commit } from "../git/objects.ts";

/** The person who looks and clicks. */
export interface Viewer {
  account: Account;
  /** Named in the address: links go on as the same person. */
  chosen: boolean;
  /** Whom one can act as. */
  others: readonly string[];
}

export interface PullRequestView {
  repository: Repository;
  pull: PullRequest;
  viewer: Viewer;
  /** Whether the viewer may push: then they may merge, and change what others wrote. */
  mayPush: boolean;
  /** `/OWNER/NAME/pull/N`. */
  path: string;
  /** From the merge base to the head. */
  files: readonly DiffFile[];
  /** Oldest first. */
  commits: readonly Commit[];
  /** The last run of each name on the head. */
  checks: readonly CheckRun[];
  /** The login that GitHub links an address to. */
  loginOf: (email: string) => string | null;
}

/** An address on our pages that keeps the person. */
export function href(viewer: Viewer, path: string): string {
  if (!viewer.chosen) return path;
  const [place = "", anchor] = path.split("#");
  const separator = place.includes("?") ? "&" : "?";
  const address = `${place}${separator}as=${encodeURIComponent(viewer.account.login)}`;
  return anchor === undefined ? address : `${address}#${anchor}`;
}

/** `/OWNER/NAME`. */
export function repositoryPath(repository: Repository): string {
  return `/${encodeURIComponent(repository.owner.login)}/${encodeURIComponent(repository.name)}`;
}

/** A path or a ref in an address: its slashes stay. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
