/** Reads a pull request: one query, and one more for each further page of a list. */

import { defaultPolicy } from "../../core/judge/default-policy.ts";
import { policyPath } from "../../gather/settings.ts";
import type { PullRequestState } from "../../review/pull-request.ts";
import type { Client, Manner } from "./client.ts";
import type { FieldError } from "./graphql-answer.ts";
import { at, isAt, listAt, needList, needNumber, needText, textAt } from "./json.ts";
import { answersOf, isRecorded, ledgerOf, noteCommentOf, ownThreadsOf } from "./own-comments.ts";
import { textsOf } from "./person-texts.ts";
import { pageQueries, pullRequestQuery } from "./pull-request-query.ts";
import type { PagedList } from "./pull-request-query.ts";
import { approvalsOf, basedAt, isCut, listedCommit, listedFile, startsOf } from "./pull-request-lists.ts";
import { isPolicyPath, policiesOf, repositoryState } from "./repository-state.ts";

/** More files are read with their patches, if any of them is wanted. */
const fileLimit = 300;
/** So many pages of one list are read. */
const pageLimit = 30;

const manner: Manner = { count: "reads", right: "reading", again: true };
const further: Manner = { ...manner, count: "others" };

const pullRequestPlace = ["node", "pullRequest"];
const tipPlace = [...pullRequestPlace, "baseRef", "target"];

/** Null: there is no such pull request. Throws `GitHubTrouble`. */
export async function readPullRequest(
  client: Client,
  number: number,
  appId: number,
): Promise<PullRequestState | null> {
  const { data, errors } = await client.graphql(
    pullRequestQuery,
    {
      node: client.id.node,
      number,
      app: appId,
      policy: policyPath,
      exceptions: defaultPolicy.exceptions.file,
    },
    manner,
    isMissed,
  );
  const node = at(data, "node");
  const repository = repositoryState(node);
  const pull = at(node, "pullRequest");
  if (pull === null || pull === undefined) return null;
  const lists = await listsOf(client, pull, appId);
  const commits = lists.commits.map(listedCommit);
  const head = headOf(pull);
  const base = baseOf(pull);
  return {
    repository,
    node: needText(pull, "id"),
    number: needNumber(pull, "number"),
    url: needText(pull, "url"),
    title: needText(pull, "title"),
    body: needText(pull, "body"),
    state: states.get(needText(pull, "state")) ?? "closed",
    mergedAt: textAt(pull, "mergedAt"),
    draft: isAt(pull, "isDraft"),
    author: textAt(pull, "author", "login"),
    head,
    base,
    files: lists.files.map(listedFile),
    fileCount: needNumber(pull, "changedFiles"),
    ahead: { count: needNumber(pull, "commits", "totalCount"), firstParents: startsOf(commits) },
    commits: commits.map(({ oid, logins, unknown, merge }) => ({ oid, logins, unknown, merge })),
    commitsCut: isCut(commits.length, needNumber(pull, "commits", "totalCount")),
    approvals: approvalsOf(lists.reviews, basedAt(pull)),
    issues: listAt(pull, "closingIssuesReferences", "nodes").map((issue) => ({
      number: needNumber(issue, "number"),
      title: needText(issue, "title"),
      body: needText(issue, "body"),
    })),
    policy: policiesOf(data, errors, repository, tipPlace, await client.hasOrganisation()),
    exceptionsAtTip: textAt(pull, "baseRef", "target", "exceptions", "oid"),
    check: checkOf(pull, head.oid),
    noteComment: noteCommentOf(lists.comments),
    ledger: ledgerOf(lists.comments),
    recorded: isRecorded(lists.comments),
    texts: textsOf({
      comments: lists.comments,
      reviews: [...lists.reviews, ...lists.remarks],
      threads: lists.reviewThreads,
    }),
    answers: answersOf([...lists.comments, ...lists.reviewThreads.flatMap(commentsOf)]),
    threads: ownThreadsOf(lists.reviewThreads),
    siblings: siblingsOf(node, pull, number, head.oid),
  };
}

const states = new Map<string, PullRequestState["state"]>([
  ["OPEN", "open"],
  ["CLOSED", "closed"],
  ["MERGED", "merged"],
]);

/** Fields that may be missing: there is no such pull request, no such file, or it lies in a repository that the App cannot see. */
function isMissed({ path, type }: FieldError): boolean {
  if (isPolicyPath(path, tipPlace)) return true;
  if (/^node\.pullRequest\.(?:closingIssuesReferences|headRepository|headRef)\b/u.test(path)) return true;
  // One that could not be told now is not one that is not there: its verdict would be missing in the check.
  if (path.includes(".associatedPullRequests")) return type === "NOT_FOUND" || type === "FORBIDDEN";
  return type === "NOT_FOUND" && (path === pullRequestPlace.join(".") || path.endsWith(".user"));
}

function headOf(pull: unknown): PullRequestState["head"] {
  const owner = textAt(pull, "headRepository", "owner", "login");
  const repository =
    owner === null
      ? null
      : {
          owner,
          name: needText(pull, "headRepository", "name"),
          url: needText(pull, "headRepository", "url"),
        };
  return {
    oid: needText(pull, "headRefOid"),
    ref: needText(pull, "headRefName"),
    repository,
    exists: textAt(pull, "headRef", "id") !== null,
    forcedAt: textAt(listAt(pull, "forced", "nodes")[0], "createdAt"),
  };
}

function baseOf(pull: unknown): PullRequestState["base"] {
  return {
    ref: needText(pull, "baseRefName"),
    tip: textAt(pull, "baseRef", "target", "oid") ?? needText(pull, "baseRefOid"),
  };
}

function checkOf(pull: unknown, head: string): PullRequestState["check"] {
  const [last] = listAt(pull, "last", "nodes");
  if (textAt(last, "commit", "oid") !== head) return null;
  const [suite] = listAt(last, "commit", "checkSuites", "nodes");
  const [run] = listAt(suite, "checkRuns", "nodes");
  if (run === undefined) return null;
  return {
    externalId: textAt(run, "externalId"),
    url: needText(run, "url"),
    completedAt: textAt(run, "completedAt"),
    text: textAt(run, "text") ?? "",
  };
}

/** GitHub links a commit of a fork to no pull request here, so the open ones are looked through as well. */
function siblingsOf(node: unknown, pull: unknown, number: number, head: string): number[] {
  const [last] = listAt(pull, "last", "nodes");
  const linked = listAt(last, "commit", "associatedPullRequests", "nodes").filter(
    (other) =>
      textAt(other, "state") === "OPEN" && textAt(other, "baseRepository", "id") === textAt(node, "id"),
  );
  const same = [...listAt(node, "pullRequests", "nodes"), ...linked].filter(
    (other) => textAt(other, "headRefOid") === head,
  );
  const numbers = new Set(same.map((other) => needNumber(other, "number")));
  numbers.delete(number);
  return [...numbers].toSorted((a, b) => a - b);
}

/** All pages, as far as something depends on them. */
async function listsOf(
  client: Client,
  pull: unknown,
  appId: number,
): Promise<Record<PagedList, readonly unknown[]>> {
  const node = needText(pull, "id");
  const whole = (list: PagedList, enough?: number): Promise<unknown[]> =>
    pagesOf(client, node, list, at(pull, list), appId, enough);
  const files = await whole("files", fileLimit);
  const commits = await whole("commits");
  const reviews = await whole("reviews");
  const remarks = await whole("remarks");
  const comments = await whole("comments");
  const reviewThreads: unknown[] = [];
  for (const thread of await whole("reviewThreads")) {
    const nodes = await pagesOf(client, needText(thread, "id"), "answers", at(thread, "comments"), appId);
    const totalCount = at(thread, "comments", "totalCount");
    reviewThreads.push(Object.assign({}, thread, { comments: { totalCount, nodes } }));
  }
  return { files, commits, reviews, remarks, comments, reviewThreads };
}

const commentsOf = (thread: unknown): unknown[] => listAt(thread, "comments", "nodes");

/** Their last pages count, so they are read backwards. */
const backwards = new Set<keyof typeof pageQueries>(["reviews", "remarks"]);

async function pagesOf(
  client: Client,
  node: string,
  list: keyof typeof pageQueries,
  first: unknown,
  appId: number,
  enough = Number.POSITIVE_INFINITY,
): Promise<unknown[]> {
  let nodes = needList(first, "nodes");
  let page = first;
  for (let count = 1; count < pageLimit && nodes.length < enough; count++) {
    const cursor = nextOf(page);
    if (cursor === null) break;
    const app = list === "reviews" ? { app: appId } : {};
    const answer = await client.graphql(pageQueries[list], { node, at: cursor, ...app }, further, isMissed);
    page = at(answer.data, "node", "page");
    const more = needList(page, "nodes");
    nodes = backwards.has(list) ? [...more, ...nodes] : [...nodes, ...more];
  }
  return nodes;
}

/** The cursor of the next page: backwards it is the one before. */
function nextOf(page: unknown): string | null {
  if (isAt(page, "pageInfo", "hasNextPage")) return textAt(page, "pageInfo", "endCursor");
  return isAt(page, "pageInfo", "hasPreviousPage") ? textAt(page, "pageInfo", "startCursor") : null;
}
