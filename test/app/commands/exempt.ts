/** Somebody who may exempts an operation, and takes it back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { IssueComment, PullRequest } from "../../../sandbox/world.ts";
import { Project, dropColumn } from "../../support/project.ts";
import { app } from "../one-app.ts";

const command = "/lockstep exempt drop_column users.legacy_id because nobody reads it since 7.0";
const green = /^success: /u;
const red = /^failure: 1 thing to do: /u;

/** With its note: only the exception is missing. */
async function noted(project: Project): Promise<PullRequest> {
  const pullRequest = await project.open(dropColumn);
  await project.addNote(pullRequest);
  assert.match(project.said(pullRequest), red);
  return pullRequest;
}

function reactions({ reactions: given }: IssueComment): string[] {
  return given.map(({ content }) => content).toSorted();
}

test("an exemption by somebody who may: seen, done, and nothing else is said but in the check", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const comment = await project.say(pullRequest, project.grace, command);
  assert.match(project.said(pullRequest), green);
  assert.deepEqual(reactions(comment), ["EYES", "THUMBS_UP"]);
  assert.deepEqual(project.answers(pullRequest), []);
  const text = project.check(pullRequest).summary ?? "";
  assert.match(text, /nobody reads it since 7\.0/u);
  assert.ok(text.includes(project.grace.login));
  assert.ok(text.includes(`#issuecomment-${comment.id}`));
});

test("the author may not, and is told once who may", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const comment = await project.say(pullRequest, project.ada, command);
  assert.match(project.said(pullRequest), red);
  assert.deepEqual(reactions(comment), ["EYES", "THUMBS_DOWN"]);
  const [answer, ...others] = project.answers(pullRequest);
  assert.deepEqual(others, []);
  assert.match(answer ?? "", /write access/u);
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.equal(project.answers(pullRequest).length, 1);
});

test("what is not understood is answered with the line to paste, and the line works", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  await project.say(pullRequest, project.grace, command.replace("drop_column", "drop_colum"));
  const [answer = ""] = project.answers(pullRequest);
  const pasted = answer.split("\n").find((line) => line.startsWith("/lockstep")) ?? "";
  assert.equal(pasted, command);
  await project.say(pullRequest, project.grace, pasted);
  assert.match(project.said(pullRequest), green);
  assert.equal(project.answers(pullRequest).length, 1);
});

test("a revocation takes it back, and another exemption grants it again", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  await project.say(pullRequest, project.grace, command);
  await project.say(pullRequest, project.grace, "/lockstep revoke drop_column users.legacy_id");
  assert.match(project.said(pullRequest), red);
  await project.say(pullRequest, project.grace, command);
  assert.match(project.said(pullRequest), green);
  assert.deepEqual(project.answers(pullRequest), []);
});

test("it ends when its line is gone, and the check says so", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const comment = await project.say(pullRequest, project.grace, `Fine.\n\n${command}\n`);
  assert.match(project.said(pullRequest), green);
  person.editComment(app.sandbox, project.grace, comment, "Fine.");
  await app.settled();
  assert.match(project.said(pullRequest), red);
  assert.match(project.check(pullRequest).summary ?? "", /has ended/u);
});
