/** Reads the merged pull requests of a repository with their record comments, in the name of a person. */

import { UserError } from "../../core/errors.ts";
import type { Account, MarkedComment, MergedReading } from "../../core/record/audit.ts";
import { readMarker, recordKey } from "../../core/render/pull-request/marker.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { Logger } from "../log.ts";
import type { FieldError } from "./graphql-answer.ts";
import { at, isAt, listAt, needList, needNumber, needText, textAt } from "./json.ts";
import { listQuery, pageQuery, readQuery } from "./merged-query.ts";
import { PersonClient, publicApi } from "./person-client.ts";

export interface MergedRequest {
  owner: string;
  name: string;
  /** UTC, `YYYY-MM-DD`. */
  since: string;
  /** The slug of the App whose checks count. */
  app: string;
  /** Null: github.com's. */
  api: string | null;
  /** Null: the person gave none. */
  token: string | null;
  /** Is told how many pull requests there are, then of each that was read. */
  progress(total: number): { step(label: string): void; done(): void };
}

/** So many pages of a hundred are looked through for what was merged. */
const mostPages = 200;
/** So many pull requests are read by one query. */
const batchSize = 20;
/** So many pages of a hundred comments of one pull request. */
const mostCommentPages = 50;

/** Throws `UserError` for what the person can mend: no token, no access, no such repository, a limit, a silent GitHub. */
export async function readMerged(request: MergedRequest, log: Logger): Promise<MergedReading> {
  const { owner, name, token, api } = request;
  if (token === null) {
    throw new UserError(
      "audit asks GitHub, and needs a token that may read pull requests and checks: set GITHUB_TOKEN (or GH_TOKEN). With GitHub's own command line: GITHUB_TOKEN=$(gh auth token) lockstep audit ...",
    );
  }
  const client = new PersonClient(api ?? publicApi, token, `${owner}/${name}`, log);
  try {
    const { repository, ids, cut } = await mergedSince(client, request);
    const progress = request.progress(ids.length);
    const reading: MergedReading = { repository, pulls: [], cut, checksRead: true };
    for (let from = 0; from < ids.length; from += batchSize) {
      await readBatch(client, ids.slice(from, from + batchSize), request.app, reading, (number) =>
        progress.step(`#${number}`),
      );
    }
    progress.done();
    reading.pulls.sort((a, b) => b.mergedAt.localeCompare(a.mergedAt) || b.number - a.number);
    return reading;
  } catch (cause) {
    throw cause instanceof GitHubTrouble ? client.silence(cause) : cause;
  }
}

/** The ids of what was merged since then. A pull request that changes meanwhile moves to the start of the list, so that is looked at again. */
async function mergedSince(
  client: PersonClient,
  request: MergedRequest,
): Promise<{ repository: string; ids: string[]; cut: boolean }> {
  const first = await walk(client, request, request.since, mostPages);
  const { repository, newest, ids, cut } = first;
  const again = newest === null ? first : await walk(client, request, newest, mostPages);
  return { repository, ids: [...new Set([...ids, ...again.ids])], cut: cut || again.cut };
}

/** The last changed first, back to `until`: a day or a time. */
async function walk(
  client: PersonClient,
  { owner, name, since }: MergedRequest,
  until: string,
  pages: number,
) {
  const ids: string[] = [];
  let newest: string | null = null;
  for (let page = 0, cursor: string | null = null; ; page++) {
    const { data } = await client.graphql(listQuery, { owner, name, at: cursor }, () => false);
    const repository = needText(data, "repository", "nameWithOwner");
    const list = at(data, "repository", "pullRequests");
    for (const node of needList(list, "nodes")) {
      const updatedAt = needText(node, "updatedAt");
      newest ??= updatedAt;
      if (updatedAt < until) return { repository, ids, newest, cut: false };
      if ((textAt(node, "mergedAt") ?? "") >= since) ids.push(needText(node, "id"));
    }
    if (!isAt(list, "pageInfo", "hasNextPage")) return { repository, ids, newest, cut: false };
    if (page + 1 === pages) return { repository, ids, newest, cut: true };
    cursor = needText(list, "pageInfo", "endCursor");
  }
}

/** Puts what it reads into `reading`. What GitHub cannot answer in time is asked for in halves. */
async function readBatch(
  client: PersonClient,
  ids: readonly string[],
  app: string,
  reading: MergedReading,
  step: (number: number) => void,
): Promise<void> {
  let nodes: unknown[];
  try {
    const { data, errors } = await client.graphql(readQuery, { ids }, isMissed);
    nodes = listAt(data, "nodes");
    if (errors.some(isAboutChecks)) reading.checksRead = false;
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble) || ids.length === 1) throw cause;
    const half = Math.ceil(ids.length / 2);
    await readBatch(client, ids.slice(0, half), app, reading, step);
    return readBatch(client, ids.slice(half), app, reading, step);
  }
  for (const node of nodes) {
    const number = needNumber(node, "number");
    const { comments, cut } = await commentsOf(client, node);
    reading.cut ||= cut;
    reading.pulls.push({
      number,
      url: needText(node, "url"),
      mergedAt: needText(node, "mergedAt"),
      comments: comments.flatMap(markedComment),
      check: checkOf(node, app),
    });
    step(number);
  }
}

function isMissed(error: FieldError): boolean {
  return isAboutChecks(error) || (error.type === "NOT_FOUND" && /^nodes\.\d+$/u.test(error.path));
}

function isAboutChecks({ type, path }: FieldError): boolean {
  return type === "FORBIDDEN" && /\bcheck(?:Suites|Runs)\b/u.test(path);
}

async function commentsOf(
  client: PersonClient,
  node: unknown,
): Promise<{ comments: unknown[]; cut: boolean }> {
  let list = at(node, "comments");
  const comments = needList(list, "nodes");
  for (let page = 1; isAt(list, "pageInfo", "hasNextPage"); page++) {
    if (page === mostCommentPages) return { comments, cut: true };
    const cursor = needText(list, "pageInfo", "endCursor");
    const { data } = await client.graphql(pageQuery, { id: needText(node, "id"), at: cursor }, () => false);
    list = at(data, "node", "comments");
    comments.push(...needList(list, "nodes"));
  }
  return { comments, cut: false };
}

function markedComment(comment: unknown): MarkedComment[] {
  const body = needText(comment, "body");
  if (readMarker(body) !== recordKey) return [];
  return [
    {
      url: needText(comment, "url"),
      body,
      author: accountOf(at(comment, "author")),
      editor: accountOf(at(comment, "editor")),
      editedAt: textAt(comment, "lastEditedAt"),
    },
  ];
}

function accountOf(actor: unknown): Account | null {
  const login = textAt(actor, "login");
  return login === null ? null : { login, isBot: textAt(actor, "__typename") === "Bot" };
}

function checkOf(node: unknown, app: string): string | null {
  const [last] = listAt(node, "commits", "nodes");
  if (textAt(last, "commit", "oid") !== textAt(node, "headRefOid")) return null;
  const own = listAt(last, "commit", "checkSuites", "nodes").find(
    (suite) => textAt(suite, "app", "slug") === app,
  );
  const [run] = listAt(own, "checkRuns", "nodes");
  return textAt(run, "text");
}
