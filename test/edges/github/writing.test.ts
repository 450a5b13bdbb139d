/** Checks, reviews and comments, as they stand on GitHub afterwards. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { addComment, deleteComment } from "../../../sandbox/state/comments.ts";
import { submitReview } from "../../../sandbox/state/reviews.ts";
import type { Annotation, CheckRun } from "../../../src/core/render/pull-request/pages.ts";
import { marker } from "../../../src/core/render/pull-request/marker.ts";
import { GitHubTrouble } from "../../../src/review/github.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
before(async () => {
  world = await GitHubWorld.start();
});
after(() => world.stop());

const base = { "a.txt": "one\ntwo\nthree\n" };
const head = { "a.txt": "one\n2\nthree\n", "b.sql": "SELECT 1;\n" };
const startedAt = new Date("2026-11-22T10:00:00Z");

function annotation(line: number): Annotation {
  return {
    path: "a.txt",
    startLine: line,
    endLine: line,
    startColumn: 1,
    endColumn: 4,
    level: "failure",
    title: "Here",
    message: `Line ${line}.`,
  };
}

function check(annotations: Annotation[]): CheckRun {
  return {
    conclusion: "failure",
    title: "1 thing to do",
    summary: "Do it.",
    text: "More words.",
    annotations,
    actions: [{ label: "Re-check", description: "Review it again", identifier: "recheck" }],
  };
}

test("a check is one request, written without having read before", async () => {
  const { repository, headOid } = await world.pullRequest(base, head, { name: "check" });
  const github = world.opened(await world.github(), repository);
  const spanning = { ...annotation(1), endLine: 2 };
  await github.writeCheck({
    head: headOid,
    check: check([annotation(2), spanning]),
    externalId: "1:x",
    startedAt,
  });
  const run = repository.checkSuites[0]?.checkRuns[0];
  assert.deepEqual(
    [run?.name, run?.status, run?.conclusion, run?.externalId, run?.title, run?.startedAt],
    ["Lockstep", "completed", "failure", "1:x", "1 thing to do", startedAt],
  );
  assert.deepEqual(
    run?.annotations.map(({ start_column: from, end_column: to }) => [from, to]),
    [
      [1, 4],
      [undefined, undefined],
    ],
  );
  assert.equal(run?.actions[0]?.identifier, "recheck");
  assert.equal(github.calls.writes, 1);
});

test("more than fifty annotations are added, and only then the check stands for its result", async () => {
  const { repository, headOid } = await world.pullRequest(base, head, { name: "annotations" });
  const github = world.opened(await world.github(), repository);
  const many = check(Array.from({ length: 120 }, (_, at) => annotation(at + 1)));
  const lift = world.sandbox.faults.add({
    route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
    fault: { kind: "status", status: 502 },
  });
  const write = { head: headOid, check: many, externalId: "1:x", startedAt };
  await assert.rejects(github.writeCheck(write), { kind: "transient" });
  const runs = () =>
    repository.checkSuites[0]?.checkRuns.map(({ annotations, externalId }) => [
      annotations.length,
      externalId,
    ]);
  assert.deepEqual(runs(), [[50, null]]);
  lift();
  await github.writeCheck(write);
  assert.deepEqual(runs()?.[1], [120, "1:x"]);
});

test("a review with comments at lines, one of several lines", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "review" });
  const github = world.opened(await world.github(), pullRequest.repository);
  const comments = [
    { path: "a.txt", startLine: null, line: 2, body: "Here.", key: "k1" },
    { path: "a.txt", startLine: 1, line: 3, body: "There.", key: "k2" },
    { path: "b.sql", startLine: 1, line: 1, body: "One line.", key: "k3" },
  ];
  await github.postReview(pullRequest.number, pullRequest.headOid, comments);
  assert.deepEqual(
    pullRequest.threads.map(({ path, line, startLine }) => [path, line, startLine]),
    [
      ["a.txt", 2, null],
      ["a.txt", 3, 1],
      ["b.sql", 1, null],
    ],
  );
  assert.equal(pullRequest.reviews[0]?.state, "COMMENTED");
  const outside = [{ path: "a.txt", startLine: null, line: 99, body: "Nowhere.", key: "k4" }];
  await assert.rejects(
    github.postReview(pullRequest.number, pullRequest.headOid, outside),
    (error: GitHubTrouble) => error.kind === "refused" && !error.message.includes("Nowhere"),
  );
});

test("a review is not posted twice where the answer was lost", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "lost" });
  const github = world.opened(await world.github(), pullRequest.repository);
  world.sandbox.faults.add({
    route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
    fault: { kind: "drop" },
    times: 1,
    afterwards: true,
  });
  const comments = [{ path: "a.txt", startLine: null, line: 2, body: "Here.", key: "k1" }];
  await assert.rejects(github.postReview(pullRequest.number, pullRequest.headOid, comments), {
    kind: "transient",
  });
  assert.equal(pullRequest.threads.length, 1);
});

test("all other changes of comments are one request, and what is refused is told by its index", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "comments" });
  const { sandbox, app, grace } = world;
  const own = addComment(sandbox, pullRequest, app.bot, "old");
  const folded = addComment(sandbox, pullRequest, app.bot, "folded");
  folded.minimized = "RESOLVED";
  const gone = addComment(sandbox, pullRequest, app.bot, "gone");
  const foreign = addComment(sandbox, pullRequest, grace, "hers");
  const inline = (line: number) => ({
    path: "a.txt",
    body: `x\n${marker("k")}`,
    line,
    side: "RIGHT" as const,
    startLine: null,
    startSide: null,
  });
  await submitReview(sandbox, pullRequest, app.bot, {
    state: "COMMENTED",
    body: "",
    commit: null,
    comments: [inline(1), inline(2)],
  });
  const [first, second] = pullRequest.threads;
  assert.ok(first !== undefined && second !== undefined);
  const github = world.opened(await world.github(), pullRequest.repository);
  const refused = await github.changeComments([
    { do: "add", pullRequest: pullRequest.node, body: "new" },
    { do: "edit", comment: own.node, body: "edited", of: "issue" },
    { do: "fold", comment: own.node },
    { do: "unfold", comment: folded.node },
    { do: "delete", comment: gone.node, of: "issue" },
    { do: "edit", comment: foreign.node, body: "mine", of: "issue" },
    { do: "edit", comment: first.comments[0]?.node ?? "", body: "first", of: "review" },
    { do: "delete", comment: second.comments[0]?.node ?? "", of: "review" },
    // Only who may write contents may resolve.
    { do: "resolve", thread: first.node },
    { do: "delete", comment: "IC_nobody", of: "issue" },
  ]);
  assert.deepEqual(
    pullRequest.comments.map(({ body, minimized }) => [body, minimized !== null]),
    [
      ["edited", true],
      ["folded", false],
      ["hers", false],
      ["new", false],
    ],
  );
  assert.deepEqual(
    pullRequest.threads.map(({ comments }) => comments[0]?.body),
    ["first"],
  );
  assert.deepEqual(
    refused.map(({ index }) => index),
    [5, 8, 9],
  );
  assert.deepEqual([github.calls.reads, github.calls.writes], [0, 1]);
  assert.deepEqual(await github.changeComments([]), []);
  assert.equal(github.calls.writes, 1);
});

test("answers in threads and reactions, of which a refused one harms nothing", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "answers" });
  const { sandbox, app, grace } = world;
  const inline = { path: "a.txt", line: 2, side: "RIGHT", startLine: null, startSide: null } as const;
  const review = await submitReview(sandbox, pullRequest, grace, {
    state: "COMMENTED",
    body: "/lockstep help",
    commit: null,
    comments: [{ ...inline, body: "/lockstep check" }],
  });
  const comment = addComment(sandbox, pullRequest, grace, "/lockstep check");
  const gone = addComment(sandbox, pullRequest, grace, "/lockstep check");
  deleteComment(sandbox, gone, grace);
  const [thread] = pullRequest.threads;
  const [said] = thread?.comments ?? [];
  assert.ok(thread !== undefined && said !== undefined);
  const github = world.opened(await world.github(), pullRequest.repository);
  const refused = await github.changeComments([
    { do: "react", to: comment.node, with: "eyes" },
    { do: "react", to: comment.node, with: "done" },
    { do: "react", to: gone.node, with: "done" },
    { do: "react", to: review.node, with: "confused" },
    { do: "react", to: said.node, with: "refused" },
    { do: "answer", thread: "PRRT_gone", body: "To nobody." },
    { do: "answer", thread: thread.node, body: "An answer." },
    { do: "react", to: comment.node, with: "done" },
  ]);
  assert.deepEqual(
    refused.map(({ index }) => index),
    [2, 5],
  );
  assert.deepEqual(
    [comment, review, said].map(({ reactions }) =>
      reactions.map(({ content, by }) => [content, by === app.bot]),
    ),
    [
      [
        ["EYES", true],
        ["THUMBS_UP", true],
      ],
      [["CONFUSED", true]],
      [["THUMBS_DOWN", true]],
    ],
  );
  assert.deepEqual(
    thread.comments.map(({ body, author }) => [body, author.login]),
    [
      ["/lockstep check", "grace"],
      ["An answer.", "lockstep[bot]"],
    ],
  );
  assert.equal(github.calls.writes, 1);
});

test("threads are resolved where the installation allows it", async () => {
  const pullRequest = await world.pullRequest(base, head, { name: "resolve" });
  const { sandbox, app, installation } = world;
  await submitReview(sandbox, pullRequest, app.bot, {
    state: "COMMENTED",
    body: "",
    commit: null,
    comments: [{ path: "a.txt", body: "x", line: 1, side: "RIGHT", startLine: null, startSide: null }],
  });
  const [thread] = pullRequest.threads;
  assert.ok(thread !== undefined);
  const before = installation.permissions;
  installation.permissions = { ...before, contents: "write" };
  const github = world.opened(await world.github(), pullRequest.repository);
  assert.deepEqual(await github.changeComments([{ do: "resolve", thread: thread.node }]), []);
  installation.permissions = before;
  assert.notEqual(thread.resolvedBy, null);
});

test("which paths a commit touches, under old and new names", async () => {
  const repository = world.repository("touched");
  const from = await world.commit(repository, "main", { "a.sql": "SELECT 1;\nSELECT 2;\n", "b.txt": "" });
  const moved = await world.commit(
    repository,
    "topic",
    { "a.sql": null, "c.sql": "SELECT 1;\nSELECT 2;\n" },
    { from },
  );
  const large = Object.fromEntries(Array.from({ length: 350 }, (_, at) => [`x/${1000 + at}.txt`, ""]));
  const many = await world.commit(repository, "topic", { ...large, "z.sql": "" });
  const github = world.opened(await world.github(), repository);
  assert.equal(await github.touches(moved, ["a.sql"]), true);
  assert.equal(await github.touches(moved, ["c.sql", "other"]), true);
  assert.equal(await github.touches(moved, ["b.txt"]), false);
  assert.equal(await github.touches(many, ["z.sql"]), true);
  assert.equal(await github.touches(many, ["b.txt"]), false);
  assert.deepEqual([github.calls.reads, github.calls.writes], [0, 0]);
});
