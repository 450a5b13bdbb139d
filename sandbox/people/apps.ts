/** Apps are created, installed, changed, suspended and removed. */

import { generateKeyPairSync, randomBytes } from "node:crypto";

import { nextId } from "../ids.ts";
import { accountPayload } from "../payloads/account.ts";
import { installationPayload, installedRepository } from "../payloads/app.ts";
import { covers } from "../permissions.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, App, Installation, Permissions, Repository } from "../world.ts";
import { createAccount } from "./accounts.ts";

export interface NewApp {
  slug: string;
  owner: Account;
  permissions: Permissions;
  events: readonly string[];
  webhookUrl?: string | null;
  webhookSecret?: string;
  /** Fresh ones by default, which take a moment to be found. */
  keys?: Keys;
}

/** PEM. */
export interface Keys {
  privateKey: string;
  publicKey: string;
}

/** As GitHub makes them for an App. */
export function createKeys(): Keys {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}

export function createApp(sandbox: Sandbox, details: NewApp): App {
  const { slug, owner, permissions, events, webhookUrl = null } = details;
  const { privateKey, publicKey } = details.keys ?? createKeys();
  const bot = createAccount(sandbox, {
    login: `${slug}[bot]`,
    name: `${slug}[bot]`,
    email: null,
    type: "Bot",
  });
  const app: App = {
    id: nextId(sandbox.world),
    slug,
    name: slug,
    owner,
    bot,
    privateKey,
    publicKey,
    webhookSecret: details.webhookSecret ?? randomBytes(20).toString("hex"),
    webhookUrl,
    permissions: { metadata: "read", ...permissions },
    events: [...events],
  };
  sandbox.world.apps.push(app);
  return app;
}

export interface Manifest {
  name: string;
  default_permissions?: Permissions;
  default_events?: string[];
  hook_attributes?: { url: string };
}

/** What GitHub does when a person confirms the page that a manifest was posted to: the code is good for one conversion. */
export function createAppFromManifest(
  sandbox: Sandbox,
  owner: Account,
  manifest: Manifest,
): { app: App; code: string } {
  const app = createApp(sandbox, {
    slug: manifest.name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-"),
    owner,
    permissions: manifest.default_permissions ?? {},
    events: manifest.default_events ?? [],
    webhookUrl: manifest.hook_attributes?.url ?? null,
  });
  const code = randomBytes(20).toString("hex");
  sandbox.world.manifestCodes.set(code, app);
  return { app, code };
}

export interface InstallOptions {
  /** All of the account by default. */
  repositories?: readonly Repository[];
  /** What the App asks for by default. */
  permissions?: Permissions;
  events?: readonly string[];
}

export function installApp(
  sandbox: Sandbox,
  by: Account,
  app: App,
  account: Account,
  options: InstallOptions = {},
): Installation {
  const installation: Installation = {
    id: nextId(sandbox.world),
    app,
    account,
    permissions: { metadata: "read", ...(options.permissions ?? app.permissions) },
    events: [...(options.events ?? app.events)],
    repositories:
      options.repositories === undefined ? "all" : new Set(options.repositories.map(({ id }) => id)),
    suspended: false,
  };
  sandbox.world.installations.push(installation);
  announce(sandbox, "created", installation, by, { repositories: repositoriesOf(sandbox, installation) });
  return installation;
}

export function uninstallApp(sandbox: Sandbox, by: Account, installation: Installation): void {
  const repositories = repositoriesOf(sandbox, installation);
  const { world } = sandbox;
  world.installations = world.installations.filter((other) => other !== installation);
  for (const [text, token] of world.tokens)
    if (token.installation === installation) world.tokens.delete(text);
  announce(sandbox, "deleted", installation, by, { repositories });
}

export function suspendInstallation(
  sandbox: Sandbox,
  by: Account,
  installation: Installation,
  suspended = true,
): void {
  installation.suspended = suspended;
  announce(sandbox, suspended ? "suspend" : "unsuspend", installation, by);
}

/** The owner accepts what the App asks for now. */
export function acceptPermissions(
  sandbox: Sandbox,
  by: Account,
  installation: Installation,
  permissions: Permissions,
): void {
  installation.permissions = { metadata: "read", ...permissions };
  announce(sandbox, "new_permissions_accepted", installation, by);
}

/** Chooses the repositories that an installation reaches. */
export function selectRepositories(
  sandbox: Sandbox,
  by: Account,
  installation: Installation,
  repositories: readonly Repository[],
): void {
  const before = sandbox.repositories().filter((repository) => covers(installation, repository));
  installation.repositories = new Set(repositories.map(({ id }) => id));
  const added = repositories.filter((repository) => !before.includes(repository));
  const removed = before.filter((repository) => !repositories.includes(repository));
  const about = { repository_selection: "selected", requester: null };
  const told = {
    repositories_added: added.map(installedRepository),
    repositories_removed: removed.map(installedRepository),
  };
  for (const [action, list] of [
    ["added", added],
    ["removed", removed],
  ] as const) {
    if (list.length === 0) continue;
    announce(sandbox, action, installation, by, { ...about, ...told }, "installation_repositories");
  }
}

function repositoriesOf(sandbox: Sandbox, installation: Installation) {
  const reached = sandbox.repositories().filter((repository) => covers(installation, repository));
  return reached.map(installedRepository);
}

/** Every App hears of its installations, without subscribing. */
function announce(
  sandbox: Sandbox,
  action: string,
  installation: Installation,
  by: Account,
  more: Record<string, unknown> = {},
  event = "installation",
): void {
  const payload = {
    action,
    installation: installationPayload(sandbox, installation),
    ...more,
    sender: accountPayload(sandbox, by),
  };
  sandbox.webhooks.send({ app: installation.app, installation, event, action, repository: null, payload });
}
