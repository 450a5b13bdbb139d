/** The service's composition root: settings, queue, GitHub and HTTP, from the first run to the last answer. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { UserError } from "./core/errors.ts";
import { readServerEnvironment } from "./edges/env.ts";
import { appAsker } from "./edges/github/ask-app.ts";
import { convertCode } from "./edges/github/setup-conversion.ts";
import { manifestText, readManifest, registrationUrl } from "./edges/github/setup-manifest.ts";
import { watchApp, type AppWatch } from "./edges/github/watch-app.ts";
import { createLog, type Logger } from "./edges/log.ts";
import { openQueue, type Queue } from "./edges/queue/open-queue.ts";
import { checkEnvFile, readEnvFile, writeEnvFile } from "./edges/settings/env-file.ts";
import { readSettings, type Credentials, type Settings } from "./edges/settings/settings.ts";
import { openHttp, type HttpServer } from "./edges/web/http-server.ts";
import { setupGuard, type SetupGuard } from "./edges/web/setup-guard.ts";
import { setupRoutes } from "./edges/web/setup-routes.ts";
import { openDeliveries } from "./open-deliveries.ts";
import { openReviews, type Reviews } from "./open-reviews.ts";

// One folder up from `src/server.ts` in a checkout, and from the compiled files in a package.
const packageRoot = new URL("..", import.meta.url);
const envFile = resolve(".env");
/** As the command line has them: wrong use, and a fault of our own. */
const exitCodes = { use: 2, fault: 3 };
/** Milliseconds: containers are killed ten seconds after they were asked to stop. */
const grace = { jobs: 6_000, all: 9_500 };
/** Milliseconds between two tries to reach GitHub. */
const pause = 5_000;

interface Parts {
  settings: Settings;
  log: Logger;
  version: string;
  http: HttpServer;
  queue: Queue;
  /** What is closed at the end, the last first. */
  open: (() => Promise<void>)[];
  /** Aborted when the end begins. */
  end: AbortSignal;
}

async function main(): Promise<void> {
  const settings = await readSettings(readServerEnvironment(await readEnvFile(envFile)));
  const log = createLog(settings.logLevel);
  const { version } = JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8")) as {
    version: string;
  };
  const open: (() => Promise<void>)[] = [];
  const end = stopOnSignals(open, log);
  const http = await openHttp({ host: settings.host, port: settings.port, log });
  const { credentials } = settings;
  const [queue, app] = await Promise.all([
    openQueue({
      databaseUrl: settings.databaseUrl,
      folder: settings.dataFolder,
      log,
      limits: { grace: grace.jobs },
    }),
    credentials === null ? null : accepted(credentials, settings, log),
  ]);
  open.push(
    () => queue.stop(),
    () => http.close(),
  );
  const parts: Parts = { settings, log, version, http, queue, open, end };
  if (credentials === null || app === null) await firstRun(parts);
  else await serve(credentials, app, parts);
}

/** Throws a UserError when GitHub will never accept the credentials. */
async function accepted(credentials: Credentials, { github }: Settings, log: Logger): Promise<AppWatch> {
  const manifest = await readManifest(packageRoot, "app");
  const app = watchApp(appAsker(credentials, github, manifest, log), log);
  const { trouble, lasting } = await app.state();
  if (trouble !== null && lasting) throw new UserError(trouble);
  return app;
}

/** From deliveries to checks. */
async function serve(credentials: Credentials, app: AppWatch, parts: Parts): Promise<void> {
  const { log, version, http, queue } = parts;
  http.serve(await openDeliveries({ credentials, app, queue, log, version }));
  log.info({ url: http.url, app: app.known()?.slug, version }, "Lockstep listens");
  void work(app, credentials, parts);
}

/** Jobs wait in the queue for as long as GitHub is not there. */
async function work(app: AppWatch, credentials: Credentials, parts: Parts): Promise<void> {
  const { queue, open, end } = parts;
  for (;;) {
    const { app: known } = await app.state();
    const reviews = known === null ? null : await tryReviews(credentials, parts);
    if (end.aborted) return await reviews?.close();
    if (reviews !== null) {
      // The queue ends before it.
      open.unshift(() => reviews.close());
      return await queue.work(reviews.run);
    }
    await wait(pause, null, { ref: false });
  }
}

async function tryReviews(credentials: Credentials, parts: Parts): Promise<Reviews | null> {
  const { settings, log, version, queue } = parts;
  try {
    return await openReviews({ credentials, github: settings.github, queue, log, version });
  } catch (error) {
    log.warn({ err: error }, "GitHub did not answer: tried again");
    return null;
  }
}

/** A browser registers the App; then the service begins, in this process. */
async function firstRun(parts: Parts): Promise<void> {
  const { settings, log, http } = parts;
  const { github } = settings;
  await checkEnvFile(envFile);
  const [plain, write] = [
    await readManifest(packageRoot, "app"),
    await readManifest(packageRoot, "app.write"),
  ];
  const guard = setupGuard({ local: http.local, port: http.port });
  http.serve(
    setupRoutes({
      guard,
      log,
      registration(wanted) {
        const manifest = wanted.write ? write : plain;
        return {
          action: registrationUrl(github, wanted.organisation, wanted.state),
          manifest: manifestText(manifest, wanted),
          permissions: Object.entries(manifest.default_permissions),
          events: manifest.default_events,
        };
      },
      async finish(code) {
        const credentials = await convertCode(github.api, code, log);
        await writeEnvFile(envFile, {
          APP_ID: String(credentials.appId),
          PRIVATE_KEY: credentials.privateKey,
          WEBHOOK_SECRET: credentials.webhookSecret,
        });
        await serve(credentials, await accepted(credentials, settings, log), parts);
      },
    }),
  );
  log.info({ url: http.url }, "no App is registered yet: the first run");
  process.stdout.write(
    `Lockstep has no GitHub App yet. Open this page to register one:\n\n    ${link(http, guard)}\n\n`,
  );
}

/** For a browser on this machine; others put the server's name in the place of `localhost`. */
function link({ local, url, port }: HttpServer, { path }: SetupGuard): string {
  return `${local ? url : `http://localhost:${port}`}${path}`;
}

/** Takes no more, finishes what runs, and ends. */
function stopOnSignals(open: (() => Promise<void>)[], log: Logger): AbortSignal {
  const end = new AbortController();
  const stop = async (signal: string): Promise<void> => {
    // Somebody is impatient.
    if (end.signal.aborted) process.exit(1);
    end.abort();
    log.info({ signal }, "stopping");
    setTimeout(() => {
      log.error("what ran did not finish in time: it is run again at the next start");
      process.exit(1);
    }, grace.all).unref();
    for (const close of open.toReversed()) await close();
    log.info("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => void stop(signal).catch((error: unknown) => fail(error, log)));
  }
  process.on("unhandledRejection", (error) => fail(error, log));
  process.on("uncaughtException", (error) => fail(error, log));
  return end.signal;
}

function fail(error: unknown, log: Logger): never {
  log.fatal({ err: error }, "a fault of our own: what ran is run again at the next start");
  process.exit(exitCodes.fault);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) fail(error, createLog("info"));
  process.stderr.write(`lockstep: ${error.message}\n`);
  process.exit(exitCodes.use);
}
