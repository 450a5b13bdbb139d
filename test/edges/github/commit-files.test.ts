/** Files that are committed for somebody, and where nothing may be. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { addRule, protectBranch, setRole } from "../../../sandbox/person.ts";
import type { PullRequest } from "../../../sandbox/world.ts";
import type { GitHubRepository } from "../../../src/review/github.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
before(async () => {
  world = await GitHubWorld.start();
});
after(() => world.stop());

const base = { "a.txt": "one\n", "releasenotes/notes/old.yaml": "upgrade: []\n" };
const head = { "a.txt": "two\n" };
const path = "releasenotes/notes/new-0123456789abcdef.yaml";
const text = "upgrade:\n  - |\n    Größer.\n";

async function opened(pullRequest: PullRequest): Promise<GitHubRepository> {
  return world.opened(await world.github(), pullRequest.repository);
}

function allow(contents: "read" | "write"): void {
  const { installation } = world;
  installation.permissions = { ...installation.permissions, contents };
}

function commitOf({ headOid }: PullRequest, paths: readonly string[] = [path], branch = "topic") {
  const files = paths.map((each) => ({ path: each, text }));
  return { branch, head: headOid, files, headline: "Add the note", body: "Asked for." };
}

test("files are added to the head that is known, with the App's name", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "commit" });
  allow("write");
  const github = await opened(pullRequest);
  const git = world.sandbox.git(pullRequest.repository);
  const commit = commitOf(pullRequest, [path, "releasenotes/notes/b.yaml"]);
  assert.equal(await github.whyNotCommit(commit), null);
  const { others } = github.calls;
  await github.commitFiles(commit);
  assert.deepEqual([github.calls.writes, github.calls.reads], [1, 0]);
  assert.ok(github.calls.others - others <= 1);
  const tip = git.branch("topic");
  assert.ok(tip !== null && tip !== commit.head);
  const made = await git.commit(tip);
  assert.deepEqual([made?.parents, made?.message.trim()], [[commit.head], "Add the note\n\nAsked for."]);
  assert.equal((await git.blob(tip, path))?.bytes.toString(), text);
  // Somebody pushed meanwhile: it was us.
  const refused = (message: string) => ({ kind: "refused", message });
  await assert.rejects(github.commitFiles(commit), refused("somebody pushed to the branch meanwhile"));
  assert.equal(git.branch("topic"), tip);
  await assert.rejects(
    github.commitFiles({ ...commit, branch: "gone" }),
    refused("the branch is not there any more"),
  );
  setRole(pullRequest.repository, world.grace, "admin");
  for (const [protect, message] of [
    [addRule, "GitHub did not take the commit"],
    [protectBranch, "the branch is protected"],
  ] as const) {
    world.sandbox.world.branchRules = [];
    protect(world.sandbox, world.grace, pullRequest.repository, "topic");
    await assert.rejects(github.commitFiles({ ...commit, head: tip }), refused(message));
  }
});

test("without the right to write contents, GitHub says which one is missing", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "lacking" });
  allow("read");
  const github = await opened(pullRequest);
  await assert.rejects(github.commitFiles(commitOf(pullRequest)), {
    kind: "forbidden",
    message: "contents: write",
  });
});

test("nothing is committed through links and submodules, over files, or to where no file can be", async () => {
  const pullRequest = await world.pullRequest(
    {
      ...base,
      link: { mode: "120000", content: "releasenotes" },
      "deep/module": { mode: "160000", content: "a".repeat(40) },
    },
    head,
    { name: "paths" },
  );
  const github = await opened(pullRequest);
  const why = (...paths: string[]) => github.whyNotCommit(commitOf(pullRequest, paths));
  assert.equal(await why("notes/new/deep.yaml"), null);
  assert.equal(await why("link/notes/a.yaml"), "link is a symbolic link");
  assert.equal(await why("deep/module/a.yaml"), "deep/module is a submodule");
  assert.equal(await why("a.txt/a.yaml"), "a.txt is a file");
  assert.equal(await why("a.txt"), "a.txt is there already");
  assert.equal(await why(path, "releasenotes/notes"), "releasenotes/notes is there already");
  for (const bad of ["../a.yaml", "notes/./a.yaml", "/a.yaml", ".GIT/config", "notes//a.yaml", ""]) {
    assert.equal(await why(bad), "a path is not one that a file can have");
  }
  const gone = { ...commitOf(pullRequest), head: "b".repeat(40) };
  assert.equal(await github.whyNotCommit(gone), "the head of the branch is not there any more");
});

test("nothing is committed to the default branch, to a protected one, or where GitHub does not tell", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "branches" });
  const { sandbox, grace } = world;
  const { repository, headOid } = pullRequest;
  setRole(repository, grace, "admin");
  const git = sandbox.git(repository);
  for (const branch of ["release/1", "ruled/1", "free/1"]) git.setRef(`refs/heads/${branch}`, headOid);
  protectBranch(sandbox, grace, repository, "release/*");
  addRule(sandbox, grace, repository, "ruled/*", "update");
  const github = await opened(pullRequest);
  const why = (branch: string) => github.whyNotCommit(commitOf(pullRequest, [path], branch));
  assert.equal(await why("main"), "the branch is the default branch");
  assert.equal(await why("release/1"), "the branch is protected");
  assert.equal(await why("free/1"), null);
  assert.equal(await why("no/such"), "the branch is not there any more");
  assert.notEqual(await why("ruled/1"), null);
  const untold = "GitHub does not tell whether the branch is protected";
  for (const route of [
    "GET /repos/{owner}/{repo}/branches/{branch}",
    "GET /repos/{owner}/{repo}/rules/branches/{branch}",
  ]) {
    const lift = sandbox.faults.add({ route, fault: { kind: "status", status: 403 } });
    assert.equal(await why("topic"), untold);
    lift();
  }
  const lift = sandbox.faults.add({
    route: "GET /repos/{owner}/{repo}/rules/branches/{branch}",
    fault: {
      kind: "status",
      status: 403,
      message: "Upgrade to GitHub Pro or make this repository public to enable this feature.",
    },
  });
  assert.equal(await why("topic"), null);
  lift();
});
