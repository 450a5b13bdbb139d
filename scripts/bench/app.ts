/** `npm run bench:app`: what a review costs the service's process, and how fast deliveries are answered while reviews run. */

import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import type { PullRequest, Repository } from "../../sandbox/world.ts";
import { startGitHub } from "../demo/github.ts";
import type { DemoGitHub } from "../demo/github.ts";
import { liftLimits, makeRepositories, openOne, readme, schemaChange } from "./crowd.ts";
import { deliveryLatency, githubLatency } from "./delivery-latency.ts";
import { reviewCost } from "./review-cost.ts";

const sizes = { organisations: 6, warmUp: 12, measured: 12 };
const rate = { perSecond: 200, seconds: 15 };
const rounds = 3;
/** `getconf CLK_TCK` on Linux. */
const tick = 10;

const github = await startGitHub();
try {
  liftLimits(github);
  await alone("without a schema change", 5, readme);
  await alone("with a schema change, comments and a drafted note", 15, schemaChange);
  await whole("without a schema change", readme);
  const pulls = await whole("with a schema change, comments and a drafted note", schemaChange);
  for (let round = 0; round < rounds; round++) await deliveries(pulls);
} finally {
  await github.stop();
}

async function alone(what: string, limit: number, files: Record<string, string>): Promise<void> {
  const milliseconds = await reviewCost(github, `alone ${what}`, files, sizes);
  const met = milliseconds <= limit ? "met" : "MISSED";
  say(`A review ${what}: ${milliseconds.toFixed(1)} ms of CPU (limit ${limit}: ${met})`);
}

/** Milliseconds of processor time of the main thread, and of all threads together. */
interface Spent {
  main: number;
  all: number;
}

/** The same through the service: with its deliveries, and with the embedded queue. */
async function whole(what: string, files: Record<string, string>): Promise<PullRequest[]> {
  const repositories = await makeRepositories(github, `whole ${what}`, sizes.organisations);
  for (const repository of repositories) await openMany(repository, files, "warm", sizes.warmUp);
  const before = spent(github.pid);
  const pulls: PullRequest[] = [];
  for (const repository of repositories)
    pulls.push(...(await openMany(repository, files, "change", sizes.measured)));
  const after = spent(github.pid);
  const each = (thread: keyof Spent): string => ((after[thread] - before[thread]) / pulls.length).toFixed(1);
  say(
    `The service from delivery to check, ${what}: ${each("all")} ms of CPU in all threads, ${each("main")} ms of it in the main thread (the others hold the queue's database and the readers)`,
  );
  return pulls;
}

/** Opens pull requests one after the other, and waits for the check of each. */
async function openMany(
  repository: Repository,
  files: Record<string, string>,
  name: string,
  count: number,
): Promise<PullRequest[]> {
  const pulls: PullRequest[] = [];
  for (let index = 0; index < count; index++) {
    const pull = await openOne(github, repository, files, `${name}-${index}`);
    pulls.push(pull);
    while (!isChecked(github, pull)) await wait(5);
  }
  await github.sandbox.webhooks.settle();
  await wait(100);
  return pulls;
}

function isChecked({ app }: DemoGitHub, { repository, headOid }: PullRequest): boolean {
  return repository.checkSuites.some(
    (suite) => suite.app === app && suite.headSha === headOid && suite.checkRuns.length > 0,
  );
}

async function deliveries(pulls: readonly PullRequest[]): Promise<void> {
  const { sent, failed, p50, p99, max, asked } = await deliveryLatency(github, pulls, rate);
  const met = p99 < 100 && failed === 0 ? "met" : "MISSED";
  say(
    `${sent} deliveries at ${rate.perSecond} a second, ${failed} failed: answered after ${p50.toFixed(1)} ms (median), ${p99.toFixed(1)} ms (p99; limit 100: ${met}), ${max.toFixed(0)} ms at most, while reviews asked GitHub ${asked} times, which takes ${githubLatency} ms for an answer`,
  );
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
