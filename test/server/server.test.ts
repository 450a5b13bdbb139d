/** The real server over a real GitHub of the sandbox: from the first run to the last signal. */

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { openPullRequest } from "../../sandbox/state/pull-requests.ts";
import { newFolder, run, start, until } from "./run-server.ts";
import { smallGitHub, type SmallGitHub } from "./small-github.ts";

let github: SmallGitHub;
before(async () => {
  github = await smallGitHub();
});
after(() => github.sandbox.stop());

function credentials(): Record<string, string> {
  return {
    APP_ID: String(github.app.id),
    PRIVATE_KEY: github.app.privateKey.replaceAll("\n", "\\n"),
    WEBHOOK_SECRET: github.app.webhookSecret,
    GITHUB_API_URL: github.sandbox.url,
  };
}

const get = async (url: string) => {
  const response = await fetch(url, { redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
};

const migration =
  "CREATE TABLE note_of_nobody (id bigint PRIMARY KEY);\nALTER TABLE users DROP COLUMN secret_title;\n";

test("first run, service without a restart, a pull request with its check, an end in peace; and again from .env", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, ".env"), "# of the person\nLOG_LEVEL=debug\n");
  const server = await run({ GITHUB_API_URL: github.sandbox.url }, folder);
  assert.match(server.out(), new RegExp(`Open this page to register one:\\s+${server.url}/\\s`, "u"));
  assert.equal((await get(`${server.url}/readyz`)).status, 503);

  // The person goes through the pages, and GitHub sends the browser back with a code.
  const first = await get(`${server.url}/`);
  const key = /name="key" value="([^"]+)"/u.exec(first.text)?.[1] ?? "";
  const second = await fetch(`${server.url}/setup`, {
    method: "POST",
    body: new URLSearchParams({ key, address: "https://lockstep.example.com" }),
  });
  const state = /settings\/apps\/new\?state=([\w-]+)/u.exec(await second.text())?.[1] ?? "";
  github.sandbox.world.manifestCodes.set("code-of-github", github.app);
  const created = await get(`${server.url}/setup/created?code=code-of-github&state=${state}`);
  assert.deepEqual([created.status, created.location], [303, "/"]);
  assert.match((await get(`${server.url}/`)).text, /\/installations\/new/u);
  assert.deepEqual(JSON.parse((await get(`${server.url}/readyz`)).text), {
    ready: true,
    queue: "ok",
    github: "ok",
  });
  const kept = readFileSync(join(folder, ".env"), "utf8");
  assert.match(kept, /^# of the person\nLOG_LEVEL=debug\nAPP_ID="4711"\nPRIVATE_KEY="-----BEGIN/u);
  assert.equal(statSync(join(folder, ".env")).mode & 0o777, 0o600);

  // A pull request is opened, and gets its check by a webhook.
  github.app.webhookUrl = `${server.url}/api/github/webhooks`;
  const base = await github.commit("main", { "README.md": "a shop\n" });
  await github.commit("topic", { "migrations/0001_drop.sql": migration }, base);
  await openPullRequest(github.sandbox, github.ada, {
    repository: github.repository,
    base: "main",
    headRepository: github.repository,
    head: "topic",
    title: "A title of somebody",
    body: "A text of somebody",
    draft: false,
  });
  const suite = await until(() =>
    github.repository.checkSuites.find(({ checkRuns }) => checkRuns.length > 0),
  );
  assert.equal(suite.checkRuns[0]?.status, "completed");
  await until(() => /"msg":"reviewed"/u.exec(server.log()));

  assert.equal(await server.stop(), 0);
  const log = server.log() + server.out();
  const { world } = github.sandbox;
  assert.ok(world.tokens.size > 0);
  for (const { token } of world.tokens.values()) assert.ok(!log.includes(token));
  assert.ok(!/of somebody|secret_title|note_of_nobody|BEGIN|code-of-github|eyJ/u.test(log), log);
  assert.ok(!log.includes(github.app.webhookSecret));
  for (const line of server.log().trim().split("\n"))
    assert.doesNotThrow(() => JSON.parse(line) as unknown, line);

  const again = await run({ GITHUB_API_URL: github.sandbox.url }, folder);
  assert.match(again.log(), /Lockstep listens/u);
  assert.equal((await get(`${again.url}/healthz`)).status, 200);
  assert.equal(await again.stop("SIGINT"), 0);
});

describe("a start that cannot succeed says what is wrong and what to do", { concurrency: 2 }, () => {
  const words = async (environment: Record<string, string>, folder?: string) => {
    const started = start(environment, folder);
    const code = await started.exited;
    return `${code} ${started.log()}`;
  };

  test("a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    assert.match(
      await words({ PORT: String(port) }),
      new RegExp(`^2 lockstep: Port ${port} on 127.0.0.1 is in use by another program\\. Stop`, "u"),
    );
    other.close();
  });

  test("the key of another App", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const said = await words({ ...credentials(), PRIVATE_KEY: pem });
    assert.match(said, /^2 [^]*lockstep: GitHub refuses the private key for App 4711/u);
  });
});

test("while GitHub is not there, deliveries are stored, and it is said that it is not ready", async () => {
  const server = await run({ ...credentials(), GITHUB_API_URL: "http://127.0.0.1:9" });
  assert.equal((await get(`${server.url}/healthz`)).status, 200);
  const ready = await get(`${server.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.match(ready.text, /"queue":"ok","github":"GitHub cannot be reached/u);
  const body = JSON.stringify({
    action: "opened",
    pull_request: { number: 1 },
    repository: { id: 1, node_id: "R_1" },
    installation: { id: 31 },
  });
  const signature = createHmac("sha256", github.app.webhookSecret).update(body).digest("hex");
  const answer = await fetch(`${server.url}/api/github/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "pull_request",
      "x-github-delivery": "d-1",
      "x-hub-signature-256": `sha256=${signature}`,
    },
    body,
  });
  assert.equal(answer.status, 202);
  const began = performance.now();
  assert.equal(await server.stop(), 0);
  assert.ok(performance.now() - began < 10_000);
});
