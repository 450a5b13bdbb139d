/** From a webhook to a check: what each change comes to, and what makes it green. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { Project, answered, dropColumn, newTable, usual } from "../support/project.ts";
import { app } from "./one-app.ts";

const two = "2 things to do: add a release note; exempt drop_column users.legacy_id";

test("a change without a migration is green, and says so in one line", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ "README.md": "a better shop\n" });
  const check = project.check(pullRequest);
  assert.deepEqual(
    [check.conclusion, check.title, check.summary, check.text, check.annotations],
    ["success", "No schema changes", "**No schema changes.**", null, []],
  );
  assert.match(check.externalId ?? "", /^1:[\da-f]{40}::\d+$/u);
  assert.deepEqual(
    check.actions.map(({ identifier }) => identifier),
    ["recheck"],
  );
  assert.deepEqual([pullRequest.comments, pullRequest.reviews], [[], []]);
});

test("a label decides nothing: put on or taken off, it has the pull request looked at, and nothing is written", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  for (const act of [person.label, person.unlabel]) {
    const before = project.said(pullRequest);
    const calls = await app.callsOf(() => act(app.sandbox, project.ada, pullRequest, "no note needed"));
    assert.deepEqual(
      calls.map(({ kind }) => kind),
      ["read"],
    );
    assert.equal(project.said(pullRequest), before);
  }
});

test("a new table is listed, and asks for nothing", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(newTable);
  assert.equal(project.said(pullRequest), "success: 1 operation, no note needed");
  assert.match(project.check(pullRequest).summary ?? "", /Not asked for: .*create_table orders/u);
  assert.deepEqual([pullRequest.comments, pullRequest.reviews], [[], []]);
});

describe("a column is dropped, and nothing is written", () => {
  const modes = [
    ["enforce", `failure: ${two}`, 1],
    ["warn", `neutral: ${two}`, 1],
    ["monitor", `neutral: ${two}`, 0],
    ["off", "neutral: Lockstep is switched off here", 0],
  ] as const;
  for (const [mode, said, comments] of modes) {
    test(mode, async () => {
      const project = await Project.create(app, { policy: `mode: ${mode}\n` });
      const pullRequest = await project.open(dropColumn);
      assert.equal(project.said(pullRequest), said);
      assert.deepEqual(
        [project.inline(pullRequest).length, project.notes(pullRequest).length],
        [comments, comments],
      );
      if (mode === "off") {
        const where = `${app.sandbox.url}/${project.organisation.login}/shop/blob/main/.github/lockstep.yml`;
        assert.ok(project.check(pullRequest).summary?.includes(`(${where})`));
        return;
      }
      assert.match(project.check(pullRequest).externalId ?? "", /^1:[\da-f]{40}::\d+$/u);
    });
  }

  test("in enforce, each problem stands in one place: a suggestion, and the comment with the note", async () => {
    const project = await Project.create(app);
    const pullRequest = await project.open(dropColumn);
    const check = project.check(pullRequest);
    assert.deepEqual(check.annotations, []);
    assert.deepEqual(
      check.actions.map(({ identifier }) => identifier),
      ["recheck", "draft-note"],
    );
    const [comment] = project.inline(pullRequest);
    assert.deepEqual(
      [comment?.thread.path, comment?.thread.line, comment?.review.body],
      ["db/migrations/0002_drop.up.sql", 1, ""],
    );
    assert.match(
      comment?.body ?? "",
      /```suggestion\n-- lockstep: exempt drop_column users\.legacy_id because /u,
    );
  });
});

test("without a policy it only looks, and says how to go on", async () => {
  const project = await Project.create(app, { policy: null });
  const pullRequest = await project.open(dropColumn);
  assert.equal(project.said(pullRequest), `neutral: ${two}`);
  const { summary } = project.check(pullRequest);
  assert.match(summary ?? "", /\.github\/lockstep\.yml/u);
  assert.deepEqual([project.inline(pullRequest), project.notes(pullRequest)], [[], []]);
});

test("a draft is judged without a word, and spoken to when it is ready", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn, { draft: true });
  assert.equal(project.said(pullRequest), `failure: ${two}`);
  assert.deepEqual([project.inline(pullRequest), project.notes(pullRequest)], [[], []]);
  await person.readyForReview(app.sandbox, project.ada, pullRequest);
  await app.settled();
  assert.deepEqual([project.inline(pullRequest).length, project.notes(pullRequest).length], [1, 1]);
});

describe("the way to green", () => {
  async function complete(): Promise<{ project: Project; pullRequest: PullRequest; note: string }> {
    const project = await Project.create(app);
    const pullRequest = await project.open(dropColumn);
    const note = await project.complete(pullRequest);
    return { project, pullRequest, note };
  }
  const waits = /^failure: 1 thing to do: /u;
  const green = /^success: 1 operation, 1 offline and granted \(by @grace-\d+\), note complete$/u;

  test("suggestion applied, note added by its link, gaps filled, approved by somebody else", async () => {
    const project = await Project.create(app);
    const pullRequest = await project.open(dropColumn);
    const [suggested] = project.inline(pullRequest);
    assert.ok(suggested !== undefined);
    await person.applySuggestion(app.sandbox, project.ada, suggested);
    await app.settled();
    const path = "db/migrations/0002_drop.up.sql";
    const text = (await project.file(pullRequest, path)) ?? "";
    assert.match(text, /^-- lockstep: exempt .* because <.*\?>\nALTER TABLE/u);
    assert.match(project.said(pullRequest), /^failure: 3 things to do: give the reason /u);
    await project.push(pullRequest, { [path]: answered(text) });
    assert.match(project.said(pullRequest), /add a release note/u);

    const note = await project.addNote(pullRequest);
    assert.match(project.said(pullRequest), waits);
    assert.match(project.check(pullRequest).summary ?? "", /grant|approv/iu);
    assert.deepEqual(project.inline(pullRequest), []);
    const [folded] = project.notes(pullRequest);
    assert.equal(folded?.minimized, "resolved");
    assert.ok(folded.body.includes(note));

    await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), green);
    assert.deepEqual(project.check(pullRequest).annotations, []);
  });

  test("who may not push grants nothing, and the check says why", async () => {
    const { project, pullRequest } = await complete();
    await person.approve(app.sandbox, project.eve, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), waits);
    assert.match(
      project.check(pullRequest).summary ?? "",
      /The approval by `?eve-\d+`? grants nothing: .* may not push/u,
    );
  });

  test("an author of the migration grants nothing, whoever opened the pull request", async () => {
    const { project, pullRequest } = await complete();
    const path = "db/migrations/0002_drop.up.sql";
    const text = (await project.file(pullRequest, path)) ?? "";
    await project.push(pullRequest, { [path]: `${text}\n` }, project.grace);
    await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), waits);
    assert.match(
      project.check(pullRequest).summary ?? "",
      /grace-\d+`? is an author of what it would grant/u,
    );
  });

  test("an author of something else does grant", async () => {
    const { project, pullRequest } = await complete();
    await project.push(pullRequest, { "README.md": "better\n" }, project.grace);
    await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), green);
  });

  test("where nothing is to be granted, nobody hears who may not grant", async () => {
    const project = await Project.create(app);
    const pullRequest = await project.open(newTable);
    const before = project.check(pullRequest).summary;
    await person.approve(app.sandbox, project.eve, pullRequest);
    await app.settled();
    assert.equal(project.check(pullRequest).summary, before);
  });

  test("a dismissed approval is none any more", async () => {
    const { project, pullRequest } = await complete();
    const approval = await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), green);
    person.dismissReview(app.sandbox, project.ada, approval);
    await app.settled();
    assert.match(project.said(pullRequest), waits);
  });

  test("who asks for changes later takes the approval back, who comments does not", async () => {
    const { project, pullRequest } = await complete();
    await person.approve(app.sandbox, project.grace, pullRequest);
    await person.review(app.sandbox, project.grace, pullRequest, { state: "COMMENTED", body: "nice" });
    await app.settled();
    assert.match(project.said(pullRequest), green);
    await person.review(app.sandbox, project.grace, pullRequest, { state: "CHANGES_REQUESTED", body: "no" });
    await app.settled();
    assert.match(project.said(pullRequest), waits);
  });

  test("an approval holds for a later head with the same operations, and not for another reason or operation", async () => {
    const { project, pullRequest } = await complete();
    await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    await project.push(pullRequest, { "README.md": "better\n" });
    assert.match(project.said(pullRequest), green);
    const path = "db/migrations/0002_drop.up.sql";
    const text = (await project.file(pullRequest, path)) ?? "";
    await project.push(pullRequest, { [path]: text.replace("since 7.0", "since 6.0") });
    assert.match(project.said(pullRequest), waits);
    await project.push(pullRequest, { [path]: text });
    assert.match(project.said(pullRequest), green);
    const other = text.replaceAll("legacy_id", "email");
    await project.push(pullRequest, { [path]: other });
    assert.match(project.said(pullRequest), /^failure: /u);
  });

  test("an exception that ends: the check says until when it holds", async () => {
    const project = await Project.create(app);
    const path = "db/migrations/0002_drop.up.sql";
    const sql = `-- lockstep: exempt drop_column users.legacy_id until 2999-01-31 because nobody reads it\n${dropColumn[path]}`;
    const pullRequest = await project.open({ [path]: sql });
    await project.addNote(pullRequest);
    await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), /^success: .*until 2999-01-31/u);
    assert.match(project.check(pullRequest).externalId ?? "", /:2999-01-31/u);
    await project.push(pullRequest, { [path]: sql.replace("2999-01-31", "2020-01-31") });
    assert.match(project.said(pullRequest), /^failure: /u);
  });

  test("with grant: author the proposal is enough", async () => {
    const project = await Project.create(app, {
      policy: `${usual.policy}exceptions:\n  grant: author\n`,
    });
    const pullRequest = await project.open(dropColumn);
    await project.complete(pullRequest);
    assert.equal(
      project.said(pullRequest),
      "success: 1 operation, 1 offline (exception proposed), note complete",
    );
  });
});
