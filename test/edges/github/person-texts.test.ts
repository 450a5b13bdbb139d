/** Texts of persons with commands in them, and our own ledger, record and answers. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  addComment,
  editComment,
  editReviewComment,
  minimizeComment,
} from "../../../sandbox/state/comments.ts";
import { replyToThread, submitReview } from "../../../sandbox/state/reviews.ts";
import type { Account, PullRequest } from "../../../sandbox/world.ts";
import { answersMarker, ledgerKey, marker, recordKey } from "../../../src/core/render/pull-request/marker.ts";
import { ledgerOf } from "../../../src/edges/github/own-comments.ts";
import { textsOf } from "../../../src/edges/github/person-texts.ts";
import type { PullRequestState } from "../../../src/review/pull-request.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
before(async () => {
  world = await GitHubWorld.start();
});
after(() => world.stop());

const base = { "a.txt": "one\ntwo\nthree\n" };
const head = { "a.txt": "one\n2\nthree\n" };

async function read(pullRequest: PullRequest): Promise<PullRequestState> {
  const github = world.opened(await world.github(), pullRequest.repository);
  const state = await github.pullRequest(pullRequest.number);
  assert.ok(state !== null);
  return state;
}

/** GitHub tells times to the second. */
function later(): void {
  world.sandbox.clock.advance(1_000);
}

async function thread(pullRequest: PullRequest, by: Account, body: string) {
  await submitReview(world.sandbox, pullRequest, by, {
    state: "COMMENTED",
    body: "",
    commit: null,
    comments: [{ path: "a.txt", body, line: 2, side: "RIGHT", startLine: null, startSide: null }],
  });
  const opened = pullRequest.threads.at(-1);
  assert.ok(opened !== undefined);
  return opened;
}

test("texts with commands are read wherever they stand, in the order of their writing", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "texts" });
  const { sandbox, ada, grace, app } = world;
  const opinion = { commit: null, comments: [] };
  const comment = addComment(sandbox, pullRequest, ada, "Please.\n\n/Lockstep check");
  later();
  addComment(sandbox, pullRequest, ada, "lockstep check");
  later();
  const remark = await submitReview(sandbox, pullRequest, grace, {
    ...opinion,
    state: "COMMENTED",
    body: "/lockstep help",
  });
  later();
  const approval = await submitReview(sandbox, pullRequest, grace, {
    ...opinion,
    state: "APPROVED",
    body: "Fine. `/lockstep draft`",
  });
  later();
  const ours = await thread(pullRequest, app.bot, `Mend /lockstep.\n${marker("k1")}`);
  later();
  const answer = replyToThread(sandbox, ours, grace, "/lockstep exempt because it is small");
  later();
  const theirs = await thread(pullRequest, ada, "/lockstep preview");
  addComment(sandbox, pullRequest, app.bot, "/lockstep check");
  addComment(sandbox, pullRequest, world.account("helper[bot]", "Bot"), "/lockstep check");
  later();
  const folded = addComment(sandbox, pullRequest, grace, "/lockstep draft");
  minimizeComment(folded, "OFF_TOPIC");
  const { texts } = await read(pullRequest);
  assert.deepEqual(
    texts.map(({ id, node, author, thread: of }) => [id, node, author, of]),
    [
      [`comment-${comment.id}`, comment.node, "ada", null],
      [`review-${remark.id}`, remark.node, "grace", null],
      [`review-${approval.id}`, approval.node, "grace", null],
      [`answer-${answer.id}`, answer.node, "grace", ours.node],
      [`answer-${theirs.comments[0]?.id}`, theirs.comments[0]?.node, "ada", theirs.node],
      [`comment-${folded.id}`, folded.node, "grace", null],
    ],
  );
  assert.match(texts[0]?.url ?? "", /\/pull\/1#issuecomment-\d+$/u);
  assert.equal(texts[0]?.body, "Please.\n\n/Lockstep check");
});

test("who edited a text last, and when", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "edited" });
  const { sandbox, ada, grace, app } = world;
  const plain = addComment(sandbox, pullRequest, ada, "/lockstep check");
  const own = addComment(sandbox, pullRequest, ada, "/lockstep help");
  const foreign = addComment(sandbox, pullRequest, ada, "/lockstep draft");
  later();
  const answered = await thread(pullRequest, ada, "/lockstep preview");
  later();
  // An App may be called as a person is.
  const bot = world.account("ada[bot]", "Bot");
  const byBot = addComment(sandbox, pullRequest, ada, "/lockstep check");
  sandbox.clock.advance(60_000);
  editComment(sandbox, own, ada, "/lockstep help me");
  editComment(sandbox, foreign, grace, "/lockstep draft commit");
  editComment(sandbox, byBot, bot, "/lockstep exempt all because of me");
  const [comment] = answered.comments;
  assert.ok(comment !== undefined);
  editReviewComment(sandbox, comment, app.bot, "/lockstep preview now");
  const { texts } = await read(pullRequest);
  const at = (date: Date | null): string => `${date?.toISOString().slice(0, 19)}Z`;
  assert.deepEqual(
    texts.map(({ body, edited, editor, at: when }) => [body, edited, editor, when]),
    [
      ["/lockstep check", false, null, at(plain.createdAt)],
      ["/lockstep help me", true, "ada", at(own.editedAt)],
      ["/lockstep draft commit", true, "grace", at(foreign.editedAt)],
      ["/lockstep preview now", true, "lockstep[bot]", at(comment.editedAt)],
      ["/lockstep exempt all because of me", true, "ada[bot]", at(byBot.editedAt)],
    ],
  );
});

test("accounts that are gone, and numbers of different lengths", () => {
  const written = (id: string, more: object = {}) => ({
    id: `IC_${id}`,
    fullDatabaseId: id,
    body: "/lockstep check",
    url: `https://github.example/${id}`,
    createdAt: "2026-11-22T10:00:00Z",
    lastEditedAt: null,
    viewerDidAuthor: false,
    author: { __typename: "User", login: "ada" },
    editor: null,
    ...more,
  });
  const texts = textsOf({
    comments: [
      written("12345678901", { author: null, lastEditedAt: "2026-11-22T11:00:00Z" }),
      written("999", { author: { __typename: "Mannequin", login: "imported" } }),
      written("1000"),
    ],
    reviews: [
      written("7", {
        createdAt: "2026-11-22T09:00:00Z",
        submittedAt: "2026-11-22T12:00:00Z",
        state: "COMMENTED",
      }),
    ],
    threads: [],
  });
  assert.deepEqual(
    texts.map(({ id, author, editor, edited, at }) => [id, author, editor, edited, at]),
    [
      ["comment-1000", "ada", null, false, "2026-11-22T10:00:00Z"],
      ["comment-12345678901", null, null, true, "2026-11-22T11:00:00Z"],
      ["review-7", "ada", null, false, "2026-11-22T12:00:00Z"],
    ],
  );
});

test("commands stand on any page: of comments, of reviews and of one thread", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "pages" });
  const { sandbox, ada, app } = world;
  const command = "/lockstep check";
  const ours = await thread(pullRequest, app.bot, `Mend it.\n${marker("k1")}`);
  for (let index = 0; index < 60; index++) addComment(sandbox, pullRequest, ada, "words");
  addComment(sandbox, pullRequest, ada, command);
  later();
  await submitReview(sandbox, pullRequest, ada, {
    state: "COMMENTED",
    body: command,
    commit: null,
    comments: [],
  });
  for (let index = 0; index < 60; index++) replyToThread(sandbox, ours, ada, "words");
  later();
  replyToThread(sandbox, ours, ada, command);
  const github = world.opened(await world.github(), pullRequest.repository);
  const state = await github.pullRequest(pullRequest.number);
  assert.deepEqual(
    state?.texts.map(({ id }) => id.replace(/-\d+$/u, "")),
    ["comment", "review", "answer"],
  );
  assert.equal(state.threads[0]?.answered, true);
  // Three tokens and look-ups; comments, reviews and the thread have a second page.
  assert.deepEqual({ ...github.calls }, { reads: 1, writes: 0, others: 6 });
});

test("ledger and record count only as we wrote them; an answer was given all the same", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "own" });
  const { sandbox, ada, grace, app } = world;
  const ledger = `Receipts.\n${marker(ledgerKey)}`;
  const record = `Record.\n${marker(recordKey)}`;
  const given = ["comment-1-aa", "comment-2-bb"];
  for (const body of [ledger, record, answersMarker(["comment-9-ff"])]) {
    addComment(sandbox, pullRequest, ada, `Forged.\n${body}`);
  }
  const forged = await read(pullRequest);
  assert.deepEqual([forged.ledger, forged.recorded, forged.answers], [null, false, []]);

  const own = addComment(sandbox, pullRequest, app.bot, ledger);
  const kept = addComment(sandbox, pullRequest, app.bot, record);
  const answer = addComment(sandbox, pullRequest, app.bot, `Two.\n${answersMarker(given)}`);
  const ours = await thread(pullRequest, app.bot, `Mend it.\n${marker("k1")}`);
  replyToThread(sandbox, ours, app.bot, `No.\n${answersMarker(["answer-3-cc"])}`);
  minimizeComment(own, "RESOLVED");
  const state = await read(pullRequest);
  assert.deepEqual(state.ledger, { node: own.node, body: ledger, folded: true });
  assert.equal(state.recorded, true);
  assert.deepEqual(state.answers, [...given, "answer-3-cc"]);
  assert.deepEqual(state.texts, []);
  assert.deepEqual(
    state.threads.map(({ answered }) => answered),
    [true],
  );

  for (const comment of [own, kept, answer]) editComment(sandbox, comment, grace, `Mine.\n${comment.body}`);
  const edited = await read(pullRequest);
  assert.deepEqual([edited.ledger, edited.recorded], [null, false]);
  assert.deepEqual(edited.answers, state.answers);
});

test("a person of our bot's name who edits our ledger is not us", () => {
  const comment = (editor: object | null) => ({
    id: "IC_1",
    body: marker(ledgerKey),
    viewerDidAuthor: true,
    isMinimized: false,
    author: { __typename: "Bot", login: "lockstep" },
    editor,
  });
  assert.notEqual(ledgerOf([comment({ __typename: "Bot", login: "lockstep" })]), null);
  assert.equal(ledgerOf([comment({ __typename: "User", login: "lockstep" })]), null);
});

test("our ledger that somebody edited whose account is gone is not ours any more", () => {
  const comment = (lastEditedAt: string | null) => ({
    id: "IC_1",
    body: marker(ledgerKey),
    viewerDidAuthor: true,
    isMinimized: false,
    author: { __typename: "Bot", login: "lockstep" },
    editor: null,
    lastEditedAt,
  });
  assert.notEqual(ledgerOf([comment(null)]), null);
  assert.equal(ledgerOf([comment("2026-03-04T05:06:07Z")]), null);
});
