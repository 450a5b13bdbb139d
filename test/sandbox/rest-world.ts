/** A small GitHub over HTTP for the tests of the sandbox: an organisation, people, a repository and an App. */

import assert from "node:assert/strict";
import { createSign } from "node:crypto";

import type { FileChange } from "../../sandbox/git/write-objects.ts";
import {
  createApp,
  createKeys,
  createOrganisation,
  createRepository,
  createUser,
  installApp,
  openPullRequest,
  push,
} from "../../sandbox/person.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import { listen } from "../../sandbox/server.ts";
import type { Account, App, Installation, PullRequest, Repository } from "../../sandbox/world.ts";

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** What stands in a reply at `a.b.0.c`. */
export function at(data: unknown, path: string): unknown {
  let found = data;
  for (const name of path.split(".")) found = (found as Record<string, unknown> | undefined)?.[name];
  return found;
}

export const lines = (...numbers: number[]): string => numbers.map((number) => `line ${number}\n`).join("");

const keys = createKeys();

export class RestWorld {
  readonly sandbox = new Sandbox();
  readonly ada: Account;
  readonly grace: Account;
  readonly acme: Account;
  readonly app: App;
  readonly installation: Installation;
  #token: string | null = null;

  private constructor() {
    this.ada = createUser(this.sandbox, "ada");
    this.grace = createUser(this.sandbox, "grace");
    this.acme = createOrganisation(this.sandbox, "acme", { members: [this.ada, this.grace] });
    this.app = createApp(this.sandbox, {
      slug: "lockstep",
      owner: this.acme,
      keys,
      permissions: {
        checks: "write",
        contents: "read",
        issues: "read",
        merge_queues: "read",
        pull_requests: "write",
      },
      events: ["pull_request", "issue_comment", "push", "check_run", "merge_group", "repository"],
    });
    this.installation = installApp(this.sandbox, this.ada, this.app, this.acme);
  }

  static async start(): Promise<RestWorld> {
    const world = new RestWorld();
    await listen(world.sandbox);
    return world;
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    assert.deepEqual(this.sandbox.flaws, []);
  }

  /** `acme/shop`, where ada and grace may push. */
  async repository(files: Record<string, FileChange>, name = "shop", isPrivate = true): Promise<Repository> {
    const collaborators = { ada: "admin", grace: "write" } as const;
    const { ada: by } = this;
    return createRepository(this.sandbox, this.acme, { name, files, collaborators, by, private: isPrivate });
  }

  /** A pull request of ada from the branch `topic`. */
  async pullRequest(
    base: Record<string, FileChange>,
    head: Record<string, FileChange>,
  ): Promise<PullRequest> {
    const repository = await this.repository(base);
    await push(this.sandbox, this.ada, repository, { branch: "topic", files: head });
    return openPullRequest(this.sandbox, this.ada, repository, { head: "topic" });
  }

  jwt(claims: Record<string, unknown> = {}, key = this.app.privateKey): string {
    const now = Math.floor(this.sandbox.clock.now() / 1000);
    const parts = [
      { alg: "RS256", typ: "JWT" },
      { iat: now - 30, exp: now + 540, iss: String(this.app.id), ...claims },
    ];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
  }

  async newToken(narrow?: Record<string, unknown>): Promise<string> {
    const path = `/app/installations/${this.installation.id}/access_tokens`;
    const { status, body } = await this.ask("POST", path, narrow, this.jwt());
    assert.equal(status, 201);
    return String(at(body, "token"));
  }

  /** With the token of the installation, unless another one is given. Paths without a slash are of `acme/shop`. */
  async ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const credentials = token ?? (this.#token ??= await this.newToken());
    const url = path.startsWith("/") ? path : `/repos/acme/shop/${path}`;
    const answer = await fetch(`${this.sandbox.url}${url}`, {
      method,
      redirect: "manual",
      headers: credentials === "" ? {} : { authorization: `Bearer ${credentials}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
  }
}
