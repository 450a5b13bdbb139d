/** A pull request as one query shows it, and what further pages add. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { addComment, editComment, minimizeComment } from "../../../sandbox/state/comments.ts";
import { createCheckRun } from "../../../sandbox/state/checks.ts";
import { editPullRequest } from "../../../sandbox/state/pull-requests.ts";
import { moveRef } from "../../../sandbox/state/pushes.ts";
import { dismissReview, replyToThread, submitReview } from "../../../sandbox/state/reviews.ts";
import type { Account, PullRequest } from "../../../sandbox/world.ts";
import { marker, noteKey, seenMarker } from "../../../src/core/render/pull-request/marker.ts";
import { isCut } from "../../../src/edges/github/pull-request-lists.ts";
import { unreadable } from "../../../src/gather/settings.ts";
import type { GitHubRepository } from "../../../src/review/github.ts";
import type { PullRequestState } from "../../../src/review/pull-request.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
before(async () => {
  world = await GitHubWorld.start();
});
after(() => world.stop());

async function read(
  pullRequest: PullRequest,
): Promise<{ state: PullRequestState; github: GitHubRepository }> {
  const github = world.opened(await world.github(), pullRequest.repository);
  const state = await github.pullRequest(pullRequest.number);
  assert.ok(state !== null);
  return { state, github };
}

function stamp(date: Date | null | undefined): string {
  return `${date?.toISOString().slice(0, 19)}Z`;
}

const base = { "a.txt": "one\ntwo\nthree\n" };
const head = { "a.txt": "one\n2\nthree\n", "b.sql": "SELECT 1;\n" };
const opinion = { body: "", commit: null, comments: [] };

function review(
  pullRequest: PullRequest,
  by: Account,
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED",
) {
  return submitReview(world.sandbox, pullRequest, by, { ...opinion, state, body: "words" });
}

test("what a person wrote, and where it lies", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "plain", body: "Why." });
  const { state, github } = await read(pullRequest);
  assert.deepEqual(
    [state.title, state.body, state.author, state.state, state.draft, state.fileCount, state.commitsCut],
    ["Change", "Why.", "ada", "open", false, 2, false],
  );
  assert.deepEqual(
    state.files.map(({ path, change }) => `${change} ${path}`),
    ["modified a.txt", "added b.sql"],
  );
  assert.equal(state.head.oid, pullRequest.headOid);
  assert.equal(state.head.repository?.name, "plain");
  assert.deepEqual(state.ahead, { count: 1, firstParents: [state.base.tip] });
  assert.deepEqual({ ...github.calls }, { reads: 1, writes: 0, others: 3 });
  assert.equal(await github.pullRequest(99), null);
  await world.sandbox.git(pullRequest.repository).setRef("refs/heads/topic", null);
  assert.equal((await read(pullRequest)).state.head.exists, false);
});

test("policies: of the organisation and of the repository; what cannot be read is not none", async () => {
  const policy = ".github/lockstep.yml";
  const shop = await world.pullRequest({ ...base, [policy]: "mode: warn\n" }, head, { name: "ruled" });
  assert.equal((await read(shop)).state.policy.organisation, null);
  const own = world.repository(".github");
  await world.commit(own, "main", { [policy]: "lock: [mode]\n" });
  assert.deepEqual((await read(shop)).state.policy, {
    organisation: { path: "acme/.github/.github/lockstep.yml", text: "lock: [mode]\n" },
    repository: { path: policy, text: "mode: warn\n" },
  });
  // In its own repository it is one file.
  await world.commit(own, "topic", { "x.txt": "" }, { from: world.sandbox.git(own).branch("main") ?? "" });
  const there = (await read(await world.open(own))).state.policy;
  assert.deepEqual([there.organisation?.text, there.repository], ["lock: [mode]\n", null]);
  await world.commit(own, "main", { [policy]: Buffer.from("mode: \0") });
  assert.equal((await read(shop)).state.policy.organisation?.text, unreadable);
  await world.commit(own, "main", { [policy]: "x".repeat(600_000) });
  assert.equal((await read(shop)).state.policy.organisation?.text, unreadable);
  // Not in the installation: then nobody may read it, and it is none.
  world.installation.repositories = new Set([shop.repository.id]);
  assert.equal((await read(shop)).state.policy.organisation, null);
  world.installation.repositories = "all";
  await world.commit(own, "main", { [policy]: null, [`${policy}/x`]: "a folder" });
  assert.equal((await read(shop)).state.policy.organisation, null);
});

test("approvals: the last opinion of each counts, with what our check listed", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "approved" });
  const mallory = world.account("mallory");
  pullRequest.repository.collaborators.set("mallory", "read");
  const linus = world.account("linus");
  pullRequest.repository.collaborators.set("linus", "write");
  const run = createCheckRun(world.sandbox, pullRequest.repository, world.app, pullRequest.headOid, {
    name: "Lockstep",
    status: "completed",
    conclusion: "failure",
    externalId: "1:abc",
    title: "t",
    summary: "s",
    text: `Words.\n${seenMarker(["aa", "bb"])}`,
  });
  await review(pullRequest, world.grace, "APPROVED");
  await review(pullRequest, mallory, "APPROVED");
  await review(pullRequest, linus, "APPROVED");
  const { state } = await read(pullRequest);
  const approved = (index: number) => ({
    head: pullRequest.headOid,
    at: stamp(pullRequest.reviews[index]?.submittedAt),
    seen: ["aa", "bb"],
  });
  assert.deepEqual(state.approvals, [
    { by: "grace", mayPush: true, ...approved(0) },
    { by: "mallory", mayPush: false, ...approved(1) },
    { by: "linus", mayPush: true, ...approved(2) },
  ]);
  assert.deepEqual(state.check, {
    externalId: "1:abc",
    url: `${state.repository.url}/runs/${run.id}`,
    completedAt: stamp(run.completedAt),
    text: run.text,
  });
  await review(pullRequest, world.grace, "COMMENTED");
  await review(pullRequest, mallory, "CHANGES_REQUESTED");
  const last = pullRequest.reviews.find(({ author }) => author === linus);
  assert.ok(last !== undefined);
  dismissReview(world.sandbox, last, world.grace);
  assert.deepEqual(
    (await read(pullRequest)).state.approvals.map(({ by }) => by),
    ["grace"],
  );
});

test("approvals: a bot's, and those that were given against another base, are told apart", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "rebased" });
  const bot = world.account("helper[bot]", "Bot");
  pullRequest.repository.collaborators.set("helper[bot]", "write");
  await review(pullRequest, bot, "APPROVED");
  await review(pullRequest, world.grace, "APPROVED");
  const told = async (): Promise<unknown[]> =>
    (await read(pullRequest)).state.approvals.map(({ by, discounted }) => [by, discounted]);
  assert.deepEqual(await told(), [
    ["helper", "no person"],
    ["grace", undefined],
  ]);
  const { clock } = world.sandbox;
  const { repository, baseOid: from } = pullRequest;
  for (const change of ["another base", "a base that is rewritten"]) {
    if (change === "another base") {
      await world.commit(repository, "stable", { "c.txt": "" }, { from });
      await editPullRequest(world.sandbox, pullRequest, world.ada, { base: "stable" });
    } else {
      const rewritten = await world.commit(repository, "other", { "e.txt": "" }, { from });
      await moveRef(world.sandbox, repository, "refs/heads/stable", rewritten, world.ada);
    }
    assert.deepEqual((await told()).at(-1), ["grace", "another base"], change);
    clock.advance(2000);
    await review(pullRequest, world.grace, "APPROVED");
    assert.deepEqual((await told()).at(-1), ["grace", undefined], change);
  }
});

test("only what our own App wrote, and nobody else edited, is ours", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "written" });
  const { bot } = world.app;
  const body = `A note is missing.\n${marker(noteKey)}`;
  for (let index = 0; index < 60; index++) addComment(world.sandbox, pullRequest, world.ada, body);
  const edited = addComment(world.sandbox, pullRequest, bot, body);
  editComment(world.sandbox, edited, world.grace, `${body} `);
  assert.equal((await read(pullRequest)).state.noteComment, null);
  const own = addComment(world.sandbox, pullRequest, bot, body);
  editComment(world.sandbox, own, bot, `Edited.\n${body}`);
  minimizeComment(own, "RESOLVED");
  const { state, github } = await read(pullRequest);
  assert.deepEqual(state.noteComment, { node: own.node, body: `Edited.\n${body}`, folded: true });
  assert.deepEqual([github.calls.reads, github.calls.others], [1, 4]);
});

test("threads: where they stand, and whether somebody answered", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "threads" });
  const inline = (key: string, line: number) => ({
    path: "a.txt",
    body: `Mend it.\n${marker(key)}`,
    line,
    side: "RIGHT" as const,
    startLine: null,
    startSide: null,
  });
  await submitReview(world.sandbox, pullRequest, world.app.bot, {
    state: "COMMENTED",
    body: "Edits.",
    commit: null,
    comments: [inline("k1", 1), inline("k2", 2), { ...inline("k3", 3), body: "without a mark" }],
  });
  await submitReview(world.sandbox, pullRequest, world.grace, {
    state: "COMMENTED",
    body: "",
    commit: null,
    comments: [inline("k4", 1)],
  });
  const second = pullRequest.threads[1];
  assert.ok(second !== undefined);
  replyToThread(world.sandbox, second, world.ada, "Why?");
  second.resolvedBy = world.ada;
  const { state } = await read(pullRequest);
  assert.deepEqual(
    state.threads.map(({ path, line, outdated, resolved, answered }) => ({
      path,
      line,
      outdated,
      resolved,
      answered,
    })),
    [
      { path: "a.txt", line: 1, outdated: false, resolved: false, answered: false },
      { path: "a.txt", line: 2, outdated: false, resolved: true, answered: true },
    ],
  );
});

test("whose commits they are: GitHub itself is nobody, and strangers are named", async () => {
  const repository = world.repository("authors");
  const from = await world.commit(repository, "main", base);
  await world.commit(repository, "topic", head, {
    from,
    author: { name: "Grace", email: "grace@example.org" },
    committer: { name: "GitHub", email: "noreply@github.com" },
  });
  await world.commit(repository, "topic", { "c.txt": "" }, { author: { name: "Nobody", email: "no@where" } });
  const github = { name: "GitHub", email: "noreply@github.com" };
  await world.commit(repository, "topic", { "d.txt": "" }, { author: github, committer: github });
  const { state } = await read(await world.open(repository));
  assert.deepEqual(
    state.commits.map(({ logins, unknown }) => ({ logins, unknown })),
    [
      { logins: ["grace"], unknown: [] },
      { logins: [], unknown: ["Nobody"] },
      { logins: [], unknown: ["GitHub"] },
    ],
  );
});

test("pull requests that share a head, one of them from a fork that was deleted", async () => {
  const first = await world.pullRequest(base, head, { name: "shared" });
  const { repository } = first;
  const git = world.sandbox.git(repository);
  git.setRef("refs/heads/other", first.headOid);
  const second = await world.open(repository, { head: "other" });
  const fork = world.repository("fork", { owner: world.ada, parent: repository });
  world.sandbox.git(fork).setRef("refs/heads/topic", first.headOid);
  const third = await world.open(repository, { headRepository: fork });
  git.setRef("refs/heads/release", git.branch("main"));
  const { state, github } = await read(first);
  assert.deepEqual(state.siblings, [second.number, third.number]);
  assert.deepEqual(await github.pullRequestsOf(first.headOid), [first.number, second.number, third.number]);
  third.headRepository = null;
  fork.deleted = true;
  const gone = (await read(third)).state;
  assert.deepEqual([gone.head.repository, gone.head.exists], [null, false]);
  const change = await github.change(gone);
  assert.equal(change.mergeBase, gone.base.tip);
  assert.equal(change.source.files.length, 2);
});

test("more files than one page, and than one comparison, and than GitHub lists", async () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`src/${String(at).padStart(5, "0")}.ts`, "x\n"]),
    );
  const some = await world.pullRequest(
    base,
    { ...many(250), "db/migrations/1.sql": "DROP TABLE a;\n" },
    { name: "some" },
  );
  const { state, github } = await read(some);
  assert.deepEqual([state.files.length, state.fileCount, github.calls.reads], [251, 251, 1]);
  const more = await world.pullRequest(
    base,
    { ...many(3_010), "db/migrations/1.sql": "DROP TABLE a;\n" },
    { name: "more" },
  );
  const opened = await read(more);
  assert.deepEqual([opened.state.files.length, opened.state.fileCount], [300, 3_011]);
  const change = await opened.github.change(opened.state);
  assert.equal(change.source.files.length, 3_000);
  assert.equal(change.unlisted?.count, 11);
  const range = await opened.github.range({ base: more.baseOid, head: more.headOid, baseRef: "main" });
  assert.deepEqual([range.source.files.length, range.unlisted], [3_011, null]);
});

test("a pull request that was pushed to, or closed, while it was read", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "moving" });
  const { state, github } = await read(pullRequest);
  pullRequest.headOid = await world.commit(pullRequest.repository, "topic", { "b.sql": "SELECT 2;\n" });
  assert.equal((await github.change(state)).headNow, pullRequest.headOid);
  pullRequest.state = "closed";
  assert.equal((await github.change(state)).headNow, "");
});

test("where there may be more commits than are listed, nobody says that they are all", () => {
  assert.deepEqual(
    [isCut(1, 1), isCut(249, 249), isCut(251, 251), isCut(250, 250), isCut(250, 251), isCut(3000, 4000)],
    [false, false, false, true, true, true],
  );
});
