/** Comments are edited, deleted and written again, in every order. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import { Project } from "../../support/project.ts";
import { app } from "../one-app.ts";
import { another, command, edit, green, noted, reactions, receipts, red, summary } from "./noted.ts";

const all = "/lockstep exempt all because the shop is closed tonight";

test("what is asked for once is done once, however its comment is edited", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const { ada } = project;
  const answers = (): number => project.answers(pullRequest).length;
  const comment = await project.say(pullRequest, ada, "/lockstep help");
  assert.equal(answers(), 1);
  await edit(ada, comment, "One more thing.\n\n/lockstep   HELP\n");
  assert.equal(answers(), 1, "a line before it, case and spaces");
  await edit(ada, comment, "/lockstep preview");
  assert.equal(answers(), 2, "another command");
  await edit(ada, comment, "/lockstep help");
  assert.equal(answers(), 2, "the old text is back");
  await edit(ada, comment, "Never mind.");
  await edit(ada, comment, "/lockstep help\n/lockstep preview\n/lockstep explain drop_column\n");
  assert.equal(answers(), 3, "only what is new is answered");
  person.deleteComment(app.sandbox, ada, comment);
  await project.say(pullRequest, ada, "/lockstep help");
  assert.equal(answers(), 4, "another comment is another command");
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.equal(answers(), 4);
});

describe("a command that holds on", () => {
  test("with another reason it is another command, and the check has the new reason only", async () => {
    const project = await Project.create(app);
    const pullRequest = await noted(project);
    const comment = await project.say(pullRequest, project.grace, command);
    await edit(project.grace, comment, command.replace("nobody reads it since 7.0", "its table is empty"));
    assert.match(project.said(pullRequest), green);
    assert.match(summary(project, pullRequest), /its table is empty/u);
    assert.doesNotMatch(summary(project, pullRequest), /nobody reads it since|has ended/u);
    assert.deepEqual(project.answers(pullRequest), []);
  });

  test("its comment is deleted: it ends, and written anew it holds again", async () => {
    const project = await Project.create(app);
    const pullRequest = await noted(project);
    const comment = await project.say(pullRequest, project.grace, command);
    assert.match(project.said(pullRequest), green);
    person.deleteComment(app.sandbox, project.grace, comment);
    await app.settled();
    assert.match(project.said(pullRequest), red);
    assert.match(summary(project, pullRequest), /has ended/u);
    await project.say(pullRequest, project.grace, command);
    assert.match(project.said(pullRequest), green);
    assert.doesNotMatch(summary(project, pullRequest), /has ended/u);
  });

  test("taken out and put back it is a new one, for what is listed then and not before", async () => {
    const project = await Project.create(app);
    const pullRequest = await noted(project);
    const comment = await project.say(pullRequest, project.grace, all);
    assert.match(project.said(pullRequest), green);
    await project.push(pullRequest, another);
    assert.doesNotMatch(project.said(pullRequest), green, "what was pushed later was never seen");
    await edit(project.grace, comment, `Of course.\n\n${all}\n`);
    assert.doesNotMatch(project.said(pullRequest), green, "an edit elsewhere covers nothing more");
    await edit(project.grace, comment, "Of course not.");
    await edit(project.grace, comment, all);
    assert.doesNotMatch(summary(project, pullRequest), /get drop_column/u);
    assert.match(summary(project, pullRequest), /users\.email/u);
    assert.equal(receipts(project, pullRequest).filter((one) => one.includes("exempt all")).length, 1);
  });

  test("in a review, in an answer at a line and in an inline comment of a person: edited away it ends", async () => {
    const project = await Project.create(app);
    const { grace } = project;
    const pullRequest = await project.open({
      ...another,
      "db/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id;\n",
    });
    const thread = project.threads(pullRequest).find(({ path }) => path.includes("0002"));
    assert.ok(thread !== undefined);
    app.sandbox.clock.advance(2000);
    const reply = person.replyToThread(app.sandbox, grace, thread, "/lockstep exempt because it is empty");
    await app.settled();
    const granted = (name: string): boolean =>
      summary(project, pullRequest).includes(`\`drop_column users.${name}\`: granted by`);
    assert.deepEqual(reactions(reply), ["EYES", "THUMBS_UP"]);
    assert.ok(granted("legacy_id"), summary(project, pullRequest));
    assert.ok(!granted("email"));
    const review = await person.review(app.sandbox, grace, pullRequest, {
      state: "COMMENTED",
      body: "/lockstep exempt drop_column users.email because mails go elsewhere",
      comments: [
        {
          path: "db/migrations/0003_drop.up.sql",
          line: 1,
          side: "RIGHT",
          startLine: null,
          startSide: null,
          body: "/lockstep explain drop_column",
        },
      ],
    });
    await app.settled();
    assert.ok(granted("email"), summary(project, pullRequest));
    assert.deepEqual(reactions(review), ["EYES", "THUMBS_UP"]);
    await edit(grace, review, "On second thought: no.");
    assert.ok(!granted("email"));
    assert.match(summary(project, pullRequest), /exempt drop_column users\.email` by [\w-]+ has ended/u);
    await edit(grace, reply, "Not this one either.");
    assert.ok(!granted("legacy_id"));
  });

  test("edited while its job runs: what is there in the end counts", async () => {
    const project = await Project.create(app);
    const pullRequest = await noted(project);
    for (const operation of ["PullRequest", "Comments"]) {
      const { promise: until, resolve } = Promise.withResolvers<void>();
      app.sandbox.clock.advance(2000);
      const remove = app.sandbox.faults.add({ operation, fault: { kind: "hold", until }, times: 1 });
      const calls = app.sandbox.calls.length;
      const comment = person.comment(app.sandbox, project.grace, pullRequest, command);
      await app.until(() => app.sandbox.calls.slice(calls).some((call) => call.operation === operation));
      app.sandbox.clock.advance(2000);
      person.editComment(app.sandbox, project.grace, comment, "No, it is read after all.");
      resolve();
      await app.settled();
      remove();
      assert.match(project.said(pullRequest), red, operation);
      assert.match(summary(project, pullRequest), /has ended/u, operation);
    }
  });
});
