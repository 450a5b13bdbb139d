/** `node scripts/bench/app.ts`: what a review costs the service's process, and how fast deliveries are answered while reviews run. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import * as person from "../../sandbox/person.ts";
import type { PullRequest, Repository } from "../../sandbox/world.ts";
import type { Job } from "../../src/review/job.ts";
import { startGitHub } from "../demo/github.ts";
import type { DemoGitHub } from "../demo/github.ts";
import { base, proposed } from "../demo/project.ts";
import type { Latencies } from "./deliveries.ts";
import type { ReviewOrder } from "./reviewing.ts";
import type { Order } from "./sender.ts";

/** Each has an installation of its own: GitHub, and the App with it, lets one write 80 comments a minute. */
const organisations = 6;
const warmUp = 12;
const measured = 12;
/** Milliseconds that GitHub takes for an answer while deliveries are timed: about what it does. */
const latency = 250;
/** `getconf CLK_TCK` on Linux. */
const tick = 10;

const readme = { "README.md": "# Identity\n\nKeeps users.\n" };
const github = await startGitHub();
try {
  // An hour's work in a minute: the limits of one installation are not what is measured.
  Object.assign(github.sandbox.limits, {
    contentInMinute: 1e9,
    contentInHour: 1e9,
    restPoints: 1e9,
    graphqlPoints: 1e9,
    hourlyMost: 1e9,
    hourly: 1e9,
  });
  await alone("without a schema change", 5, readme);
  await alone("with a schema change, comments and a drafted note", 15, proposed);
  await whole("without a schema change", readme);
  const pulls = await whole("with a schema change, comments and a drafted note", proposed);
  await deliveries(pulls);
} finally {
  await github.stop();
}

/** Milliseconds of processor time of each thread of the service, and of all of them together. */
interface Spent {
  main: number;
  all: number;
}

/** Reviews in a process of their own, without deliveries and without the queue. */
async function alone(what: string, limit: number, files: Record<string, string>): Promise<void> {
  const { app, sandbox } = github;
  const { webhookUrl } = app;
  app.webhookUrl = null;
  const warm: Job[] = [];
  const measuredJobs: Job[] = [];
  for (const repository of await makeRepositories(`alone ${what}`)) {
    for (let index = 0; index < warmUp + measured; index++) {
      const { number } = await openOne(repository, files, `change-${index}`);
      (index < warmUp ? warm : measuredJobs).push(jobOf(repository, number));
    }
  }
  app.webhookUrl = webhookUrl;
  const { id, privateKey, webhookSecret } = app;
  const order: ReviewOrder = {
    api: sandbox.url,
    appId: id,
    privateKey,
    webhookSecret,
    warm,
    measured: measuredJobs,
  };
  const { milliseconds } = (await runChild("reviewing.ts", order)) as { milliseconds: number };
  const met = milliseconds <= limit ? "met" : "MISSED";
  say(
    `A review ${what}: ${milliseconds.toFixed(1)} ms of CPU (limit ${limit}: ${met}); ${measuredJobs.length} reviews`,
  );
}

function jobOf(repository: Repository, number: number): Job {
  const installation = github.sandbox.world.installations.find(({ account }) => account === repository.owner);
  const { id, node } = repository;
  const names = { installation: installation?.id ?? 0, id, node };
  return { kind: "pull_request", repository: names, number, always: false, draft: false };
}

/** The same through the service: with its deliveries, and with the embedded queue. */
async function whole(what: string, files: Record<string, string>): Promise<PullRequest[]> {
  const repositories = await makeRepositories(`whole ${what}`);
  for (const repository of repositories) await openMany(repository, files, "warm", warmUp);
  const before = spent(github.pid);
  const pulls: PullRequest[] = [];
  for (const repository of repositories)
    pulls.push(...(await openMany(repository, files, "change", measured)));
  const after = spent(github.pid);
  const each = (thread: keyof Spent): number => (after[thread] - before[thread]) / pulls.length;
  say(
    `The service from delivery to check, ${what}: ${each("all").toFixed(1)} ms of CPU in all threads, ${each("main").toFixed(1)} ms of it in the main thread (the others hold the queue's database and the reader)`,
  );
  return pulls;
}

async function makeRepositories(what: string): Promise<Repository[]> {
  const repositories: Repository[] = [];
  for (let index = 0; index < organisations; index++) {
    repositories.push(await makeRepository(`${what.replaceAll(/\W+/gu, "-")}-${index}`));
  }
  return repositories;
}

async function makeRepository(name: string): Promise<Repository> {
  const { sandbox, app, author, reviewer } = github;
  const organisation = person.createOrganisation(sandbox, name, { members: [author, reviewer] });
  person.installApp(sandbox, author, app, organisation);
  const repository = await person.createRepository(sandbox, organisation, {
    name: "identity",
    files: base,
    by: author,
  });
  for (const account of [author, reviewer]) person.addCollaborator(repository, account, "write");
  return repository;
}

/** Opens pull requests one after the other, and waits for the check of each. */
async function openMany(
  repository: Repository,
  files: Record<string, string>,
  name: string,
  count: number,
): Promise<PullRequest[]> {
  const { sandbox } = github;
  const pulls: PullRequest[] = [];
  for (let index = 0; index < count; index++) {
    const pull = await openOne(repository, files, `${name}-${index}`);
    pulls.push(pull);
    while (!isChecked(github, pull)) await wait(5);
  }
  await sandbox.webhooks.settle();
  await wait(100);
  return pulls;
}

/** With another text each time: nothing is known of it yet. */
async function openOne(
  repository: Repository,
  files: Record<string, string>,
  branch: string,
): Promise<PullRequest> {
  const { sandbox, author } = github;
  const own = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `${text}# ${branch}\n`]));
  await person.push(sandbox, author, repository, { branch, files: own });
  return person.openPullRequest(sandbox, author, repository, { head: branch, title: branch });
}

function isChecked({ app }: DemoGitHub, { repository, headOid }: PullRequest): boolean {
  return repository.checkSuites.some(
    (suite) => suite.app === app && suite.headSha === headOid && suite.checkRuns.length > 0,
  );
}

/** Signed deliveries from a process of their own, at a steady rate, for pull requests that are really there. */
async function deliveries(pulls: readonly PullRequest[]): Promise<void> {
  const { sandbox, app, service } = github;
  const [pull] = pulls;
  const { repository } = pull as PullRequest;
  const own = sandbox.world.deliveries.findLast(
    ({ event, payload }) => event === "pull_request" && JSON.stringify(payload).includes(repository.node),
  );
  if (own === undefined) throw new Error("no delivery to begin with");
  const order: Order = {
    url: `${service}/api/github/webhooks`,
    secret: app.webhookSecret,
    payload: own.payload,
    numbers: pulls.map(({ number }) => number),
    rate: { perSecond: 200, seconds: 15 },
  };
  // GitHub answers from afar.
  const near = sandbox.faults.add({ fault: { kind: "delay", milliseconds: latency } });
  const before = countReviews();
  const { sent, failed, p50, p99, max } = (await runChild("sender.ts", order)) as Latencies;
  near();
  const met = p99 < 100 && failed === 0 ? "met" : "MISSED";
  say(
    `${sent} deliveries at ${order.rate.perSecond} a second, ${failed} failed: answered after ${p50.toFixed(1)} ms (median), ${p99.toFixed(1)} ms (p99; limit 100: ${met}), ${max.toFixed(0)} ms at most, while ${countReviews() - before} reviews asked GitHub, which takes ${latency} ms for an answer`,
  );
}

/** Hands an order to a script beside this one, and reads what it prints. */
async function runChild(script: string, order: object): Promise<unknown> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(order));
  const printed: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
  await once(child, "close");
  return JSON.parse(Buffer.concat(printed).toString("utf8"));
}

function countReviews(): number {
  return github.sandbox.calls.filter(({ kind }) => kind === "read").length;
}

/** From Linux's accounts of a process and its threads. */
function spent(pid: number): Spent {
  const of = (file: string): number => {
    const fields = readFileSync(file, "utf8")
      .replace(/^.*\) /u, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * tick;
  };
  const threads = readdirSync(`/proc/${pid}/task`);
  const main = threads.includes(String(pid)) ? of(`/proc/${pid}/task/${pid}/stat`) : 0;
  return { main, all: of(`/proc/${pid}/stat`) };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
