/** Reactions to comments, and answers in threads. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { PullRequest, Thread } from "../../sandbox/world.ts";
import { allPermissions, at, GraphqlWorld, ofPullRequest } from "./graphql-world.ts";

let world: GraphqlWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = new GraphqlWorld();
  pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
});
afterEach(() => world.close());

async function thread(): Promise<Thread> {
  const line = { path: "a", body: "why?", line: 1, side: "RIGHT", startLine: null, startSide: null } as const;
  await person.review(world.sandbox, world.grace, pullRequest, {
    state: "COMMENTED",
    body: "look",
    comments: [line],
  });
  return pullRequest.threads[0] ?? assert.fail();
}

const react = (subject: string, content: string): string =>
  `mutation { addReaction(input: { subjectId: "${subject}", content: ${content} }) {
    reaction { content user { login } } subject { __typename id }
    reactionGroups { content viewerHasReacted reactors(first: 5) { totalCount } } } }`;

test("a reaction stands once of each, whatever it is given to", async () => {
  const comment = person.comment(world.sandbox, world.ada, pullRequest, "hello");
  const { comments } = await thread();
  const [review] = pullRequest.reviews;
  for (const [subject, type] of [
    [comment, "IssueComment"],
    [review, "PullRequestReview"],
    [comments[0], "PullRequestReviewComment"],
  ] as const) {
    for (let times = 0; times < 2; times++) {
      const { data, errors } = await world.ask(react(subject?.node ?? "", "EYES"));
      assert.deepEqual(errors, []);
      assert.equal(at(data, "addReaction.subject.__typename"), type);
      // A bot is no user.
      assert.deepEqual(at(data, "addReaction.reaction"), { content: "EYES", user: null });
      const groups = at(data, "addReaction.reactionGroups") as { content: string }[];
      assert.deepEqual(groups.at(-1), {
        content: "EYES",
        viewerHasReacted: true,
        reactors: { totalCount: 1 },
      });
      assert.equal(groups.length, 8);
    }
  }
  const more = await world.ask(react(comment.node, "THUMBS_UP"), {}, world.grace);
  assert.deepEqual(at(more.data, "addReaction.reaction"), { content: "THUMBS_UP", user: { login: "grace" } });
  const fields = `reactions(first: 5) { totalCount viewerHasReacted nodes { content } } up: reactions(first: 5, content: THUMBS_UP) { totalCount viewerHasReacted }`;
  const read = await world.ask(ofPullRequest(`comments(first: 1) { nodes { ${fields} } }`));
  assert.deepEqual(at(read.data, "repository.pullRequest.comments.nodes.0"), {
    reactions: {
      totalCount: 2,
      viewerHasReacted: true,
      nodes: [{ content: "EYES" }, { content: "THUMBS_UP" }],
    },
    up: { totalCount: 1, viewerHasReacted: false },
  });
});

test("a reaction needs pull_requests:write, whatever issues allows", async () => {
  const comment = person.comment(world.sandbox, world.ada, pullRequest, "hello");
  const token = world.token({ ...allPermissions, pull_requests: "read", issues: "write" });
  const refused = await world.ask(react(comment.node, "EYES"), {}, token);
  assert.deepEqual(
    refused.errors.map(({ type }) => type),
    ["FORBIDDEN"],
  );
  assert.deepEqual(comment.reactions, []);
  const gone = await world.ask(react("IC_none", "EYES"));
  assert.equal(gone.errors[0]?.type, "NOT_FOUND");
});

test("an answer stands in its thread, and is read page by page", async () => {
  const opened = await thread();
  world.sandbox.world.deliveries.length = 0;
  const reply = (body: string): string =>
    `mutation { addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: "${opened.node}", body: "${body}" }) { comment { body url pullRequestReview { state } } } }`;
  const { data } = await world.ask(reply("because"));
  assert.equal(at(data, "addPullRequestReviewThreadReply.comment.body"), "because");
  assert.equal(at(data, "addPullRequestReviewThreadReply.comment.pullRequestReview.state"), "COMMENTED");
  assert.deepEqual(
    world.sandbox.world.deliveries.map(({ event, action }) => `${event}.${action}`),
    ["pull_request_review_comment.created"],
  );
  const empty = await world.ask(reply(" "));
  assert.deepEqual(
    empty.errors.map(({ type, message }) => [type, message]),
    [["UNPROCESSABLE", "Body cannot be blank"]],
  );
  const page = `query($at: String) { node(id: "${opened.node}") { ... on PullRequestReviewThread {
    comments(first: 1, after: $at) { totalCount pageInfo { hasNextPage endCursor } nodes { body createdAt lastEditedAt } } } } }`;
  const first = at((await world.ask(page)).data, "node.comments");
  assert.equal(at(first, "nodes.0.body"), "why?");
  const second = at((await world.ask(page, { at: at(first, "pageInfo.endCursor") })).data, "node.comments");
  assert.equal(at(second, "nodes.0.body"), "because");
  assert.deepEqual([at(second, "totalCount"), at(second, "pageInfo.hasNextPage")], [2, false]);
});
