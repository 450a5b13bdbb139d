/** One installation stays within GitHub's limits. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Limits, contentLimits } from "../../../src/edges/github/limits.ts";
import { RecentMap } from "../../../src/edges/github/recent-map.ts";
import type { GitHubTrouble } from "../../../src/review/github.ts";

let now = 1_000_000_000;
const second = 1000;

function waits(act: () => void): number | null {
  try {
    act();
    return null;
  } catch (error) {
    return (error as GitHubTrouble).retryAfter;
  }
}

test("so much content in a minute, and so much in an hour", () => {
  const [minute, hour] = contentLimits;
  const limits = new Limits(() => now);
  for (let index = 0; index < minute.count; index++) limits.create(1);
  assert.equal(
    waits(() => limits.create(1)),
    60,
  );
  now += 45 * second;
  assert.equal(
    waits(() => limits.create(1)),
    15,
  );
  let created: number = minute.count;
  while (created < hour.count) {
    now += 61 * second;
    for (let index = 0; index < Math.min(60, hour.count - created); index++) limits.create(1);
    created += Math.min(60, hour.count - created);
  }
  now += 61 * second;
  const left = waits(() => limits.create(1)) ?? 0;
  assert.ok(left > 60 * 40 && left < 60 * 60, String(left));
});

test("several at once take several places, or none", () => {
  const limits = new Limits(() => now);
  limits.create(75);
  assert.notEqual(
    waits(() => limits.create(6)),
    null,
  );
  assert.equal(
    waits(() => limits.create(5)),
    null,
  );
  now += 61 * second;
  // More than ever fits would otherwise wait for ever.
  assert.equal(
    waits(() => limits.create(90)),
    null,
  );
});

test("what GitHub closed stays closed as long as it said", () => {
  const limits = new Limits(() => now);
  limits.close("graphql", 30);
  assert.equal(
    waits(() => limits.enter("core")),
    null,
  );
  assert.equal(
    waits(() => limits.enter("graphql")),
    30,
  );
  limits.close("both", 10);
  assert.equal(
    waits(() => limits.enter("core")),
    10,
  );
  now += 29.5 * second;
  assert.equal(
    waits(() => limits.enter("graphql")),
    1,
  );
  now += second;
  assert.equal(
    waits(() => limits.enter("graphql")),
    null,
  );
});

test("a map that is too heavy forgets what was not used", () => {
  const map = new RecentMap<string, string>(10, (value) => value.length);
  map.set("a", "aaaa");
  map.set("b", "bbbb");
  map.get("a");
  map.set("c", "cccc");
  assert.deepEqual([map.get("a"), map.get("b"), map.get("c")], ["aaaa", undefined, "cccc"]);
  map.set("d", "d".repeat(11));
  assert.deepEqual([map.get("a"), map.get("d")], [undefined, undefined]);
  map.set("e", "eeeeee");
  map.set("e", "eeeee");
  map.set("f", "fffff");
  assert.deepEqual([map.get("e"), map.get("f")], ["eeeee", "fffff"]);
});
