/** A small GitHub for the tests of GraphQL: an organisation with a repository, people, and an App that is installed. */

import { executeGraphql } from "../../sandbox/graphql/execute.ts";
import type { FileChange } from "../../sandbox/git/write-objects.ts";
import { identify } from "../../sandbox/ids.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import { openPullRequest } from "../../sandbox/state/pull-requests.ts";
import type {
  Account,
  App,
  Installation,
  Permissions,
  PullRequest,
  Repository,
  Token,
} from "../../sandbox/world.ts";

export const allPermissions: Permissions = {
  checks: "write",
  contents: "read",
  issues: "read",
  metadata: "read",
  pull_requests: "write",
};

export interface ReplyError {
  type?: string;
  path?: (string | number)[];
  message: string;
}

export interface Answer {
  data: unknown;
  errors: ReplyError[];
}

/** What stands in a reply at `a.b.0.c`. */
export function at(data: unknown, path: string): unknown {
  let found = data;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null) throw new Error(`There is nothing at ${path}.`);
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

export class GraphqlWorld {
  readonly sandbox = new Sandbox({ parts: { graphql: executeGraphql } });
  readonly acme = this.account("acme", "Organization");
  readonly ada = this.account("ada");
  readonly grace = this.account("grace");
  readonly app: App = {
    id: 77,
    slug: "lockstep",
    name: "Lockstep",
    owner: this.acme,
    bot: this.account("lockstep[bot]", "Bot"),
    privateKey: "",
    publicKey: "",
    webhookSecret: "s",
    // Nobody listens there: what is sent is read from the list of deliveries.
    webhookUrl: "http://127.0.0.1:9/",
    permissions: allPermissions,
    events: [],
  };
  readonly installation: Installation = {
    id: 1,
    app: this.app,
    account: this.acme,
    permissions: allPermissions,
    events: ["issue_comment", "pull_request_review_comment", "pull_request_review_thread"],
    repositories: "all",
    suspended: false,
  };

  constructor() {
    this.sandbox.world.apps.push(this.app);
    this.sandbox.world.installations.push(this.installation);
  }

  account(login: string, type: Account["type"] = "User"): Account {
    const { world } = this.sandbox;
    const kind = ({ User: "U", Organization: "O", Bot: "BOT" } as const)[type];
    const email = type === "User" ? `${login}@example.org` : null;
    const account = identify(world, kind, (ids) => ({ ...ids, login, name: login, type, email }));
    world.accounts.set(login, account);
    return account;
  }

  repository(name: string, more: Partial<Repository> = {}): Repository {
    const { world, store } = this.sandbox;
    const repository = identify<Repository>(world, "R", (ids) => ({
      ...ids,
      owner: this.acme,
      name,
      private: true,
      archived: false,
      defaultBranch: "main",
      directory: store.create(ids.id, more.parent?.directory ?? null).directory,
      parent: null,
      collaborators: new Map([
        ["ada", "read"],
        ["grace", "write"],
      ]),
      pullRequests: new Map(),
      issues: new Map(),
      nextNumber: 1,
      checkSuites: [],
      mergeQueue: [],
      formerNames: new Set(),
      deleted: false,
      ...more,
    }));
    world.repositories.push(repository);
    return repository;
  }

  /** One commit on a branch, which is made from `from` when it is not there. The id of the commit. */
  async commit(
    repository: Repository,
    branch: string,
    changes: Record<string, FileChange>,
    options: { from?: string; message?: string; committer?: { name: string; email: string } } = {},
  ): Promise<string> {
    const git = this.sandbox.git(repository);
    const parent = git.branch(branch) ?? options.from ?? null;
    const author = { name: "Ada", email: "ada@example.org", date: new Date("2026-01-02T03:04:05Z") };
    const oid = await git.write({
      parents: parent === null ? [] : [parent],
      changes: new Map(Object.entries(changes)),
      message: options.message ?? "change",
      author,
      committer: { ...author, ...options.committer },
    });
    git.setRef(`refs/heads/${branch}`, oid);
    return oid;
  }

  /** A repository with a branch `topic`, and a pull request of ada for it. */
  async pullRequest(
    base: Record<string, FileChange>,
    head: Record<string, FileChange>,
    body = "",
  ): Promise<PullRequest> {
    const repository = this.repository("shop");
    const first = await this.commit(repository, "main", base);
    await this.commit(repository, "topic", head, { from: first });
    return this.open(repository, { body });
  }

  open(repository: Repository, more: { body?: string; headRepository?: Repository; head?: string } = {}) {
    return openPullRequest(this.sandbox, this.ada, {
      repository,
      base: "main",
      headRepository: repository,
      head: "topic",
      title: "Change",
      body: "",
      draft: false,
      ...more,
    });
  }

  token(permissions: Permissions = allPermissions, repositories: Set<number> | null = null): Token {
    return { token: "t", installation: this.installation, permissions, repositories, expiresAt: Infinity };
  }

  /** In the name of the App, unless another token or a person is given. */
  async ask(
    query: string,
    variables: Record<string, unknown> = {},
    who: Token | Account = this.token(),
  ): Promise<Answer> {
    const authorization =
      "login" in who
        ? ({ kind: "person", account: who } as const)
        : ({ kind: "installation", token: who } as const);
    const answer = await executeGraphql(this.sandbox, authorization, { query, variables });
    // As it is sent.
    return JSON.parse(JSON.stringify({ data: answer.data ?? null, errors: answer.errors ?? [] })) as Answer;
  }

  async close(): Promise<void> {
    await this.sandbox.webhooks.settle();
    await this.sandbox.store.close();
  }
}

/** What a query asks of the first pull request of `acme/shop`. */
export function ofPullRequest(fields: string): string {
  return `{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { ${fields} } } }`;
}

export function ofRepository(fields: string): string {
  return `{ repository(owner: "acme", name: "shop") { ${fields} } }`;
}
