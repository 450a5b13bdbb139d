/** Commits that an App makes, and heads that are pushed away. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { createCheckRun } from "../../sandbox/state/checks.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { allPermissions, at, GraphqlWorld, ofPullRequest } from "./graphql-world.ts";
import type { Answer } from "./graphql-world.ts";

const mutation = `mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) {
  commit { oid message author { name email user { login } } committer { name } committedViaWeb signature { isValid wasSignedByGitHub } parents(first: 2) { nodes { oid } } }
  ref { name target { oid } } } }`;

describe("createCommitOnBranch", () => {
  let world: GraphqlWorld;
  let pullRequest: PullRequest;
  beforeEach(async () => {
    world = new GraphqlWorld();
    pullRequest = await world.pullRequest({ a: "1\n", b: "1\n" }, { a: "2\n" });
  });
  afterEach(() => world.close());

  const base64 = (text: string): string => Buffer.from(text).toString("base64");

  function commit(more: Record<string, unknown> = {}, permissions = {}): Promise<Answer> {
    const input = {
      branch: { repositoryNameWithOwner: "acme/shop", branchName: "topic" },
      expectedHeadOid: pullRequest.headOid,
      message: { headline: "Add a note", body: "For grace." },
      fileChanges: { additions: [{ path: "notes/x.yaml", contents: base64("x: 1\n") }] },
      ...more,
    };
    const token = world.token({ ...allPermissions, contents: "write", ...permissions });
    return world.ask(mutation, { input }, token);
  }

  const refusal = ({ data, errors }: Answer): unknown[] => {
    assert.deepEqual(data, { createCommitOnBranch: null });
    return errors.flatMap(({ type, message }) => [type, message]);
  };

  test("the App is the author, GitHub the committer, and the pull request moves on", async () => {
    const { headOid } = pullRequest;
    world.installation.events.push("push", "pull_request");
    world.sandbox.world.deliveries.length = 0;
    const changes = {
      additions: [{ path: "notes/x.yaml", contents: base64("x: 1\n") }],
      deletions: [{ path: "b" }],
    };
    const { data, errors } = await commit({ fileChanges: changes });
    assert.deepEqual(errors, []);
    const made = at(data, "createCommitOnBranch.commit");
    assert.equal(at(made, "message"), "Add a note\n\nFor grace.\n");
    const { id } = world.app.bot;
    assert.deepEqual(at(made, "author"), {
      name: "lockstep[bot]",
      email: `${id}+lockstep[bot]@users.noreply.github.com`,
      user: { login: "lockstep[bot]" },
    });
    assert.deepEqual([at(made, "committer.name"), at(made, "committedViaWeb")], ["GitHub", true]);
    assert.deepEqual(at(made, "signature"), { isValid: true, wasSignedByGitHub: true });
    const pushed = "commits(first: 1) { nodes { commit { signature { isValid } } } }";
    const unsigned = (await world.ask(ofPullRequest(pushed))).data;
    assert.deepEqual(at(unsigned, "repository.pullRequest.commits.nodes.0.commit"), { signature: null });
    assert.deepEqual(at(made, "parents.nodes"), [{ oid: headOid }]);
    assert.equal(pullRequest.headOid, at(made, "oid"));
    assert.deepEqual(at(data, "createCommitOnBranch.ref"), {
      name: "topic",
      target: { oid: at(made, "oid") },
    });
    const git = world.sandbox.git(pullRequest.repository);
    assert.equal((await git.blob("topic", "notes/x.yaml"))?.bytes.toString(), "x: 1\n");
    assert.equal(await git.blob("topic", "b"), null);
    assert.deepEqual(
      world.sandbox.world.deliveries.map(({ event, action }) => [event, action]),
      [
        ["push", null],
        ["check_suite", "requested"],
        ["pull_request", "synchronize"],
      ],
    );
  });

  test("what is refused is done by half never", async () => {
    const { headOid } = pullRequest;
    const old = world.sandbox.git(pullRequest.repository).branch("main") ?? "";
    assert.deepEqual(refusal(await commit({ expectedHeadOid: old })), [
      "STALE_DATA",
      `Expected branch to point to "${old}" but it did not.  Pull and try again.`,
    ]);
    assert.equal(refusal(await commit({}, { contents: "read" }))[0], "FORBIDDEN");
    const branch = { repositoryNameWithOwner: "acme/shop", branchName: "gone" };
    assert.equal(refusal(await commit({ branch }))[0], "NOT_FOUND");
    const elsewhere = { repositoryNameWithOwner: "acme/none", branchName: "topic" };
    assert.equal(refusal(await commit({ branch: elsewhere }))[0], "NOT_FOUND");
    for (const path of ["../x", "a/.git/x", "/x", ""]) {
      const wrong = await commit({ fileChanges: { additions: [{ path, contents: "" }] } });
      assert.equal(refusal(wrong)[0], "UNPROCESSABLE");
    }
    const missing = await commit({ fileChanges: { deletions: [{ path: "none" }] } });
    assert.equal(refusal(missing)[0], "UNPROCESSABLE");
    assert.equal(pullRequest.headOid, headOid);
  });

  test("protected branches refuse, in two ways", async () => {
    const { repository } = pullRequest;
    const admin = person.createUser(world.sandbox, "admin");
    person.setRole(repository, admin, "admin");
    const rule = person.protectBranch(world.sandbox, admin, repository, "top*");
    assert.deepEqual(refusal(await commit()), [
      "BRANCH_PROTECTION_RULE_VIOLATION",
      "GH006: Protected branch update failed for refs/heads/topic.\n\nChanges must be made through a pull request.",
    ]);
    rule.pattern = "other/**";
    person.addRule(world.sandbox, admin, repository, "**/topic", "update");
    assert.deepEqual(refusal(await commit()), [
      "UNPROCESSABLE",
      "GH013: Repository rule violations found for refs/heads/topic.\n\nCannot update this protected ref.",
    ]);
  });
});

test("a head that was pushed away is told, with its checks", async () => {
  const world = new GraphqlWorld();
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const { headOid: before, repository } = pullRequest;
  createCheckRun(world.sandbox, repository, world.app, before, { name: "Lockstep", text: "said" });
  await world.commit(repository, "topic", { a: "3\n" });
  const { headOid: next } = pullRequest;
  await person.push(world.sandbox, world.ada, repository, {
    branch: "topic",
    from: "main",
    force: true,
    files: { a: "4\n" },
  });
  const runs = "checkSuites(first: 1) { nodes { checkRuns(first: 1) { nodes { text } } } }";
  const { data } = await world.ask(
    ofPullRequest(`timelineItems(last: 5, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) { nodes {
      ... on HeadRefForcePushedEvent { actor { login } afterCommit { oid } beforeCommit { oid parents(first: 1) { nodes { oid ${runs} } } } } } }`),
  );
  assert.deepEqual(at(data, "repository.pullRequest.timelineItems.nodes"), [
    {
      actor: { login: "ada" },
      afterCommit: { oid: pullRequest.headOid },
      beforeCommit: {
        oid: next,
        parents: {
          nodes: [{ oid: before, checkSuites: { nodes: [{ checkRuns: { nodes: [{ text: "said" }] } }] } }],
        },
      },
    },
  ]);
  await world.close();
});
