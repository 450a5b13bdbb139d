/** Reviews with inline comments, and the comment that spoils a whole review. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { push } from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { at, lines, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
beforeEach(async () => {
  world = await RestWorld.start();
  const text = lines(...numbers);
  const changed = text.replace("line 5\n", "five\n").replace("line 30\n", "thirty\n");
  pullRequest = await world.pullRequest({ "a.sql": text, "b.sql": "b\n" }, { "a.sql": changed });
});
afterEach(() => world.stop());

interface Comment {
  path?: string;
  line?: number;
  side?: string;
  start_line?: number;
  start_side?: string;
}

async function review(comments: Comment[], more: Record<string, unknown> = {}) {
  const placed = comments.map((comment) => ({ path: "a.sql", side: "RIGHT", body: "why?", ...comment }));
  const body = { event: "COMMENT", body: "", commit_id: pullRequest.headOid, comments: placed, ...more };
  return world.ask("POST", "pulls/1/reviews", body);
}

test("a comment stands where the diff shows its lines", async () => {
  const answer = await review([
    { line: 5 },
    { line: 8, start_line: 4, start_side: "RIGHT" },
    { line: 5, side: "LEFT" },
  ]);
  assert.equal(answer.status, 200);
  assert.equal(at(answer.body, "state"), "COMMENTED");
  assert.deepEqual(
    pullRequest.threads.map(({ line, startLine, side }) => [line, startLine, side]),
    [
      [5, null, "RIGHT"],
      [8, 4, "RIGHT"],
      [5, null, "LEFT"],
    ],
  );
  const hunk = pullRequest.threads[0]?.comments[0]?.diffHunk ?? "";
  assert.match(hunk, /^@@ -2,7 \+2,7 @@/u);
  assert.ok(hunk.endsWith("\n-line 5\n+five"));
});

test("one comment that has no place refuses the whole review", async () => {
  const cases: [Comment, RegExp][] = [
    [{ line: 15 }, /Line could not be resolved/u],
    [{ line: 1 }, /Line could not be resolved/u],
    [{ path: "b.sql", line: 1 }, /Path could not be resolved/u],
    [{ line: 5, start_line: 5, start_side: "RIGHT" }, /start_line must precede/u],
    [{ line: 6, start_line: 7, start_side: "RIGHT" }, /start_line must precede/u],
    [{ line: 30, start_line: 5, start_side: "RIGHT" }, /same hunk/u],
  ];
  for (const [comment, words] of cases) {
    const answer = await review([{ line: 5 }, comment]);
    assert.equal(answer.status, 422, String(words));
    assert.match(JSON.stringify(at(answer.body, "errors")), words);
  }
  assert.equal(pullRequest.threads.length, 0);
  assert.equal(pullRequest.reviews.length, 0);
});

test("the commit must be one of the pull request", async () => {
  const before = pullRequest.headOid;
  const { repository } = pullRequest;
  await push(world.sandbox, world.ada, repository, { branch: "topic", files: { "c.sql": "c\n" } });
  assert.equal((await review([{ line: 5 }], { commit_id: before })).status, 200);
  assert.equal((await review([{ line: 5 }], { commit_id: pullRequest.baseOid })).status, 422);
  const forced = { branch: "topic", files: { "a.sql": "all new\n" }, from: "main", force: true };
  await push(world.sandbox, world.ada, repository, forced);
  assert.equal((await review([{ line: 5 }], { commit_id: before })).status, 422);
});

test("an empty review, a text that is too long, and unknown words are refused", async () => {
  assert.equal((await review([])).status, 422);
  assert.equal((await review([], { body: "x".repeat(65_537) })).status, 422);
  assert.equal((await review([{ line: 5 }], { event: "DISMISS" })).status, 422);
  assert.equal((await review([{ line: 5 }], { surprise: true })).status, 422);
  assert.equal((await world.ask("POST", "issues/1/comments", { body: " " })).status, 422);
  assert.equal((await world.ask("POST", "issues/9/comments", { body: "hello" })).status, 404);
});

test("comments are edited and deleted by who wrote them", async () => {
  await review([{ line: 5 }]);
  const [comment] = pullRequest.threads[0]?.comments ?? [];
  const path = `pulls/comments/${comment?.id}`;
  const edited = await world.ask("PATCH", path, { body: "because" });
  assert.equal(at(edited.body, "body"), "because");
  assert.equal(comment?.editor, world.app.bot);
  assert.equal((await world.ask("DELETE", path)).status, 204);
  assert.equal(pullRequest.threads.length, 0);
  const written = await world.ask("POST", "issues/1/comments", { body: "hello" });
  const issueComment = `issues/comments/${String(at(written.body, "id"))}`;
  assert.equal((await world.ask("PATCH", issueComment, { body: "hi" })).status, 200);
  assert.equal((await world.ask("DELETE", issueComment)).status, 204);
  assert.equal((await world.ask("DELETE", issueComment)).status, 404);
});
