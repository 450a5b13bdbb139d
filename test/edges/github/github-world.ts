/** A GitHub with an organisation, a repository and our App on it, for tests of what asks GitHub. */

import { generateKeyPairSync } from "node:crypto";

import { pino } from "pino";

import type { FileChange } from "../../../sandbox/git/write-objects.ts";
import { identify } from "../../../sandbox/ids.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { startSandbox } from "../../../sandbox/start.ts";
import { openPullRequest } from "../../../sandbox/state/pull-requests.ts";
import type {
  Account,
  App,
  Installation,
  Permissions,
  PullRequest,
  Repository,
} from "../../../sandbox/world.ts";
import { openGitHub } from "../../../src/edges/github/open-github.ts";
import type { GitHub, GitHubRepository } from "../../../src/review/github.ts";

/** As `app.yml` asks for them. */
export const allPermissions: Permissions = {
  checks: "write",
  contents: "read",
  issues: "read",
  members: "read",
  merge_queues: "read",
  metadata: "read",
  pull_requests: "write",
};

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

export class GitHubWorld {
  readonly sandbox: Sandbox;
  readonly acme: Account;
  readonly ada: Account;
  readonly grace: Account;
  readonly app: App;
  readonly installation: Installation;
  /** What was logged. */
  readonly log: Record<string, unknown>[] = [];

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.acme = this.account("acme", "Organization");
    this.ada = this.account("ada");
    this.grace = this.account("grace");
    this.app = {
      id: 77,
      slug: "lockstep",
      name: "Lockstep",
      owner: this.acme,
      bot: this.account("lockstep[bot]", "Bot"),
      privateKey: keys.privateKey,
      publicKey: keys.publicKey,
      webhookSecret: "s",
      webhookUrl: null,
      permissions: allPermissions,
      events: [],
    };
    this.installation = {
      id: 1,
      app: this.app,
      account: this.acme,
      permissions: { ...allPermissions },
      events: [],
      repositories: "all",
      suspended: false,
    };
    sandbox.world.apps.push(this.app);
    sandbox.world.installations.push(this.installation);
  }

  static async start(): Promise<GitHubWorld> {
    return new GitHubWorld(await startSandbox());
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    if (this.sandbox.flaws.length > 0) throw new AggregateError(this.sandbox.flaws, "the sandbox failed");
  }

  account(login: string, type: Account["type"] = "User"): Account {
    const kind = ({ User: "U", Organization: "O", Bot: "BOT" } as const)[type];
    const email = type === "User" ? `${login}@example.org` : null;
    const account = identify(this.sandbox.world, kind, (ids) => ({
      ...ids,
      login,
      name: login,
      type,
      email,
    }));
    this.sandbox.world.accounts.set(login, account);
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
        ["ada", "read" as const],
        ["grace", "write" as const],
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

  /** One commit on a branch, which starts from `from` when it is not there. */
  async commit(
    repository: Repository,
    branch: string,
    changes: Record<string, FileChange>,
    options: {
      from?: string;
      author?: { name: string; email: string };
      committer?: { name: string; email: string };
    } = {},
  ): Promise<string> {
    const git = this.sandbox.git(repository);
    const parent = git.branch(branch) ?? options.from ?? null;
    const date = new Date("2026-01-02T03:04:05Z");
    const author = { name: "Ada", email: "ada@example.org", ...options.author, date };
    const oid = await git.write({
      parents: parent === null ? [] : [parent],
      changes: new Map(Object.entries(changes)),
      message: "change",
      author,
      committer: { ...author, ...options.committer },
    });
    git.setRef(`refs/heads/${branch}`, oid);
    return oid;
  }

  /** A repository with `base` on `main`, and a pull request of ada's from `topic` that makes the changes of `head`. */
  async pullRequest(
    base: Record<string, FileChange>,
    head: Record<string, FileChange>,
    more: { name?: string; body?: string } = {},
  ): Promise<PullRequest> {
    const repository = this.repository(more.name ?? "shop");
    const first = await this.commit(repository, "main", base);
    await this.commit(repository, "topic", head, { from: first });
    return this.open(repository, { body: more.body ?? "" });
  }

  open(
    repository: Repository,
    more: Partial<Parameters<typeof openPullRequest>[2]> = {},
  ): Promise<PullRequest> {
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

  /** As the App, afresh: nothing is remembered. */
  github(privateKey = keys.privateKey): Promise<GitHub> {
    const log = pino(
      { level: "debug" },
      { write: (line: string) => void this.log.push(JSON.parse(line) as Record<string, unknown>) },
    );
    return openGitHub({ appId: this.app.id, privateKey, apiUrl: this.sandbox.url, log });
  }

  opened(github: GitHub, repository: Repository): GitHubRepository {
    return github.repository({
      installation: this.installation.id,
      id: repository.id,
      node: repository.node,
    });
  }
}
