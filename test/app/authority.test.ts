/** Nobody grants their own exception, however they go about it. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { submitReview } from "../../sandbox/state/reviews.ts";
import { startApp } from "../support/app.ts";
import type { RunningApp } from "../support/app.ts";
import { Project, dropColumn } from "../support/project.ts";

let app: RunningApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

const green = /^success: /u;
const waits = /^failure: 1 thing to do: get drop_column users\.legacy_id granted/u;
const approves = { state: "APPROVED", body: "", commit: null, comments: [] } as const;

test("what was approved against another base is another change", async () => {
  const project = await Project.create(app);
  const { sandbox } = app;
  const { ada, grace, repository } = project;
  const pullRequest = await project.open(dropColumn);
  await project.complete(pullRequest);
  assert.match(project.said(pullRequest), waits);
  await person.pushBranch(sandbox, ada, repository, "aside", pullRequest.headOid);
  await person.push(sandbox, ada, repository, {
    branch: "decoy",
    from: "aside",
    files: { "README.md": "a better shop\n" },
  });
  const decoy = await person.openPullRequest(sandbox, ada, repository, { head: "decoy", base: "aside" });
  await app.settled();
  assert.match(project.said(decoy), green);
  await person.approve(sandbox, grace, decoy);
  await app.settled();
  await person.editPullRequest(sandbox, ada, decoy, { base: "main" });
  await app.settled();
  assert.match(project.said(decoy), waits);
  assert.match(project.check(decoy).summary ?? "", /approve it again/u);
  // Nor does it count for what our check listed on that head since.
  await project.push(decoy, { "README.md": "the best shop\n" });
  assert.match(project.said(decoy), waits);
  sandbox.clock.advance(2000);
  await person.approve(sandbox, grace, decoy);
  await app.settled();
  assert.match(project.said(decoy), green);
});

test("a bot may push, and grants nothing", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  await project.complete(pullRequest);
  const helper = person.createApp(app.sandbox, {
    slug: `helper-${project.organisation.login}`,
    owner: project.ada,
    permissions: { contents: "write", pull_requests: "write" },
    events: [],
    webhookUrl: null,
  });
  project.repository.collaborators.set(helper.bot.login, "write");
  await submitReview(app.sandbox, pullRequest, helper.bot, approves);
  await app.settled();
  assert.match(project.said(pullRequest), waits);
  assert.match(project.check(pullRequest).summary ?? "", /only persons can grant/u);
});
