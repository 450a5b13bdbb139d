/** What people do to comments, their own and those of others, and what the App hears of it. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { addComment } from "../../sandbox/state/comments.ts";
import type { IssueComment, PullRequest, Review, ReviewComment } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = await RestWorld.start();
  // Nobody listens there: what is sent is read from the list of deliveries.
  world.app.webhookUrl = "http://127.0.0.1:9/";
  world.installation.events.push("pull_request_review", "pull_request_review_comment");
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  heard();
});
afterEach(() => world.stop());

/** What was sent since the last time: the event, who did it, whose text, what stands there and what stood there. */
function heard(): unknown[][] {
  const { deliveries } = world.sandbox.world;
  return deliveries
    .splice(0)
    .map(({ event, action, payload }) => [
      `${event}.${action}`,
      at(payload, "sender.login"),
      at(payload, "comment.user.login") ?? at(payload, "review.user.login"),
      at(payload, "comment.body") ?? at(payload, "review.body"),
      at(payload, "changes.body.from"),
    ]);
}

async function texts(): Promise<{ comment: IssueComment; review: Review; inline: ReviewComment }> {
  const { sandbox, grace } = world;
  const line = { path: "a", body: "why?", line: 1, side: "RIGHT", startLine: null, startSide: null } as const;
  const review = await person.review(sandbox, grace, pullRequest, {
    state: "COMMENTED",
    body: "hm",
    comments: [line],
  });
  const comment = person.comment(sandbox, grace, pullRequest, "hello");
  const inline = pullRequest.threads[0]?.comments[0] ?? assert.fail();
  heard();
  return { comment, review, inline };
}

test("who edits is told, and so is what stood there before", async () => {
  const { sandbox, ada, grace } = world;
  const { comment, review, inline } = await texts();
  person.editComment(sandbox, grace, comment, "hello!");
  person.editComment(sandbox, ada, comment, "/lockstep exempt all because ...");
  person.editComment(sandbox, ada, review, "fine");
  person.editComment(sandbox, grace, inline, "because");
  assert.deepEqual(heard(), [
    ["issue_comment.edited", "grace", "grace", "hello!", "hello"],
    ["issue_comment.edited", "ada", "grace", "/lockstep exempt all because ...", "hello!"],
    ["pull_request_review.edited", "ada", "grace", "fine", "hm"],
    ["pull_request_review_comment.edited", "grace", "grace", "because", "why?"],
  ]);
  assert.deepEqual([comment.author, comment.editor], [grace, ada]);
});

test("whoever may push deletes anybody's comment, the App's too; others only their own", async () => {
  const { sandbox, app, ada, grace } = world;
  const dan = person.createUser(sandbox, "dan");
  person.setRole(pullRequest.repository, dan, "triage");
  const { comment, inline } = await texts();
  const own = person.comment(sandbox, dan, pullRequest, "mine");
  const ours = addComment(sandbox, pullRequest, app.bot, "ledger");
  heard();
  for (const text of [comment, inline, ours]) {
    assert.throws(() => person.deleteComment(sandbox, dan, text), { status: 403 });
    assert.throws(() => person.editComment(sandbox, dan, text, "x"), { status: 403 });
  }
  person.deleteComment(sandbox, dan, own);
  person.deleteComment(sandbox, grace, ours);
  person.deleteComment(sandbox, ada, comment);
  person.deleteComment(sandbox, ada, inline);
  assert.deepEqual(heard(), [
    ["issue_comment.deleted", "dan", "dan", "mine", undefined],
    ["issue_comment.deleted", "grace", "lockstep[bot]", "ledger", undefined],
    ["issue_comment.deleted", "ada", "grace", "hello", undefined],
    ["pull_request_review_comment.deleted", "ada", "grace", "why?", undefined],
  ]);
  assert.deepEqual([pullRequest.comments, pullRequest.threads], [[], []]);
});

test("folding and reacting are not told", async () => {
  const { sandbox, ada } = world;
  const { comment } = await texts();
  person.minimizeComment(sandbox, ada, comment, "resolved");
  person.react(sandbox, ada, comment, "THUMBS_UP");
  person.react(sandbox, ada, comment, "THUMBS_UP");
  assert.deepEqual(heard(), []);
  assert.deepEqual([comment.minimized, comment.reactions.length], ["resolved", 1]);
  const dan = person.createUser(sandbox, "dan");
  person.setRole(pullRequest.repository, dan, "triage");
  assert.throws(() => person.minimizeComment(sandbox, dan, comment, null), { status: 403 });
});

test("a comment says through which App it came, and of what it is", async () => {
  const { sandbox, app, grace } = world;
  const { repository } = pullRequest;
  person.comment(sandbox, grace, pullRequest, "hello");
  await world.ask("POST", "issues/1/comments", { body: "ours" });
  await person.mergePullRequest(sandbox, grace, pullRequest);
  person.comment(sandbox, grace, pullRequest, "thanks");
  const told = sandbox.world.deliveries
    .filter(({ event }) => event === "issue_comment")
    .map(({ payload }) => [
      at(payload, "comment.user.type"),
      at(payload, "comment.performed_via_github_app.id"),
      at(payload, "issue.comments"),
      at(payload, "issue.state"),
      at(payload, "issue.pull_request.merged_at") !== null,
      at(payload, "repository.name"),
    ]);
  assert.deepEqual(told, [
    ["User", undefined, 1, "open", false, repository.name],
    ["Bot", app.id, 2, "open", false, repository.name],
    ["User", undefined, 3, "closed", true, repository.name],
  ]);
});
