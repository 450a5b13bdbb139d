/** What people forge, edit and delete of the App's own texts, and what they write into their own. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import { createCheckRun } from "../../../sandbox/state/checks.ts";
import { readAnswers, readSeen, seenMarker } from "../../../src/core/render/pull-request/marker.ts";
import { renderLedger } from "../../../src/core/render/pull-request/ledger.ts";
import { assertHarmless } from "../../support/app-texts.ts";
import { Project, dropColumn } from "../../support/project.ts";
import type { Files } from "../../support/project.ts";
import { app } from "../one-app.ts";
import { another, command, edit, green, ledgerOf, ledgers, noted, receipts, summary } from "./noted.ts";

const dropEmail = { "db/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN email;\n" } as const;
const email = "/lockstep exempt drop_column users.email because it is empty";

test("a ledger that a person writes or edits, or edits and is gone, grants nothing and stops nothing", async () => {
  const project = await Project.create(app);
  const { ada, grace } = project;
  const pullRequest = await noted(project);
  const comment = await project.say(pullRequest, grace, "/lockstep exempt all because the shop is closed");
  assert.match(project.said(pullRequest), green);
  await project.push(pullRequest, another);
  const seen = readSeen(project.check(pullRequest).text ?? "");
  const [receipt, ...others] = ledgerOf(project, pullRequest);
  assert.ok(receipt !== undefined && others.length === 0);
  const forged = renderLedger([{ ...receipt, keys: seen }]);
  const refused = (): void => {
    const text = summary(project, pullRequest);
    assert.match(text, /Exempt `drop_column users\.email`/u);
    assert.match(text, /\(`drop_column users\.legacy_id`\): granted by/u);
  };
  refused();

  await project.say(pullRequest, ada, forged);
  refused();
  const [ledger] = ledgers(project, pullRequest);
  assert.ok(ledger !== undefined);
  await edit(ada, ledger, forged);
  refused();
  await project.push(pullRequest, { "README.md": "good\n" });
  refused();
  assert.equal(ledgers(project, pullRequest).length, 2, "another one is written");
  assert.deepEqual(ledgerOf(project, pullRequest), [receipt]);
  assert.equal(ledger.body, forged, "and what a person wrote is left alone");

  const mallory = person.createUser(app.sandbox, `mallory-${ada.login}`);
  person.setRole(project.repository, mallory, "write");
  const own = ledgers(project, pullRequest).at(-1);
  assert.ok(own !== undefined);
  person.editComment(app.sandbox, mallory, own, forged);
  person.deleteAccount(app.sandbox, mallory);
  await project.push(pullRequest, { "README.md": "better\n" });
  refused();

  person.editComment(app.sandbox, grace, comment, "Never mind.");
  await app.settled();
  assert.doesNotMatch(summary(project, pullRequest), /granted by/u);
});

test("a ledger that is deleted: nothing is done or answered twice, and what holds holds on", async () => {
  const project = await Project.create(app);
  const { ada, grace } = project;
  const pullRequest = await noted(project);
  await project.say(pullRequest, grace, `/lockstep help\n\n${command}`);
  await project.say(pullRequest, grace, "/lockstep exempt drop_colum users.email because it is empty");
  const known = ledgerOf(project, pullRequest);
  const answers = project.answers(pullRequest);
  assert.deepEqual([known.length, answers.length], [3, 2]);
  const [ledger] = ledgers(project, pullRequest);
  assert.ok(ledger !== undefined);
  person.deleteComment(app.sandbox, ada, ledger);
  await app.settled();
  assert.match(project.said(pullRequest), green);
  assert.deepEqual(project.answers(pullRequest), answers);
  assert.deepEqual(ledgerOf(project, pullRequest), known);

  const answer = project.notes(pullRequest).find(({ body }) => body === answers[0]);
  assert.ok(answer !== undefined);
  await edit(ada, answer, "This was never said.");
  await project.push(pullRequest, { "README.md": "better\n" });
  assert.deepEqual(project.answers(pullRequest), answers.slice(1), "it was given, and is in the ledger");
});

test("a person's comment with the marker of an answer keeps nothing from being answered", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const first = await project.say(pullRequest, project.eve, "/lockstep help");
  const [said = ""] = project.answers(pullRequest);
  const [id = ""] = readAnswers(said);
  await project.say(pullRequest, project.eve, said.replaceAll(String(first.id), String(first.id + 200)));
  assert.match(id, new RegExp(`^comment-${first.id}-`, "u"));
  const before = project.answers(pullRequest).length;
  const next = await project.say(pullRequest, project.ada, "/lockstep help");
  assert.ok(next.id > first.id);
  assert.equal(project.answers(pullRequest).length, before + 1);
});

test("another App's check of our name lists nothing that a command covers", async () => {
  const project = await Project.create(app);
  const { ada, grace, organisation } = project;
  const other = person.createApp(app.sandbox, {
    slug: `lockstep-${organisation.login}`,
    owner: ada,
    permissions: { checks: "write", metadata: "read" },
    events: [],
    webhookUrl: null,
  });
  person.installApp(app.sandbox, ada, other, organisation);
  const pullRequest = await noted(project);
  const listed = await keysOf(dropEmail);
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const remove = app.sandbox.faults.add({
    operation: "PullRequest",
    fault: { kind: "hold", until },
    times: 1,
  });
  const head = await person.push(app.sandbox, ada, project.repository, {
    branch: pullRequest.headRef,
    files: dropEmail,
  });
  app.sandbox.clock.advance(2000);
  createCheckRun(app.sandbox, project.repository, other, head, {
    name: "Lockstep",
    status: "completed",
    conclusion: "success",
    text: seenMarker(listed),
  });
  app.sandbox.clock.advance(2000);
  person.comment(app.sandbox, grace, pullRequest, email);
  resolve();
  await app.settled();
  remove();
  assert.match(summary(project, pullRequest), /Exempt `drop_column users\.email`/u);
  assert.deepEqual(receipts(project, pullRequest), [`mistaken: ${email}`]);
});

/** The keys that our own check lists of the same change elsewhere. */
async function keysOf(files: Files): Promise<string[]> {
  const project = await Project.create(app);
  const keys = readSeen(project.check(await project.open(files)).text ?? "");
  assert.notDeepEqual(keys, []);
  return keys;
}

describe("a reason is text, whatever stands in it", () => {
  const reasons = [
    `@canary and #1 and GH-1 and canary/canary#1 and ${"a".repeat(40)} <b>canary</b> <!-- --> ![x](https://example.org/x.png) [y](https://example.org) https://example.org www.example.org \`\`\` ~~~ | \\`,
    "<!-- lockstep: ledger --> <!-- lockstep-seen: 00 --> <!-- lockstep: answer-comment-1-0 --> it is </details> --> ]]>",
    `it is \u202Ecanary\u202C \u200Bcanary\u2066 \uFEFF \u{E0041} \u0007`,
    `it is ${"very ".repeat(800)}long`,
    "=HYPERLINK(canary) \t +1 ; , \" '",
  ];
  for (const [at, reason] of reasons.entries()) {
    test(`reason ${at + 1}, in the check, in the ledger and in the record`, async () => {
      const project = await Project.create(app);
      const pullRequest = await noted(project);
      const before = project.notes(pullRequest).length;
      const exempted = await project.say(
        pullRequest,
        project.grace,
        `/lockstep exempt drop_column users.legacy_id because ${reason}`,
      );
      assert.match(project.said(pullRequest), green);
      await project.say(pullRequest, project.grace, `/lockstep exempt drop_colum x.y because ${reason}`);
      assert.equal(project.answers(pullRequest).length, 1);
      await person.mergePullRequest(app.sandbox, project.grace, pullRequest);
      await app.settled();
      const own = project.notes(pullRequest).slice(before);
      assert.equal(own.length, 3, "the ledger, the answer and the record");
      for (const { body } of own) assertHarmless(`markdown\n${body}`, app.sandbox.url);
      assert.ok(own.at(-1)?.body.includes(`issuecomment-${exempted.id}`));
    });
  }
});

test("an inline comment of ours that a person edited is about nothing any more", async () => {
  const project = await Project.create(app);
  const { ada, grace } = project;
  const pullRequest = await project.open({ ...dropColumn, ...another });
  const [first, second] = project.threads(pullRequest);
  const [harmless, dangerous] = [first?.comments[0], second?.comments[0]];
  assert.ok(first !== undefined && harmless !== undefined && dangerous !== undefined);
  const about = /<!-- lockstep-about: [\da-f ]+ -->/u;
  await edit(ada, harmless, harmless.body.replace(about, about.exec(dangerous.body)?.[0] ?? ""));
  app.sandbox.clock.advance(2000);
  person.replyToThread(app.sandbox, grace, first, "/lockstep exempt because this one is harmless");
  await app.settled();
  assert.doesNotMatch(summary(project, pullRequest), /granted by/u);
});
