/** When two jobs are one. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { coalesce, keyOf } from "../../../src/edges/queue/stored-job.ts";
import type { Job } from "../../../src/review/job.ts";
import { pull } from "./scene.ts";

const repository = { installation: 1, id: 100, node: "R_1" };
const commit: Job = { kind: "commit", repository, sha: "1", always: false, draft: false };
const group: Job = {
  kind: "merge_group",
  repository,
  ref: `refs/heads/${"x".repeat(4000)}`,
  base: "b",
  head: "h",
};

test("a key names kind, repository and thing, and not the installation, which may change", () => {
  const keys = [pull(1, 1), pull(1, 2), pull(2, 1), commit, group].map(keyOf);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(keyOf(pull(1, 1, { always: true })), keyOf(pull(1, 1)));
  const moved = { ...pull(1, 1), repository: { ...repository, installation: 9 } };
  assert.equal(keyOf(moved), keyOf(pull(1, 1)));
  // What an index of PostgreSQL can hold.
  assert.ok(keys.every((key) => key.length < 200));
});

test("the newest stands for all, and does what was asked of any", () => {
  const moved = { ...pull(1, 1), repository: { ...repository, installation: 9 } };
  const jobs = coalesce([pull(1, 1, { draft: true }), commit, pull(1, 1, { always: true }), moved]);
  assert.deepEqual([...jobs.values()], [{ ...moved, always: true, draft: true }, commit]);
  const newer: Job = { ...group, head: "h2" };
  assert.deepEqual([...coalesce([group, newer]).values()], [newer]);
});
