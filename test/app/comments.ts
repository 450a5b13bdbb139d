/** Comments at lines: posted once, left alone while they are true, and gone when they are not; and what all of it costs. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { callFigures } from "../support/app-calls.ts";
import { Project, dropColumn, usual } from "../support/project.ts";
import { app } from "./one-app.ts";

const path = "db/migrations/0002_drop.up.sql";
const drop = (...columns: string[]): string =>
  columns.map((column) => `ALTER TABLE users DROP COLUMN ${column};\n`).join("\n\n\n\n\n\n\n\n");
const exempted = (column: string): string =>
  `-- lockstep: exempt drop_column users.${column} because nobody reads it\nALTER TABLE users DROP COLUMN ${column};\n`;

/** What the comments are about, sorted. */
function about(project: Project, pullRequest: PullRequest): string[] {
  const named = project
    .inline(pullRequest)
    .map(({ body }) => /^`drop_column users\.(\w+)`/u.exec(body)?.[1] ?? body);
  return named.toSorted();
}

const writes = (calls: readonly { kind: string; method: string; route: string | null }[]): string[] =>
  calls.filter(({ kind }) => kind === "write").map(({ route }) => route?.split("/").at(-1) ?? "");

// The fourth read of a new commit is the archive in which names that go are looked for.
test("the budget: what a review asks of GitHub and writes there", async () => {
  const figures = await callFigures(app);
  assert.deepEqual(
    figures.map(({ event, reads, writes }) => `${event}: ${reads} + ${writes}`),
    [
      "opened, 100 files, no schema change: 1 + 1",
      "opened, with a schema change, a suggestion and a drafted note: 4 + 3",
      "pushed to: the same schema change: 3 + 1",
      "delivered again: nothing changed: 1 + 0",
      "pushed to: the note is there, and its comment is folded: 3 + 2",
      "an exemption: seen, covered, written down: 5 + 3",
      "pushed to: the exemption still holds: 4 + 1",
    ],
  );
});

test("unchanged ones are left alone, fixed ones are deleted, new ones posted", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ [path]: drop("a", "b") });
  const [first, second] = project.inline(pullRequest);
  assert.deepEqual(about(project, pullRequest), ["a", "b"]);
  assert.equal(pullRequest.reviews.length, 1);
  const calls = await app.callsOf(() => project.push(pullRequest, { "README.md": "better\n" }));
  assert.deepEqual(writes(calls), ["check-runs"]);
  assert.deepEqual(project.inline(pullRequest), [first, second]);
  assert.deepEqual([first?.editedAt, second?.editedAt], [null, null]);

  const mended = `${exempted("a")}\n\n\n\n\n\n\n\n${drop("b", "c")}`;
  await project.push(pullRequest, { [path]: mended });
  assert.deepEqual(about(project, pullRequest), ["b", "c"]);
  assert.equal(project.inline(pullRequest)[0], second, "the one that stays is not written anew");
});

test("one whose line moved moves along, and is left alone", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ [path]: drop("a") });
  const [comment] = project.inline(pullRequest);
  const calls = await app.callsOf(() =>
    project.push(pullRequest, { [path]: `-- one\n-- two\n${drop("a")}` }),
  );
  assert.deepEqual(writes(calls), ["check-runs"]);
  assert.deepEqual(project.inline(pullRequest), [comment]);
  assert.equal(comment?.thread.line, 3);
});

test("one whose line changed is posted anew, and the outdated one goes", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ [path]: drop("a") });
  const [before] = project.inline(pullRequest);
  await project.push(pullRequest, { [path]: drop("a").replace("ALTER TABLE", "alter table") });
  const [now, ...others] = project.inline(pullRequest);
  assert.deepEqual(others, []);
  assert.notEqual(now, before);
  assert.match(now?.body ?? "", /\nalter table users/u);
});

describe("a fixed one that was answered stays, and says that it is done", () => {
  const permissions = {
    checks: "write",
    contents: "read",
    issues: "read",
    metadata: "read",
    members: "read",
    merge_queues: "read",
    pull_requests: "write",
  } as const;
  for (const contents of ["read", "write"] as const) {
    test(`with contents: ${contents}`, async () => {
      const project = await Project.create(app, { permissions: { ...permissions, contents } });
      const pullRequest = await project.open({ [path]: drop("a") });
      const [thread] = project.threads(pullRequest);
      assert.ok(thread !== undefined);
      person.replyToThread(app.sandbox, project.grace, thread, "Is this read by the canary?");
      const head = await project.push(pullRequest, { [path]: exempted("a") });
      const [comment, answer] = thread.comments;
      assert.match(comment?.body ?? "", new RegExp(`^\\*\\*Done\\*\\* in ${head.slice(0, 10)}\\.`, "u"));
      assert.equal(answer?.body, "Is this read by the canary?");
      assert.equal(thread.resolvedBy?.login ?? null, contents === "write" ? "lockstep[bot]" : null);
      const calls = await app.callsOf(() => project.push(pullRequest, { "README.md": "better\n" }));
      assert.deepEqual(writes(calls), ["check-runs"], "it is not told again");
    });
  }
});

test("what a person edited is theirs, and what a person copied never was ours", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ [path]: drop("a") });
  const [comment] = project.inline(pullRequest);
  const [note] = project.notes(pullRequest);
  assert.ok(comment !== undefined && note !== undefined);
  person.editComment(app.sandbox, project.ada, comment, `${comment.body}\n\nedited by a person`);
  const copied = person.comment(app.sandbox, project.eve, pullRequest, note.body);
  const review = await person.review(app.sandbox, project.eve, pullRequest, {
    state: "COMMENTED",
    comments: [{ path, line: 1, side: "RIGHT", body: comment.body, startLine: null, startSide: null }],
  });
  await project.push(pullRequest, { [path]: exempted("a") });
  await project.addNote(pullRequest);
  assert.match(comment.body, /edited by a person$/u, "theirs is not touched");
  assert.ok(pullRequest.comments.includes(copied) && copied.minimized === null && copied.editedAt === null);
  const theirs = pullRequest.threads.flatMap(({ comments }) =>
    comments.filter((one) => one.review === review),
  );
  assert.equal(theirs.length, 1);
  assert.equal(theirs[0]?.editedAt, null);
});

test("at most ten, and the others stand in the check: each in one place", async () => {
  const project = await Project.create(app);
  const columns = "abcdefghijklm".split("");
  const pullRequest = await project.open({ [path]: drop(...columns) });
  const inline = about(project, pullRequest);
  assert.equal(inline.length, 10);
  const annotated = project
    .check(pullRequest)
    .annotations.map(({ title = "", message }) => /users\.(\w+)/u.exec(`${title} ${message}`)?.[1] ?? "");
  assert.deepEqual([...inline, ...annotated].toSorted(), columns);
});

test("a line that the diff does not show gets no comment, and GitHub refuses nothing", async () => {
  const lines = [
    "---",
    "upgrade:",
    "  - |",
    "    **Schema change**: Drops ``users.legacy_id``.",
    "",
    "    **Rationale**: Nobody reads it.",
    "",
    ...Array.from({ length: 30 }, (_, index) => `    More of the rationale, part ${index}.`),
    "",
    "    **Data migration**: None.",
    "",
    "    **Downtime variables**: None.",
    "",
    "    **Also for operators**: None.",
    "",
  ];
  const note = "releasenotes/notes/drop-legacy-0123456789abcdef.yaml";
  const project = await Project.create(app, { files: { ...usual.files, [note]: lines.join("\n") } });
  const changed = lines.with(5, "    **Rationale**: Nobody reads it any more.").join("\n");
  const calls = await app.callsOf(async () => {
    const pullRequest = await project.open({ ...dropColumn, [note]: changed });
    assert.deepEqual(
      project.inline(pullRequest).map(({ thread }) => thread.path),
      [path],
    );
    const [annotation] = project.check(pullRequest).annotations;
    assert.deepEqual([annotation?.path, annotation?.start_line], [note, 41]);
  });
  assert.ok(calls.every(({ status, route }) => status !== 422 || route?.endsWith("/access_tokens")));
});
