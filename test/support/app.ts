/** The real service over the real sandbox, in this process: one of each for a test file. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { Call } from "../../sandbox/calls.ts";
import * as person from "../../sandbox/person.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { startSandbox } from "../../sandbox/start.ts";
import type { App, Permissions } from "../../sandbox/world.ts";
import { appAsker } from "../../src/edges/github/ask-app.ts";
import { readManifest } from "../../src/edges/github/setup-manifest.ts";
import { watchApp } from "../../src/edges/github/watch-app.ts";
import { createLog } from "../../src/edges/log.ts";
import { openQueue } from "../../src/edges/queue/open-queue.ts";
import type { Queue } from "../../src/edges/queue/open-queue.ts";
import { readPrivateKey } from "../../src/edges/settings/private-key.ts";
import { openHttp } from "../../src/edges/web/http-server.ts";
import { webhookPath } from "../../src/edges/web/routes.ts";
import { openDeliveries } from "../../src/open-deliveries.ts";
import { openReviews } from "../../src/open-reviews.ts";
import type { ReviewParts } from "../../src/open-reviews.ts";
import { assertHarmless, textsOf } from "./app-texts.ts";
import { queueFolder } from "./queue-folder.ts";

const root = new URL("../../", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string };

/** A line of the service's log. */
export type LogLine = Record<string, unknown> & { level: number; msg: string };

export interface AppOptions {
  /** The manifest that the App is registered with. */
  manifest?: "app" | "app.write";
  /** How migrations are read. */
  reading?: ReviewParts["reading"];
}

export interface RunningApp {
  sandbox: Sandbox;
  app: App;
  queue: Queue;
  /** Where the service listens. */
  url: string;
  log: LogLine[];
  /** How often a job was started. */
  readonly runs: number;
  /** Settles when no delivery is under way, and no job waits or runs. */
  settled(): Promise<void>;
  /** Settles when something is so that the work under way brings about. */
  until(isSo: () => boolean): Promise<void>;
  /** What was asked of GitHub while the work went on, until all is settled. */
  callsOf(work: () => Promise<unknown>): Promise<Call[]>;
  /** Ends both, and looks at all that the App wrote on GitHub and in its log. */
  stop(): Promise<void>;
}

export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-app-"));
  const data = await queueFolder();
  const sandbox = await startSandbox({ directory: join(folder, "github") });
  // A file of tests asks more in a minute than an App may in all.
  sandbox.limits.restPoints = 100_000;
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => void lines.push(line) });
  const manifest = await readManifest(root, options.manifest ?? "app");
  const http = await openHttp({ host: "127.0.0.1", port: 0, log });
  const owner = person.createUser(sandbox, "maker");
  const app = person.createApp(sandbox, {
    slug: "lockstep",
    owner,
    permissions: manifest.default_permissions as Permissions,
    events: manifest.default_events,
    webhookUrl: `${http.url}${webhookPath}`,
  });
  const queue = await openQueue({
    databaseUrl: null,
    folder: data,
    log,
    limits: { backoff: [0.1, 0.1, 0.1], poll: 50, fair: 20 },
  });
  const credentials = {
    appId: app.id,
    privateKey: await readPrivateKey(app.privateKey, null),
    webhookSecret: app.webhookSecret,
  };
  const github = { api: sandbox.url, web: sandbox.url };
  const watch = watchApp(appAsker(credentials, github, manifest, log), log);
  await watch.state();
  http.serve(await openDeliveries({ credentials, app: watch, queue, log, version }));
  const { reading } = options;
  const reviews = await openReviews({
    credentials,
    github,
    queue,
    log,
    version,
    now: () => sandbox.clock.now(),
    ...(reading === undefined ? {} : { reading }),
  });

  let runs = 0;
  let ended: () => void = () => undefined;
  await queue.work(async (job, attempt) => {
    runs++;
    try {
      return await reviews.run(job, attempt);
    } finally {
      // What became of it is not stored yet.
      setImmediate(() => ended());
    }
  });

  const texts = new Set<string>();
  const logged = (): LogLine[] => lines.map((line) => JSON.parse(line) as LogLine);
  const settled = async (): Promise<void> => {
    for (;;) {
      await sandbox.webhooks.settle();
      const { waiting, active } = await queue.counts();
      if (waiting + active === 0) break;
      const next = new Promise<void>((resolve) => (ended = resolve));
      await Promise.race([next, wait(10)]);
    }
    for (const { kind, text } of textsOf(sandbox, app)) texts.add(`${kind}\n${text}`);
  };
  return {
    sandbox,
    app,
    queue,
    url: http.url,
    get log() {
      return logged();
    },
    get runs() {
      return runs;
    },
    settled,
    async until(isSo) {
      for (let waited = 0; !isSo(); waited += 5) {
        if (waited > 20_000) throw new Error("it never came to be so");
        await wait(5);
      }
    },
    async callsOf(work) {
      await settled();
      const before = sandbox.calls.length;
      await work();
      await settled();
      return sandbox.calls.slice(before);
    },
    async stop() {
      await settled();
      await http.close();
      await queue.stop();
      await reviews.close();
      await sandbox.stop();
      for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
      assert.deepEqual([sandbox.flaws, sandbox.misuses], [[], []]);
      for (const text of texts) assertHarmless(text, sandbox.url);
      assertDiscreet(lines.join(""), sandbox, app);
    },
  };
}

/** What strangers write in these tests has this word in it. */
export const canary = "canary";

/** No token, no key, no secret, nothing that a stranger wrote. */
function assertDiscreet(log: string, { world }: Sandbox, app: App): void {
  for (const { token } of world.tokens.values()) assert.ok(!log.includes(token));
  assert.ok(!log.includes(app.webhookSecret));
  assert.doesNotMatch(log, /-----BEGIN|\beyJ|\bgh[a-z]_/u);
  const said = log.split("\n").find((line) => line.toLowerCase().includes(canary));
  assert.equal(said, undefined);
}
