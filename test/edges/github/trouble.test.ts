/** What GitHub does not do, and how that is told. */

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, test } from "node:test";

import type { FaultRule } from "../../../sandbox/faults.ts";
import type { PullRequest } from "../../../sandbox/world.ts";
import { GitHubTrouble } from "../../../src/review/github.ts";
import type { CheckWrite, GitHub, GitHubRepository, TroubleKind } from "../../../src/review/github.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
let pullRequest: PullRequest;
let opened: GitHub;
let github: GitHubRepository;
beforeEach(async () => {
  world = await GitHubWorld.start();
  pullRequest = await world.pullRequest(
    { "db/migrations/1.sql": "CREATE TABLE a (id int);\n" },
    { "db/migrations/2.sql": "DROP TABLE a;\n" },
  );
  opened = await world.github();
  github = world.opened(opened, pullRequest.repository);
});
afterEach(() => world.stop());

const read = () => github.pullRequest(pullRequest.number);

async function troubleOf(promise: Promise<unknown>): Promise<GitHubTrouble> {
  const error = await promise.then(
    () => assert.fail("no trouble"),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof GitHubTrouble, String(error));
  return error;
}

const queries: Pick<FaultRule, "route"> = { route: "POST /graphql" };

test("GitHub stumbles once: it is asked again", async () => {
  for (const fault of [{ kind: "status", status: 502 }, { kind: "drop" }] as const) {
    world.sandbox.faults.add({ ...queries, fault, times: 1 });
    assert.equal((await read())?.number, 1);
  }
  assert.equal(github.calls.reads, 2);
});

test("GitHub stumbles and stumbles: that may pass", async () => {
  world.sandbox.faults.add({ ...queries, fault: { kind: "status", status: 503 } });
  assert.equal((await troubleOf(read())).kind, "transient");
  world.sandbox.faults.clear();
  world.sandbox.faults.add({ ...queries, fault: { kind: "drop" } });
  assert.equal((await troubleOf(read())).kind, "transient");
});

test("a query that is too much is asked again without the texts of the base", async () => {
  const state = await read();
  assert.ok(state !== null);
  world.sandbox.faults.add({ operation: "Batch", fault: { kind: "status", status: 502 }, times: 1 });
  const { source } = await github.change(state);
  const entry = source.tree.entry("db/migrations/1.sql");
  assert.ok(entry !== null);
  assert.deepEqual(await source.content(entry), { text: "CREATE TABLE a (id int);\n" });
});

test("a token that ended early is replaced, once", async () => {
  await read();
  world.sandbox.faults.add({ ...queries, fault: { kind: "expired" }, times: 1 });
  assert.equal((await read())?.number, 1);
  world.sandbox.faults.add({ ...queries, fault: { kind: "expired" } });
  assert.equal((await troubleOf(read())).kind, "forbidden");
});

test("GitHub asks to wait: nobody of the installation asks before", async () => {
  world.sandbox.faults.add({ ...queries, fault: { kind: "secondary", retryAfter: 42 }, times: 1 });
  const trouble = await troubleOf(read());
  assert.deepEqual([trouble.kind, trouble.retryAfter], ["limited", 42]);
  world.sandbox.calls = [];
  const other = world.opened(opened, pullRequest.repository);
  assert.equal((await troubleOf(other.pullRequest(1))).kind, "limited");
  assert.equal((await troubleOf(other.touches(pullRequest.headOid, []))).kind, "limited");
  assert.deepEqual(world.sandbox.calls, []);
});

test("the hourly limit is reached", async () => {
  await read();
  world.sandbox.limits.hourly = 0;
  const trouble = await troubleOf(read());
  assert.equal(trouble.kind, "limited");
  assert.ok(trouble.retryAfter !== null && trouble.retryAfter > 60 && trouble.retryAfter <= 3_700);
});

test("the installation is suspended, or gone, or has lost the repository", async () => {
  world.installation.suspended = true;
  assert.equal((await troubleOf(read())).kind, "uninstalled");
  world.installation.suspended = false;
  await read();
  world.installation.suspended = true;
  assert.equal((await troubleOf(read())).kind, "uninstalled");
  world.installation.suspended = false;
  world.installation.repositories = new Set();
  const fresh = () => world.github().then((one) => world.opened(one, pullRequest.repository).pullRequest(1));
  assert.equal((await troubleOf(fresh())).kind, "gone");
  world.sandbox.world.installations.length = 0;
  assert.equal((await troubleOf(fresh())).kind, "uninstalled");
});

test("the repository went away", async () => {
  await read();
  pullRequest.repository.deleted = true;
  assert.equal((await troubleOf(read())).kind, "gone");
});

test("a head that nobody has any more", async () => {
  const state = await read();
  assert.ok(state !== null);
  const gone = { ...state, head: { ...state.head, oid: "0123456789012345678901234567890123456789" } };
  assert.equal((await troubleOf(github.change(gone))).kind, "gone");
});

test("a permission is missing: it is named, and taken again when it is given", async () => {
  const granted = world.installation.permissions;
  const [file] = (await read())?.files ?? [];
  const line = { path: file?.path ?? "", startLine: null, line: 1, body: "b", key: "k" };
  const cases: [string, TroubleKind, () => Promise<unknown>][] = [
    ["checks", "forbidden", () => github.writeCheck(check)],
    ["pull_requests", "forbidden", () => github.postReview(1, pullRequest.headOid, [line])],
    ["pull_requests", "forbidden", read],
    ["checks", "forbidden", read],
  ];
  const check: CheckWrite = {
    head: pullRequest.headOid,
    check: { conclusion: "success", title: "t", summary: "s", text: null, annotations: [], actions: [] },
    externalId: null,
    startedAt: new Date(),
  };
  for (const [name, kind, act] of cases) {
    github = world.opened(await world.github(), pullRequest.repository);
    const { [name]: _, ...rest } = granted;
    world.installation.permissions = rest;
    const trouble = await troubleOf(act());
    assert.equal(trouble.kind, kind);
    assert.match(trouble.message, new RegExp(`^${name}: (?:read|write)`, "u"));
    assert.ok(world.log.some(({ missing }) => Array.isArray(missing) && String(missing).includes(name)));
    world.installation.permissions = granted;
    await act();
  }
});

test("linked issues that may not be read are none", async () => {
  const { issues: _, ...rest } = world.installation.permissions;
  world.installation.permissions = rest;
  assert.deepEqual(
    (await world.opened(await world.github(), pullRequest.repository).pullRequest(1))?.issues,
    [],
  );
});

test("a key of another App, and one that is no key", async () => {
  const other = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;
  const wrong = await troubleOf(world.github(other));
  assert.deepEqual(wrong.kind, "forbidden");
  assert.match(wrong.message, /private key/u);
  const none = await troubleOf(world.github("not a key"));
  assert.match(none.message, /private key cannot be read/u);
  for (const text of [wrong.message, none.message, JSON.stringify(world.log)]) {
    assert.doesNotMatch(text, /MII|not a key|eyJ/u);
  }
});

test("a clock that is off is made up for", async () => {
  world.sandbox.clock.advance(20 * 60_000);
  const fresh = world.opened(await world.github(), pullRequest.repository);
  assert.equal((await fresh.pullRequest(1))?.number, 1);
});

test("no log line has a token or a text of a person", async () => {
  world.sandbox.faults.add({ ...queries, fault: { kind: "status", status: 500 }, times: 3 });
  await troubleOf(read());
  await read();
  await github.changeComments([{ do: "add", pullRequest: pullRequest.node, body: "secret words" }]);
  assert.doesNotMatch(JSON.stringify(world.log), /ghs_|secret words|eyJ/u);
});
