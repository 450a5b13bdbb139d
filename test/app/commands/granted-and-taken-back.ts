/** Approving reviews and commands together: what each grants, takes back, and for how long. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { Account, PullRequest, Review } from "../../../sandbox/world.ts";
import { Project, dropColumn, usual } from "../../support/project.ts";
import { app } from "../writing-app.ts";

const command = "/lockstep exempt drop_column users.legacy_id because nobody reads it";
const revoke = "/lockstep revoke drop_column users.legacy_id";
const green = /^success: /u;
const waits = /^failure: 1 thing to do: get drop_column users\.legacy_id granted/u;
const lacks = /^failure: 1 thing to do: exempt drop_column users\.legacy_id/u;

/** The author proposed the exception: somebody must grant it. */
async function proposed(): Promise<{ project: Project; pullRequest: PullRequest }> {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  await project.complete(pullRequest);
  assert.match(project.said(pullRequest), waits);
  return { project, pullRequest };
}

/** The author proposed nothing. */
async function noted(): Promise<{ project: Project; pullRequest: PullRequest }> {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  await project.addNote(pullRequest);
  assert.match(project.said(pullRequest), lacks);
  return { project, pullRequest };
}

async function approve(by: Account, pullRequest: PullRequest): Promise<Review> {
  app.sandbox.clock.advance(2000);
  const review = await person.approve(app.sandbox, by, pullRequest);
  await app.settled();
  return review;
}

test("an approval that was taken back by a command counts again when it is given again", async () => {
  const { project, pullRequest } = await proposed();
  await approve(project.grace, pullRequest);
  assert.match(project.said(pullRequest), green);
  await project.say(pullRequest, project.grace, revoke);
  assert.match(project.said(pullRequest), waits);
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.match(project.said(pullRequest), waits);
  await approve(project.grace, pullRequest);
  assert.match(project.said(pullRequest), green);
});

test("given again to the same head, an approval counts too", async () => {
  const { project, pullRequest } = await proposed();
  await approve(project.grace, pullRequest);
  await project.say(pullRequest, project.grace, revoke);
  assert.match(project.said(pullRequest), waits);
  await approve(project.grace, pullRequest);
  assert.match(project.said(pullRequest), green);
});

test("the author takes nothing back, nor does a reader", async () => {
  const { project, pullRequest } = await proposed();
  await approve(project.grace, pullRequest);
  await project.say(pullRequest, project.ada, revoke);
  await project.say(pullRequest, project.eve, revoke);
  assert.match(project.said(pullRequest), green);
  assert.equal(project.answers(pullRequest).length, 2);
});

test("a dismissed review takes back what it granted, and a command grants it", async () => {
  const { project, pullRequest } = await proposed();
  const review = await approve(project.grace, pullRequest);
  person.dismissReview(app.sandbox, project.ada, review);
  await app.settled();
  assert.match(project.said(pullRequest), waits);
  await project.say(pullRequest, project.grace, command);
  assert.match(project.said(pullRequest), green);
});

test("a push that changes the operation takes the approval back", async () => {
  const { project, pullRequest } = await proposed();
  await approve(project.grace, pullRequest);
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.match(project.said(pullRequest), green);
  const [path = ""] = Object.keys(dropColumn);
  const text = (await project.file(pullRequest, path)) ?? "";
  await project.push(pullRequest, { [path]: text.replaceAll("legacy_id", "email") });
  assert.match(project.said(pullRequest), /^failure: .*get drop_column users\.email granted/u);
});

test("a push that changes the operation takes the exemption back, and one that does not leaves it", async () => {
  const { project, pullRequest } = await noted();
  await project.say(pullRequest, project.grace, "/lockstep exempt all because nobody reads it");
  assert.match(project.said(pullRequest), green);
  const [path = ""] = Object.keys(dropColumn);
  await project.push(pullRequest, {
    [path]: "-- Nobody reads it.\nALTER TABLE users\n  DROP COLUMN legacy_id;\n",
  });
  assert.match(project.said(pullRequest), green);
  await project.push(pullRequest, {
    [path]: "ALTER TABLE users DROP COLUMN legacy_id, DROP COLUMN email;\n",
  });
  assert.match(project.said(pullRequest), /^failure: .*exempt drop_column users\.email/u);
  assert.doesNotMatch(project.said(pullRequest), /exempt drop_column users\.legacy_id/u);
});

test("an exemption holds through the day that it names, and no longer", async () => {
  const { project, pullRequest } = await noted();
  const day = (days: number): string =>
    new Date(app.sandbox.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
  await project.say(pullRequest, project.grace, command.replace(" because", ` until ${day(2)} because`));
  assert.match(project.said(pullRequest), green);
  const last = Date.parse(`${day(2)}T23:59:00Z`);
  app.sandbox.clock.advance(last - app.sandbox.clock.now());
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.match(project.said(pullRequest), green);
  app.sandbox.clock.advance(120_000);
  await project.push(pullRequest, { "README.md": "the best shop\n" });
  assert.match(project.said(pullRequest), lacks);
  await project.say(pullRequest, project.grace, command.replace(" because", ` until ${day(-1)} because`));
  assert.match(project.answers(pullRequest).at(-1) ?? "", /is over, so this allows nothing/u);
  assert.match(project.said(pullRequest), lacks);
});

test("a waiver ends with the day that it names", async () => {
  const logs = "db/migrations/0002_logs.up.sql";
  const project = await Project.create(app, {
    files: { ...usual.files, [logs]: "CREATE TABLE logs (id bigint PRIMARY KEY);\n" },
  });
  const pullRequest = await project.open({ [logs]: "CREATE TABLE logs (id integer PRIMARY KEY);\n" });
  const red = project.said(pullRequest);
  assert.match(red, /^failure: 1 thing to do: put the change/u);
  const today = app.sandbox.clock.date().toISOString().slice(0, 10);
  await project.say(
    pullRequest,
    project.grace,
    `/lockstep waive migration-is-unedited until ${today} because it never ran`,
  );
  assert.match(project.said(pullRequest), green);
  app.sandbox.clock.advance(86_400_000);
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.equal(project.said(pullRequest), red);
});
