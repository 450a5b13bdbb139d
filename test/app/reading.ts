/** What is read of a pull request, however large, odd or far away it is. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { Project, dropColumn, newTable, usual } from "../support/project.ts";
import type { Files } from "../support/project.ts";
import { app } from "./one-app.ts";

const many = (count: number): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`a/${String(index).padStart(4, "0")}`, "x\n"]),
  );
/** Comes last in every list. */
const late: Files = { "z/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id;\n" };
const missing = /^failure: 2 things to do: add a release note; exempt drop_column users\.legacy_id$/u;

test("a migration that is renamed away is seen, and so is one that is renamed into its folder", async () => {
  const files = { ...usual.files, "drafts/later.txt": dropColumn["db/migrations/0002_drop.up.sql"] };
  const project = await Project.create(app, { files });
  const away = await project.open({
    "db/migrations/0001_users.up.sql": null,
    "docs/0001_users.txt": usual.files["db/migrations/0001_users.up.sql"],
  });
  assert.equal(project.said(away), "success: No schema changes; 1 warning");
  assert.match(project.check(away).summary ?? "", /0001_users\.up\.sql/u);
  const into = await project.open({
    "drafts/later.txt": null,
    "db/migrations/0002_drop.up.sql": files["drafts/later.txt"],
  });
  assert.match(project.said(into), missing);
});

test("302 files: the rest of the list is asked for", async () => {
  const project = await Project.create(app);
  const calls = await app.callsOf(async () => {
    const pullRequest = await project.open({ ...many(301), ...late });
    assert.match(project.said(pullRequest), missing);
    assert.equal(project.inline(pullRequest).length, 1);
  });
  const lists = calls.filter(({ route }) => route === "/repos/{owner}/{repo}/pulls/{pull_number}/files");
  assert.equal(lists.length, 4);
});

test("3,001 files: what GitHub does not list is unread, until somebody else looked", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ ...many(3_000), ...late });
  assert.match(project.said(pullRequest), /^failure: 1 thing to do: /u);
  assert.match(
    project
      .check(pullRequest)
      .annotations.map(({ message }) => message)
      .join() + project.check(pullRequest).summary,
    /Not read: 1 more files? of this change/u,
  );
  await person.approve(app.sandbox, project.grace, pullRequest);
  await app.settled();
  assert.match(project.said(pullRequest), /^success: /u);
});

test("a row without counts and without a patch is a change: no comment can stand there, so the check tells it", async () => {
  const project = await Project.create(app);
  const long = "line\n".repeat(19_000);
  const pullRequest = await project.open({ "a.txt": long, "b.txt": long, ...late });
  assert.match(project.said(pullRequest), missing);
  assert.deepEqual(project.inline(pullRequest), []);
  const [annotation] = project.check(pullRequest).annotations;
  assert.equal(annotation?.path, "z/migrations/0002_drop.up.sql");
});

test("a migration of 600 KB, which GraphQL cuts off, is read to its end", async () => {
  const project = await Project.create(app);
  const long = `-- ${"x".repeat(97)}\n`.repeat(6_000) + Object.values(dropColumn)[0];
  const calls = await app.callsOf(async () => {
    const pullRequest = await project.open({ "db/migrations/0002_drop.up.sql": long });
    assert.match(project.said(pullRequest), missing);
  });
  assert.equal(calls.filter(({ route }) => route === "/repos/{owner}/{repo}/git/blobs/{file_sha}").length, 1);
});

test("a migration that is no text is unread, and fails", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({
    "db/migrations/0002_drop.up.sql": new Uint8Array([0x41, 0, 0x42, 0xff, 0xfe, 10]),
  });
  assert.match(project.said(pullRequest), /^failure: 1 thing to do: /u);
  await person.approve(app.sandbox, project.grace, pullRequest);
  await app.settled();
  assert.match(project.said(pullRequest), /^success: /u);
});

test("the base moves on: what is new there is not the pull request's, and its policy counts from the next event", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ "README.md": "better\n" });
  await project.pushBase(dropColumn);
  await project.push(pullRequest, { "README.md": "still better\n" });
  assert.equal(project.said(pullRequest), "success: No schema changes");
  const schema = await project.open({
    "db/migrations/0003_drop.up.sql": "ALTER TABLE users DROP COLUMN email;\n",
  });
  assert.match(project.said(schema), /^failure: 2 things/u);
  await project.pushBase({ ".github/lockstep.yml": "mode: warn\n" });
  await project.push(schema, { "README.md": "better\n" });
  assert.match(project.said(schema), /^neutral: 2 things/u);
  await person.mergeInto(app.sandbox, project.ada, project.repository, schema.headRef, "main");
  await app.settled();
  assert.match(project.said(schema), /^neutral: 2 things/u);
});

test("the head's own policy never counts", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ ...dropColumn, ".github/lockstep.yml": "mode: off\n" });
  assert.match(project.said(pullRequest), missing);
});

describe("two pull requests with one head", () => {
  test("one check with the worst of both and a line for each; what happens to one reviews the other", async () => {
    const project = await Project.create(app);
    await person.pushBranch(app.sandbox, project.ada, project.repository, "stable", "main");
    await project.pushBase({ ...newTable, ".github/lockstep.yml": "mode: enforce\n" });
    await person.pushBranch(app.sandbox, project.ada, project.repository, "calm", "main");
    await person.push(app.sandbox, project.ada, project.repository, {
      branch: "calm",
      files: { ".github/lockstep.yml": "mode: monitor\n" },
    });
    const strict = await project.open(dropColumn, { head: "topic" });
    const calm = await person.openPullRequest(app.sandbox, project.ada, project.repository, {
      head: "topic",
      base: "calm",
      title: "the same, for the calm",
    });
    await app.settled();
    const { conclusion, title, summary } = project.check(strict);
    assert.equal(conclusion, "failure");
    assert.match(title ?? "", new RegExp(`^#${strict.number}: 2 things to do.*\\| #${calm.number}: `, "u"));
    assert.match(summary ?? "", /2 open pull requests have this head/u);
    const before = project.checks(strict.headOid).length;

    await person.closePullRequest(app.sandbox, project.ada, strict);
    await app.settled();
    assert.equal(project.checks(calm.headOid).length, before + 1);
    assert.match(project.said(calm), /^neutral: 2 things to do/u);
    await person.editPullRequest(app.sandbox, project.ada, calm, { base: "main" });
    await app.settled();
    assert.match(project.said(calm), /^failure: 2 things to do/u);
  });
});

describe("a merge queue", () => {
  test("an entry is judged by what it adds, with what was granted on the pull request", async () => {
    const project = await Project.create(app);
    const granted = await project.open(dropColumn);
    await project.complete(granted);
    const open = await project.open({
      "db/migrations/0003_drop.up.sql": "ALTER TABLE users DROP COLUMN email;\n",
    });
    await person.approve(app.sandbox, project.grace, granted);
    await app.settled();
    const first = await person.addToMergeQueue(app.sandbox, project.grace, granted);
    const second = await person.addToMergeQueue(app.sandbox, project.grace, open, "squash");
    await app.settled();
    const said = (sha: string): string => {
      const check = project.checks(sha).at(-1);
      return `${check?.conclusion}: ${check?.title}`;
    };
    assert.match(
      said(first.headSha),
      /^success: 1 operation, 1 offline and granted \(by @grace-\d+\), note complete$/u,
    );
    assert.equal(
      said(second.headSha),
      "failure: 2 things to do: exempt drop_column users.email; name in the note what changes",
    );
  });

  test("an entry whose name tells no pull request fails, and says why", async () => {
    const project = await Project.create(app);
    const pullRequest = await project.open(dropColumn);
    const group = await person.addToMergeQueue(app.sandbox, project.grace, pullRequest);
    await app.settled();
    const [delivery] = app.sandbox.world.deliveries.filter(({ event }) => event === "merge_group").slice(-1);
    assert.ok(delivery !== undefined);
    const { merge_group: told } = delivery.payload as { merge_group: { head_ref: string } };
    told.head_ref = "refs/heads/gh-readonly-queue/main/what-is-this";
    app.sandbox.webhooks.redeliver(delivery);
    await app.settled();
    const check = project.checks(group.headSha).at(-1);
    assert.equal(check?.conclusion, "failure");
    assert.match(check?.summary ?? "", /does not tell which pull request it is/u);
  });
});
