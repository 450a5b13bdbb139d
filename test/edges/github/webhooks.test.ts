/** Deliveries over HTTP: what is stored, what is answered, and what the log says. */

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, beforeEach, test } from "node:test";

import { openWebhooks } from "../../../src/edges/github/webhooks.ts";
import { createLog } from "../../../src/edges/log.ts";
import { openHttp, type HttpServer } from "../../../src/edges/web/http-server.ts";
import { serviceRoutes } from "../../../src/edges/web/routes.ts";
import type { Job } from "../../../src/review/job.ts";

const secret = "a secret of this test";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

let stored: Job[] = [];
let forgotten: number[] = [];
let lines: string[] = [];
/** How the queue takes it. */
let storing: () => Promise<void>;
let http: HttpServer;

before(async () => {
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const queue = {
    async enqueue(jobs: readonly Job[]) {
      await storing();
      stored.push(...jobs);
    },
    isWaiting: async () => false,
    async forget(installation: number) {
      forgotten.push(installation);
    },
  };
  const webhooks = await openWebhooks({ appId: 29310, privateKey, secret, queue, log, patience: 200 });
  http = await openHttp({ host: "127.0.0.1", port: 0, log });
  http.serve(
    serviceRoutes({
      version: "0",
      log,
      app: () => null,
      deliver: (delivery) => webhooks.receive(delivery),
      readiness: async () => ({ ready: true, parts: {} }),
    }),
  );
});

beforeEach(() => {
  stored = [];
  forgotten = [];
  lines = [];
  storing = async () => undefined;
});

after(() => http.close());

interface Sent {
  event?: string;
  body?: string;
  headers?: Record<string, string>;
  secret?: string;
}

async function send({ event = "pull_request", body = "{}", headers = {}, secret: used = secret }: Sent) {
  const response = await fetch(`${http.url}/api/github/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", used).update(body).digest("hex")}`,
      ...headers,
    },
    body,
  });
  return { status: response.status, text: (await response.text()).trim() };
}

interface Examples {
  name: string;
  examples: Record<string, unknown>[];
}
const examples = JSON.parse(
  readFileSync(
    new URL("../../../node_modules/@octokit/webhooks-examples/api.github.com/index.json", import.meta.url),
    "utf8",
  ),
) as Examples[];

const opened = JSON.stringify({
  action: "opened",
  number: 7,
  pull_request: { number: 7, title: "the title of somebody", body: "the text of somebody" },
  repository: { id: 11, node_id: "R_11" },
  installation: { id: 5 },
});
const openedJob = {
  kind: "pull_request",
  repository: { installation: 5, id: 11, node: "R_11" },
  number: 7,
  always: false,
  draft: false,
};

test("every example of GitHub's payloads gets a calm answer", async () => {
  let count = 0;
  for (const { name, examples: payloads } of examples) {
    for (const payload of payloads) {
      // Recorded without an installation, as repository hooks send them.
      const whole = { installation: { id: 5 }, ...payload };
      for (const body of [JSON.stringify(payload), JSON.stringify(whole)]) {
        const { status } = await send({ event: name, body });
        assert.ok(status === 200 || status === 202, `${name}: ${status}`);
      }
      count += 1;
    }
  }
  assert.equal(count, 329);
  assert.ok(stored.length > 40);
  for (const line of lines) assert.ok(!line.includes('"level":50'), line);
});

test("a delivery is stored as ids, answered, and told in one line without a text of anybody", async () => {
  assert.deepEqual(await send({ body: opened, headers: { "x-github-delivery": "d-1" } }), {
    status: 202,
    text: "stored",
  });
  assert.deepEqual(stored, [openedJob]);
  assert.equal(lines.length, 1);
  const { time, ms, ...line } = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
  assert.equal(typeof time, "number");
  assert.equal(typeof ms, "number");
  assert.deepEqual(line, {
    level: 30,
    delivery: "d-1",
    event: "pull_request",
    status: 202,
    action: "opened",
    installation: 5,
    repository: 11,
    pullRequest: 7,
    jobs: ["pull_request 7"],
    msg: "delivery",
  });
});

test("a comment with a command is stored as the number of its pull request, and nothing of it is told", async () => {
  const body = JSON.stringify({
    action: "created",
    issue: { number: 7, state: "open", title: "the title of somebody", pull_request: { url: "u" } },
    comment: { body: `/lockstep check\n${"the text of somebody ".repeat(2_000)}`, user: { type: "User" } },
    repository: { id: 11, node_id: "R_11" },
    installation: { id: 5 },
  });
  assert.equal((await send({ event: "issue_comment", body })).status, 202);
  assert.deepEqual(stored, [openedJob]);
  assert.match(lines[0] ?? "", /"pullRequest":7,.*"jobs":\["pull_request 7"\]/u);
  assert.ok(!lines.join("").includes("of somebody"));
});

test("a delivery that comes again is stored again: the queue makes one of them", async () => {
  const headers = { "x-github-delivery": "d-2" };
  assert.equal((await send({ body: opened, headers })).status, 202);
  assert.equal((await send({ body: opened, headers })).status, 202);
  assert.deepEqual(stored, [openedJob, openedJob]);
});

test("a wrong or missing signature is refused, and after three the log says what is probably wrong, once", async () => {
  for (const headers of [{}, { "x-hub-signature-256": "sha256=00" }, { "x-hub-signature-256": "" }]) {
    const { status } = await send({ body: opened, secret: "another", headers });
    assert.equal(status, 401);
  }
  assert.equal(lines.filter((line) => line.includes("WEBHOOK_SECRET")).length, 0);
  for (let count = 0; count < 5; count += 1) await send({ body: opened, secret: "another" });
  assert.equal(lines.filter((line) => line.includes("WEBHOOK_SECRET")).length, 1);
  assert.deepEqual(stored, []);
  assert.equal((await send({ body: opened })).status, 202);
});

test("a job that cannot be stored, or not in time, is given back", async () => {
  storing = async () => {
    throw new Error("the disk is full");
  };
  assert.equal((await send({ body: opened })).status, 503);
  assert.match(lines.join(""), /not stored.*|the disk is full/u);
  assert.ok(!lines.join("").includes("of somebody"));
  storing = () => new Promise(() => undefined);
  assert.equal((await send({ body: opened })).status, 503);
  assert.deepEqual(stored, []);
});

test("an installation that goes takes what waits for it along", async () => {
  const body = (action: string) => JSON.stringify({ action, installation: { id: 5 } });
  assert.deepEqual(await send({ event: "installation", body: body("deleted") }), {
    status: 200,
    text: "forgotten",
  });
  await send({ event: "installation", body: body("suspend") });
  await send({ event: "installation", body: body("unsuspend") });
  assert.deepEqual(forgotten, [5, 5]);
});

test("what is no delivery of GitHub's is refused calmly", async () => {
  assert.equal((await send({ body: "{" })).status, 400);
  assert.equal((await send({ body: "null" })).status, 400);
  assert.equal((await send({ body: "[]" })).status, 400);
  assert.equal((await send({ body: opened, headers: { "x-github-event": "No Event" } })).status, 400);
  assert.equal((await send({ body: opened, event: "__proto__" })).status, 400);
  assert.equal((await send({ body: opened, event: "an_event_of_tomorrow" })).status, 200);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await send({ body: opened, headers: form })).status, 415);
  assert.equal((await fetch(`${http.url}/api/github/webhooks`)).status, 405);
  assert.deepEqual(stored, []);
  assert.equal(lines.length, 7);
  for (const line of lines) assert.ok(!line.includes('"level":50'), line);
});

test("a body above 25 MB is refused, whether it says so or not", async () => {
  const large = 25 * 1024 * 1024 + 1;
  const tried = (headers: Record<string, string>, size: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${http.url}/api/github/webhooks`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
      });
      sent.once("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.once("error", reject);
      if (size === 0) sent.flushHeaders();
      else sent.write(Buffer.alloc(size, 32));
    });
  assert.equal(await tried({ "content-length": String(large) }, 0), 413);
  assert.equal(await tried({ "transfer-encoding": "chunked" }, large), 413);
  const body = `${opened.slice(0, -1)}${" ".repeat(large - 1 - opened.length)}}`;
  assert.equal((await send({ body })).status, 202);
  assert.equal(stored.length, 1);
});
