/** When a check still says what is true. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { noTurn } from "../../src/review/commands/turn.ts";
import { digestOf } from "../../src/review/digest.ts";
import { externalIdOf, isCurrent, numbersOf } from "../../src/review/external-id.ts";
import type { PullRequestState } from "../../src/review/pull-request.ts";
import { stateWith } from "./state.ts";

const turns = new Map([[7, noTurn]]);
const digest = digestOf([stateWith()], turns, "1.0.0");
const approval = { by: "grace", mayPush: true, at: "2026-06-01T12:00:00Z", head: "h1", seen: null };
const policyOf = (text: string): PullRequestState["policy"] => ({
  organisation: null,
  repository: { path: ".github/lockstep.yml", text },
});

test("everything that a verdict comes from changes the digest", () => {
  const { head, base } = stateWith();
  const others: Partial<PullRequestState>[] = [
    { title: "Another" },
    { body: "why" },
    { draft: true },
    { number: 8 },
    { head: { ...head, oid: "h2" } },
    { head: { ...head, exists: false } },
    { base: { ...base, ref: "stable" } },
    { ahead: { count: 2, firstParents: ["b0"] } },
    { ahead: { count: 1, firstParents: ["b9"] } },
    { policy: policyOf("mode: warn") },
    { policy: { organisation: { path: ".github/lockstep.yml", text: "mode: warn" }, repository: null } },
    { approvals: [approval] },
    { approvals: [{ ...approval, mayPush: false }] },
    { approvals: [{ ...approval, discounted: "another base" }] },
    // Given again after a command took it back.
    { approvals: [{ ...approval, at: "2026-06-01T12:00:01Z" }] },
    { issues: [{ number: 1, title: "t", body: "b" }] },
    { exceptionsAtTip: "0123" },
  ];
  const digests = others.map((said) => digestOf([stateWith(said)], turns, "1.0.0"));
  digests.push(
    digestOf([stateWith()], turns, "1.0.1"),
    digestOf([stateWith(), stateWith({ number: 9 })], turns, "1.0.0"),
  );
  assert.equal(new Set([digest, ...digests]).size, digests.length + 1);
});

test("what it does not come from changes nothing: the tip of the base, our own check and comments", () => {
  const { base } = stateWith();
  const same: Partial<PullRequestState>[] = [
    { base: { ...base, tip: "b2" } },
    { check: { externalId: "1:x", url: "u", completedAt: null, text: "" } },
    { noteComment: { node: "n", body: "b", folded: false } },
  ];
  for (const said of same) assert.equal(digestOf([stateWith(said)], turns, "1.0.0"), digest);
});

test("a check is current while its digest is the same and no exception has ended", () => {
  assert.ok(isCurrent(externalIdOf(digest, null, [7]), digest, "2026-06-01"));
  assert.ok(isCurrent(externalIdOf(digest, "2026-06-01", [7]), digest, "2026-06-01"));
  assert.ok(!isCurrent(externalIdOf(digest, "2026-06-01", [7]), digest, "2026-06-02"));
  assert.ok(!isCurrent(externalIdOf("another", null, [7]), digest, "2026-06-01"));
});

test("a check without an id, or with one of another kind, is never current", () => {
  for (const id of [null, "", digest, `2:${digest}`, "pull/7", externalIdOf(null, null, [7])])
    assert.ok(!isCurrent(id, digest, "2026-06-01"));
});

test("a check says which pull requests it speaks of", () => {
  assert.deepEqual(numbersOf(externalIdOf(digest, "2026-06-01", [7, 12])), [7, 12]);
  assert.deepEqual(numbersOf(externalIdOf(null, null, [7])), [7]);
  for (const id of [null, "", `1:${digest}`, `1:${digest}::`, `1:${digest}::-1,x,1.5`])
    assert.deepEqual(numbersOf(id), []);
});

test("exceptions that the policy keeps elsewhere may change with every commit of the base", () => {
  const policy = policyOf("exceptions:\n  file: ops/exceptions.yaml\n");
  const { base } = stateWith();
  const [before, now] = ["b1", "b2"].map((tip) =>
    digestOf([stateWith({ policy, base: { ...base, tip } })], turns, "1"),
  );
  assert.notEqual(before, now);
});
