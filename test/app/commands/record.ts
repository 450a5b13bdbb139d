/** What a merged pull request was allowed stays on it, once, and `lockstep audit` gathers it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { IssueComment, PullRequest } from "../../../sandbox/world.ts";
import { AuditReport } from "../../../src/contract.ts";
import { recordKey, readMarker } from "../../../src/core/render/pull-request/marker.ts";
import { readRecord } from "../../../src/core/render/pull-request/record-comment.ts";
import { runLockstep } from "../../support/lockstep.ts";
import { Project, dropColumn, newTable } from "../../support/project.ts";
import { app } from "../one-app.ts";
import { another, command, edit, green, noted, red } from "./noted.ts";

function records(project: Project, pullRequest: PullRequest): IssueComment[] {
  return project.notes(pullRequest).filter(({ body }) => readMarker(body) === recordKey);
}

/** Exempted by a command: everything is granted. */
async function exempted(project: Project): Promise<PullRequest> {
  const pullRequest = await noted(project);
  await project.say(pullRequest, project.grace, command);
  assert.match(project.said(pullRequest), green);
  return pullRequest;
}

async function merged(project: Project, how: "merge" | "squash" | "queue"): Promise<PullRequest> {
  const pullRequest = await exempted(project);
  const { grace } = project;
  if (how === "queue") {
    const group = await person.addToMergeQueue(app.sandbox, grace, pullRequest);
    await app.settled();
    assert.equal(project.checks(group.headSha).at(-1)?.conclusion, "success", "the exemption counts there");
    await person.leaveMergeQueue(app.sandbox, grace, group, "merged");
  } else await person.mergePullRequest(app.sandbox, grace, pullRequest, how);
  await app.settled();
  return pullRequest;
}

describe("merged with an exemption: one comment, once", () => {
  for (const how of ["merge", "squash", "queue"] as const) {
    test(how, async () => {
      const project = await Project.create(app);
      const pullRequest = await merged(project, how);
      const [record, ...others] = records(project, pullRequest);
      assert.ok(record !== undefined && others.length === 0);
      const read = readRecord(record.body);
      assert.ok(read !== null && read !== "damaged");
      const { number, head, author, conclusion, exceptions, waivers } = read;
      assert.deepEqual(
        [number, head, author, conclusion, waivers],
        [pullRequest.number, pullRequest.headOid, project.ada.login, "success", []],
      );
      assert.deepEqual(
        exceptions.map(({ target, grantedBy, reason, origin }) => [target, grantedBy, reason, origin]),
        [["drop_column users.legacy_id", [project.grace.login], "nobody reads it since 7.0", "command"]],
      );
      const told = app.sandbox.world.deliveries.filter(
        ({ event, repository }) => event !== "check_run" && repository === project.repository,
      );
      for (const delivery of [...told, ...told.toReversed()]) app.sandbox.webhooks.redeliver(delivery);
      await app.settled();
      assert.deepEqual(records(project, pullRequest), [record]);
    });
  }
});

test("merged with a waiver and a check that had failed", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  await project.say(
    pullRequest,
    project.grace,
    "/lockstep waive note-is-there because it follows with the next one",
  );
  assert.match(project.said(pullRequest), red);
  await person.mergePullRequest(app.sandbox, project.grace, pullRequest);
  await app.settled();
  const read = readRecord(records(project, pullRequest)[0]?.body ?? "");
  assert.ok(read !== null && read !== "damaged");
  assert.deepEqual([read.conclusion, read.exceptions], ["failure", []]);
  assert.deepEqual(
    read.waivers.map(({ rule, by }) => [rule, by]),
    [["note-is-there", project.grace.login]],
  );
});

test("nothing was allowed, or nothing was merged: no record", async () => {
  const project = await Project.create(app);
  const plain = await project.open(newTable);
  await person.mergePullRequest(app.sandbox, project.grace, plain);
  const closed = await exempted(project);
  await person.closePullRequest(app.sandbox, project.ada, closed);
  await app.settled();
  assert.deepEqual([...records(project, plain), ...records(project, closed)], []);
  await project.say(closed, project.grace, "/lockstep help");
  assert.deepEqual(project.answers(closed), []);
});

test("a command after the merge changes nothing, and is not answered", async () => {
  const project = await Project.create(app);
  const pullRequest = await merged(project, "merge");
  const before = project.notes(pullRequest).length;
  await project.say(pullRequest, project.grace, "/lockstep revoke drop_column users.legacy_id");
  await project.say(pullRequest, project.grace, "/lockstep help");
  assert.equal(project.notes(pullRequest).length, before);
});

test("deleted it is written again, edited it does not count and another one is written, forged it is not ours", async () => {
  const project = await Project.create(app);
  const { ada, eve, grace } = project;
  const pullRequest = await noted(project);
  await project.say(pullRequest, grace, command);
  await person.mergePullRequest(app.sandbox, grace, pullRequest);
  await app.settled();
  const [first] = records(project, pullRequest);
  assert.ok(first !== undefined);
  person.deleteComment(app.sandbox, ada, first);
  await app.settled();
  const [second, ...others] = records(project, pullRequest);
  assert.deepEqual([second?.body, others], [first.body, []]);

  await project.say(pullRequest, eve, first.body.replace("nobody reads it since 7.0", "canary said so"));
  assert.ok(second !== undefined);
  await edit(ada, second, second.body.replaceAll("nobody reads it since 7.0", "canary said so"));
  const [edited, third, ...more] = records(project, pullRequest);
  assert.deepEqual([edited, third?.body, more], [second, first.body, []]);

  const plain = await project.open(another);
  await project.say(plain, grace, command.replace("legacy_id", "email"));
  await person.mergePullRequest(app.sandbox, grace, plain, "squash");
  await app.settled();

  const token = person.createPersonalToken(app.sandbox, grace);
  const audit = (...args: string[]) =>
    runLockstep(
      [
        "audit",
        `${project.organisation.login}/shop`,
        "--since",
        "2000-01-01",
        "--api",
        app.sandbox.url,
        ...args,
      ],
      { env: { GITHUB_TOKEN: token, GH_TOKEN: "", GITHUB_API_URL: app.sandbox.url } },
    );
  const json = await audit("--format", "json");
  const report = AuditReport.parse(JSON.parse(json.stdout));
  assert.equal(json.status, 1);
  assert.deepEqual(
    report.records.map(({ number, from }) => [number, from]),
    [
      [plain.number, "comment"],
      [pullRequest.number, "comment"],
    ],
  );
  assert.deepEqual(report.troubles.map(({ kind, by }) => `${kind} ${by}`).toSorted(), [
    `edited ${ada.login}`,
    `forged ${eve.login}`,
  ]);
  for (const format of ["text", "csv"]) {
    const { status, stdout, stderr } = await audit("--format", format);
    assert.equal(status, 1);
    assert.equal(stdout.split("nobody reads it since 7.0").length, 3, stdout);
    assert.doesNotMatch(stdout, /canary said so/u);
    assert.match(`${stdout}${stderr}`, new RegExp(`${ada.login} edited the record comment`, "u"));
  }
});
