/** GitHub's limits and rights in GraphQL: replies are HTTP 200 all the same, with errors. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { switchesOf } from "../../sandbox/graphql/switches.ts";
import { checkQuery } from "../../sandbox/graphql/schema.ts";
import { deleteRepository, forkRepository } from "../../sandbox/person.ts";
import { createCheckRun } from "../../sandbox/state/checks.ts";
import { addComment } from "../../sandbox/state/comments.ts";
import { buildQuery } from "../../src/edges/github/batch-query.ts";
import type { Ask } from "../../src/edges/github/batch-query.ts";
import * as queries from "../../src/edges/github/pull-request-query.ts";
import { mutationOf } from "../../src/edges/github/write-comments.ts";
import type { CommentChange } from "../../src/review/github.ts";
import type { Permissions } from "../../sandbox/world.ts";
import { allPermissions, at, GraphqlWorld, ofPullRequest, ofRepository } from "./graphql-world.ts";

let world: GraphqlWorld;
beforeEach(() => {
  world = new GraphqlWorld();
});
afterEach(() => world.close());

const allAsks: Ask[] = [
  { ask: "file", commit: "0".repeat(40), path: "a" },
  { ask: "blob", oid: "0".repeat(40) },
  { ask: "folder", at: "HEAD:a", levels: 2, texts: [1] },
  { ask: "distance", tag: "refs/tags/v1", commit: "0".repeat(40) },
  { ask: "tags", commit: "0".repeat(40), compared: 3, after: null },
  { ask: "head", number: 1 },
];

const allChanges: CommentChange[] = [
  { do: "add", pullRequest: "PR_1", body: "a" },
  { do: "edit", comment: "IC_1", body: "a", of: "issue" },
  { do: "edit", comment: "PRRC_1", body: "a", of: "review" },
  { do: "delete", comment: "IC_1", of: "issue" },
  { do: "delete", comment: "PRRC_1", of: "review" },
  { do: "resolve", thread: "PRRT_1" },
  { do: "fold", comment: "IC_1" },
  { do: "unfold", comment: "IC_1" },
];

test("every query of the App fits GitHub's schema, and the sandbox has all that it asks for", () => {
  const { pageQueries, ...others } = queries;
  const texts = [...Object.values(others), ...Object.values(pageQueries)].filter(
    (value) => typeof value === "string" && value.includes("{"),
  );
  assert.ok(texts.length >= 8);
  for (const text of [...texts, buildQuery("R_1", allAsks).query, mutationOf(allChanges).query]) {
    const checked = checkQuery(String(text));
    assert.deepEqual(checked.errors, null);
    assert.equal(checked.document === null ? "" : checked.missing, null);
  }
});

test("what GitHub has and the sandbox has not is a loud failure, also where nothing is listed", async () => {
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await assert.rejects(world.ask(ofPullRequest("additions mergeable")), /no PullRequest\.mergeable yet/u);
  const comments = ofPullRequest("comments(first: 1) { nodes { bodyHTML } }");
  await assert.rejects(world.ask(comments), /no IssueComment\.bodyHTML yet/u);
  const labels = ofPullRequest("labels(first: 1) { nodes { name color } }");
  world.sandbox.repository("acme", "shop")?.pullRequests.get(1)?.labels.push("x");
  await assert.rejects(world.ask(labels), /no Label\.color yet/u);
});

test("what is no GraphQL, or not in the schema, has errors and no data", async () => {
  for (const query of ["{", "{ nothing }", "query($a: Int!) { viewer { login } }"]) {
    const { data, errors } = await world.ask(query);
    assert.equal(data, null, query);
    assert.ok(errors.length > 0, query);
  }
});

test("a repository that the token may not see is NOT_FOUND, as one that is not there", async () => {
  const secret = await world.repository("secret");
  const open = await world.repository("open", false);
  const gone = await world.repository("gone");
  deleteRepository(world.sandbox, world.acme, gone);
  const narrow = world.token(allPermissions, new Set([open.id]));
  const query = `{ secret: repository(owner: "acme", name: "secret") { name } open: repository(owner: "ACME", name: "Open") { name }
    byId: node(id: "${secret.node}") { id } noNode: node(id: "R_none") { id } goneById: node(id: "${gone.node}") { id }
    owner: repositoryOwner(login: "acme") { login policies: repository(name: ".github") { name } } }`;
  const { data, errors } = await world.ask(query, {}, narrow);
  assert.deepEqual(data, {
    secret: null,
    open: { name: "open" },
    byId: null,
    noNode: null,
    goneById: null,
    owner: { login: "acme", policies: null },
  });
  assert.deepEqual(
    errors.map(({ type, path, message }) => [type, path?.join("."), message]),
    [
      ["NOT_FOUND", "secret", "Could not resolve to a Repository with the name 'acme/secret'."],
      ["NOT_FOUND", "byId", `Could not resolve to a node with the global id of '${secret.node}'.`],
      ["NOT_FOUND", "noNode", "Could not resolve to a node with the global id of 'R_none'."],
      ["NOT_FOUND", "goneById", `Could not resolve to a node with the global id of '${gone.node}'.`],
      ["NOT_FOUND", "owner.policies", "Could not resolve to a Repository with the name 'acme/.github'."],
    ],
  );
  assert.equal(at((await world.ask(`{ node(id: "${secret.node}") { id } }`)).data, "node.id"), secret.node);
  const missing = await world.ask(
    `{ repository(owner: "acme", name: "open") { pullRequest(number: 9) { id } } }`,
  );
  assert.equal(missing.errors[0]?.message, "Could not resolve to a PullRequest with the number of 9.");
});

test("each missing permission leaves out its fields, and says so", async () => {
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const query = ofRepository(`
    tip: defaultBranchRef { name }
    file: object(expression: "main:a") { oid }
    pullRequest(number: 1) {
      closingIssuesReferences(first: 1) { totalCount }
      mergeQueueEntry { position }
      commits(last: 1) { nodes { commit { checkSuites(first: 1) { totalCount } } } }
    }`);
  const all: Permissions = { ...allPermissions, merge_queues: "read" };
  const refused = async (without: string): Promise<(string | undefined)[]> => {
    const { [without]: _, ...rest } = all;
    const { errors } = await world.ask(query, {}, world.token(rest));
    for (const { type, message } of errors) {
      assert.equal(type, "FORBIDDEN");
      assert.equal(message, "Resource not accessible by integration");
    }
    return errors.map(({ path }) => path?.slice(1).join("."));
  };
  assert.deepEqual((await world.ask(query, {}, world.token(all))).errors, []);
  assert.deepEqual(await refused("contents"), ["tip", "file"]);
  assert.deepEqual(await refused("pull_requests"), ["pullRequest"]);
  assert.deepEqual(await refused("issues"), ["pullRequest.closingIssuesReferences"]);
  assert.deepEqual(await refused("merge_queues"), ["pullRequest.mergeQueueEntry"]);
  assert.deepEqual(await refused("checks"), ["pullRequest.commits.nodes.0.commit.checkSuites"]);
});

test("lists need `first` or `last` of 1 to 100, unless they are only counted", async () => {
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const counted = await world.ask(ofPullRequest("comments { totalCount }"));
  assert.deepEqual(counted.errors, []);
  const { data, errors } = await world.ask(ofPullRequest("files { nodes { path } }"));
  assert.equal(at(data, "repository.pullRequest.files"), null);
  assert.deepEqual(errors[0]?.path, ["repository", "pullRequest", "files"]);
  assert.equal(errors[0]?.type, "MISSING_PAGINATION_BOUNDARIES");
  const many = await world.ask(ofPullRequest("files(first: 101) { nodes { path } }"));
  assert.equal(many.errors[0]?.type, "EXCESSIVE_PAGINATION");
  assert.match(many.errors[0]?.message ?? "", /^Requesting 101 records on the `files` connection exceeds/u);
});

test("pages follow each other forward and backward", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  for (const body of ["one", "two", "three"]) addComment(world.sandbox, pullRequest, world.ada, body);
  const page = async (
    args: string,
  ): Promise<{ bodies: string[]; next: boolean; previous: boolean; end: string; start: string }> => {
    const info = "pageInfo { hasNextPage hasPreviousPage endCursor startCursor }";
    const { data } = await world.ask(ofPullRequest(`comments(${args}) { ${info} nodes { body } }`));
    const shown = at(data, "repository.pullRequest.comments");
    return {
      bodies: (at(shown, "nodes") as { body: string }[]).map(({ body }) => body),
      next: at(shown, "pageInfo.hasNextPage") === true,
      previous: at(shown, "pageInfo.hasPreviousPage") === true,
      end: String(at(shown, "pageInfo.endCursor")),
      start: String(at(shown, "pageInfo.startCursor")),
    };
  };
  const first = await page("first: 2");
  assert.deepEqual([first.bodies, first.next, first.previous], [["one", "two"], true, false]);
  const second = await page(`first: 2, after: "${first.end}"`);
  assert.deepEqual([second.bodies, second.next, second.previous], [["three"], false, true]);
  const last = await page("last: 2");
  assert.deepEqual([last.bodies, last.next, last.previous], [["two", "three"], false, true]);
  assert.deepEqual((await page(`last: 2, before: "${last.start}"`)).bodies, ["one"]);
  const wrong = await world.ask(ofPullRequest(`comments(first: 1, after: "x") { totalCount }`));
  assert.match(wrong.errors[0]?.message ?? "", /does not appear to be a valid cursor/u);
});

test("half a million nodes at most, and a cost by the requests for lists", async () => {
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const nested = (size: number): string =>
    ofRepository(
      `pullRequests(first: ${size}) { nodes { reviewThreads(first: 100) { nodes { comments(first: $n) { nodes { id } } } } } }`,
    );
  const variables = { n: 100 };
  const ask = (size: number) =>
    world.ask(
      `query($n: Int!) ${nested(size).slice(0, -1)} rateLimit { cost nodeCount limit remaining } }`,
      variables,
    );
  const { data } = await ask(40);
  assert.equal(at(data, "rateLimit.nodeCount"), 40 + 4_000 + 400_000);
  assert.equal(at(data, "rateLimit.cost"), Math.round((1 + 40 + 4_000) / 100));
  assert.equal(at(data, "rateLimit.remaining"), Number(at(data, "rateLimit.limit")) - 40 + 1);
  const refused = await ask(50);
  assert.equal(refused.data, null);
  assert.equal(refused.errors[0]?.type, "MAX_NODE_LIMIT_EXCEEDED");
});

test("a commit of a fork: its checks are in the base repository, its pull request in the fork", async () => {
  const shop = await world.repository("shop", false);
  await world.commit(shop, "main", { a: "1\n" });
  const fork = forkRepository(world.sandbox, world.ada, shop);
  const head = await world.commit(fork, "topic", { a: "2\n" });
  const pullRequest = await world.open(shop, { headRepository: fork });
  createCheckRun(world.sandbox, shop, world.app, head, { name: "Lockstep" });
  const commit =
    "... on Commit { checkSuites(first: 1) { totalCount } associatedPullRequests(first: 1) { nodes { number } } }";
  const shown = async (owner: string): Promise<unknown> => {
    const { data } = await world.ask(
      `{ repository(owner: "${owner}", name: "shop") { object(oid: "${head}") { ${commit} } } }`,
    );
    return at(data, "repository.object");
  };
  assert.deepEqual(await shown("acme"), {
    checkSuites: { totalCount: 1 },
    associatedPullRequests: { nodes: [] },
  });
  assert.deepEqual(await shown("ada"), {
    checkSuites: { totalCount: 0 },
    associatedPullRequests: { nodes: [{ number: pullRequest.number }] },
  });
  const query = ofPullRequest("isCrossRepository headRef { name } headRepository { owner { login } }");
  const there = {
    isCrossRepository: true,
    headRef: { name: "topic" },
    headRepository: { owner: { login: "ada" } },
  };
  assert.deepEqual(at((await world.ask(query)).data, "repository.pullRequest"), there);
  deleteRepository(world.sandbox, world.ada, fork);
  const gone = { isCrossRepository: true, headRef: null, headRepository: null };
  assert.deepEqual(at((await world.ask(query)).data, "repository.pullRequest"), gone);
});

test("at most 3,000 files and 250 commits are listed", async () => {
  const shop = await world.repository("shop");
  await world.commit(shop, "main", { start: "1" });
  const many = Object.fromEntries(Array.from({ length: 3_001 }, (_, index) => [`f/${index}`, "same"]));
  await world.commit(shop, "topic", many);
  for (let count = 1; count < 252; count++) await world.commit(shop, "topic", { start: `${count + 1}` });
  await world.open(shop);
  const query = ofPullRequest(`changedFiles files(last: 1) { pageInfo { hasNextPage } nodes { path } }
    commits(last: 1) { totalCount pageInfo { hasNextPage } }`);
  const shown = at((await world.ask(query)).data, "repository.pullRequest");
  assert.equal(at(shown, "changedFiles"), 3_002);
  assert.notEqual(at(shown, "files.nodes.0.path"), "start");
  assert.deepEqual(at(shown, "commits"), { totalCount: 252, pageInfo: { hasNextPage: false } });
});

test("what GitHub does sometimes can be switched on", async () => {
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const switches = switchesOf(world.sandbox);
  const text = ofRepository(`object(expression: "main:a") { ... on Blob { isBinary text } }`);
  switches.unknownBinary = true;
  assert.deepEqual(at((await world.ask(text)).data, "repository.object"), { isBinary: null, text: null });
  switches.unknownBinary = false;
  switches.answeredFields = 2;
  const files = `a: object(expression: "main:a") { oid } b: object(expression: "main:a") { oid }`;
  const { data, errors } = await world.ask(ofRepository(files));
  assert.notEqual(at(data, "repository.a"), null);
  assert.equal(at(data, "repository.b"), null);
  assert.deepEqual(
    errors.map(({ type, path }) => [type, path]),
    [["RESOURCE_LIMITS_EXCEEDED", ["repository", "b"]]],
  );
  switches.answeredFields = null;
  switches.timeOuts = 1;
  const late = await world.ask(text);
  assert.equal(late.data, null);
  assert.match(late.errors[0]?.message ?? "", /^Something went wrong while executing your query/u);
  assert.deepEqual((await world.ask(text)).errors, []);
});

test("what a review asks is answered within a few milliseconds, once git has read it", async () => {
  const { repository } = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const variables = { node: repository.node, number: 1, app: 77, policy: "p.yml", exceptions: "e.yaml" };
  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    const began = performance.now();
    const { data } = await world.ask(queries.pullRequestQuery, variables);
    times.push(performance.now() - began);
    assert.equal(at(data, "node.pullRequest.number"), 1);
  }
  // Far above what it takes, for machines that are busy.
  assert.ok((times.toSorted((one, other) => one - other)[7] ?? 0) < 30, `${times.join(" ")} ms`);
});
