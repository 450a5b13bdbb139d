/** Check runs: what is kept, what is added, and what GitHub refuses. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createApp, installApp } from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = await RestWorld.start();
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
});
afterEach(() => world.stop());

const annotation = { path: "a", start_line: 1, end_line: 1, annotation_level: "warning", message: "m" };
const annotations = (count: number) => Array.from({ length: count }, () => annotation);

function check(more: Record<string, unknown>) {
  const { headOid: head_sha } = pullRequest;
  return { name: "lockstep", head_sha, status: "completed", conclusion: "success", ...more };
}

test("annotations are appended, all else is replaced", async () => {
  const output = { title: "One", summary: "first", annotations: annotations(50) };
  const made = await world.ask("POST", "check-runs", check({ output, external_id: "d1" }));
  assert.equal(made.status, 201);
  assert.equal(at(made.body, "pull_requests.0.number"), 1);
  const path = `check-runs/${String(at(made.body, "id"))}`;
  const more = { output: { title: "Two", summary: "second", annotations: annotations(3) } };
  assert.equal((await world.ask("PATCH", path, more)).status, 200);
  const { body } = await world.ask("GET", path);
  const { output: shown, external_id: digest } = body as {
    output: Record<string, unknown>;
    external_id: string;
  };
  assert.deepEqual(
    [shown["title"], shown["summary"], shown["annotations_count"], digest],
    ["Two", "second", 53, "d1"],
  );
  const page = await world.ask("GET", `${path}/annotations?per_page=50&page=2`);
  assert.equal((page.body as unknown[]).length, 3);
});

test("limits of GitHub's are refused with 422", async () => {
  const output = (more: Record<string, unknown>) => ({ output: { title: "t", summary: "s", ...more } });
  const action = { label: "l", description: "d", identifier: "i" };
  const cases: [Record<string, unknown>, RegExp][] = [
    [output({ annotations: annotations(51) }), /50/u],
    [output({ summary: "x".repeat(65_536) }), /65535/u],
    [output({ text: "x".repeat(65_536) }), /65535/u],
    [output({ annotations: [{ ...annotation, title: "x".repeat(256) }] }), /title is longer/u],
    [output({ annotations: [{ ...annotation, message: "é".repeat(40_000) }] }), /64 KB/u],
    [
      output({ annotations: [{ ...annotation, start_column: 1, end_column: 2, end_line: 2 }] }),
      /one line only/u,
    ],
    [{ actions: [action, action, action, action] }, /3/u],
    [{ actions: [{ ...action, label: "x".repeat(21) }] }, /20/u],
    [{ actions: [{ ...action, description: "x".repeat(41) }] }, /40/u],
    [{ actions: [{ ...action, identifier: "x".repeat(21) }] }, /20/u],
    [{ conclusion: undefined }, /conclusion/u],
    [{ conclusion: "good" }, /allowed values/u],
    [{ surprise: 1 }, /surprise/u],
    [output({ surprise: 1 }), /surprise/u],
    [{ head_sha: "0".repeat(40) }, /No commit found/u],
  ];
  for (const [more, words] of cases) {
    const answer = await world.ask("POST", "check-runs", check(more));
    assert.equal(answer.status, 422, String(words));
    assert.match(String(at(answer.body, "message")), words);
  }
  assert.equal(pullRequest.repository.checkSuites.flatMap(({ checkRuns }) => checkRuns).length, 0);
});

test("a thousand runs of one name, and no more", async () => {
  world.sandbox.limits.checkRunsOfName = 2;
  const statuses = [];
  for (let each = 0; each < 3; each++)
    statuses.push((await world.ask("POST", "check-runs", check({}))).status);
  assert.deepEqual(statuses, [201, 201, 422]);
});

test("nobody changes the check of another App", async () => {
  const made = await world.ask("POST", "check-runs", check({}));
  const other = createApp(world.sandbox, {
    slug: "other",
    keys: world.app,
    owner: world.acme,
    permissions: { checks: "write" },
    events: [],
  });
  const { id } = installApp(world.sandbox, world.ada, other, world.acme);
  const jwt = world.jwt({ iss: String(other.id) }, other.privateKey);
  const given = await world.ask("POST", `/app/installations/${id}/access_tokens`, undefined, jwt);
  const path = `check-runs/${String(at(made.body, "id"))}`;
  const answer = await world.ask("PATCH", path, { name: "mine" }, String(at(given.body, "token")));
  assert.equal(answer.status, 403);
});
