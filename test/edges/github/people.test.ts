/** Roles and teams as GitHub tells them, and where it cannot tell. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { addToTeam, blockUser, createTeam, customRole, setRole } from "../../../sandbox/person.ts";
import type { Fault } from "../../../sandbox/faults.ts";
import type { GitHubRepository } from "../../../src/review/github.ts";
import { GitHubWorld } from "./github-world.ts";

let world: GitHubWorld;
before(async () => {
  world = await GitHubWorld.start();
});
after(() => world.stop());

async function opened(repository: ReturnType<GitHubWorld["repository"]>): Promise<GitHubRepository> {
  return world.opened(await world.github(), repository);
}

const levels = ["read", "triage", "write", "maintain", "admin"] as const;

test("every role, by its level and name, in private and public repositories", async () => {
  const hidden = world.repository("hidden");
  const open = world.repository("open", { private: false });
  for (const level of levels) {
    const account = world.account(`has-${level}`);
    for (const repository of [hidden, open]) setRole(repository, account, level);
  }
  const releaser = customRole(world.acme, "Release manager", "triage");
  setRole(hidden, world.account("releaser"), releaser);
  const shut = world.account("shut");
  setRole(hidden, shut, "admin");
  blockUser(world.sandbox, world.acme, shut);
  world.account("stranger");
  for (const [repository, anybody] of [
    [hidden, "none"],
    [open, "read"],
  ] as const) {
    const github = await opened(repository);
    for (const level of levels) {
      assert.deepEqual(await github.roleOf(`has-${level}`), { level, name: level });
    }
    assert.deepEqual(await github.roleOf("stranger"), { level: anybody, name: anybody });
  }
  const github = await opened(hidden);
  assert.deepEqual(await github.roleOf("releaser"), { level: "triage", name: "Release manager" });
  assert.equal((await github.roleOf("shut"))?.level, "none");
  assert.deepEqual(await github.roleOf("nobody-of-this-name"), { level: "none", name: "none" });
  // Neither a name nor a path of another question.
  assert.deepEqual(await github.roleOf("../../../orgs/acme"), { level: "none", name: "none" });
});

test("a person is asked about once in a job", async () => {
  const github = await opened(world.repository("once"));
  await github.roleOf("grace");
  const { others } = github.calls;
  assert.deepEqual(await github.roleOf("Grace"), { level: "write", name: "write" });
  assert.deepEqual({ ...github.calls }, { reads: 0, writes: 0, others });
});

test("teams: active members, of child teams as well; nobody who is only invited", async () => {
  const repository = world.repository("teams");
  const parent = createTeam(world.sandbox, world.acme, "dba", { members: [world.grace] });
  createTeam(world.sandbox, world.acme, "dba-night", { members: [world.account("linus")], parent });
  addToTeam(world.sandbox, parent, world.ada, { pending: true });
  // A token that is narrowed to one repository would be told that nobody is there.
  world.installation.repositories = new Set([repository.id]);
  const github = await opened(repository);
  const told = await Promise.all(
    ["grace", "linus", "ada", "nobody-of-this-name"].map((login) => github.isInTeam("dba", login)),
  );
  assert.deepEqual(told, [true, true, false, false]);
  assert.equal(await github.isInTeam("no-such-team", "grace"), false);
  const { others } = github.calls;
  assert.equal(await github.isInTeam("dba", "Grace"), true);
  assert.deepEqual({ ...github.calls }, { reads: 0, writes: 0, others });
  world.installation.repositories = "all";
});

test("teams: nobody can tell without the permission, and a person's own repository has none", async () => {
  createTeam(world.sandbox, world.acme, "owners", { members: [world.grace] });
  const repository = world.repository("lacking");
  const { members: _, ...without } = world.installation.permissions;
  const before = world.installation.permissions;
  world.installation.permissions = without;
  assert.equal(await (await opened(repository)).isInTeam("owners", "grace"), null);
  world.installation.permissions = before;
  assert.equal(await (await opened(repository)).isInTeam("owners", "grace"), true);
  const { installation } = world;
  installation.account = world.ada;
  const own = world.repository("own", { owner: world.ada });
  assert.equal(await (await opened(own)).isInTeam("owners", "grace"), false);
  installation.account = world.acme;
});

test("what GitHub does not tell is not known; what may pass is tried again", async () => {
  createTeam(world.sandbox, world.acme, "silent", { members: [world.grace] });
  const repository = world.repository("silent");
  const permission = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
  const membership = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
  const during = async <T>(route: string, fault: Fault, ask: (github: GitHubRepository) => Promise<T>) => {
    const lift = world.sandbox.faults.add({ route, fault });
    try {
      return await ask(await opened(repository));
    } finally {
      lift();
    }
  };
  const refused: Fault = { kind: "status", status: 403 };
  const failing: Fault = { kind: "status", status: 502 };
  assert.equal(await during(permission, refused, (github) => github.roleOf("grace")), null);
  assert.equal(await during(membership, refused, (github) => github.isInTeam("silent", "grace")), null);
  await assert.rejects(
    during(permission, failing, (github) => github.roleOf("grace")),
    { kind: "transient" },
  );
  await assert.rejects(
    during(membership, failing, (github) => github.isInTeam("silent", "grace")),
    { kind: "transient" },
  );
});
