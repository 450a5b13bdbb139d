/** The sandbox with one App, one organisation, and a repository that it is installed on. */

import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";

import { load } from "js-yaml";

import { identify } from "../../sandbox/ids.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { startSandbox } from "../../sandbox/start.ts";
import type { Account, App, Permissions, Repository } from "../../sandbox/world.ts";

export interface SmallGitHub {
  sandbox: Sandbox;
  app: App;
  ada: Account;
  repository: Repository;
  /** One commit on a branch; its id. */
  commit(branch: string, files: Record<string, string>, from?: string): Promise<string>;
}

const manifest = load(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")) as {
  default_permissions: Permissions;
  default_events: string[];
};

export async function smallGitHub(): Promise<SmallGitHub> {
  const sandbox = await startSandbox();
  const { world, store } = sandbox;
  const account = (login: string, type: Account["type"]): Account => {
    const email = type === "User" ? `${login}@example.org` : null;
    const kind = type === "User" ? "U" : type === "Bot" ? "BOT" : "O";
    const made = identify(world, kind, (ids) => ({ ...ids, login, name: login, type, email }));
    world.accounts.set(login, made);
    return made;
  };
  const acme = account("acme", "Organization");
  const ada = account("ada", "User");
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const { default_permissions: permissions, default_events: events } = manifest;
  const app: App = {
    id: 4711,
    slug: "lockstep",
    name: "Lockstep",
    owner: acme,
    bot: account("lockstep[bot]", "Bot"),
    privateKey: keys.privateKey,
    publicKey: keys.publicKey,
    webhookSecret: "the secret of the webhook",
    webhookUrl: null,
    permissions,
    events,
  };
  world.apps.push(app);
  world.installations.push({
    id: 31,
    app,
    account: acme,
    permissions,
    events,
    repositories: "all",
    suspended: false,
  });
  const repository = identify<Repository>(world, "R", (ids) => ({
    ...ids,
    owner: acme,
    name: "shop",
    private: true,
    archived: false,
    defaultBranch: "main",
    directory: store.create(ids.id, null).directory,
    parent: null,
    collaborators: new Map([["ada", "write"]]),
    pullRequests: new Map(),
    issues: new Map(),
    nextNumber: 1,
    checkSuites: [],
    mergeQueue: [],
    formerNames: new Set(),
    deleted: false,
  }));
  world.repositories.push(repository);

  return {
    sandbox,
    app,
    ada,
    repository,
    async commit(branch, files, from) {
      const git = sandbox.git(repository);
      const parent = git.branch(branch) ?? from ?? null;
      const author = { name: "Ada", email: "ada@example.org", date: new Date("2026-01-02T03:04:05Z") };
      const oid = await git.write({
        parents: parent === null ? [] : [parent],
        changes: new Map(Object.entries(files)),
        message: "change",
        author,
        committer: author,
      });
      git.setRef(`refs/heads/${branch}`, oid);
      return oid;
    },
  };
}
