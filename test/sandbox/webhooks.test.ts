/** Webhooks: signed, told to whom may hear them, and lost, doubled and mixed up on demand. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { Repository } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";

interface Heard {
  headers: IncomingHttpHeaders;
  text: string;
  payload: Record<string, unknown>;
}

let world: RestWorld;
let server: Server;
let heard: Heard[];
let answer: number;
beforeEach(async () => {
  heard = [];
  answer = 202;
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    heard.push({ headers: request.headers, text, payload: JSON.parse(text) as Record<string, unknown> });
    response.writeHead(answer).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  world = await RestWorld.start();
  world.app.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  await world.stop();
  server.closeAllConnections();
  server.close();
});

/** `event.action` of everything that was heard since the last time. */
async function events(): Promise<string[]> {
  await world.sandbox.webhooks.settle();
  return heard.splice(0).map(({ headers, payload }) => {
    const action = typeof payload["action"] === "string" ? `.${payload["action"]}` : "";
    return `${headers["x-github-event"]}${action}`;
  });
}

test("a delivery is signed, names its installation, and comes with a GUID", async () => {
  await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await world.sandbox.webhooks.settle();
  const opened = heard.find(({ headers }) => headers["x-github-event"] === "pull_request");
  const mac = createHmac("sha256", world.app.webhookSecret)
    .update(opened?.text ?? "")
    .digest("hex");
  assert.equal(opened?.headers["x-hub-signature-256"], `sha256=${mac}`);
  assert.match(String(opened?.headers["x-github-delivery"]), /^[0-9a-f]{8}-[0-9a-f-]{27}$/u);
  assert.equal(at(opened?.payload, "installation.id"), world.installation.id);
  assert.equal(at(opened?.payload, "pull_request.changed_files"), 1);
});

test("what people do is told in GitHub's words", async () => {
  const { sandbox, ada, grace } = world;
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  assert.deepEqual((await events()).toSorted(), ["check_suite.requested", "pull_request.opened", "push"]);
  await person.push(sandbox, ada, pullRequest.repository, { branch: "topic", files: { b: "1\n" } });
  assert.deepEqual((await events()).toSorted(), [
    "check_suite.requested",
    "pull_request.synchronize",
    "push",
  ]);
  await person.editPullRequest(sandbox, ada, pullRequest, { title: "New" });
  await person.editPullRequest(sandbox, ada, pullRequest, { title: "New" });
  await person.convertToDraft(sandbox, ada, pullRequest);
  await person.readyForReview(sandbox, ada, pullRequest);
  await person.label(sandbox, grace, pullRequest, "risky");
  await person.closePullRequest(sandbox, ada, pullRequest);
  await person.reopenPullRequest(sandbox, ada, pullRequest);
  const actions = ["edited", "converted_to_draft", "ready_for_review", "labeled", "closed", "reopened"];
  assert.deepEqual((await events()).toSorted(), actions.map((action) => `pull_request.${action}`).toSorted());
  const group = await person.addToMergeQueue(sandbox, grace, pullRequest);
  assert.match(group.headRef, /^refs\/heads\/gh-readonly-queue\/main\/pr-1-[0-9a-f]{40}$/u);
  assert.ok((await events()).includes("merge_group.checks_requested"));
  await person.leaveMergeQueue(sandbox, grace, group, "merged");
  assert.ok((await events()).includes("pull_request.closed"));
  assert.equal(sandbox.git(pullRequest.repository).branch("main"), group.headSha);
});

test("buttons of a check speak to its own App, which need not have subscribed", async () => {
  world.installation.events = [];
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const actions = [{ label: "Re-check", description: "Look again", identifier: "recheck" }];
  await world.ask("POST", "check-runs", { name: "lockstep", head_sha: pullRequest.headOid, actions });
  const suite = pullRequest.repository.checkSuites.find(({ headSha }) => headSha === pullRequest.headOid);
  const run = suite?.checkRuns[0] ?? assert.fail();
  await events();
  person.clickCheckAction(world.sandbox, world.grace, run, "recheck");
  person.rerequestCheckRun(world.sandbox, world.grace, run);
  await person.rerequestCheckSuite(world.sandbox, world.grace, run.suite);
  await world.sandbox.webhooks.settle();
  const [pressed] = heard;
  assert.equal(at(pressed?.payload, "requested_action.identifier"), "recheck");
  assert.equal(at(pressed?.payload, "check_run.check_suite.head_branch"), "topic");
  const told = await events();
  assert.deepEqual(told.toSorted(), [
    "check_run.requested_action",
    "check_run.rerequested",
    "check_suite.rerequested",
  ]);
  assert.throws(() => person.clickCheckAction(world.sandbox, world.grace, run, "other"), /no such action/u);
});

test("without the permission nothing is heard of an event", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await events();
  person.comment(world.sandbox, world.grace, pullRequest, "hello");
  assert.deepEqual(await events(), ["issue_comment.created"]);
  delete world.installation.permissions["issues"];
  person.comment(world.sandbox, world.grace, pullRequest, "hello");
  assert.deepEqual(await events(), []);
});

test("deliveries are lost, doubled and mixed up", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const { webhooks } = world.sandbox;
  const say = (text: string) => person.comment(world.sandbox, world.grace, pullRequest, text);
  await events();
  webhooks.faults.lost = 1;
  say("lost");
  assert.deepEqual(await events(), []);
  Object.assign(webhooks.faults, { lost: 0, doubled: 1 });
  say("twice");
  await webhooks.settle();
  assert.equal(heard[0]?.headers["x-github-delivery"], heard[1]?.headers["x-github-delivery"]);
  assert.equal((await events()).length, 2);
  Object.assign(webhooks.faults, { doubled: 0, shuffled: 8 });
  const texts = ["a", "b", "c", "d", "e", "f", "g", "h"];
  for (const text of texts) say(text);
  await webhooks.settle();
  const order = heard.map(({ payload }) => String(at(payload, "comment.body")));
  assert.notDeepEqual(order, texts);
  assert.deepEqual(order.toSorted(), texts);
});

test("what was answered badly is listed, and delivered again under the same GUID", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await events();
  answer = 500;
  person.comment(world.sandbox, world.grace, pullRequest, "hello");
  await events();
  answer = 202;
  const failed = await world.ask("GET", "/app/hook/deliveries?status=failure", undefined, world.jwt());
  assert.equal((failed.body as unknown[]).length, 1);
  assert.equal(at(failed.body, "0.status_code"), 500);
  const path = `/app/hook/deliveries/${String(at(failed.body, "0.id"))}`;
  assert.equal((await world.ask("POST", `${path}/attempts`, undefined, world.jwt())).status, 202);
  await world.sandbox.webhooks.settle();
  assert.equal(heard[0]?.headers["x-github-delivery"], at(failed.body, "0.guid"));
  const page = await world.ask("GET", "/app/hook/deliveries?per_page=1", undefined, world.jwt());
  assert.equal(at(page.body, "0.redelivery"), true);
  assert.equal((await world.ask("GET", path)).status, 401);
  world.sandbox.clock.advance(4 * 86_400_000);
  assert.equal((await world.ask("POST", `${path}/attempts`, undefined, world.jwt())).status, 422);
});

test("what is larger than 25 MB is never delivered", async () => {
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  await events();
  world.sandbox.limits.webhookBytes = 20_000;
  person.comment(world.sandbox, world.grace, pullRequest, "x".repeat(30_000));
  assert.deepEqual(await events(), []);
});

test("a receiver that does not answer in time has failed", async () => {
  await world.repository({ a: "1\n" });
  await events();
  world.sandbox.limits.webhookSeconds = 0.05;
  server.removeAllListeners("request");
  person.archiveRepository(world.sandbox, world.ada, world.sandbox.repositories()[0] ?? assert.fail());
  await world.sandbox.webhooks.settle();
  assert.equal(world.sandbox.world.deliveries.at(-1)?.attempts[0]?.status, null);
});

/** Names in an example of GitHub's that ours has not, to two levels; `null` there says nothing of ours. */
function missing(example: unknown, ours: unknown, path = "", depth = 0): string[] {
  if (typeof example !== "object" || example === null || Array.isArray(example) || depth > 2) return [];
  if (typeof ours !== "object" || ours === null) return ours === null ? [] : [path];
  return Object.entries(example).flatMap(([name, value]) => {
    const inner = (ours as Record<string, unknown>)[name];
    return inner === undefined ? [`${path}${name}`] : missing(value, inner, `${path}${name}.`, depth + 1);
  });
}

/** GitHub leaves these out in newer payloads, or they depend on what the owner is. */
const unlike =
  /deployment|comment\.(?:original_)?position$|custom_properties|avatar|\.email$|owner\.name$|repository\.(?:master_branch|stargazers|watchers)$|active_lock_reason|installation\.(?:account|app_id)$/u;

test("payloads have what GitHub's own examples have", async () => {
  const examples = createRequire(import.meta.url)("@octokit/webhooks-examples") as {
    name: string;
    examples: Record<string, unknown>[];
  }[];
  const { sandbox, grace, ada } = world;
  const repository: Repository = await world.repository({ a: "1\n" });
  await person.push(sandbox, ada, repository, { branch: "topic", files: { a: "2\n" } });
  const pullRequest = await person.openPullRequest(sandbox, ada, repository, { head: "topic" });
  const inline = {
    path: "a",
    body: "why",
    line: 1,
    side: "RIGHT",
    startLine: null,
    startSide: null,
  } as const;
  world.installation.events.push(
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_review_thread",
  );
  const review = await person.review(sandbox, grace, pullRequest, {
    state: "COMMENTED",
    body: "hm",
    comments: [inline],
  });
  const thread = pullRequest.threads[0] ?? assert.fail();
  person.resolveThread(sandbox, grace, thread);
  const comment = person.comment(sandbox, grace, pullRequest, "hello");
  person.editComment(sandbox, ada, review, "better");
  for (const text of [comment, thread.comments[0] ?? assert.fail()]) {
    person.editComment(sandbox, ada, text, "better");
    person.deleteComment(sandbox, ada, text);
  }
  await world.ask("POST", "check-runs", { name: "lockstep", head_sha: pullRequest.headOid });
  await person.addToMergeQueue(sandbox, grace, pullRequest);
  await sandbox.webhooks.settle();
  const seen = new Set<string>();
  for (const { headers, payload } of heard) {
    const event = String(headers["x-github-event"]);
    const known = examples.find(({ name }) => name === event)?.examples ?? [];
    const action = payload["action"];
    const example = known.find((each) => each["action"] === action);
    if (example === undefined) continue;
    seen.add(typeof action === "string" ? `${event}.${action}` : event);
    assert.deepEqual(
      missing(example, payload).filter((name) => !unlike.test(name)),
      [],
      `${event}.${String(action)}`,
    );
  }
  assert.deepEqual([...seen].toSorted(), [
    "check_run.created",
    "check_suite.requested",
    "issue_comment.created",
    "issue_comment.deleted",
    "issue_comment.edited",
    "merge_group.checks_requested",
    "pull_request.opened",
    "pull_request_review.submitted",
    "pull_request_review_comment.created",
    "pull_request_review_comment.deleted",
    "pull_request_review_comment.edited",
    "pull_request_review_thread.resolved",
    "push",
  ]);
});
