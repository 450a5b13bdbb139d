/** Mutations: several in one request, each done or refused by itself. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { switchesOf } from "../../sandbox/graphql/switches.ts";
import { addComment } from "../../sandbox/state/comments.ts";
import { replyToThread, submitReview } from "../../sandbox/state/reviews.ts";
import type { PullRequest, Thread } from "../../sandbox/world.ts";
import { allPermissions, at, GraphqlWorld } from "./graphql-world.ts";
import type { Answer } from "./graphql-world.ts";

let world: GraphqlWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = new GraphqlWorld();
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
});
afterEach(() => world.close());

async function openThread(): Promise<Thread> {
  const comment = {
    path: "a",
    body: "mend",
    line: 1,
    side: "RIGHT",
    startLine: null,
    startSide: null,
  } as const;
  const review = { state: "COMMENTED", body: "", commit: null, comments: [comment] } as const;
  await submitReview(world.sandbox, pullRequest, world.app.bot, review);
  const thread = pullRequest.threads.at(-1);
  assert.ok(thread !== undefined);
  return thread;
}

/** Events since the last call, with their actions. */
function sent(): string[] {
  const { deliveries } = world.sandbox.world;
  return deliveries.splice(0).map(({ event, action }) => `${event}.${action}`);
}

function refusals({ errors }: Answer): [string | undefined, string | undefined, string][] {
  return errors.map(({ type, path, message }) => [path?.join("."), type, message]);
}

const notAccessible = ["FORBIDDEN", "Resource not accessible by integration"] as const;

test("several changes in one request; webhooks tell of each", async () => {
  const { sandbox, app } = world;
  const own = addComment(sandbox, pullRequest, app.bot, "old");
  const gone = addComment(sandbox, pullRequest, app.bot, "gone");
  const thread = await openThread();
  const [inline] = thread.comments;
  sent();
  const query = `mutation($body: String!) {
    a: addComment(input: { subjectId: "${pullRequest.node}", body: $body, clientMutationId: "x" }) { clientMutationId commentEdge { node { id body viewerDidAuthor } } }
    b: updateIssueComment(input: { id: "${own.node}", body: "new" }) { issueComment { body editor { login } lastEditedAt } }
    c: deleteIssueComment(input: { id: "${gone.node}" }) { clientMutationId }
    d: updatePullRequestReviewComment(input: { pullRequestReviewCommentId: "${inline?.node}", body: "mended" }) { pullRequestReviewComment { body } }
    e: minimizeComment(input: { subjectId: "${own.node}", classifier: OFF_TOPIC }) { minimizedComment { __typename isMinimized minimizedReason } }
  }`;
  const { data, errors } = await world.ask(query, { body: "added" });
  assert.deepEqual(errors, []);
  const added = pullRequest.comments.at(-1);
  assert.equal(at(data, "a.clientMutationId"), "x");
  assert.deepEqual(at(data, "a.commentEdge.node"), { id: added?.node, body: "added", viewerDidAuthor: true });
  assert.equal(at(data, "b.issueComment.body"), "new");
  assert.equal(at(data, "b.issueComment.editor.login"), "lockstep");
  assert.match(String(at(data, "b.issueComment.lastEditedAt")), /^\d{4}-.*Z$/u);
  assert.deepEqual(at(data, "e.minimizedComment"), {
    __typename: "IssueComment",
    isMinimized: true,
    minimizedReason: "off-topic",
  });
  assert.equal(inline?.body, "mended");
  assert.deepEqual(
    pullRequest.comments.map(({ body }) => body),
    ["new", "added"],
  );
  assert.deepEqual(sent(), [
    "issue_comment.created",
    "issue_comment.edited",
    "issue_comment.deleted",
    "pull_request_review_comment.edited",
  ]);
  const unfolded = `mutation { unminimizeComment(input: { subjectId: "${own.node}" }) { unminimizedComment { isMinimized minimizedReason } } }`;
  assert.deepEqual(at((await world.ask(unfolded)).data, "unminimizeComment.unminimizedComment"), {
    isMinimized: false,
    minimizedReason: null,
  });
});

test("what is refused is null, and the rest is done", async () => {
  const { sandbox, app, ada } = world;
  const theirs = addComment(sandbox, pullRequest, ada, "mine");
  const own = addComment(sandbox, pullRequest, app.bot, "old");
  const answer = await world.ask(`mutation {
    theirs: updateIssueComment(input: { id: "${theirs.node}", body: "x" }) { issueComment { id } }
    gone: deleteIssueComment(input: { id: "IC_none" }) { clientMutationId }
    wrong: deleteIssueComment(input: { id: "${pullRequest.node}" }) { clientMutationId }
    empty: updateIssueComment(input: { id: "${own.node}", body: " " }) { issueComment { id } }
    long: addComment(input: { subjectId: "${pullRequest.node}", body: "${"x".repeat(65_537)}" }) { subject { id } }
    fine: updateIssueComment(input: { id: "${own.node}", body: "new" }) { issueComment { body } }
  }`);
  assert.deepEqual(answer.data, {
    theirs: null,
    gone: null,
    wrong: null,
    empty: null,
    long: null,
    fine: { issueComment: { body: "new" } },
  });
  assert.deepEqual(refusals(answer), [
    ["theirs", ...notAccessible],
    ["gone", "NOT_FOUND", "Could not resolve to a node with the global id of 'IC_none'."],
    ["wrong", "NOT_FOUND", `Could not resolve to a node with the global id of '${pullRequest.node}'.`],
    ["empty", "UNPROCESSABLE", "Body cannot be blank"],
    ["long", "UNPROCESSABLE", "Body is too long (maximum is 65536 characters)"],
  ]);
  assert.equal(theirs.body, "mine");
});

test("a thread is resolved with contents:write only", async () => {
  const thread = await openThread();
  sent();
  const query = (name: string): string =>
    `mutation { ${name}(input: { threadId: "${thread.node}" }) { thread { isResolved resolvedBy { login } } } }`;
  const refused = await world.ask(query("resolveReviewThread"));
  assert.deepEqual(refused.data, { resolveReviewThread: null });
  assert.deepEqual(refusals(refused), [["resolveReviewThread", ...notAccessible]]);
  assert.deepEqual(sent(), []);
  const writer = world.token({ ...allPermissions, contents: "write" });
  const done = await world.ask(query("resolveReviewThread"), {}, writer);
  assert.deepEqual(at(done.data, "resolveReviewThread.thread"), {
    isResolved: true,
    resolvedBy: { login: "lockstep[bot]" },
  });
  await world.ask(query("resolveReviewThread"), {}, writer);
  assert.deepEqual(sent(), ["pull_request_review_thread.resolved"]);
  const again = await world.ask(query("unresolveReviewThread"), {}, writer);
  assert.deepEqual(at(again.data, "unresolveReviewThread.thread"), { isResolved: false, resolvedBy: null });
  assert.deepEqual(sent(), ["pull_request_review_thread.unresolved"]);
});

test("a thread goes with its last comment", async () => {
  const { sandbox, app, ada } = world;
  const thread = await openThread();
  const [first] = thread.comments;
  const reply = replyToThread(sandbox, thread, ada, "no");
  const remove = (node: string | undefined): string =>
    `mutation { deletePullRequestReviewComment(input: { id: "${node}" }) { pullRequestReview { id } } }`;
  assert.deepEqual(refusals(await world.ask(remove(reply.node))), [
    ["deletePullRequestReviewComment", ...notAccessible],
  ]);
  const { data } = await world.ask(remove(first?.node));
  assert.equal(at(data, "deletePullRequestReviewComment.pullRequestReview.id"), first?.review.node);
  assert.deepEqual(pullRequest.threads, [thread]);
  await world.ask(remove(reply.node), {}, ada);
  assert.deepEqual(pullRequest.threads, []);
  assert.equal(first?.author, app.bot);
});

test("without pull_requests:write, or in an archive, nothing is written", async () => {
  const query = `mutation { addComment(input: { subjectId: "${pullRequest.node}", body: "x" }) { subject { id } } }`;
  const reader = world.token({ ...allPermissions, pull_requests: "read" });
  assert.deepEqual(refusals(await world.ask(query, {}, reader)), [["addComment", ...notAccessible]]);
  pullRequest.repository.archived = true;
  assert.deepEqual(refusals(await world.ask(query)), [
    ["addComment", "FORBIDDEN", "Repository was archived so is read-only."],
  ]);
  assert.deepEqual(pullRequest.comments, []);
});

test("a time-out does not mean that nothing was done", async () => {
  switchesOf(world.sandbox).timeOuts = 1;
  const query = `mutation { addComment(input: { subjectId: "${pullRequest.node}", body: "x" }) { subject { id } } }`;
  assert.equal((await world.ask(query)).data, null);
  assert.equal(pullRequest.comments.length, 1);
});
