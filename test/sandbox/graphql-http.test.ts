/** GraphQL over HTTP, as the App asks it. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { listen } from "../../sandbox/server.ts";
import { at, GraphqlWorld, ofPullRequest } from "./graphql-world.ts";

let world: GraphqlWorld;
beforeEach(async () => {
  world = new GraphqlWorld();
  await listen(world.sandbox);
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  world.sandbox.world.tokens.set("secret", world.token());
});
afterEach(() => world.sandbox.stop());

async function post(
  query: string,
  token = "secret",
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const answer = await fetch(`${world.sandbox.url}/graphql`, {
    method: "POST",
    headers: { authorization: `token ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

test("answers are HTTP 200, with errors as well; reads and writes are counted", async () => {
  const read = await post(ofPullRequest("number url"));
  assert.equal(read.status, 200);
  const url = `${world.sandbox.url}/acme/shop/pull/1`;
  assert.deepEqual(at(read.body, "data.repository.pullRequest"), { number: 1, url });
  assert.equal(read.headers.get("x-ratelimit-resource"), "graphql");
  const missing = await post('{ repository(owner: "acme", name: "none") { id } }');
  assert.equal(missing.status, 200);
  assert.equal(at(missing.body, "errors.0.type"), "NOT_FOUND");
  const written = await post(
    'mutation Change { deleteIssueComment(input: { id: "IC_1" }) { clientMutationId } }',
  );
  assert.equal(written.status, 200);
  assert.deepEqual(
    world.sandbox.calls.map(({ kind, status, operation }) => [kind, status, operation]),
    [
      ["read", 200, null],
      ["read", 200, null],
      ["write", 200, "Change"],
    ],
  );
  assert.equal((await post("{ viewer { login } }", "wrong")).status, 401);
});

test("a query costs what its lists cost", async () => {
  const cheap = await post("{ viewer { login } }");
  const before = Number(cheap.headers.get("x-ratelimit-remaining"));
  const dear =
    "pullRequests(first: 100) { nodes { reviewThreads(first: 90) { nodes { comments(first: 1) { nodes { id } } } } } }";
  const after = await post(`{ repository(owner: "acme", name: "shop") { ${dear} } }`);
  assert.equal(Number(after.headers.get("x-ratelimit-remaining")), before - 91);
});

test("the hourly limit is told with HTTP 200, a secondary one with 403", async () => {
  const { limits } = world.sandbox;
  limits.hourly = 1;
  limits.hourlyMost = 1;
  assert.equal(at((await post("{ viewer { login } }")).body, "data.viewer.login"), "lockstep[bot]");
  const reached = await post("{ viewer { login } }");
  assert.deepEqual([reached.status, at(reached.body, "errors.0.type")], [200, "RATE_LIMITED"]);
  assert.equal(reached.headers.get("x-ratelimit-remaining"), "0");
  limits.hourly = 100;
  limits.graphqlPoints = 1;
  const secondary = await post("{ viewer { login } }");
  assert.deepEqual([secondary.status, secondary.headers.get("retry-after")], [403, "60"]);
});

test("what the sandbox does not have is a fault of its own, and a test sees it", async () => {
  assert.equal((await post(ofPullRequest("mergeable"))).status, 500);
  assert.deepEqual(
    world.sandbox.flaws.map(({ message }) => message),
    ["the sandbox has no PullRequest.mergeable yet"],
  );
});
