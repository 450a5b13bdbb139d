/** A small GitHub for the tests of GraphQL: an organisation with a repository, people, and an App that is installed. */

import type { FileChange } from "../../sandbox/git/write-objects.ts";
import { executeGraphql } from "../../sandbox/graphql/execute.ts";
import {
  createAccount,
  createOrganisation,
  createRepository,
  createUser,
  installApp,
  openPullRequest,
  push,
} from "../../sandbox/person.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import type { Account, App, Permissions, PullRequest, Repository, Token } from "../../sandbox/world.ts";

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
  readonly acme = createOrganisation(this.sandbox, "acme");
  readonly ada = createUser(this.sandbox, "ada", { name: "Ada" });
  readonly grace = createUser(this.sandbox, "grace");
  /** Made by hand: a key would take longer than most tests, and nobody signs with it. */
  readonly app: App = {
    id: 77,
    slug: "lockstep",
    name: "Lockstep",
    owner: this.acme,
    bot: createAccount(this.sandbox, {
      login: "lockstep[bot]",
      name: "lockstep[bot]",
      email: null,
      type: "Bot",
    }),
    privateKey: "",
    publicKey: "",
    webhookSecret: "s",
    // Nobody listens there: what is sent is read from the list of deliveries.
    webhookUrl: "http://127.0.0.1:9/",
    permissions: allPermissions,
    events: ["issue_comment", "pull_request_review_comment", "pull_request_review_thread"],
  };
  readonly installation = installApp(this.sandbox, this.ada, this.app, this.acme);

  repository(name: string, isPrivate = true): Promise<Repository> {
    const collaborators = { ada: "write", grace: "write" } as const;
    return createRepository(this.sandbox, this.acme, { name, private: isPrivate, collaborators });
  }

  /** One commit of ada on a branch, which is made from `main` when it is not there. The id of the commit. */
  commit(
    repository: Repository,
    branch: string,
    files: Record<string, FileChange>,
    options: { message?: string; committer?: { name: string; email: string } } = {},
  ): Promise<string> {
    return push(this.sandbox, this.ada, repository, { branch, files, ...options });
  }

  /** `acme/shop`, and a pull request of ada for its branch `topic`. */
  async pullRequest(
    base: Record<string, FileChange>,
    head: Record<string, FileChange>,
    body = "",
  ): Promise<PullRequest> {
    const repository = await this.repository("shop");
    await this.commit(repository, "main", base);
    await this.commit(repository, "topic", head);
    return this.open(repository, { body });
  }

  open(repository: Repository, more: { body?: string; headRepository?: Repository } = {}) {
    return openPullRequest(this.sandbox, this.ada, repository, { head: "topic", title: "Change", ...more });
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
    await this.sandbox.stop();
  }
}

/** What a query asks of the first pull request of `acme/shop`. */
export function ofPullRequest(fields: string): string {
  return `{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { ${fields} } } }`;
}

export function ofRepository(fields: string): string {
  return `{ repository(owner: "acme", name: "shop") { ${fields} } }`;
}
