/** The first run as a browser goes through it, and what strangers get to see of it. */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { request } from "node:http";

import { UserError } from "../../../src/core/errors.ts";
import { createLog } from "../../../src/edges/log.ts";
import { openHttp, type HttpServer } from "../../../src/edges/web/http-server.ts";
import { setupGuard } from "../../../src/edges/web/setup-guard.ts";
import { setupRoutes, type Wanted } from "../../../src/edges/web/setup-routes.ts";

let http: HttpServer;
let path: string;
let wanted: Wanted[] = [];
let finished: string[] = [];
let trouble: Error | null = null;
let lines: string[] = [];

before(async () => {
  const log = createLog("info", { write: (line) => void lines.push(line) });
  http = await openHttp({ host: "127.0.0.1", port: 0, log });
});
after(() => http.close());

/** As on this machine only, or as on a server that others reach. */
function begin(local: boolean): void {
  const guard = setupGuard({ local, port: http.port });
  const log = createLog("info", { write: (line) => void lines.push(line) });
  path = guard.path;
  http.serve(
    setupRoutes({
      guard,
      log,
      registration(given) {
        wanted.push(given);
        return {
          action: `https://github.example.com/settings/apps/new?state=${given.state}`,
          manifest: JSON.stringify({ name: "<Lock'step>" }),
          permissions: [["checks", "write"]],
          events: ["pull_request"],
        };
      },
      async finish(code) {
        if (trouble !== null) throw trouble;
        finished.push(code);
      },
    }),
  );
}

beforeEach(() => {
  wanted = [];
  finished = [];
  lines = [];
  trouble = null;
  begin(true);
});

interface Asked {
  method?: string;
  form?: Record<string, string>;
  headers?: Record<string, string>;
}

interface Got {
  status: number;
  body: string;
  headers: NodeJS.Dict<string | string[]>;
}

function ask(target: string, { method = "GET", form, headers = {} }: Asked = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(`${http.url}${target}`, { method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    });
    sent.on("error", reject);
    sent.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}

const keyIn = (body: string) => /name="key" value="([^"]+)"/u.exec(body)?.[1] ?? "";
const cookieIn = (got: Got) => (got.headers["set-cookie"]?.[0] ?? "").split(";", 1)[0] ?? "";
const address = "https://lockstep.example.com/";

/** The form, sent as a browser does. */
async function choose(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Got> {
  const first = await ask("/", { headers });
  return ask("/setup", { method: "POST", headers, form: { key: keyIn(first.body), address, ...form } });
}

test("on this machine: two pages, GitHub, and the credentials are here", async () => {
  const second = await choose({ organisation: "acme", write: "yes" });
  assert.equal(second.status, 200);
  const [{ state, ...rest } = { state: "" }] = wanted;
  assert.deepEqual(rest, {
    home: "https://lockstep.example.com",
    webhook: "https://lockstep.example.com/api/github/webhooks",
    created: `${http.url}/setup/created`,
    organisation: "acme",
    write: true,
  });
  assert.match(second.body, /action="https:\/\/github.example.com\/settings\/apps\/new\?state=/u);
  assert.match(second.body, /value="\{&quot;name&quot;:&quot;&lt;Lock&#39;step&gt;&quot;\}"/u);

  const done = await ask(`/setup/created?code=a1&state=${state}`);
  assert.deepEqual([done.status, done.headers["location"]], [303, "/"]);
  assert.deepEqual(finished, ["a1"]);
  // Neither a reload nor somebody who saw the address does it again.
  assert.equal((await ask(`/setup/created?code=a1&state=${state}`)).status, 403);
  assert.deepEqual(finished, ["a1"]);
});

test("nobody is led to register an App of a stranger", async () => {
  assert.equal((await ask("/setup/created?code=a1")).status, 403);
  assert.equal((await ask("/setup/created?code=a1&state=x")).status, 403);
  assert.equal((await ask("/setup", { method: "POST", form: { address } })).status, 403);
  const crossSite = await choose({}, { "sec-fetch-site": "cross-site" });
  assert.equal(crossSite.status, 403);
  await choose({});
  const code = encodeURIComponent("../../app");
  assert.equal((await ask(`/setup/created?code=${code}&state=${wanted[0]?.state}`)).status, 400);
  assert.deepEqual(finished, []);
});

test("a name that was pointed to this machine gets nothing", async () => {
  for (const host of ["evil.example", `evil.example:${http.port}`, `127.0.0.1.evil.example:${http.port}`]) {
    assert.equal((await ask("/", { headers: { host } })).status, 403);
  }
  for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
    assert.equal((await ask("/", { headers: { host: `${host}:${http.port}` } })).status, 200);
  }
});

test("on a server, only the link from the terminal opens the page, and only once", async () => {
  begin(false);
  for (const target of ["/", "/?token=", "/?token=guess", "/setup/created?code=a1", "/anything"]) {
    const got = await ask(target);
    assert.equal(got.status, 403);
    assert.equal(got.headers["set-cookie"], undefined);
  }
  assert.match(path, /^\/\?token=[\w-]{43}$/u);
  const opened = await ask(path);
  assert.deepEqual([opened.status, opened.headers["location"]], [303, "/"]);
  assert.match(String(opened.headers["set-cookie"]), /; HttpOnly; SameSite=Lax$/u);
  assert.equal((await ask(path)).status, 403);

  const cookie = cookieIn(opened);
  const host = "lockstep.example.com";
  const headers = { cookie: `a=b; ${cookie}`, host, "x-forwarded-proto": "https" };
  assert.equal((await ask("/")).status, 403);
  assert.equal((await ask("/", { headers: { cookie: `${cookie}x` } })).status, 403);
  assert.match(String((await ask("/", { headers })).headers["set-cookie"]), /; Secure$/u);
  assert.equal((await choose({}, headers)).status, 200);
  assert.equal(wanted[0]?.created, "https://lockstep.example.com/setup/created");
  const target = `/setup/created?code=a1&state=${wanted[0]?.state}`;
  assert.equal((await ask(target)).status, 403);
  assert.equal((await ask(target, { headers })).status, 303);
  assert.deepEqual(finished, ["a1"]);
});

test("what is wrong is said above the form, which keeps what was filled in", async () => {
  for (const wrong of [
    "lockstep.example.com",
    "ftp://x.example",
    "https://u:p@x.example",
    "https://x.example/?a",
  ]) {
    const got = await choose({ address: wrong, organisation: '"><script>' });
    assert.equal(got.status, 400);
    assert.match(got.body, /The address must be one like https:/u);
    assert.ok(!got.body.includes("<script>"));
  }
  const got = await choose({ organisation: "no/name" });
  assert.match(got.body, /An organisation&#39;s name has letters/u);
  assert.match(got.body, /value="https:\/\/lockstep.example.com\/"/u);
  assert.deepEqual(wanted, []);
});

test("a registration that fails says why, and can be begun again", async () => {
  trouble = new UserError("GitHub does not know this code any more.");
  await choose({});
  const failed = await ask(`/setup/created?code=a1&state=${wanted[0]?.state}`);
  assert.equal(failed.status, 502);
  assert.match(failed.body, /GitHub does not know this code any more\./u);
  trouble = null;
  await choose({});
  assert.equal((await ask(`/setup/created?code=a2&state=${wanted[1]?.state}`)).status, 303);
  assert.deepEqual(finished, ["a2"]);
});

test("pages load nothing, are framed by nobody, and keep their style", async () => {
  const got = await ask("/");
  const policy = String(got.headers["content-security-policy"]);
  assert.match(policy, /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/u);
  assert.equal(got.headers["referrer-policy"], "no-referrer");
  assert.ok(!/(?:src|href|action)="http/u.test(got.body));
  const style = /<style>([^]*)<\/style>/u.exec(got.body)?.[1] ?? "";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
  assert.ok(policy.includes(`'sha256-${Buffer.from(digest).toString("base64")}'`));
});

test("until there is an App, it lives but is not ready", async () => {
  begin(false);
  assert.equal((await ask("/healthz")).status, 200);
  assert.equal((await ask("/readyz")).status, 503);
  assert.equal((await ask("/api/github/webhooks", { method: "POST" })).status, 503);
});
