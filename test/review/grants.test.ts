/** Whose approval counts. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { grantsOf as grants } from "../../src/review/grants.ts";
import type { Grants } from "../../src/review/grants.ts";
import type { Approval, CommitAuthors, PullRequestState } from "../../src/review/pull-request.ts";
import { stateWith } from "./state.ts";

const grace: Approval = { by: "grace", mayPush: true, at: "2026-06-01T12:00:00Z", head: "h1", seen: null };

/** `touching`: the commits that touch one of the paths. */
function repository(touching: readonly string[] = []): {
  asked: string[];
  touches: (oid: string) => Promise<boolean>;
} {
  const asked: string[] = [];
  return {
    asked,
    touches: (oid) => {
      asked.push(oid);
      return Promise.resolve(touching.includes(oid));
    },
  };
}

/** Where the policy names nobody. */
function grantsOf(
  state: PullRequestState,
  paths: readonly string[] | null,
  asks: ReturnType<typeof repository>,
): Promise<Grants> {
  return grants(state, paths, asks, { policy: defaultPolicy, people: new Map(), said: false });
}

const at = "2026-06-01T12:00:00Z";

const commit = (oid: string, logins: string[], unknown: string[] = []): CommitAuthors => ({
  oid,
  logins,
  unknown,
  merge: false,
});

test("an approval of the head by somebody who may push counts, and nobody is asked", async () => {
  const asks = repository();
  const { approvals, remarks } = await grantsOf(stateWith({ approvals: [grace] }), ["a.sql"], asks);
  assert.deepEqual(approvals, [{ by: "grace", at, covers: "head" }]);
  assert.deepEqual([remarks, asks.asked], [[], []]);
});

test("one of an earlier head counts for what our check there listed, and without a check for nothing", async () => {
  const old = { ...grace, head: "h0" };
  const listed = await grantsOf(stateWith({ approvals: [{ ...old, seen: ["ab"] }] }), [], repository());
  assert.deepEqual(listed.approvals, [{ by: "grace", at, covers: new Set(["ab"]) }]);
  assert.deepEqual((await grantsOf(stateWith({ approvals: [old] }), [], repository())).approvals, []);
});

test("nobody grants what is theirs: the one who opened it, and who made a commit that touches it", async () => {
  const opener = await grantsOf(stateWith({ approvals: [{ ...grace, by: "ada" }] }), [], repository());
  assert.deepEqual(opener.approvals, []);
  const state = stateWith({
    approvals: [grace],
    commits: [commit("c1", ["ada"]), commit("c2", ["ada", "grace"])],
  });
  const author = await grantsOf(state, ["a.sql"], repository(["c2"]));
  assert.deepEqual(author.approvals, []);
  assert.match(author.remarks.join(), /grace is an author/u);
});

test("a commit that touches none of it, such as an update of the branch, makes nobody an author", async () => {
  const asks = repository(["c1"]);
  const state = stateWith({ approvals: [grace], commits: [commit("c1", ["ada"]), commit("c2", ["grace"])] });
  assert.equal((await grantsOf(state, ["a.sql"], asks)).approvals.length, 1);
  assert.deepEqual(asks.asked, ["c2"]);
});

test("who may not push grants nothing, and is told so", async () => {
  const { approvals, remarks } = await grantsOf(
    stateWith({ approvals: [{ ...grace, mayPush: false }] }),
    [],
    repository(),
  );
  assert.deepEqual(approvals, []);
  assert.match(remarks.join(), /grace may not push/u);
});

test("where not all commits are known, nobody can tell who is no author", async () => {
  const { approvals, remarks } = await grantsOf(
    stateWith({ approvals: [grace], commitsCut: true }),
    [],
    repository(),
  );
  assert.deepEqual(approvals, []);
  assert.equal(remarks.length, 1);
});

test("a commit of nobody known is named, where an approval may grant something", async () => {
  const commits = [commit("0123456789abcdef", [], ["Eve"])];
  const state = stateWith({ approvals: [grace], commits });
  assert.match((await grantsOf(state, [], repository())).remarks.join(), /0123456789 \(Eve\)/u);
  assert.deepEqual((await grantsOf(stateWith({ commits }), [], repository())).remarks, []);
});

test("an approval by a bot, or of what the pull request was against another base, grants nothing and says why", async () => {
  for (const [discounted, said] of [
    ["no person", /only persons can grant/u],
    ["another base", /approve it again/u],
  ] as const) {
    const given = await grantsOf(stateWith({ approvals: [{ ...grace, discounted }] }), [], repository());
    assert.deepEqual(given.approvals, []);
    assert.match(given.remarks.join(), said);
  }
});
