/** Merged pull requests are found and read while the repository goes on, and what is not read is told. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { pino } from "pino";

import { addComment } from "../../../sandbox/state/comments.ts";
import { mergePullRequest } from "../../../sandbox/state/merging.ts";
import type { PullRequest, Repository } from "../../../sandbox/world.ts";
import { type MergedRequest, readMerged } from "../../../src/edges/github/merged-pull-requests.ts";
import { GitHubWorld } from "./github-world.ts";

const token = "ghp_secretOfGrace";
const log = pino({ level: "silent" });

let world: GitHubWorld;
let shop: Repository;
let pull: PullRequest;

before(async () => {
  world = await GitHubWorld.start();
  world.sandbox.world.personTokens.set(token, world.grace);
  pull = await world.pullRequest({ "a.txt": "a\n" }, { "b.txt": "b\n" });
  shop = pull.repository;
  await mergePullRequest(world.sandbox, pull, world.grace, "merge");
  pull.closedAt = new Date("2026-02-01");
  pull.updatedAt = new Date("2026-02-01");
});
after(() => world.stop());

function request(): MergedRequest {
  const progress = { step: () => {}, done: () => {} };
  return {
    owner: "acme",
    name: "shop",
    since: "2026-01-01",
    app: "lockstep",
    api: world.sandbox.url,
    token,
    progress: () => progress,
  };
}

/** Listed like it, and changed after it; they cannot be read themselves. */
function addListed(count: number): () => void {
  const from = shop.nextNumber;
  for (let number = from; number < from + count; number++) {
    const updatedAt = new Date(Date.parse("2026-03-01") + number * 60_000);
    shop.pullRequests.set(number, { ...pull, number, node: `PR_none${number}`, updatedAt });
  }
  return () => {
    for (let number = from; number < from + count; number++) shop.pullRequests.delete(number);
  };
}

test("one that changes while the list is read is not passed over", async () => {
  const remove = addListed(100);
  let release: (value?: unknown) => void = () => {};
  const until = new Promise((resolve) => {
    release = resolve;
  });
  world.sandbox.faults.add({ fault: { kind: "hold", until }, operation: "Merged", times: 1 });
  const reading = readMerged(request(), log);
  while (world.sandbox.calls.length === 0) await pause(5);
  await pause(50);
  // It stood on the second page, and now stands on the first, which was answered.
  pull.updatedAt = new Date("2026-04-01");
  release();
  const { pulls } = await reading;
  assert.deepEqual(
    pulls.map(({ number }) => number),
    [pull.number],
  );
  pull.updatedAt = new Date("2026-02-01");
  remove();
});

test("what cannot be read, and what is more than is read, is told", async () => {
  assert.equal((await readMerged(request(), log)).cut, false);
  const one = addListed(1);
  assert.equal((await readMerged(request(), log)).cut, true);
  one();
  const many = addListed(101);
  assert.equal((await readMerged(request(), log, { pulls: 1, comments: 1 })).cut, true);
  many();
  for (let count = 0; count < 101; count++) addComment(world.sandbox, pull, world.ada, "hello");
  assert.equal((await readMerged(request(), log, { pulls: 1, comments: 1 })).cut, true);
  assert.equal((await readMerged(request(), log, { pulls: 1, comments: 2 })).cut, false);
});
