/** What GraphQL of the sandbox says of comments, reviews, threads and checks. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createIssue, createUser } from "../../sandbox/person.ts";
import { createCheckRun } from "../../sandbox/state/checks.ts";
import { addComment, editComment } from "../../sandbox/state/comments.ts";
import { replyToThread, submitReview } from "../../sandbox/state/reviews.ts";
import { resolveThread } from "../../sandbox/state/threads.ts";
import { at, GraphqlWorld, ofPullRequest } from "./graphql-world.ts";

let world: GraphqlWorld;
beforeEach(() => {
  world = new GraphqlWorld();
});
afterEach(() => world.close());

test("comments say who wrote them, and who changed them", async () => {
  const { sandbox, ada, app } = world;
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  addComment(sandbox, pullRequest, ada, "hello");
  const own = addComment(sandbox, pullRequest, app.bot, "ours");
  const fields = "viewerDidAuthor author { __typename login } editor { login } lastEditedAt isMinimized";
  const query = ofPullRequest(`comments(first: 5) { nodes { ${fields} } }`);
  const before = (await world.ask(`${query.slice(0, -1)} viewer { login } }`)).data;
  const untouched = { editor: null, lastEditedAt: null, isMinimized: false };
  assert.deepEqual(at(before, "repository.pullRequest.comments.nodes"), [
    { viewerDidAuthor: false, author: { __typename: "User", login: "ada" }, ...untouched },
    { viewerDidAuthor: true, author: { __typename: "Bot", login: "lockstep" }, ...untouched },
  ]);
  assert.equal(at(before, "viewer.login"), "lockstep[bot]");
  editComment(sandbox, own, ada, "not ours");
  const after = at((await world.ask(query)).data, "repository.pullRequest.comments.nodes.1");
  assert.equal(at(after, "editor.login"), "ada");
  assert.equal(at(after, "viewerDidAuthor"), true);
});

test("reviews, and what grants them weight", async () => {
  const { sandbox, grace } = world;
  const stranger = createUser(sandbox, "stranger");
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const say = { body: "", commit: null, comments: [] };
  await submitReview(sandbox, pullRequest, stranger, { ...say, state: "APPROVED" });
  await submitReview(sandbox, pullRequest, grace, { ...say, state: "CHANGES_REQUESTED", body: "no" });
  await submitReview(sandbox, pullRequest, grace, { ...say, state: "APPROVED" });
  await submitReview(sandbox, pullRequest, grace, { ...say, state: "COMMENTED", body: "by the way" });
  const fields = "nodes { state author { login } authorCanPushToRepository commit { oid } }";
  const { data } = await world.ask(
    ofPullRequest(`reviews(last: 1) { totalCount nodes { state } }
      approved: reviews(first: 9, states: [APPROVED]) { totalCount }
      latestOpinionatedReviews(first: 5) { ${fields} }
      writers: latestOpinionatedReviews(first: 5, writersOnly: true) { totalCount }`),
  );
  const commit = { oid: pullRequest.headOid };
  assert.deepEqual(at(data, "repository.pullRequest"), {
    reviews: { totalCount: 4, nodes: [{ state: "COMMENTED" }] },
    approved: { totalCount: 2 },
    latestOpinionatedReviews: {
      nodes: [
        { state: "APPROVED", author: { login: "stranger" }, authorCanPushToRepository: false, commit },
        { state: "APPROVED", author: { login: "grace" }, authorCanPushToRepository: true, commit },
      ],
    },
    writers: { totalCount: 1 },
  });
});

test("review threads, answered and resolved", async () => {
  const { sandbox, ada, app } = world;
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const comment = {
    path: "a",
    body: "why?",
    line: 1,
    side: "RIGHT",
    startLine: null,
    startSide: null,
  } as const;
  await submitReview(sandbox, pullRequest, app.bot, {
    state: "COMMENTED",
    body: "",
    commit: null,
    comments: [comment],
  });
  const [thread] = pullRequest.threads;
  assert.ok(thread !== undefined);
  replyToThread(sandbox, thread, ada, "because");
  resolveThread(sandbox, thread, ada, true);
  const { data } = await world.ask(
    ofPullRequest(`reviewThreads(first: 5) { totalCount nodes { id path line originalLine isResolved isOutdated
      resolvedBy { login } comments(first: 1) { totalCount nodes { body viewerDidAuthor } } } }`),
  );
  assert.deepEqual(at(data, "repository.pullRequest.reviewThreads"), {
    totalCount: 1,
    nodes: [
      {
        id: thread.node,
        path: "a",
        line: 1,
        originalLine: 1,
        isResolved: true,
        isOutdated: false,
        resolvedBy: { login: "ada" },
        comments: { totalCount: 2, nodes: [{ body: "why?", viewerDidAuthor: true }] },
      },
    ],
  });
});

test("issues that the text closes, and checks by App and name", async () => {
  const { sandbox, app } = world;
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" }, "Fixes #2, closes: #40, see #3");
  const { repository, headOid } = pullRequest;
  for (const title of ["named", "not closed"]) {
    createIssue(sandbox, world.ada, repository, { title, body: "" });
  }
  createCheckRun(sandbox, repository, app, headOid, { name: "Lockstep", externalId: "old" });
  createCheckRun(sandbox, repository, app, headOid, {
    name: "Lockstep",
    externalId: "new",
    status: "completed",
    conclusion: "success",
  });
  createCheckRun(sandbox, repository, { ...app, id: 5 }, headOid, { name: "Lockstep" });
  const runs = `checkRuns(last: 1, filterBy: { checkName: "Lockstep", checkType: ALL }) { totalCount nodes { externalId status conclusion url } }`;
  const { data } = await world.ask(
    ofPullRequest(`closingIssuesReferences(first: 5) { nodes { number } }
      commits(last: 1) { nodes { commit {
        ours: checkSuites(first: 5, filterBy: { appId: 77 }) { totalCount nodes { ${runs} } }
        named: checkSuites(first: 5, filterBy: { checkName: "Other" }) { totalCount }
        all: checkSuites(first: 5) { totalCount }
        latest: checkSuites(first: 1, filterBy: { appId: 77 }) { nodes { checkRuns(first: 5) { nodes { externalId } } } }
      } } }`),
  );
  const shown = at(data, "repository.pullRequest");
  assert.deepEqual(at(shown, "closingIssuesReferences"), { nodes: [{ number: 2 }] });
  const commit = at(shown, "commits.nodes.0.commit");
  const run = at(commit, "ours.nodes.0.checkRuns");
  assert.equal(at(run, "totalCount"), 2);
  assert.equal(at(run, "nodes.0.externalId"), "new");
  assert.equal(at(run, "nodes.0.conclusion"), "SUCCESS");
  assert.deepEqual(at(commit, "latest.nodes.0.checkRuns.nodes"), [{ externalId: "new" }]);
  assert.equal(at(commit, "named.totalCount"), 0);
  assert.equal(at(commit, "all.totalCount"), 2);
});
