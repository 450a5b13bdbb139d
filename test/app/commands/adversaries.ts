/** An author who wants their own operation exempted, and outsiders who want to be heard too often, or nobody else to be heard. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { IssueComment } from "../../../sandbox/world.ts";
import { Project, dropColumn } from "../../support/project.ts";
import { app } from "../one-app.ts";
import { another, command, green, noted, receipts, red, summary } from "./noted.ts";

const all = "/lockstep exempt all because the shop is closed tonight";
const emailGranted = /users\.email`\)?: granted by/u;

test("the same words for another operation: what was pushed later under an exempted name is not covered", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  await project.say(pullRequest, project.grace, command);
  assert.match(project.said(pullRequest), green);
  await project.push(pullRequest, {
    "db/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id CASCADE;\n",
  });
  assert.match(project.said(pullRequest), red);
  await project.push(pullRequest, {
    "db/migrations/0002_drop.up.sql": null,
    "db/migrations/0003_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id;\n",
  });
  assert.match(project.said(pullRequest), green, "the same statement, moved to another file");
  await project.push(pullRequest, { ...dropColumn, "db/migrations/0003_drop.up.sql": null });
  assert.match(project.said(pullRequest), green, "what was seen is covered when it is back");
});

test("a check of another pull request lists nothing for this one", async () => {
  const project = await Project.create(app);
  const { ada, grace, repository } = project;
  const pullRequest = await noted(project);
  app.sandbox.clock.advance(2000);
  const aside = await project.open(another, { head: "aside" });
  assert.ok(project.checks(aside.headOid).length > 0);
  await person.closePullRequest(app.sandbox, ada, aside);
  await app.settled();
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const remove = app.sandbox.faults.add({
    operation: "PullRequest",
    fault: { kind: "hold", until },
    times: 1,
  });
  app.sandbox.clock.advance(2000);
  person.comment(app.sandbox, grace, pullRequest, all);
  await person.mergeInto(app.sandbox, ada, repository, pullRequest.headRef, "aside");
  await app.sandbox.webhooks.settle();
  resolve();
  await app.settled();
  remove();
  assert.match(summary(project, pullRequest), /Exempt `drop_column users\.email`/u);
  assert.doesNotMatch(summary(project, pullRequest), emailGranted);
});

test("a head that comes back: a command covers what was shown, not what another head had listed before", async () => {
  const project = await Project.create(app);
  const { ada, grace, repository } = project;
  const pullRequest = await noted(project);
  const shown = pullRequest.headOid;
  app.sandbox.clock.advance(2000);
  const dangerous = await project.push(pullRequest, another);
  app.sandbox.clock.advance(2000);
  await person.pushBranch(app.sandbox, ada, repository, pullRequest.headRef, shown);
  await app.settled();
  assert.match(project.said(pullRequest), red);
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const remove = app.sandbox.faults.add({
    operation: "PullRequest",
    fault: { kind: "hold", until },
    times: 1,
  });
  app.sandbox.clock.advance(2000);
  person.comment(app.sandbox, grace, pullRequest, all);
  app.sandbox.clock.advance(2000);
  await person.pushBranch(app.sandbox, ada, repository, pullRequest.headRef, dangerous);
  await app.sandbox.webhooks.settle();
  resolve();
  await app.settled();
  remove();
  assert.equal(pullRequest.headOid, dangerous);
  assert.doesNotMatch(summary(project, pullRequest), emailGranted);
});

test("two pull requests of one head: a command of one says nothing for the other", async () => {
  const project = await Project.create(app);
  const { ada, grace, repository } = project;
  const pullRequest = await noted(project);
  await person.pushBranch(app.sandbox, ada, repository, "release", "main");
  const other = await person.openPullRequest(app.sandbox, ada, repository, {
    head: pullRequest.headRef,
    base: "release",
  });
  await app.settled();
  await project.say(pullRequest, grace, command);
  assert.doesNotMatch(project.said(pullRequest), green, "the other one waits");
  await project.say(other, grace, command);
  assert.match(project.said(pullRequest), green);
});

test("strangers are told a few times that they may not, however much they write", async () => {
  const project = await Project.create(app, { public: true });
  const pullRequest = await noted(project);
  const mallory = person.createUser(app.sandbox, `mallory-${project.ada.login}`);
  const many = Array.from({ length: 30 }, (_, at) => `/lockstep explain rule-${at}`).join("\n");
  for (let each = 0; each < 8; each++) {
    await project.say(pullRequest, mallory, `${many}\n/lockstep exempt all because canary ${each}\n`);
  }
  assert.match(project.said(pullRequest), red);
  assert.ok(project.answers(pullRequest).length <= 3, String(project.answers(pullRequest).length));
});

test("a crowd of strangers does not keep those who may from being heard", async () => {
  const project = await Project.create(app, { public: true });
  const pullRequest = await noted(project);
  const crowd = Array.from({ length: 60 }, (_, at) =>
    person.createUser(app.sandbox, `crowd-${at}-${project.ada.login}`),
  );
  app.sandbox.clock.advance(2000);
  const said = crowd.map((one): IssueComment => person.comment(app.sandbox, one, pullRequest, all));
  await app.settled();
  assert.equal(said.length, 60);
  assert.match(project.said(pullRequest), red);
  const calls = await app.callsOf(() => project.say(pullRequest, project.grace, command));
  assert.match(project.said(pullRequest), green, receipts(project, pullRequest).at(-1));
  assert.ok(calls.length < 80, String(calls.length));
});
