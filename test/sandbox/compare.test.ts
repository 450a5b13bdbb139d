/** Comparisons and lists of files, held against git itself. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, test } from "node:test";

import { forkRepository, openPullRequest, push } from "../../sandbox/person.ts";
import type { FileChange } from "../../sandbox/git/write-objects.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { at, lines, RestWorld } from "./rest-world.ts";

let world: RestWorld;
beforeEach(async () => {
  world = await RestWorld.start();
});
afterEach(() => world.stop());

interface Row {
  sha: string | null;
  filename: string;
  status: string;
  additions: number;
  deletions: number;
  changes: number;
  patch?: string;
  previous_filename?: string;
}

function rows(body: unknown): Row[] {
  return (Array.isArray(body) ? body : at(body, "files")) as Row[];
}

function git({ repository }: PullRequest, ...args: string[]): string {
  return execFileSync("git", ["-C", repository.directory, ...args], { encoding: "utf8" });
}

const many = (count: number): Record<string, FileChange> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`f/${String(index).padStart(4, "0")}`, `${index}\n`]),
  );

test("a comparison says what git says", async () => {
  const text = lines(1, 2, 3, 4, 5, 6, 7, 8);
  const pullRequest = await world.pullRequest(
    { "same.sql": "x\n", "old name.sql": text, "gone.sql": "g\n", "é.sql": "1\n2\n" },
    {
      "old name.sql": null,
      "new/näme.sql": text.replace("line 2", "two"),
      "gone.sql": null,
      "added.sql": "no line feed",
      "é.sql": "1\n2\n3\n",
      "image.png": Buffer.from([0, 1, 2]),
    },
  );
  const { repository } = pullRequest;
  await push(world.sandbox, world.ada, repository, { branch: "main", files: { "later.sql": "l\n" } });
  const { status, body } = await world.ask("GET", "compare/main...topic");
  assert.equal(status, 200);
  assert.deepEqual(
    [at(body, "status"), at(body, "ahead_by"), at(body, "behind_by"), at(body, "total_commits")],
    ["diverged", 1, 1, 1],
  );
  const mergeBase = git(pullRequest, "merge-base", "main", "topic").trim();
  assert.equal(at(body, "merge_base_commit.sha"), mergeBase);
  const found = rows(body);
  assert.deepEqual(
    found.map(({ filename, status, additions, deletions }) => [filename, status, additions, deletions]),
    [
      ["added.sql", "added", 1, 0],
      ["gone.sql", "removed", 0, 1],
      ["image.png", "added", 0, 0],
      ["new/näme.sql", "renamed", 1, 1],
      ["é.sql", "modified", 1, 0],
    ],
  );
  assert.equal(found[3]?.previous_filename, "old name.sql");
  assert.equal(found[2]?.patch, undefined);
  assert.equal(found[0]?.patch, "@@ -0,0 +1 @@\n+no line feed\n\\ No newline at end of file");
  for (const { filename, patch, sha } of found.filter((row) => row.status !== "removed")) {
    assert.equal(sha, git(pullRequest, "rev-parse", `topic:${filename}`).trim());
    if (patch === undefined) continue;
    const whole = git(pullRequest, "diff", "-M50%", mergeBase, "topic", "--", filename, "old name.sql");
    assert.ok(whole.includes(`${patch}\n`), filename);
  }
});

test("files stand on the first page only, and are 300 at most", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, many(305));
  await push(world.sandbox, world.ada, pullRequest.repository, { branch: "topic", files: { a: "2\n" } });
  const whole = await world.ask("GET", `compare/main...${pullRequest.headOid}`);
  assert.equal(rows(whole.body).length, 300);
  const first = await world.ask("GET", "compare/main...topic?per_page=1");
  assert.equal(rows(first.body).length, 300);
  assert.equal((at(first.body, "commits") as unknown[]).length, 1);
  assert.match(first.headers.get("link") ?? "", /page=2>; rel="next"/u);
  const second = await world.ask("GET", "compare/main...topic?per_page=1&page=2");
  assert.deepEqual(rows(second.body), []);
  const pages = [];
  for (let page = 1; page <= 4; page++) {
    pages.push(...rows((await world.ask("GET", `pulls/1/files?per_page=100&page=${page}`)).body));
  }
  assert.equal(pages.length, 306);
  assert.equal(new Set(pages.map(({ filename }) => filename)).size, 306);
  world.sandbox.limits.pullRequestFiles = 150;
  const cut = await world.ask("GET", "pulls/1/files?per_page=100&page=2");
  assert.equal(rows(cut.body).length, 50);
});

test("patches that are too large are left out, and what comes after is not even counted", async () => {
  const { limits } = world.sandbox;
  Object.assign(limits, { diffLines: 25, fileDiffLines: 12 });
  const text = (count: number): string => lines(...Array.from({ length: count }, (_, index) => index));
  await world.pullRequest({ z: "1\n" }, { a: text(10), b: text(13), c: text(10), d: text(10), e: text(1) });
  const found = rows((await world.ask("GET", "compare/main...topic")).body);
  assert.deepEqual(
    found.map(({ filename, changes, patch }) => [filename, changes, patch !== undefined]),
    [
      ["a", 10, true],
      ["b", 13, false],
      ["c", 0, false],
      ["d", 0, false],
      ["e", 0, false],
    ],
  );
  const page = rows((await world.ask("GET", "pulls/1/files?per_page=1&page=3")).body);
  assert.deepEqual(
    page.map(({ filename, changes, patch }) => [filename, changes, patch !== undefined]),
    [["c", 10, true]],
  );
});

test("commits of a fork are reached from both sides", async () => {
  const repository = await world.repository({ a: "1\n" });
  const fork = forkRepository(world.sandbox, world.grace, repository);
  const head = await push(world.sandbox, world.grace, fork, { branch: "fix/it", files: { a: "2\n" } });
  await openPullRequest(world.sandbox, world.grace, repository, { head: "fix/it", headRepository: fork });
  for (const side of [head, "grace:fix%2Fit"]) {
    assert.equal(rows((await world.ask("GET", `compare/main...${side}`)).body)[0]?.filename, "a");
  }
  const check = { name: "lockstep", head_sha: head };
  const made = await world.ask("POST", "check-runs", check);
  assert.deepEqual([made.status, at(made.body, "pull_requests")], [201, []]);
  // Where it is going to, GitHub knows of no pull request for the commit of a fork.
  assert.deepEqual((await world.ask("GET", `commits/${head}/pulls`)).body, []);
});

test("trees and blobs are git's", async () => {
  const pullRequest = await world.pullRequest({ "a/b/c": "1\n", d: "2\n" }, { "a/b/c": "é".repeat(100) });
  const tree = await world.ask("GET", `git/trees/${pullRequest.headOid}?recursive=1`);
  const paths = (at(tree.body, "tree") as { path: string; sha: string }[]).map(({ path }) => path);
  assert.deepEqual(paths, ["a", "a/b", "a/b/c", "d"]);
  const blob = await world.ask("GET", `git/blobs/${String(at(tree.body, "tree.2.sha"))}`);
  const content = Buffer.from(String(at(blob.body, "content")), "base64").toString("utf8");
  assert.deepEqual([content, at(blob.body, "size")], ["é".repeat(100), 200]);
  assert.equal((await world.ask("GET", `git/blobs/${"0".repeat(40)}`)).status, 404);
  world.sandbox.limits.treeEntries = 3;
  const cut = await world.ask("GET", `git/trees/${pullRequest.headOid}?recursive=1`);
  assert.equal(at(cut.body, "truncated"), true);
  const commit = await world.ask("GET", `commits/${pullRequest.headOid}`);
  assert.equal(rows(commit.body)[0]?.filename, "a/b/c");
});

test("git finds nothing wrong with what the sandbox wrote", async () => {
  const pullRequest = await world.pullRequest({ "a.b": "1\n", "a/b": "2\n", a0: "3\n" }, { "a/c": "4\n" });
  const said = git(pullRequest, "fsck", "--strict", "--full", "--no-dangling");
  assert.equal(said, "");
  assert.equal(git(pullRequest, "show", "topic:a/c"), "4\n");
  assert.equal(git(pullRequest, "rev-parse", "refs/pull/1/head").trim(), pullRequest.headOid);
});
