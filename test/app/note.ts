/** The missing note: one comment that is kept up to date, and the buttons of the check. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { Project, dropColumn } from "../support/project.ts";
import { app } from "./one-app.ts";

const link = (body: string | undefined): string =>
  /\[\*\*Add the note\*\*\]\(([^)]+)\)/u.exec(body ?? "")?.[1] ?? "";

test("one comment: kept up to date, folded when the note is there, unfolded when it is gone again", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  const [comment] = project.notes(pullRequest);
  assert.ok(comment !== undefined);
  await project.push(pullRequest, {
    "db/migrations/0003_drop.up.sql": "ALTER TABLE users DROP COLUMN email;\n",
  });
  assert.deepEqual(project.notes(pullRequest), [comment]);
  assert.match(comment.body, /Drops ``users\.legacy_id``/u);
  assert.match(comment.body, /``users\.email``/u);

  const note = await project.addNote(pullRequest);
  assert.equal(comment.minimized, "resolved");
  assert.ok(comment.body.startsWith(`The release note is there: \`${note}\`.`));
  await project.push(pullRequest, { [note]: null });
  assert.equal(comment.minimized, null);
  assert.notEqual(link(comment.body), "");
  assert.deepEqual(project.notes(pullRequest), [comment]);

  await project.push(pullRequest, {
    "db/migrations/0002_drop.up.sql": null,
    "db/migrations/0003_drop.up.sql": null,
  });
  assert.equal(comment.minimized, "resolved");
  assert.match(comment.body, /^No release note is asked for here any more\./u);
  assert.equal(project.said(pullRequest), "success: No schema changes");
});

describe("from a fork", () => {
  async function fromFork(isPublic = true): Promise<{ project: Project; pullRequest: PullRequest }> {
    const project = await Project.create(app, { public: isPublic });
    const fork = person.forkRepository(app.sandbox, project.eve, project.repository);
    const pullRequest = await project.open(dropColumn, {
      by: project.eve,
      headRepository: fork,
      head: "my/topic",
    });
    return { project, pullRequest };
  }

  test("the link leads to the fork's branch, and the note arrives", async () => {
    const { project, pullRequest } = await fromFork();
    const [comment] = project.notes(pullRequest);
    assert.equal(project.inline(pullRequest).length, 1);
    assert.ok(
      link(comment?.body).startsWith(`${app.sandbox.url}/${project.eve.login}/shop/new/my/topic?filename=`),
    );
    await project.addNote(pullRequest, project.eve);
    assert.match(project.said(pullRequest), /^failure: 1 thing to do: exempt /u);
  });

  test("Re-check and Re-run find the pull request, which GitHub does not name", async () => {
    const { project, pullRequest } = await fromFork();
    const check = project.check(pullRequest);
    person.clickCheckAction(app.sandbox, project.grace, check, "recheck");
    await app.settled();
    assert.equal(project.checks(pullRequest.headOid).length, 2);
    await person.rerequestCheckSuite(app.sandbox, project.grace, check.suite);
    await app.settled();
    assert.equal(project.checks(pullRequest.headOid).length, 3);
  });

  test("a private one, which the App cannot see: what can be done without a page", async () => {
    const { project, pullRequest } = await fromFork(false);
    const [comment] = project.notes(pullRequest);
    assert.match(comment?.body ?? "", /is gone, or in a private fork/u);
    assert.match(comment?.body ?? "", /Save this as `releasenotes\/notes\//u);
  });

  test("a fork that is gone: there is no page to open, and everything else is told", async () => {
    const { project, pullRequest } = await fromFork();
    const { headRepository } = pullRequest;
    assert.ok(headRepository !== null);
    person.deleteRepository(app.sandbox, project.eve, headRepository);
    person.rerequestCheckRun(app.sandbox, project.grace, project.check(pullRequest));
    await app.settled();
    const [comment] = project.notes(pullRequest);
    assert.match(comment?.body ?? "", /is gone, or in a private fork/u);
    assert.match(project.said(pullRequest), /^failure: 2 things to do: /u);
  });
});

test("a head branch that is deleted closes the pull request, and nothing is written any more", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  const calls = await app.callsOf(() =>
    person.deleteBranch(app.sandbox, project.ada, project.repository, pullRequest.headRef),
  );
  assert.equal(pullRequest.state, "closed");
  assert.deepEqual(
    calls.filter(({ kind }) => kind === "write"),
    [],
  );
});

test("a note that is too long for a link opens an empty file, and is in the comment", async () => {
  const project = await Project.create(app);
  const columns = Array.from({ length: 150 }, (_, index) => `a_column_with_a_rather_long_name_${index}`);
  const sql = columns.map((column) => `ALTER TABLE users DROP COLUMN ${column};\n`).join("");
  const pullRequest = await project.open({ "db/migrations/0002_drop.up.sql": sql });
  const [comment] = project.notes(pullRequest);
  const page = person.openNewFilePage(app.sandbox, project.ada, link(comment?.body));
  assert.equal(page.content, "");
  assert.match(page.path, /^releasenotes\/notes\/[\w-]+-[\da-f]{16}\.yaml$/u);
  for (const column of columns) assert.ok(comment?.body.includes(column), column);
});

test("in monitor the draft is posted when somebody asks for it, and nothing else", async () => {
  const project = await Project.create(app, { policy: "mode: monitor\n" });
  const pullRequest = await project.open(dropColumn);
  assert.deepEqual(pullRequest.comments, []);
  person.clickCheckAction(app.sandbox, project.ada, project.check(pullRequest), "draft-note");
  await app.settled();
  const [comment, ...others] = project.notes(pullRequest);
  assert.deepEqual([others, project.inline(pullRequest)], [[], []]);
  await project.addNote(pullRequest);
  assert.deepEqual(project.notes(pullRequest), [comment]);
  assert.equal(comment?.minimized, "resolved", "it goes away as everywhere");
});

test("a note that lacks something: nobody is asked for one any more, and who asks for it gets the rest", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  const [comment] = project.notes(pullRequest);
  const note = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";
  const text =
    "---\nupgrade:\n  - |\n    **Schema change**: Drops ``users.legacy_id``.\n\n    **Data migration**: None.\n";
  await project.push(pullRequest, { [note]: text });
  assert.equal(comment?.minimized, "resolved");
  person.clickCheckAction(app.sandbox, project.ada, project.check(pullRequest), "recheck");
  await app.settled();
  assert.equal(comment.minimized, "resolved");
});

test("Re-check, Re-run and Re-run all write the check anew, although nothing changed", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ "README.md": "better\n" });
  const [check] = project.checks(pullRequest.headOid);
  assert.ok(check !== undefined);
  const ways = [
    () => person.clickCheckAction(app.sandbox, project.ada, check, "recheck"),
    () => person.rerequestCheckRun(app.sandbox, project.ada, check),
    () => person.rerequestCheckSuite(app.sandbox, project.ada, check.suite),
  ];
  for (const [index, way] of ways.entries()) {
    await way();
    await app.settled();
    const checks = project.checks(pullRequest.headOid);
    assert.equal(checks.length, index + 2);
    assert.equal(checks.at(-1)?.externalId, check.externalId);
  }
});
