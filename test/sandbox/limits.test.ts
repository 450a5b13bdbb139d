/** How fast, and how much, one may ask. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { limits } from "../../sandbox/limits.ts";
import { push } from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = await RestWorld.start();
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
});
afterEach(() => world.stop());

const comment = (text = "hello") => world.ask("POST", "issues/1/comments", { body: text });
const secondary = /^You have exceeded a secondary rate limit/u;

test("headers count down, for REST and GraphQL apart", async () => {
  const first = await world.ask("GET", "pulls/1");
  const second = await world.ask("GET", "pulls/1");
  const [one, two] = [first, second].map(({ headers }) => Number(headers.get("x-ratelimit-remaining")));
  assert.equal((one ?? 0) - (two ?? 0), 1);
  assert.equal(second.headers.get("x-ratelimit-limit"), "5000");
  assert.equal(second.headers.get("x-ratelimit-resource"), "core");
  const reset = Number(second.headers.get("x-ratelimit-reset")) - Date.now() / 1000;
  assert.ok(reset > 3500 && reset <= 3601, String(reset));
});

test("an hour's requests are used up, and come back", async () => {
  await world.ask("GET", "pulls/1");
  world.sandbox.limits.hourly = 3;
  assert.equal((await world.ask("GET", "pulls/1")).status, 200);
  assert.equal((await world.ask("GET", "pulls/1")).status, 200);
  const over = await world.ask("GET", "pulls/1");
  assert.equal(over.status, 403);
  assert.match(String(at(over.body, "message")), /^API rate limit exceeded for installation ID \d+/u);
  assert.equal(over.headers.get("x-ratelimit-remaining"), "0");
  world.sandbox.clock.advance(3_601_000);
  assert.equal((await world.ask("GET", "pulls/1", undefined, await world.newToken())).status, 200);
});

test("content is created eighty times in a minute, and five hundred in an hour", async () => {
  assert.equal(limits.contentInMinute.value, 80);
  assert.equal(limits.contentInHour.value, 500);
  world.sandbox.limits.contentInMinute = 3;
  world.sandbox.limits.contentInHour = 5;
  const statuses: number[] = [];
  for (let each = 0; each < 3; each++) statuses.push((await comment()).status);
  const over = await comment();
  assert.deepEqual([...statuses, over.status], [201, 201, 201, 403]);
  assert.equal(over.headers.get("retry-after"), "60");
  assert.match(String(at(over.body, "message")), secondary);
  assert.equal((await world.ask("GET", "pulls/1")).status, 200);
  world.sandbox.clock.advance(61_000);
  assert.equal((await comment()).status, 201);
  assert.equal((await comment()).status, 201);
  world.sandbox.clock.advance(61_000);
  assert.equal((await comment()).status, 403);
});

test("writing costs five points of a minute's, reading one", async () => {
  world.sandbox.limits.restPoints = 12;
  await world.ask("GET", "pulls/1");
  assert.equal((await comment()).status, 201);
  assert.equal((await comment()).status, 201);
  assert.equal((await comment()).status, 403);
  assert.equal((await world.ask("GET", "pulls/1")).status, 200);
  assert.equal((await world.ask("GET", "pulls/1")).status, 403);
});

test("too many at the same time are refused", async () => {
  const { repository } = pullRequest;
  for (const text of ["3\n", "4\n"]) {
    await push(world.sandbox, world.ada, repository, { branch: "other", files: { a: text } });
  }
  await world.ask("GET", "pulls/1");
  world.sandbox.limits.concurrent = 2;
  // Nobody compared these before, so all of them wait for git.
  const asked = Array.from({ length: 6 }, () => world.ask("GET", "compare/main...other"));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  assert.deepEqual([...new Set(statuses)].toSorted(), [200, 403]);
});

test("every call is recorded, and what is no operation of the sandbox as well", async () => {
  await world.ask("GET", "pulls/1");
  world.sandbox.calls = [];
  await world.ask("GET", "pulls/1?page=1");
  await world.ask("GET", "pulls/1");
  await world.ask("GET", "branches");
  await comment();
  assert.deepEqual(
    world.sandbox.calls.map(({ method, route, kind, status }) => [method, route, kind, status]),
    [
      ["GET", "/repos/{owner}/{repo}/pulls/{pull_number}", "read", 422],
      ["GET", "/repos/{owner}/{repo}/pulls/{pull_number}", "read", 200],
      ["GET", null, "read", 404],
      ["POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments", "write", 201],
    ],
  );
  assert.deepEqual(world.sandbox.misuses, [
    "GET /repos/{owner}/{repo}/pulls/{pull_number}: must NOT have additional properties (page)",
    "GET /repos/acme/shop/branches",
  ]);
});

test("each limit says how it is known", () => {
  for (const { value, known } of Object.values(limits)) {
    assert.ok(value > 0);
    assert.match(known, /^(?:documented|observed|assumed)$/u);
  }
});
