/** Pull requests of one head share its check: none gets rid of its verdict by another. */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import type { PullRequest, Repository } from "../../sandbox/world.ts";
import { ReaderPool } from "../../src/edges/isolation/reader-pool.ts";
import { openPages } from "../../src/edges/pages/open-pages.ts";
import { Readings } from "../../src/gather/readings.ts";
import { SettingsReader } from "../../src/gather/settings.ts";
import type { Job, JobRunner } from "../../src/review/job.ts";
import { reviewer } from "../../src/review/reviewer.ts";
import { GitHubWorld } from "../edges/github/github-world.ts";

const drop = { "db/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id;\n" };
const users = { "db/migrations/0001_users.up.sql": "CREATE TABLE users (id bigint, legacy_id text);\n" };

let world: GitHubWorld;
let reader: ReaderPool;
let run: JobRunner;
/** What reviews asked for. */
let asked: Job[] = [];
let warned = 0;
/** Somebody goes on editing. */
let waits = false;
before(async () => {
  world = await GitHubWorld.start();
  reader = new ReaderPool(1, { here: "none" });
  run = reviewer({
    github: await world.github(),
    queue: {
      enqueue: async (jobs) => void asked.push(...jobs),
      isWaiting: async () => waits,
    },
    shared: { readings: new Readings(reader), settings: new SettingsReader(null) },
    pages: openPages(new URL("../../", import.meta.url), reader),
    now: () => world.sandbox.clock.date(),
    log: { info: () => undefined, warn: () => void warned++, error: () => undefined },
    version: "1.0.0",
  });
});
beforeEach(() => {
  asked = [];
});
after(async () => {
  await reader.close();
  await world.stop();
});

/** A drop against `main`, where the policy can let it fail; and `stable`, which has no policy. */
async function repositoryOf(name: string): Promise<Repository> {
  const repository = world.repository(name);
  const from = await world.commit(repository, "stable", users);
  await world.commit(repository, "main", { ".github/lockstep.yml": "mode: enforce\n" }, { from });
  await world.commit(repository, "topic", drop, { from });
  return repository;
}

async function review({ repository, number }: PullRequest, last = false): Promise<void> {
  const id = { installation: world.installation.id, id: repository.id, node: repository.node };
  const job: Job = { kind: "pull_request", repository: id, number, always: false, draft: false };
  assert.equal(await run(job, { number: last ? 6 : 1, last }), "done");
}

function check({ repository, headOid }: PullRequest) {
  const runs = repository.checkSuites
    .filter(({ headSha }) => headSha === headOid)
    .flatMap(({ checkRuns }) => checkRuns);
  return runs.at(-1);
}

async function second(repository: Repository): Promise<PullRequest> {
  const tip = world.sandbox.git(repository).branch("topic") ?? "";
  world.sandbox.git(repository).setRef("refs/heads/again", tip);
  return world.open(repository, { head: "again", base: "stable" });
}

test("one that GitHub does not show any more is known from the check", async () => {
  const repository = await repositoryOf("busy");
  const first = await world.open(repository);
  await review(first);
  assert.equal(check(first)?.conclusion, "failure");
  const from = await world.commit(repository, "other", { "a.txt": "" }, { from: first.baseOid });
  world.sandbox.clock.advance(1000);
  for (let at = 0; at < 101; at++) {
    world.sandbox.git(repository).setRef(`refs/heads/other-${at}`, from);
    await world.open(repository, { head: `other-${at}` });
  }
  const other = await second(repository);
  // Of a fork, GitHub links no commit to a pull request here.
  first.headRepository = world.repository("fork", { parent: repository });
  await review(other);
  assert.equal(check(other)?.conclusion, "failure");
});

test("a fault fails while it is not known whose policies count, and forgets none of them", async () => {
  const repository = await repositoryOf("faulty");
  const first = await world.open(repository);
  await review(first);
  const other = await second(repository);
  const fault = { kind: "status", status: 502 } as const;
  const remove = world.sandbox.faults.add({ route: "GET /repos/{owner}/{repo}/compare/{basehead}", fault });
  await review(other, true);
  remove();
  assert.match(check(other)?.title ?? "", /could not finish/u);
  assert.equal(check(other)?.conclusion, "failure");
  assert.equal(check(other)?.externalId, `1:::${first.number},${other.number}`);
});

test("what a review wrote that did not know of the other is looked at again", async () => {
  const repository = await repositoryOf("race");
  const first = await world.open(repository);
  const other = await second(repository);
  await review(other);
  assert.deepEqual(
    asked.map((job) => job.kind === "pull_request" && job.number),
    [first.number],
  );
  asked = [];
  await review(first);
  assert.deepEqual(asked, [], "and it ends there");
});

test("of more than can be judged none passes", async () => {
  const repository = await repositoryOf("crowd");
  const git = world.sandbox.git(repository);
  const pulls: PullRequest[] = [];
  for (let at = 0; at < 11; at++) {
    git.setRef(`refs/heads/crowd-${at}`, git.branch("topic") ?? "");
    pulls.push(await world.open(repository, { head: `crowd-${at}`, base: "stable" }));
  }
  const [first] = pulls as [PullRequest];
  await review(first);
  assert.equal(check(first)?.conclusion, "failure");
  assert.match(check(first)?.title ?? "", /more than 10 open pull requests have this head/u);
  for (const pull of pulls.slice(5)) pull.state = "closed";
  await review(first);
  assert.equal(check(first)?.conclusion, "neutral");
});

test("where GitHub takes no check at all, that is said once", async () => {
  const first = await world.open(await repositoryOf("refused"));
  const route = "POST /repos/{owner}/{repo}/check-runs";
  const remove = world.sandbox.faults.add({ route, fault: { kind: "status", status: 422 } });
  warned = 0;
  await review(first);
  remove();
  assert.deepEqual([check(first), warned], [undefined, 1]);
});

test("a check that is not true any more does not stay while somebody goes on editing; a first one can wait", async () => {
  const first = await world.open(await repositoryOf("edits"), { base: "stable" });
  waits = true;
  await review(first);
  assert.equal(check(first), undefined);
  waits = false;
  await review(first);
  assert.equal(check(first)?.conclusion, "neutral");
  waits = true;
  first.baseRef = "main";
  await review(first);
  waits = false;
  assert.equal(check(first)?.conclusion, "failure");
});
