/** The demonstration's GitHub: an organisation with an author, a reviewer, and the App, which runs as a service of its own. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as person from "../../sandbox/person.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { startSandbox } from "../../sandbox/start.ts";
import type { Account, App, Permissions } from "../../sandbox/world.ts";
import { readManifest } from "../../src/edges/github/setup-manifest.ts";
import { startService } from "./service.ts";

const webhookPath = "/api/github/webhooks";

export interface DemoGitHub {
  sandbox: Sandbox;
  organisation: Account;
  /** Opens the pull request. */
  author: Account;
  /** Approves it. */
  reviewer: Account;
  app: App;
  /** Where the service listens. */
  service: string;
  /** The process of the service. */
  pid: number;
  stop(): Promise<void>;
}

/** Registers the App as `app.yml` says, installs it, and starts the service. */
export async function startGitHub(): Promise<DemoGitHub> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-demo-"));
  const open: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  let stopped: Promise<void> | null = null;
  const closeAll = async (): Promise<void> => {
    for (const close of open.toReversed()) await close();
  };
  const stop = (): Promise<void> => (stopped ??= closeAll());
  try {
    const sandbox = await startSandbox();
    open.push(() => sandbox.stop());
    const author = person.createUser(sandbox, "ada", { name: "Ada" });
    const reviewer = person.createUser(sandbox, "grace", { name: "Grace" });
    const organisation = person.createOrganisation(sandbox, "acme", { members: [author, reviewer] });
    const manifest = await readManifest(new URL("../../", import.meta.url), "app");
    const app = person.createApp(sandbox, {
      slug: "lockstep",
      owner: organisation,
      permissions: manifest.default_permissions as Permissions,
      events: manifest.default_events,
    });
    person.installApp(sandbox, author, app, organisation);
    const { id, privateKey, webhookSecret } = app;
    const service = await startService({ appId: id, privateKey, webhookSecret, api: sandbox.url, folder });
    open.push(() => service.stop());
    app.webhookUrl = service.url + webhookPath;
    return { sandbox, organisation, author, reviewer, app, service: service.url, pid: service.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
