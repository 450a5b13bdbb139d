/** What GitHub says of the App, over HTTP, and the words for it. */

import assert from "node:assert/strict";
import { createVerify, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";

import { eventUses, lacksOf, permissionUses } from "../../../src/edges/github/app-lacks.ts";
import { appAsker } from "../../../src/edges/github/ask-app.ts";
import { convertCode } from "../../../src/edges/github/setup-conversion.ts";
import { manifestText, readManifest, registrationUrl } from "../../../src/edges/github/setup-manifest.ts";
import { watchApp } from "../../../src/edges/github/watch-app.ts";
import { createLog } from "../../../src/edges/log.ts";

const root = new URL("../../../", import.meta.url);
const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const another = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

let server: Server;
let api: string;
/** How far the clock of this GitHub is behind ours, in seconds; which App it knows; what it gives for a code. */
let behind: number;
let appId: number;
let permissions: Record<string, string>;
let events: string[];
let given: { status: number; body: unknown };
let asked: string[];
let lines: string[];

const manifest = await readManifest(root, "app");
const log = createLog("debug", { write: (line) => void lines.push(line) });

before(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const date = new Date(Date.now() - behind * 1000);
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json", date: date.toUTCString() });
      response.end(JSON.stringify(body));
    };
    if (request.url?.startsWith("/app-manifests/")) return answer(given.status, given.body);
    const refusal = refusalOf(request.headers.authorization ?? "", date.getTime() / 1000);
    if (refusal !== null) return answer(...refusal);
    answer(200, {
      id: appId,
      slug: "lockstep",
      name: "Lockstep",
      html_url: "https://g/apps/l",
      permissions,
      events,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

beforeEach(() => {
  behind = 0;
  appId = 7;
  permissions = { ...manifest.default_permissions };
  events = [...manifest.default_events];
  given = { status: 201, body: {} };
  asked = [];
  lines = [];
});

/** As GitHub checks a JSON web token: the App, the signature, and times of at most a minute ahead. */
function refusalOf(authorization: string, now: number): [number, unknown] | null {
  const [head = "", payload = "", signature = ""] = authorization.replace(/^bearer /iu, "").split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString() || "{}") as Record<string, unknown>;
  if (String(claims["iss"]) !== String(appId)) return [404, { message: "Integration not found" }];
  const signed = createVerify("RSA-SHA256").update(`${head}.${payload}`);
  if (!signed.verify(pair.publicKey, signature, "base64url")) {
    return [401, { message: "A JSON web token could not be decoded" }];
  }
  if (Number(claims["iat"]) > now || Number(claims["exp"]) > now + 600) {
    return [401, { message: "'Expiration time' claim ('exp') is too far in the future" }];
  }
  return Number(claims["exp"]) <= now ? [401, { message: "'Expiration time' claim ('exp') is over" }] : null;
}

function asker(privateKey = pair.privateKey, place = { api, web: "https://github.com" }) {
  return appAsker({ appId: 7, privateKey, webhookSecret: "s" }, place, manifest, log);
}

test("an App as the manifest has it", async () => {
  const answer = await asker()();
  assert.deepEqual(
    { ...answer, ahead: 0 },
    {
      app: { slug: "lockstep", name: "Lockstep", url: "https://g/apps/l" },
      trouble: null,
      lasting: false,
      ahead: 0,
      lacks: [],
    },
  );
  assert.ok(Math.abs(answer.ahead ?? 9) <= 2);
  assert.deepEqual(asked, ["GET /app"]);
});

test("the key of another App", async () => {
  const { app, trouble, lasting } = await asker(
    another.export({ type: "pkcs8", format: "pem" }).toString(),
  )();
  assert.deepEqual([app, lasting], [null, true]);
  assert.match(
    trouble ?? "",
    /refuses the private key for App 7: it is the key of another App.*Private keys/u,
  );
});

test("an App that is not there", async () => {
  appId = 8;
  const { trouble, lasting } = await asker()();
  assert.equal(lasting, true);
  assert.match(trouble ?? "", /knows no App 7\. Compare APP_ID/u);
});

test("a clock that is off is said, whether GitHub accepts it or not", async () => {
  behind = 40;
  const late = await asker()();
  assert.equal(late.trouble, null);
  await watchApp(async () => late, log).state();
  assert.match(lines.join(""), /The clock of this machine is (?:39|40|41) seconds ahead of GitHub's/u);
  behind = -1200;
  const early = await asker()();
  assert.equal(early.lasting, true);
  assert.match(early.trouble ?? "", /is (?:1199|1200|1201) seconds behind GitHub's.*Set it/u);
});

test("no GitHub, or one that is not well, is no matter of the key", async () => {
  const gone = await asker(pair.privateKey, { api: "http://127.0.0.1:9", web: "https://github.com" })();
  assert.equal(gone.lasting, false);
  assert.match(gone.trouble ?? "", /cannot be reached at http:\/\/127\.0\.0\.1:9/u);
});

test("what was taken from the App is named, with what it is for", async () => {
  permissions = { ...permissions, checks: "read", contents: "write" };
  delete permissions["issues"];
  events = events.filter((event) => event !== "merge_group");
  const { lacks } = await asker()();
  assert.deepEqual(lacks, [
    "The App lacks the permission checks: write. Without it, no result can be shown.",
    "The App lacks the permission issues: read. Without it, no command in a comment arrives, and linked issues are not read for the rationale.",
    "The App does not get the event merge_group. Without it, entries of a merge queue wait for a check that never comes.",
  ]);
});

test("GitHub is asked once a minute at most, and what is wrong is said once", async () => {
  let count = 0;
  const answer = { app: null, trouble: "GitHub answers 502.", lasting: false, ahead: 0, lacks: [] };
  const watch = watchApp(async () => {
    count += 1;
    return answer;
  }, log);
  await Promise.all([watch.state(), watch.state()]);
  await watch.state();
  assert.equal(count, 1);
  assert.equal(lines.length, 1);
});

test("both manifests ask for the same, but for writing; and every word of them has its use", async () => {
  const write = await readManifest(root, "app.write");
  assert.deepEqual(write, {
    ...manifest,
    default_permissions: { ...manifest.default_permissions, contents: "write" },
  });
  assert.deepEqual(
    Object.keys(permissionUses).toSorted(),
    Object.keys(manifest.default_permissions).toSorted(),
  );
  assert.deepEqual(Object.keys(eventUses).toSorted(), [...manifest.default_events].toSorted());
  assert.equal(lacksOf(manifest, {}, []).length, 17);
});

test("the manifest as GitHub gets it", () => {
  const place = {
    home: "https://l.example",
    webhook: "https://l.example/w",
    created: "http://127.0.0.1:1/c",
  };
  const {
    default_permissions: _,
    default_events: events,
    ...rest
  } = JSON.parse(manifestText(manifest, place)) as Record<string, unknown>;
  assert.ok((events as string[]).includes("pull_request"));
  assert.deepEqual(rest, {
    name: "Lockstep",
    description: "Keeps schema changes and release notes in step.",
    public: false,
    url: "https://l.example",
    hook_attributes: { url: "https://l.example/w", active: true },
    redirect_url: "http://127.0.0.1:1/c",
  });
  const github = { api: "https://api.github.com", web: "https://github.com" };
  assert.equal(registrationUrl(github, null, "s"), "https://github.com/settings/apps/new?state=s");
  assert.equal(
    registrationUrl(github, "acme", "s"),
    "https://github.com/organizations/acme/settings/apps/new?state=s",
  );
});

test("GitHub's code becomes credentials, and nothing of them gets into the log", async () => {
  given = {
    status: 201,
    body: { id: 9, pem: pair.privateKey, webhook_secret: "shh", client_secret: "psst" },
  };
  const { appId, privateKey, webhookSecret } = await convertCode(api, "a1", log);
  assert.deepEqual([appId, webhookSecret], [9, "shh"]);
  assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----/u);
  assert.deepEqual(asked, ["POST /app-manifests/a1/conversions"]);
  assert.ok(!/shh|psst|PRIVATE|a1/u.test(lines.join("")), lines.join(""));
});

test("a code that GitHub does not know, or half an answer, is said in words; and asked for once", async () => {
  given = { status: 404, body: { message: "Not Found" } };
  await assert.rejects(
    convertCode(api, "a1", log),
    /does not know this code any more: it holds for one hour/u,
  );
  given = { status: 503, body: {} };
  await assert.rejects(convertCode(api, "a1", log), /did not answer as it should \(503\)/u);
  given = { status: 201, body: { id: 9, pem: pair.privateKey, webhook_secret: null } };
  await assert.rejects(convertCode(api, "a1", log), /did not give all of its credentials/u);
  assert.equal(asked.length, 3);
});
