/** What a person reads with a token of their own: merged pull requests, what was said there, and what was checked. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { executeGraphql } from "../../sandbox/graphql/execute.ts";
import * as person from "../../sandbox/person.ts";
import type { Account, PullRequest } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = await RestWorld.start();
  world.sandbox.parts.graphql = executeGraphql;
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
});
afterEach(() => world.stop());

async function ask(query: string, account: Account | null): Promise<{ headers: Headers; body: unknown }> {
  const token = account === null ? "" : person.createPersonalToken(world.sandbox, account);
  return world.ask("POST", "/graphql", { query }, token);
}

const merged = `{ rateLimit { limit remaining cost } repository(owner: "acme", name: "shop") {
  pullRequests(states: MERGED, first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes {
    number mergedAt closedAt updatedAt mergedBy { login } author { login }
    comments(first: 5) { nodes { databaseId url body includesCreatedEdit lastEditedAt
      author { __typename login } editor { __typename login } } }
    commits(last: 1) { nodes { commit { oid checkSuites(first: 5) { nodes { app { slug } checkRuns(last: 1) { nodes { text } } } } } } }
  } } } }`;

const pulls = "data.repository.pullRequests.nodes";

test("merged pull requests, the last changed first", async () => {
  const { sandbox, ada, grace } = world;
  const output = { title: "t", summary: "s", text: "said" };
  const check = {
    name: "Lockstep",
    head_sha: pullRequest.headOid,
    status: "completed",
    conclusion: "success",
  };
  await world.ask("POST", "check-runs", { ...check, output });
  await person.mergePullRequest(sandbox, grace, pullRequest);
  await world.ask("POST", "issues/1/comments", { body: "the record" });
  await person.push(sandbox, ada, pullRequest.repository, { branch: "two", files: { b: "2\n" } });
  const second = await person.openPullRequest(sandbox, ada, pullRequest.repository, { head: "two" });
  sandbox.clock.advance(60_000);
  await person.mergePullRequest(sandbox, ada, second);
  const before = at((await ask(merged, grace)).body, pulls) as { number: number }[];
  assert.deepEqual(
    before.map(({ number }) => number),
    [2, 1],
  );
  const [record] = pullRequest.comments;
  sandbox.clock.advance(60_000);
  person.editComment(sandbox, ada, record ?? assert.fail(), "another record");
  person.comment(sandbox, grace, pullRequest, "thanks");
  const { headers, body } = await ask(merged, grace);
  const first = at(body, `${pulls}.0`);
  assert.deepEqual(
    [at(first, "number"), at(first, "mergedBy.login"), at(first, "author.login")],
    [1, "grace", "ada"],
  );
  assert.equal(at(first, "mergedAt"), at(first, "closedAt"));
  assert.ok(String(at(first, "updatedAt")) > String(at(first, "mergedAt")));
  assert.deepEqual(
    [at(first, "comments.nodes.0.author"), at(first, "comments.nodes.0.editor")],
    [
      { __typename: "Bot", login: "lockstep" },
      { __typename: "User", login: "ada" },
    ],
  );
  assert.equal(at(first, "comments.nodes.0.databaseId"), record?.id);
  assert.deepEqual(
    [at(first, "comments.nodes.0.includesCreatedEdit"), at(first, "comments.nodes.1.includesCreatedEdit")],
    [true, false],
  );
  const suite = at(first, "commits.nodes.0.commit.checkSuites.nodes.0");
  assert.deepEqual([at(suite, "app.slug"), at(suite, "checkRuns.nodes.0.text")], ["lockstep", "said"]);
  assert.equal(at(body, "data.rateLimit.limit"), 5000);
  assert.equal(headers.get("x-ratelimit-resource"), "graphql");
  assert.equal(headers.get("x-ratelimit-remaining"), String(at(body, "data.rateLimit.remaining")));
});

test("a token sees what its person sees, and runs out of requests", async () => {
  const { sandbox, grace } = world;
  const stranger = person.createUser(sandbox, "stranger");
  const hidden = (await ask(merged, stranger)).body;
  assert.deepEqual([at(hidden, "errors.0.type"), at(hidden, "data.repository")], ["NOT_FOUND", null]);
  assert.equal(at((await ask(merged, null)).body, "status"), "401");
  sandbox.limits.hourly = 2;
  await ask(merged, grace);
  await ask(merged, grace);
  const refused = await ask(merged, grace);
  assert.equal(at(refused.body, "errors.0.type"), "RATE_LIMITED");
  assert.equal(refused.headers.get("x-ratelimit-remaining"), "0");
});

test("what the owner of a deleted account wrote stays, and is nobody's", async () => {
  const { sandbox, ada, grace } = world;
  const comment = person.comment(sandbox, grace, pullRequest, "hello");
  person.editComment(sandbox, grace, comment, "bye");
  const token = person.createPersonalToken(sandbox, grace);
  person.deleteAccount(sandbox, grace);
  const query = `{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { comments(first: 1) { nodes { body author { login } editor { login } } } } } }`;
  const { body } = await ask(query, ada);
  assert.deepEqual(at(body, "data.repository.pullRequest.comments.nodes"), [
    { body: "bye", author: null, editor: null },
  ]);
  assert.equal((await world.ask("GET", "collaborators/grace/permission")).status, 404);
  assert.equal((await world.ask("GET", "pulls/1", undefined, token)).status, 401);
  const edited = await world.ask(
    "PATCH",
    `issues/comments/${comment.id}`,
    { body: "x" },
    person.createPersonalToken(sandbox, ada),
  );
  assert.equal(at(edited.body, "user.login"), "ghost");
});
