/** Who may do what: roles in repositories, teams of organisations, and people who are shut out. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { Account, Repository } from "../../sandbox/world.ts";
import { at, RestWorld } from "./rest-world.ts";
import type { Answer } from "./rest-world.ts";

let world: RestWorld;
let dan: Account;
beforeEach(async () => {
  world = await RestWorld.start();
  dan = person.createUser(world.sandbox, "dan");
});
afterEach(() => world.stop());

/** `permission`, name of the role, and whether one may pull, triage, push, maintain, administer. */
async function permission(login: string, token?: string): Promise<string> {
  const { status, body } = await world.ask("GET", `collaborators/${login}/permission`, undefined, token);
  if (status !== 200) return `${status} ${String(at(body, "message"))}`;
  assert.equal(at(body, "user.role_name"), at(body, "role_name"));
  const can = ["pull", "triage", "push", "maintain", "admin"].map((name) =>
    at(body, `user.permissions.${name}`) === true ? "y" : "n",
  );
  return [at(body, "permission"), `"${String(at(body, "role_name"))}"`, can.join("")].join(" ");
}

test("roles as GitHub tells them, the old words beside the new", async () => {
  const repository = await world.repository({ a: "1\n" });
  const custom = person.customRole(world.acme, "release manager", "triage");
  const cases = [
    ["read", 'read "read" ynnnn'],
    ["triage", 'read "triage" yynnn'],
    ["write", 'write "write" yyynn'],
    ["maintain", 'write "maintain" yyyyn'],
    ["admin", 'admin "admin" yyyyy'],
    [custom, 'read "release manager" yynnn'],
  ] as const;
  for (const [role, told] of cases) {
    person.setRole(repository, dan, role);
    assert.equal(await permission("DAN"), told);
  }
  person.removeCollaborator(repository, dan);
  assert.equal(await permission("dan"), 'none "" nnnnn');
  assert.equal(await permission("nobody"), "404 nobody is not a user");
  assert.equal(await permission("acme"), "404 acme is not a user");
});

test("everybody reads a public repository, and a bot has no role", async () => {
  await world.repository({ a: "1\n" }, "shop", false);
  assert.equal(await permission("dan"), 'read "read" ynnnn');
  assert.equal(await permission("lockstep%5Bbot%5D"), 'none "" nnnnn');
});

test("the highest of several roles counts: members, teams, owners", async () => {
  const { sandbox, acme } = world;
  const repository = await world.repository({ a: "1\n" });
  const eve = person.createUser(sandbox, "eve");
  const crew = person.createTeam(sandbox, acme, "crew");
  const night = person.createTeam(sandbox, acme, "night", { parent: crew });
  person.setTeamRole(crew, repository, "write");
  person.addToTeam(sandbox, night, dan);
  person.addToTeam(sandbox, crew, eve, { pending: true });
  assert.equal(await permission("dan"), 'write "write" yyynn');
  assert.equal(await permission("eve"), 'none "" nnnnn');
  person.setRole(repository, dan, person.customRole(acme, "deployer", "write"));
  assert.equal(await permission("dan"), 'write "deployer" yyynn');
  person.setRole(repository, dan, "read");
  person.removeFromTeam(night, dan);
  assert.equal(await permission("dan"), 'read "read" ynnnn');
  const boss = person.createUser(sandbox, "boss");
  const own = person.createOrganisation(sandbox, "own", { owners: [boss] });
  const theirs: Repository = await person.createRepository(sandbox, own, { name: "x", files: { a: "" } });
  person.installApp(sandbox, boss, world.app, own);
  assert.equal(person.openNewFilePage(sandbox, boss, "/own/x/new/main?filename=b").repository, theirs);
});

test("who may ask for somebody's role", async () => {
  const { sandbox, grace } = world;
  await world.repository({ a: "1\n" }, "shop", false);
  const tokenOf = (account: Account): string => person.createPersonalToken(sandbox, account);
  const stranger = "403 Must have push access to view collaborator permission.";
  assert.equal(await permission("dan", tokenOf(grace)), 'read "read" ynnnn');
  assert.equal(await permission("dan", tokenOf(dan)), stranger);
  assert.equal(await permission("dan", ""), "401 Requires authentication");
  await person.createRepository(sandbox, dan, { name: "open", files: { a: "1\n" } });
  const elsewhere = await world.ask("GET", "/repos/dan/open/collaborators/ada/permission");
  assert.equal(elsewhere.status, 403);
});

const told = ({ status, body }: Answer): unknown[] => [status, at(body, "state"), at(body, "role")];

test("teams are told to Apps that may see members, with a token that is not narrowed", async () => {
  const { sandbox, acme, ada, grace, installation } = world;
  const repository = await world.repository({ a: "1\n" });
  const parent = person.createTeam(sandbox, acme, "Data", { members: [ada] });
  const child = person.createTeam(sandbox, acme, "dba", { parent });
  person.addToTeam(sandbox, child, grace, { role: "maintainer" });
  person.addToTeam(sandbox, child, dan, { pending: true });
  const of = (slug: string, login: string, token: string): Promise<Answer> =>
    world.ask("GET", `/orgs/acme/teams/${slug}/memberships/${login}`, undefined, token);
  const refused = await of("data", "ada", await world.newToken());
  assert.equal(refused.status, 403);
  assert.equal(refused.headers.get("x-accepted-github-permissions"), "members=read");
  installation.permissions["members"] = "read";
  const token = await world.newToken();
  assert.deepEqual(told(await of("data", "ADA", token)), [200, "active", "member"]);
  assert.deepEqual(told(await of("data", "grace", token)), [200, "active", "member"]);
  assert.deepEqual(told(await of("dba", "grace", token)), [200, "active", "maintainer"]);
  assert.deepEqual(told(await of("dba", "dan", token)), [200, "pending", "member"]);
  for (const [slug, login] of [
    ["data", "dan"],
    ["dba", "ada"],
    ["nobody", "ada"],
    ["dba", "nobody"],
  ] as const) {
    assert.equal((await of(slug, login, token)).status, 404, `${slug} ${login}`);
  }
  person.removeFromTeam(child, grace);
  assert.equal((await of("dba", "grace", token)).status, 404);
  const narrow = await world.newToken({ repository_ids: [repository.id] });
  assert.equal((await of("data", "ada", narrow)).status, 404);
  assert.equal((await of("data", "ada", person.createPersonalToken(sandbox, grace))).status, 200);
  assert.equal((await of("data", "ada", person.createPersonalToken(sandbox, dan))).status, 404);
  assert.equal((await of("data", "ada", "")).status, 401);
});

test("whoever is blocked loses what they had, and says nothing any more", async () => {
  const { sandbox, acme, grace } = world;
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const team = person.createTeam(sandbox, acme, "crew", { members: [grace] });
  person.setTeamRole(team, pullRequest.repository, "admin");
  pullRequest.repository.private = false;
  person.blockUser(sandbox, acme, grace);
  assert.equal(await permission("grace"), 'read "read" ynnnn');
  assert.throws(() => person.comment(sandbox, grace, pullRequest, "hello"), { status: 403 });
  const token = person.createPersonalToken(sandbox, grace);
  assert.equal((await world.ask("POST", "issues/1/comments", { body: "hello" }, token)).status, 403);
  assert.equal((await world.ask("GET", "pulls/1", undefined, token)).status, 200);
  pullRequest.repository.private = true;
  assert.equal(await permission("grace"), 'none "" nnnnn');
  assert.deepEqual(pullRequest.comments, []);
});
