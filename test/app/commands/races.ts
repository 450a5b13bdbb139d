/** Several at once, in the wrong order, more than once, and while something fails. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { IssueComment, PullRequest } from "../../../sandbox/world.ts";
import { Project, dropColumn } from "../../support/project.ts";
import { app } from "../one-app.ts";
import { another, command, green, ledgers, noted, reactions, receipts, red, summary } from "./noted.ts";

const all = "/lockstep exempt all because the shop is closed tonight";

function say(project: Project, pullRequest: PullRequest, body: string, by = project.grace): IssueComment {
  return person.comment(app.sandbox, by, pullRequest, body);
}

test("two people at the same moment: both count, and there is one ledger", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ ...dropColumn, ...another });
  const hopper = person.createUser(app.sandbox, `hopper-${project.grace.login}`);
  person.setRole(project.repository, hopper, "write");
  app.sandbox.clock.advance(2000);
  const comments = [
    say(project, pullRequest, command),
    say(project, pullRequest, "/lockstep exempt drop_column users.email because it is empty", hopper),
    say(project, pullRequest, "/lockstep help", hopper),
  ];
  await app.settled();
  const text = summary(project, pullRequest);
  assert.ok(text.includes(`granted by \`${project.grace.login}\``), text);
  assert.ok(text.includes(`granted by \`${hopper.login}\``), text);
  for (const comment of comments) assert.deepEqual(reactions(comment), ["EYES", "THUMBS_UP"]);
  assert.equal(ledgers(project, pullRequest).length, 1);
  assert.equal(receipts(project, pullRequest).length, 3);
  assert.equal(project.answers(pullRequest).length, 1);
});

test("a command before the review of the push covers what the check before had listed, and the answer says so", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const remove = app.sandbox.faults.add({
    operation: "PullRequest",
    fault: { kind: "hold", until },
    times: 1,
  });
  app.sandbox.clock.advance(2000);
  await person.push(app.sandbox, project.ada, project.repository, {
    branch: pullRequest.headRef,
    files: another,
  });
  say(project, pullRequest, all);
  say(project, pullRequest, "/lockstep exempt drop_column users.email because it is empty");
  await app.sandbox.webhooks.settle();
  resolve();
  await app.settled();
  remove();
  const text = summary(project, pullRequest);
  assert.match(text, /`all` \(`drop_column users\.legacy_id`\): granted by/u);
  assert.doesNotMatch(text, /`drop_column users\.email`: granted by/u);
  const answers = project.answers(pullRequest);
  assert.equal(answers.length, 2);
  for (const answer of answers) assert.match(answer, /drop_column users\.email/u);
  await project.say(
    pullRequest,
    project.grace,
    "/lockstep exempt drop_column users.email because it is  empty",
  );
  assert.match(summary(project, pullRequest), /`drop_column users\.email`: granted by/u);
});

test("a command before any check covers nothing, whatever is listed later", async () => {
  const project = await Project.create(app);
  const { ada, grace, repository } = project;
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const remove = app.sandbox.faults.add({
    operation: "PullRequest",
    fault: { kind: "hold", until },
    times: 1,
  });
  await person.push(app.sandbox, ada, repository, { branch: "early", files: dropColumn });
  const pullRequest = await person.openPullRequest(app.sandbox, ada, repository, { head: "early" });
  app.sandbox.clock.advance(2000);
  const comment = say(project, pullRequest, all);
  app.sandbox.clock.advance(2000);
  resolve();
  await app.settled();
  remove();
  await project.addNote(pullRequest);
  assert.match(project.said(pullRequest), red);
  assert.deepEqual(reactions(comment), ["CONFUSED", "EYES"]);
  assert.equal(project.answers(pullRequest).length, 1);
  const [ledger] = ledgers(project, pullRequest);
  assert.ok(ledger !== undefined);
  person.deleteComment(app.sandbox, ada, ledger);
  await app.settled();
  assert.match(project.said(pullRequest), red, "not with a lost ledger either");
  await project.say(pullRequest, grace, all);
  assert.match(project.said(pullRequest), green);
});

test("five deliveries of everything, and in any order: one effect, one answer", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const { faults } = app.sandbox.webhooks;
  faults.doubled = 1;
  faults.shuffled = 6;
  app.sandbox.clock.advance(2000);
  const help = say(project, pullRequest, "/lockstep help");
  const comment = say(project, pullRequest, command);
  const wrong = say(project, pullRequest, "/lockstep exempt drop_colum users.email because it is empty");
  app.sandbox.clock.advance(2000);
  person.editComment(app.sandbox, project.grace, wrong, "/lockstep explain drop_column");
  await app.settled();
  faults.doubled = 0;
  faults.shuffled = 1;
  const shown = (): unknown => [
    project.said(pullRequest),
    project.answers(pullRequest),
    receipts(project, pullRequest),
    [help, comment, wrong].map(reactions),
    ledgers(project, pullRequest).length,
  ];
  const once = shown();
  assert.match(project.said(pullRequest), green);
  const told = app.sandbox.world.deliveries.filter(
    ({ event, repository }) => event === "issue_comment" && repository === project.repository,
  );
  const checks = project.checks(pullRequest.headOid).length;
  for (const delivery of [...told, ...told, ...told, ...told].toReversed())
    app.sandbox.webhooks.redeliver(delivery);
  await app.settled();
  assert.deepEqual(shown(), once);
  assert.equal(project.checks(pullRequest.headOid).length, checks, "and no other check");
});

test("it stops between the answers and the check: the next run concludes, and answers nothing twice", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const route = "POST /repos/{owner}/{repo}/check-runs";
  for (const fault of [{ kind: "drop" }, { kind: "status", status: 502 }] as const) {
    app.sandbox.faults.add({ route, fault, times: 5 });
    const comment = await project.say(
      pullRequest,
      project.grace,
      `/lockstep help\n\n${command} ${fault.kind}`,
    );
    app.sandbox.faults.clear();
    assert.match(project.said(pullRequest), green);
    assert.equal(project.answers(pullRequest).length, 1);
    assert.deepEqual(reactions(comment), ["EYES", "THUMBS_UP"]);
    person.deleteComment(app.sandbox, project.grace, comment);
    await app.settled();
    for (const answer of project.notes(pullRequest).filter(({ body }) => body.includes("answer-")))
      person.deleteComment(app.sandbox, project.ada, answer);
    await app.settled();
    assert.match(project.said(pullRequest), red);
  }
});

test("GitHub did what was asked and only its answer is lost: nothing is said twice", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  for (const [at, fault] of ([{ kind: "drop" }, { kind: "status", status: 502 }] as const).entries()) {
    app.sandbox.faults.add({ operation: "Comments", fault, times: 2, afterwards: true });
    await project.say(pullRequest, project.grace, `/lockstep help\n\n${command} ${fault.kind}`);
    app.sandbox.faults.clear();
    assert.match(project.said(pullRequest), green);
    assert.equal(project.answers(pullRequest).length, at + 1);
    assert.equal(ledgers(project, pullRequest).length, 1);
  }
});

test("GitHub refuses what is said to a command: the check is written all the same, and it is said later", async () => {
  for (const status of [403, 422]) {
    const project = await Project.create(app);
    const pullRequest = await noted(project);
    const remove = app.sandbox.faults.add({ operation: "Comments", fault: { kind: "status", status } });
    const comment = await project.say(pullRequest, project.grace, `/lockstep help\n\n${command}`);
    remove();
    assert.match(project.said(pullRequest), green, String(status));
    assert.deepEqual([project.answers(pullRequest), reactions(comment)], [[], []]);
    await project.push(pullRequest, { "README.md": "a better shop\n" });
    assert.match(project.said(pullRequest), green);
    assert.equal(project.answers(pullRequest).length, 1);
    assert.deepEqual(reactions(comment), ["EYES", "THUMBS_UP"]);
    assert.equal(receipts(project, pullRequest).length, 2);
  }
});
