/** What the lists of a pull request say: files, commits and reviews. */

import { readSeen } from "../../core/render/pull-request/marker.ts";
import type { Approval, CommitAuthors, ListedFile } from "../../review/pull-request.ts";
import { authorLimit } from "./pull-request-query.ts";
import { at, isAt, listAt, needList, needNumber, needText, numberAt, textAt } from "./json.ts";

const changes = new Map<string, ListedFile["change"]>([
  ["ADDED", "added"],
  ["DELETED", "deleted"],
  ["MODIFIED", "modified"],
  ["RENAMED", "renamed"],
  ["COPIED", "copied"],
  ["CHANGED", "changed"],
]);

export function listedFile(node: unknown): ListedFile {
  return {
    path: needText(node, "path"),
    // What GitHub calls otherwise one day is looked at as a rename is: with its old name.
    change: changes.get(needText(node, "changeType")) ?? "renamed",
    additions: needNumber(node, "additions"),
    deletions: needNumber(node, "deletions"),
  };
}

export interface ListedCommit extends CommitAuthors {
  parents: string[];
}

export function listedCommit(node: unknown): ListedCommit {
  const commit = at(node, "commit");
  const logins = new Set<string>();
  const unknown = new Set<string>();
  const add = (person: unknown): void => {
    const login = textAt(person, "user", "login");
    if (login !== null) logins.add(login);
    else unknown.add(textAt(person, "name") ?? "nobody");
  };
  const authors = listAt(commit, "authors", "nodes");
  // Anybody can write GitHub's address into a commit: what it is said to have made itself, nobody knows who made.
  for (const author of authors) {
    if (isGitHub(author)) unknown.add("GitHub");
    else add(author);
  }
  const committer = at(commit, "committer");
  if (committer !== undefined && committer !== null && !isGitHub(committer)) add(committer);
  const more = (numberAt(commit, "authors", "totalCount") ?? authors.length) - authorLimit;
  if (more > 0) unknown.add(`${more} more`);
  const parents = listAt(commit, "parents", "nodes").map((parent) => needText(parent, "oid"));
  return {
    oid: needText(commit, "oid"),
    logins: [...logins],
    unknown: [...unknown],
    merge: parents.length > 1,
    parents,
  };
}

/** What is merged or edited on github.com is committed by GitHub itself. */
function isGitHub(committer: unknown): boolean {
  const login = textAt(committer, "user", "login");
  return (
    login === "web-flow" ||
    (login === null &&
      textAt(committer, "name") === "GitHub" &&
      textAt(committer, "email") === "noreply@github.com")
  );
}

/** So many commits may be all that GitHub lists and counts, as in its REST interface: people saw it both ways. */
const doubtfulCount = 250;

/** Whether there may be commits that were not listed. `total`: as GitHub counts them. */
export function isCut(listed: number, total: number): boolean {
  return total > listed || listed === doubtfulCount;
}

/** Parents that are no commits of the pull request, sorted: it starts from these. */
export function startsOf(commits: readonly ListedCommit[]): string[] {
  const own = new Set(commits.map(({ oid }) => oid));
  return [...new Set(commits.flatMap(({ parents }) => parents))].filter((oid) => !own.has(oid)).toSorted();
}

/** `reviews` in their order: of each author the last one that says something counts. `based`: when the pull request got its base; null: with its opening. */
export function approvalsOf(reviews: readonly unknown[], based: string | null): Approval[] {
  const last = new Map<string, unknown>();
  for (const review of reviews) {
    const by = textAt(review, "author", "login");
    if (by !== null) last.set(by, review);
  }
  return [...last].flatMap(([by, review]): Approval[] => {
    const head = textAt(review, "commit", "oid");
    if (textAt(review, "state") !== "APPROVED" || head === null) return [];
    const [suite] = listAt(review, "commit", "checkSuites", "nodes");
    const [check] = listAt(suite, "checkRuns", "nodes");
    const seen = check === undefined ? null : readSeen(textAt(check, "text") ?? "");
    const discounted = discountOf(review, based);
    return [
      {
        by,
        mayPush: isAt(review, "authorCanPushToRepository"),
        head,
        at: needText(review, "submittedAt"),
        seen,
        ...(discounted === null ? {} : { discounted }),
      },
    ];
  });
}

/** A workflow of the author's own can approve by a bot; and against another base the same head is another change. GitHub tells times to the second. */
function discountOf(review: unknown, based: string | null): "no person" | "another base" | null {
  if (textAt(review, "author", "__typename") !== "User") return "no person";
  const isLater = based === null || Date.parse(needText(review, "submittedAt")) > Date.parse(based);
  return isLater ? null : "another base";
}

/** When the base of the pull request was last another one, or was rewritten; null: never. */
export function basedAt(pull: unknown): string | null {
  const [event] = needList(pull, "timelineItems", "nodes");
  return event === undefined ? null : needText(event, "createdAt");
}
