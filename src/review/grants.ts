/** Whose approval counts: somebody who may push, and is not an author of what is judged. */

import type { InspectInput } from "../core/inspect.ts";
import type { Approval } from "../core/judge/approvals.ts";
import { policyPath } from "../gather/settings.ts";
import type { ChangeAnswer, GitHubRepository } from "./github.ts";
import type { CommitAuthors, PullRequestState } from "./pull-request.ts";

/** So many commits of one approver are looked at; somebody with more of them counts as an author. */
const lookLimit = 5;

export interface Grants {
  approvals: Approval[];
  /** Approvals that do not count, and commits that nobody can be asked about. */
  remarks: string[];
}

/** `paths`: the migrations, notes, exceptions and policy files of the change, under old and new names; null: nobody knows all of its files. */
export async function grantsOf(
  state: PullRequestState,
  paths: readonly string[] | null,
  repository: Pick<GitHubRepository, "touches">,
): Promise<Grants> {
  const approvals: Approval[] = [];
  const remarks: string[] = [];
  for (const { by, mayPush, head, seen, discounted } of state.approvals) {
    if (by === state.author) continue;
    if (discounted !== undefined)
      remarks.push(`The approval by ${by} grants nothing: ${discounts[discounted]}.`);
    else if (!mayPush)
      remarks.push(`The approval by ${by} grants nothing: ${by} may not push to this repository.`);
    else if (state.commitsCut) remarks.push(tooMany);
    else if (await isAuthor(by, state.commits, paths, repository)) {
      remarks.push(`The approval by ${by} grants nothing: ${by} is an author of what it would grant.`);
    } else if (head === state.head.oid) approvals.push({ by, covers: "head" });
    else if (seen !== null) approvals.push({ by, covers: new Set(seen) });
  }
  return { approvals, remarks: [...new Set([...remarks, ...strangers(state)])].slice(0, 10) };
}

async function isAuthor(
  login: string,
  commits: readonly CommitAuthors[],
  paths: readonly string[] | null,
  repository: Pick<GitHubRepository, "touches">,
): Promise<boolean> {
  const own = commits.filter(({ logins }) => logins.includes(login));
  if (paths === null) return own.length > 0;
  if (own.length > lookLimit) return true;
  for (const { oid } of own) {
    if (await repository.touches(oid, paths)) return true;
  }
  return false;
}

export const nothingGranted: Grants = { approvals: [], remarks: [] };

/** Files whose authors cannot grant: those that were judged. Null: nobody knows all files of the change. */
export function authoredPaths(
  { migrations, notes, exceptionsFile }: Pick<InspectInput, "migrations" | "notes" | "exceptionsFile">,
  unlisted: ChangeAnswer["unlisted"],
): string[] | null {
  if (unlisted !== null) return null;
  const files = [...migrations, ...notes].flatMap(({ path, oldPath }) => [
    path,
    ...(oldPath === null ? [] : [oldPath]),
  ]);
  return [...new Set([...files, exceptionsFile.path, policyPath])];
}

/** Where something may be granted, a commit of nobody known may be the approver's own. */
function strangers({ approvals, commits }: PullRequestState): string[] {
  if (approvals.length === 0) return [];
  return commits.flatMap(({ oid, unknown }) =>
    unknown.map(
      (name) =>
        `GitHub links the author of ${oid.slice(0, 10)} (${name}) to no account: look whose commit it is.`,
    ),
  );
}

const discounts = {
  "no person": "only persons can grant",
  "another base":
    "since then the base of this pull request changed, and with it what it brings; approve it again",
} as const;

const tooMany =
  "This pull request has more commits than are looked at, so nobody can tell whose they all are: approvals grant nothing here.";
