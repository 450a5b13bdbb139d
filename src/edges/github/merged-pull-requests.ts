/** Reads the merged pull requests of a repository with their record comments, in the name of a person. */

import { UserError } from "../../core/errors.ts";
import type { Account, MarkedComment, MergedPullRequest, MergedReading } from "../../core/record/audit.ts";
import { readMarker, recordKey } from "../../core/render/pull-request/marker.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { Logger } from "../log.ts";
import type { FieldError } from "./graphql-answer.ts";
import { at, isAt, listAt, needList, needNumber, needText, textAt } from "./json.ts";
import { pageQuery, readQuery } from "./merged-query.ts";
import { mergedSince } from "./merged-since.ts";
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

/** Pages of a hundred that are read at most. */
interface MostPages {
  /** Of pull requests, in search of what was merged. */
  pulls: number;
  /** Of comments of one pull request. */
  comments: number;
}

/** So many pull requests are read by one query. */
const batchSize = 20;

/** Throws `UserError` for what the person can mend: no token, no access, no such repository, a limit, a silent GitHub. */
export async function readMerged(
  request: MergedRequest,
  log: Logger,
  most: MostPages = { pulls: 200, comments: 50 },
): Promise<MergedReading> {
  const { owner, name, since, token, api } = request;
  if (token === null) {
    throw new UserError(
      "audit asks GitHub, and needs a token that may read pull requests and checks: set GITHUB_TOKEN (or GH_TOKEN). With GitHub's own command line: GITHUB_TOKEN=$(gh auth token) lockstep audit ...",
    );
  }
  const client = new PersonClient(api ?? publicApi, token, `${owner}/${name}`, log);
  try {
    const { repository, ids, cut } = await mergedSince(client, { owner, name, since }, most.pulls);
    const reader = new MergedReader(client, request.app, most.comments);
    const read = await reader.read(ids, request.progress(ids.length));
    return { repository, ...read, cut: cut || read.cut };
  } catch (cause) {
    throw cause instanceof GitHubTrouble ? client.silence(cause) : cause;
  }
}

class MergedReader {
  readonly #client: PersonClient;
  readonly #app: string;
  readonly #mostComments: number;
  readonly #pulls: MergedPullRequest[] = [];
  #cut = false;
  #checksRead = true;

  constructor(client: PersonClient, app: string, mostComments: number) {
    this.#client = client;
    this.#app = app;
    this.#mostComments = mostComments;
  }

  async read(
    ids: readonly string[],
    progress: ReturnType<MergedRequest["progress"]>,
  ): Promise<Omit<MergedReading, "repository">> {
    try {
      for (let from = 0; from < ids.length; from += batchSize) {
        for (const node of await this.#nodes(ids.slice(from, from + batchSize))) {
          const pull = await this.#pullRequest(node);
          this.#pulls.push(pull);
          progress.step(`#${pull.number}`);
        }
      }
    } finally {
      progress.done();
    }
    const pulls = this.#pulls.toSorted((a, b) => b.mergedAt.localeCompare(a.mergedAt) || b.number - a.number);
    return { pulls, cut: this.#cut, checksRead: this.#checksRead };
  }

  /** What GitHub cannot answer in time is asked for in halves. */
  async #nodes(ids: readonly string[]): Promise<unknown[]> {
    try {
      const { data, errors } = await this.#client.graphql(readQuery, { ids }, isMissed);
      if (errors.some(isAboutChecks)) this.#checksRead = false;
      const nodes = listAt(data, "nodes");
      if (nodes.length < ids.length) this.#cut = true;
      return nodes;
    } catch (cause) {
      if (!(cause instanceof GitHubTrouble) || ids.length === 1) throw cause;
      const half = Math.ceil(ids.length / 2);
      return [...(await this.#nodes(ids.slice(0, half))), ...(await this.#nodes(ids.slice(half)))];
    }
  }

  async #pullRequest(node: unknown): Promise<MergedPullRequest> {
    const comments = await this.#comments(node);
    return {
      number: needNumber(node, "number"),
      url: needText(node, "url"),
      mergedAt: needText(node, "mergedAt"),
      comments: comments.flatMap(markedComment),
      check: checkOf(node, this.#app),
    };
  }

  async #comments(node: unknown): Promise<unknown[]> {
    let list = at(node, "comments");
    const comments = needList(list, "nodes");
    for (let page = 1; isAt(list, "pageInfo", "hasNextPage"); page++) {
      if (page === this.#mostComments) {
        this.#cut = true;
        break;
      }
      const variables = { id: needText(node, "id"), at: needText(list, "pageInfo", "endCursor") };
      const { data } = await this.#client.graphql(pageQuery, variables, () => false);
      list = at(data, "node", "comments");
      comments.push(...needList(list, "nodes"));
    }
    return comments;
  }
}

function isMissed(error: FieldError): boolean {
  return isAboutChecks(error) || (error.type === "NOT_FOUND" && /^nodes\.\d+$/u.test(error.path));
}

function isAboutChecks({ type, path }: FieldError): boolean {
  return type === "FORBIDDEN" && /\bcheck(?:Suites|Runs)\b/u.test(path);
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
