/** One repository on GitHub, as a review asks it and writes to it. */

import { defaultPolicy } from "../../core/judge/default-policy.ts";
import type { Role } from "../../core/judge/role.ts";
import type { InlineComment } from "../../core/render/pull-request/pages.ts";
import { policyPath } from "../../gather/settings.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type {
  CallCount,
  ChangeAnswer,
  CheckWrite,
  CommentChange,
  FileCommit,
  GitHubRepository,
  PastCheck,
  RangeAnswer,
} from "../../review/github.ts";
import type { PullRequestState, RepositoryState } from "../../review/pull-request.ts";
import type { Client, Manner } from "./client.ts";
import { commitFiles } from "./commit-files.ts";
import { whyNotCommit } from "./why-not-commit.ts";
import type { GraphqlAnswer } from "./graphql-answer.ts";
import { at, isAt, listAt, needList, needNumber, needText, textAt } from "./json.ts";
import { loadChange } from "./load-change.ts";
import type { Memory } from "./memory.ts";
import { pastChecks } from "./past-checks.ts";
import { editedByAuthor } from "./editors.ts";
import { isInTeam, roleOf } from "./people.ts";
import { branchQuery, headsQuery, nameQuery } from "./pull-request-query.ts";
import { readPullRequest } from "./read-pull-request.ts";
import { isPolicyPath, policiesOf, repositoryState } from "./repository-state.ts";
import { writeCheck } from "./write-check.ts";
import { changeComments, postReview } from "./write-comments.ts";

const read: Manner = { count: "reads", right: "reading", again: true };
const further: Manner = { ...read, count: "others" };

/** So many pages of open pull requests, or of a commit's files, are looked through. */
const pageLimit = 30;
/** The files that GitHub lists of one commit, on all pages (its documentation). */
const commitFileLimit = 3_000;

export class OpenRepository implements GitHubRepository {
  readonly #client: Client;
  readonly #appId: number;
  readonly #memory: Memory;
  /** Known after the first query. */
  #state: RepositoryState | null = null;
  readonly #roles = new Map<string, Promise<Role | null>>();
  readonly #members = new Map<string, Promise<boolean | null>>();

  constructor(client: Client, appId: number, memory: Memory) {
    this.#client = client;
    this.#appId = appId;
    this.#memory = memory;
  }

  get calls(): CallCount {
    return this.#client.calls;
  }

  async pullRequest(number: number): Promise<PullRequestState | null> {
    const state = await readPullRequest(this.#client, number, this.#appId);
    if (state !== null) this.#state = state.repository;
    return state;
  }

  change({
    repository,
    base,
    head,
    policy,
    number,
    fileCount,
    body,
  }: PullRequestState): Promise<ChangeAnswer> {
    return loadChange(this.#client, this.#memory, {
      repository,
      base: base.tip,
      tip: base.tip,
      head: head.oid,
      policy,
      pullRequest: { number, fileCount, body },
    });
  }

  async range({
    base,
    head,
    baseRef,
  }: {
    base: string;
    head: string;
    baseRef: string;
  }): Promise<RangeAnswer> {
    const branch = baseRef.startsWith("refs/") ? baseRef : `refs/heads/${baseRef}`;
    const { data, errors } = await this.#client.graphql(
      branchQuery,
      { node: this.#client.id.node, branch, policy: policyPath, exceptions: defaultPolicy.exceptions.file },
      read,
      ({ path }) => isPolicyPath(path, ["node", "branch", "target"]),
    );
    const node = at(data, "node");
    const repository = repositoryState(node);
    this.#state = repository;
    const tip = textAt(node, "branch", "target", "oid");
    if (tip === null) throw new GitHubTrouble("gone", "the base branch is not there any more");
    const place = ["node", "branch", "target"];
    const readable = await this.#client.hasOrganisation();
    const policy = policiesOf(data, errors, repository, place, readable);
    const answer = await loadChange(this.#client, this.#memory, {
      repository,
      base,
      tip,
      head,
      policy,
      pullRequest: null,
    });
    return { ...answer, repository, policy };
  }

  async touches(commit: string, paths: readonly string[]): Promise<boolean> {
    const { owner, name } = await this.#place();
    const wanted = new Set(paths);
    let listed = 0;
    for (let page = 1; page <= pageLimit; page++) {
      const data = await this.#client.rest(
        {
          route: "GET /repos/{owner}/{repo}/commits/{ref}",
          parameters: { owner, repo: name, ref: commit, per_page: 100, page },
        },
        further,
      );
      const files = needList(data, "files");
      const touched = files.some((file) =>
        [textAt(file, "filename"), textAt(file, "previous_filename")].some((path) => wanted.has(path ?? "")),
      );
      // More than GitHub lists: nobody can tell what else is in it.
      if (touched || (listed += files.length) >= commitFileLimit) return true;
      if (files.length < 100) return false;
    }
    // Nobody can tell what else is in it.
    return true;
  }

  async pullRequestsOf(sha: string): Promise<number[]> {
    const found: number[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < pageLimit; page++) {
      const manner = page === 0 ? read : further;
      const variables: object = { node: this.#client.id.node, at: cursor };
      const { data }: GraphqlAnswer = await this.#client.graphql(headsQuery, variables, manner);
      const list = at(data, "node", "pullRequests");
      for (const pull of listAt(list, "nodes"))
        if (textAt(pull, "headRefOid") === sha) found.push(needNumber(pull, "number"));
      if (!isAt(list, "pageInfo", "hasNextPage")) break;
      cursor = needText(list, "pageInfo", "endCursor");
    }
    return found.toSorted((a, b) => a - b);
  }

  roleOf(login: string): Promise<Role | null> {
    const ask = async () => roleOf(this.#client, await this.#place(), login);
    return once(this.#roles, login.toLowerCase(), ask);
  }

  isInTeam(team: string, login: string): Promise<boolean | null> {
    const ask = async () => isInTeam(this.#client, await this.#place(), team, login);
    return once(this.#members, `${team} ${login.toLowerCase()}`, ask);
  }

  editedByAuthor(texts: readonly string[]): Promise<ReadonlySet<string>> {
    return editedByAuthor(this.#client, texts);
  }

  checksOf(number: number): Promise<PastCheck[]> {
    return pastChecks(this.#client, number, this.#appId);
  }

  async whyNotCommit(commit: Pick<FileCommit, "branch" | "head" | "files">): Promise<string | null> {
    return whyNotCommit(this.#client, await this.#place(), commit);
  }

  async commitFiles(commit: FileCommit): Promise<void> {
    await commitFiles(this.#client, await this.#place(), commit);
  }

  async writeCheck(write: CheckWrite): Promise<void> {
    await writeCheck(this.#client, await this.#place(), write);
  }

  async postReview(number: number, head: string, comments: readonly InlineComment[]): Promise<void> {
    await postReview(this.#client, await this.#place(), number, head, comments);
  }

  changeComments(changes: readonly CommentChange[]): Promise<{ index: number; reason: string }[]> {
    return changeComments(this.#client, changes);
  }

  async #place(): Promise<RepositoryState> {
    if (this.#state === null) {
      const { data } = await this.#client.graphql(nameQuery, { node: this.#client.id.node }, further);
      this.#state = repositoryState(at(data, "node"));
    }
    return this.#state;
  }
}

/** A question about a person is asked once in a job. */
function once<Answer>(
  known: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}
