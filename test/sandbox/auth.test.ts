/** Who an App says that it is, and what its tokens reach. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  createKeys,
  createPersonalToken,
  createRepository,
  installApp,
  suspendInstallation,
  uninstallApp,
} from "../../sandbox/person.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
before(async () => {
  world = await RestWorld.start();
  await world.repository({ a: "1\n" });
});
after(() => world.stop());

test("a JWT must be signed by the App, and be of this hour", async () => {
  const now = Math.floor(Date.now() / 1000);
  const stranger = createKeys();
  const ahead = /^'Issued at' claim \('iat'\) must be an Integer/u;
  const cases: [jwt: string, status: number, words: RegExp][] = [
    [world.jwt({}, stranger.privateKey), 401, /^A JSON web token could not be decoded$/u],
    [world.jwt({ iss: "4711" }), 404, /^Integration not found$/u],
    [world.jwt({ exp: now - 1 }), 401, /^'Expiration time' claim \('exp'\) must be a numeric value/u],
    [world.jwt({ exp: now + 3600 }), 401, /^'Expiration time' claim \('exp'\) is too far in the future$/u],
    [world.jwt({ iat: now + 300, exp: now + 600 }), 401, ahead],
    [world.jwt({ iat: undefined }), 401, /^Missing 'issued at' claim/u],
    ["x.y.z", 401, /^A JSON web token could not be decoded$/u],
  ];
  for (const [jwt, status, words] of cases) {
    const answer = await world.ask("GET", "/app", undefined, jwt);
    assert.equal(answer.status, status, String(words));
    assert.match(String(at(answer.body, "message")), words);
  }
  const known = await world.ask("GET", "/app", undefined, world.jwt());
  assert.equal(at(known.body, "slug"), "lockstep");
});

test("a clock that is off is refused in GitHub's words", async () => {
  world.sandbox.clock.advance(20 * 60_000);
  const slow = Math.floor(Date.now() / 1000);
  const answer = await world.ask("GET", "/app", undefined, world.jwt({ iat: slow - 30, exp: slow + 540 }));
  const off = Date.parse(answer.headers.get("date") ?? "") - Date.now();
  world.sandbox.clock.advance(-20 * 60_000);
  assert.equal(answer.status, 401);
  assert.ok(Math.abs(off - 20 * 60_000) < 5_000);
  assert.match(String(at(answer.body, "message")), /'exp'/u);
});

test("a token is narrowed to repositories and permissions", async () => {
  const other = await world.repository({ a: "1\n" }, "other");
  const token = await world.newToken({ repository_ids: [other.id], permissions: { contents: "read" } });
  assert.equal((await world.ask("GET", "/repos/acme/other/commits/main", undefined, token)).status, 200);
  assert.equal((await world.ask("GET", "commits/main", undefined, token)).status, 404);
  const pulls = await world.ask("GET", "/repos/acme/other/pulls", undefined, token);
  assert.equal(pulls.status, 403);
  assert.equal(at(pulls.body, "message"), "Resource not accessible by integration");
  assert.equal(pulls.headers.get("x-accepted-github-permissions"), "pull_requests=read");
});

test("the reply lists repositories only when the token is narrowed", async () => {
  const path = `/app/installations/${world.installation.id}/access_tokens`;
  const whole = await world.ask("POST", path, undefined, world.jwt());
  assert.equal(at(whole.body, "repositories"), undefined);
  assert.equal(at(whole.body, "repository_selection"), "all");
  const narrow = await world.ask("POST", path, { repositories: ["shop"] }, world.jwt());
  assert.equal(at(narrow.body, "repositories.0.name"), "shop");
  assert.equal(at(narrow.body, "repository_selection"), "selected");
});

test("what the installation does not have cannot be asked for", async () => {
  const path = `/app/installations/${world.installation.id}/access_tokens`;
  const strange = await world.ask("POST", path, { repository_ids: [1, 2] }, world.jwt());
  assert.equal(strange.status, 422);
  assert.match(String(at(strange.body, "message")), /^There is at least one repository that does not exist/u);
  const more = await world.ask("POST", path, { permissions: { contents: "write" } }, world.jwt());
  assert.equal(more.status, 422);
  assert.match(String(at(more.body, "message")), /not granted to this installation/u);
});

test("tokens end after an hour, with a suspension, and with the installation", async () => {
  const token = await world.newToken();
  const status = async (): Promise<number> => (await world.ask("GET", "pulls", undefined, token)).status;
  assert.equal(await status(), 200);
  suspendInstallation(world.sandbox, world.ada, world.installation);
  assert.equal(await status(), 403);
  const path = `/app/installations/${world.installation.id}/access_tokens`;
  assert.equal((await world.ask("POST", path, undefined, world.jwt())).status, 403);
  suspendInstallation(world.sandbox, world.ada, world.installation, false);
  assert.equal(await status(), 200);
  world.sandbox.clock.advance(3_601_000);
  const late = await world.ask("GET", "pulls", undefined, token);
  assert.deepEqual([late.status, at(late.body, "message")], [401, "Bad credentials"]);
  const lea = await createRepository(world.sandbox, world.ada, { name: "own", files: { a: "1\n" } });
  const second = installApp(world.sandbox, world.ada, world.app, lea.owner);
  const seconds = `/app/installations/${second.id}/access_tokens`;
  const given = await world.ask("POST", seconds, undefined, world.jwt());
  const gone = String(at(given.body, "token"));
  uninstallApp(world.sandbox, world.ada, second);
  assert.equal((await world.ask("GET", "/repos/ada/own", undefined, gone)).status, 401);
  assert.equal((await world.ask("POST", seconds, undefined, world.jwt())).status, 404);
});

test("people write no checks, and strangers see no private repository", async () => {
  const token = createPersonalToken(world.sandbox, world.grace);
  const head = world.sandbox.git(world.sandbox.repositories()[0] ?? assert.fail()).branch("main");
  const check = { name: "lockstep", head_sha: head };
  assert.equal((await world.ask("POST", "check-runs", check, token)).status, 403);
  assert.equal((await world.ask("GET", "pulls", undefined, token)).status, 200);
  assert.equal((await world.ask("GET", "pulls", undefined, "")).status, 404);
});
