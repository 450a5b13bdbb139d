/** Repositories come and go, and what the App can still do then. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
beforeEach(async () => {
  world = await RestWorld.start();
});
afterEach(() => world.stop());

test("an archived repository can be read and not written", async () => {
  const { repository } = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  person.archiveRepository(world.sandbox, world.ada, repository);
  assert.equal((await world.ask("GET", "pulls/1")).status, 200);
  const written = await world.ask("POST", "issues/1/comments", { body: "hello" });
  assert.deepEqual(
    [written.status, at(written.body, "message")],
    [403, "Repository was archived so is read-only."],
  );
  const push = { branch: "topic", files: { a: "3\n" } };
  await assert.rejects(person.push(world.sandbox, world.ada, repository, push), { status: 403 });
});

test("a renamed repository answers under its old name with a redirect", async () => {
  const repository = await world.repository({ a: "1\n" });
  person.renameRepository(world.sandbox, world.ada, repository, "store");
  const moved = await world.ask("GET", "pulls?state=all");
  const location = `${world.sandbox.url}/repos/acme/store/pulls?state=all`;
  assert.deepEqual([moved.status, moved.headers.get("location")], [301, location]);
  assert.equal((await world.ask("GET", "/repos/acme/store/pulls")).status, 200);
});

test("a transferred repository is out of the installation's reach", async () => {
  const repository = await world.repository({ a: "1\n" });
  person.transferRepository(world.sandbox, world.ada, repository, world.ada);
  assert.equal((await world.ask("GET", "/repos/ada/shop")).status, 404);
});

test("a deleted repository is not there, and a deleted fork leaves its pull request", async () => {
  const repository = await world.repository({ a: "1\n" });
  const fork = person.forkRepository(world.sandbox, world.grace, repository);
  await person.push(world.sandbox, world.grace, fork, { branch: "fix", files: { a: "2\n" } });
  const details = { head: "fix", headRepository: fork };
  await person.openPullRequest(world.sandbox, world.grace, repository, details);
  person.deleteRepository(world.sandbox, world.grace, fork);
  const pull = await world.ask("GET", "pulls/1");
  assert.deepEqual([pull.status, at(pull.body, "head.repo")], [200, null]);
  assert.equal((await world.ask("GET", "compare/main...grace:fix")).status, 404);
  assert.equal((await world.ask("GET", `compare/main...${String(at(pull.body, "head.sha"))}`)).status, 200);
  person.deleteRepository(world.sandbox, world.ada, repository);
  assert.equal((await world.ask("GET", "pulls/1")).status, 404);
});

test("a public repository is read by a token that is not for it, and never written", async () => {
  const open = await person.createRepository(world.sandbox, world.grace, {
    name: "open",
    files: { a: "1\n" },
  });
  assert.equal((await world.ask("GET", "/repos/grace/open/commits/main")).status, 200);
  const head = world.sandbox.git(open).branch("main");
  const check = await world.ask("POST", "/repos/grace/open/check-runs", { name: "x", head_sha: head });
  assert.equal(check.status, 403);
});

test("a deleted branch closes its pull request, which cannot be reopened", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await person.deleteBranch(world.sandbox, world.ada, pullRequest.repository, "topic");
  assert.equal(pullRequest.state, "closed");
  await assert.rejects(person.reopenPullRequest(world.sandbox, world.ada, pullRequest), { status: 422 });
});

test("a pull request is squashed, and one that conflicts is not merged", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n", b: "1\n" }, { a: "2\n" });
  const { repository } = pullRequest;
  await person.push(world.sandbox, world.ada, repository, { branch: "main", files: { b: "2\n" } });
  await person.push(world.sandbox, world.ada, repository, { branch: "two", files: { a: "3\n" } });
  const oid = await person.mergePullRequest(world.sandbox, world.grace, pullRequest, "squash");
  const git = world.sandbox.git(repository);
  assert.equal((await git.commit(oid))?.parents.length, 1);
  assert.equal((await git.blob("main", "a"))?.bytes.toString(), "2\n");
  assert.equal((await git.blob("main", "b"))?.bytes.toString(), "2\n");
  await person.push(world.sandbox, world.ada, repository, {
    branch: "two",
    from: "main~",
    files: { a: "3\n" },
  });
  await person.push(world.sandbox, world.ada, repository, { branch: "main", files: { a: "4\n" } });
  const second = await person.openPullRequest(world.sandbox, world.ada, repository, { head: "two" });
  await assert.rejects(person.mergePullRequest(world.sandbox, world.grace, second), { status: 405 });
});

test("any repository is imported, and not touched", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-import-"));
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=x", "-c", "user.email=x@example.org", ...args], {
      encoding: "utf8",
    }).trim();
  git("init", "--quiet", "--initial-branch=trunk");
  writeFileSync(join(folder, "a"), "1\n");
  git("add", "a");
  git("commit", "--quiet", "--message=one");
  git("tag", "--annotate", "--message=first", "v1");
  git("branch", "feature/x");
  const state = (): string[] =>
    readdirSync(join(folder, ".git"), { recursive: true, encoding: "utf8" })
      .map((name) => `${name} ${statSync(join(folder, ".git", name)).mtimeMs}`)
      .toSorted();
  const before = state();
  const details = { name: "imported", defaultBranch: "trunk" };
  const repository = await person.importRepository(world.sandbox, world.ada, folder, details);
  const files = { a: "2\n" };
  await person.push(world.sandbox, world.ada, repository, { branch: "feature/x", files });
  const own = world.sandbox.git(repository);
  assert.deepEqual([own.branches(), own.tags()], [["feature/x", "trunk"], ["v1"]]);
  assert.equal(await own.resolve("v1"), git("rev-parse", "trunk"));
  assert.equal((await own.commits(own.branch("trunk") ?? "", own.branch("feature/x") ?? "")).length, 1);
  assert.deepEqual(state(), before);
  assert.equal(git("rev-parse", "feature/x"), git("rev-parse", "trunk"));
  rmSync(folder, { recursive: true, force: true });
});

test("a manifest becomes an App, and its code is good for once", async () => {
  const manifest = {
    name: "Lockstep at Acme",
    default_permissions: { checks: "write" },
    default_events: ["pull_request"],
    hook_attributes: { url: "http://127.0.0.1:1/webhooks" },
    redirect_url: "http://127.0.0.1:1/created",
  };
  const answer = await fetch(`${world.sandbox.url}/organizations/acme/settings/apps/new?state=s1`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ manifest: JSON.stringify(manifest) }),
  });
  const back = new URL(answer.headers.get("location") ?? "");
  assert.deepEqual([answer.status, back.pathname, back.searchParams.get("state")], [302, "/created", "s1"]);
  const path = `/app-manifests/${back.searchParams.get("code") ?? ""}/conversions`;
  const converted = await world.ask("POST", path, undefined, "");
  assert.deepEqual([converted.status, at(converted.body, "slug")], [201, "lockstep-at-acme"]);
  assert.match(String(at(converted.body, "pem")), /^-----BEGIN RSA PRIVATE KEY-----/u);
  assert.equal((await world.ask("POST", path, undefined, "")).status, 404);
});
