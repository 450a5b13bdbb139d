/** What a test can make go wrong. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import type { PullRequest } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = await RestWorld.start();
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await world.ask("GET", "pulls/1");
});
afterEach(() => world.stop());

const status = async (): Promise<number> => (await world.ask("GET", "pulls/1")).status;

test("a fault comes as often as it was told to", async () => {
  const { faults } = world.sandbox;
  faults.add({ fault: { kind: "status", status: 502 }, times: 2 });
  assert.deepEqual([await status(), await status(), await status()], [502, 502, 200]);
  faults.add({ fault: { kind: "expired" }, times: 1 });
  faults.add({ fault: { kind: "secondary", retryAfter: 7, status: 429 }, times: 1 });
  assert.equal(await status(), 401);
  const limited = await world.ask("GET", "pulls/1");
  assert.deepEqual([limited.status, limited.headers.get("retry-after")], [429, "7"]);
  const end = faults.add({ fault: { kind: "status", status: 503 } });
  assert.equal(await status(), 503);
  end();
  assert.equal(await status(), 200);
});

test("a fault is of one route, or of all", async () => {
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  world.sandbox.faults.add({ fault: { kind: "status", status: 500 }, route });
  assert.equal(await status(), 200);
  assert.equal((await world.ask("POST", "issues/1/comments", { body: "x" })).status, 500);
  assert.equal(pullRequest.comments.length, 0);
});

test("an answer is lost after GitHub did what was asked", async () => {
  world.sandbox.faults.add({ fault: { kind: "drop" }, afterwards: true, times: 1 });
  await assert.rejects(world.ask("POST", "issues/1/comments", { body: "x" }), /fetch failed/u);
  assert.equal(pullRequest.comments.length, 1);
  assert.equal(world.sandbox.calls.at(-1)?.status, null);
});

test("an answer comes late", async () => {
  world.sandbox.faults.add({ fault: { kind: "delay", milliseconds: 60 }, times: 1 });
  const began = performance.now();
  assert.equal(await status(), 200);
  assert.ok(performance.now() - began >= 55);
});

test("chance is the same in every run", async () => {
  const seen: number[][] = [];
  for (let run = 0; run < 2; run++) {
    const other = await RestWorld.start();
    await other.repository({ a: "1\n" });
    await other.ask("GET", "pulls");
    other.sandbox.faults.add({ fault: { kind: "status", status: 500 }, probability: 0.5 });
    const statuses: number[] = [];
    for (let each = 0; each < 12; each++) statuses.push((await other.ask("GET", "pulls")).status);
    seen.push(statuses);
    await other.stop();
  }
  assert.deepEqual(seen[0], seen[1]);
  assert.ok(seen[0]?.includes(200) && seen[0].includes(500));
});

test("what is no JSON is refused, and an unknown scheme too", async () => {
  const url = `${world.sandbox.url}/repos/acme/shop/issues/1/comments`;
  const headers = { authorization: `token ${await world.newToken()}` };
  const broken = await fetch(url, { method: "POST", headers, body: "{" });
  assert.deepEqual([broken.status, at(await broken.json(), "message")], [400, "Problems parsing JSON"]);
  const basic = await fetch(url, { headers: { authorization: "Basic eDp5" } });
  assert.equal(basic.status, 404);
  const known = await fetch(`${world.sandbox.url}/repos/acme/shop`, {
    headers: { authorization: "Basic eDp5" },
  });
  assert.equal(known.status, 401);
});

test("a fault is of one address", async () => {
  world.sandbox.faults.add({ fault: { kind: "status", status: 403 }, address: "/pulls/2" });
  assert.equal(await status(), 200);
  assert.equal((await world.ask("GET", "pulls/2")).status, 403);
});
