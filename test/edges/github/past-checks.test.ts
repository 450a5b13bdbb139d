/** Our checks on all heads that a pull request had. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { createCheckRun } from "../../../sandbox/state/checks.ts";
import { moveRef } from "../../../sandbox/state/pushes.ts";
import type { App, PullRequest } from "../../../sandbox/world.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
before(async () => {
  world = await GitHubWorld.start();
});
after(() => world.stop());

const base = { "a.txt": "one\n" };
const head = { "a.txt": "two\n" };

function check(pullRequest: PullRequest, text: string, more: { app?: App; name?: string } = {}) {
  world.sandbox.clock.advance(2_000);
  return createCheckRun(world.sandbox, pullRequest.repository, more.app ?? world.app, pullRequest.headOid, {
    name: more.name ?? "Lockstep",
    status: "completed",
    conclusion: "failure",
    title: "t",
    summary: "s",
    text,
  });
}

async function push(pullRequest: PullRequest, text: string, from: string): Promise<void> {
  const { sandbox, ada } = world;
  const { repository } = pullRequest;
  const oid = await world.commit(repository, `made-${text}`, { "a.txt": text }, { from });
  await moveRef(sandbox, repository, "refs/heads/topic", oid, ada);
}

test("of every push and of what was pushed away, the newest first, and nobody else's", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "past" });
  const other: App = { ...world.app, id: 78, slug: "other" };
  check(pullRequest, "first");
  check(pullRequest, "first again");
  await push(pullRequest, "second", pullRequest.headOid);
  check(pullRequest, "second");
  check(pullRequest, "theirs", { app: other });
  check(pullRequest, "another name", { name: "Other" });
  await push(pullRequest, "third", pullRequest.baseOid);
  assert.equal(pullRequest.events.length, 1);
  const run = check(pullRequest, "third");
  createCheckRun(world.sandbox, pullRequest.repository, world.app, pullRequest.headOid, {
    name: "Lockstep",
    status: "in_progress",
    title: "t",
    summary: "s",
    text: "not yet",
  });
  const github = world.opened(await world.github(), pullRequest.repository);
  const checks = await github.checksOf(pullRequest.number);
  // Nobody has the first head any more: only the one that was pushed away is remembered.
  assert.deepEqual(
    checks.map(({ text }) => text),
    ["third", "second"],
  );
  assert.equal(checks[0]?.externalId, run.externalId);
  assert.equal(checks[0]?.completedAt, `${run.completedAt?.toISOString().slice(0, 19)}Z`);
  assert.deepEqual({ ...github.calls }, { reads: 0, writes: 0, others: 4 });
});

test("one commit with many checks, and a pull request without any", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "many" });
  const github = world.opened(await world.github(), pullRequest.repository);
  assert.deepEqual(await github.checksOf(pullRequest.number), []);
  for (let index = 0; index < 12; index++) check(pullRequest, `${index}`);
  const checks = await github.checksOf(pullRequest.number);
  assert.deepEqual(
    checks.map(({ text }) => text),
    ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"],
  );
  await assert.rejects(github.checksOf(99), { kind: "gone" });
});
