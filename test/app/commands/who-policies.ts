/** Who may exempt and grant where the policy names people, and what happens when they change. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { Account, PullRequest, Role, Team } from "../../../sandbox/world.ts";
import { Project, usual } from "../../support/project.ts";
import { app } from "../writing-app.ts";

/** A column and a table go. */
const twoDrops = {
  "db/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id;\nDROP TABLE orders;\n",
} as const;
const files = {
  ...usual.files,
  "db/migrations/0001_orders.up.sql": "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
};

const column = "/lockstep exempt drop_column users.legacy_id because nobody reads it";
const table = "/lockstep exempt drop_table orders because it is empty";
const all = "/lockstep exempt all because the shop is down";
const green = /^success: /u;

interface Place {
  project: Project;
  pullRequest: PullRequest;
  dba: Team;
}

/** With a team `dba`, and the note. */
async function place(
  commands: string,
  more: { above?: string; permissions?: Record<string, "read" | "write"> } = {},
): Promise<Place> {
  const { above, permissions } = more;
  const project = await Project.create(app, {
    policy: `mode: enforce\n${commands}`,
    files,
    ...(permissions === undefined ? {} : { permissions }),
  });
  if (above !== undefined)
    await person.createRepository(app.sandbox, project.organisation, {
      name: ".github",
      private: true,
      by: project.ada,
      files: { ".github/lockstep.yml": above },
    });
  const dba = person.createTeam(app.sandbox, project.organisation, "dba");
  const pullRequest = await project.open(twoDrops);
  await project.addNote(pullRequest);
  assert.match(project.said(pullRequest), /^failure: .*exempt drop_/u);
  return { project, pullRequest, dba };
}

function member({ project }: Place, name: string, role: Role, team: Team | null = null): Account {
  const account = person.createUser(app.sandbox, `${name}-of-${project.organisation.login}`);
  person.setRole(project.repository, account, role);
  if (team !== null) person.addToTeam(app.sandbox, team, account);
  return account;
}

function summary({ project, pullRequest }: Place): string {
  return project.check(pullRequest).summary ?? "";
}

function lastAnswer({ project, pullRequest }: Place): string {
  return project.answers(pullRequest).at(-1) ?? "";
}

/** What is exempted by commands, as the check lists it. */
function granted(at: Place): string[] {
  return [...summary(at).matchAll(/^- (.*): granted by `([^`]+)`/gmu)].map(
    ([, what = "", who = ""]) => `${what.replaceAll("`", "")} by ${who.replace(/-.*/u, "")}`,
  );
}

const tablesByDba = "commands:\n  who:\n    - { commands: exempt, kinds: drop_table, teams: dba }\n";

test("a kind is for a team: others are told so, and `exempt all` names what it leaves over", async () => {
  const at = await place(tablesByDba);
  const { project, pullRequest, dba } = at;
  await project.say(pullRequest, project.grace, table);
  assert.match(lastAnswer(at), /`drop_table orders` is for .*dba/u);
  assert.deepEqual(granted(at), []);
  await project.say(pullRequest, project.grace, all);
  assert.match(lastAnswer(at), /It covers `drop_column users\.legacy_id`\..*`drop_table orders` is for/u);
  assert.deepEqual(granted(at), ["all (drop_column users.legacy_id) by grace"]);
  const dora = member(at, "dora", "read", dba);
  await project.say(pullRequest, dora, table);
  assert.match(project.said(pullRequest), green);
});

test("an emergency team may exempt any kind, and a pending or former member is none", async () => {
  const at = await place(`${tablesByDba}  emergency: on-call\n`);
  const { project, pullRequest } = at;
  const onCall = person.createTeam(app.sandbox, project.organisation, "on-call");
  const nora = member(at, "nora", "read");
  person.addToTeam(app.sandbox, onCall, nora, { pending: true });
  await project.say(pullRequest, nora, all);
  assert.match(lastAnswer(at), /in an emergency also members of the team .*on-call/u);
  assert.deepEqual(granted(at), []);
  person.addToTeam(app.sandbox, onCall, nora);
  await project.say(pullRequest, nora, all);
  assert.match(project.said(pullRequest), green);
  person.removeFromTeam(onCall, nora);
  await project.say(pullRequest, project.grace, "/lockstep check");
  assert.match(project.said(pullRequest), /^failure: /u);
  assert.match(summary(at), /`\/lockstep exempt all` by `?nora[^ ]* does not count any more/u);
});

test("roles and users by name, and never the author", async () => {
  const at = await place(
    "commands:\n  who:\n    - { commands: [exempt, waive], roles: [dba-lead, maintain], users: [USER] }\n".replace(
      "USER",
      "ulla",
    ),
  );
  const { project, pullRequest } = at;
  const lead = person.customRole(project.organisation, "dba-lead", "read");
  const lena = person.createUser(app.sandbox, `lena-of-${project.organisation.login}`);
  person.setRole(project.repository, lena, lead);
  await project.say(pullRequest, project.grace, all);
  assert.match(
    lastAnswer(at),
    /Exempting is for anyone with maintain access to this repository, anyone with the role dba-lead, and ulla, but never the author/u,
  );
  await project.say(pullRequest, project.ada, all);
  assert.deepEqual(granted(at), []);
  await project.say(pullRequest, lena, column);
  const ulla = person.createUser(app.sandbox, "ulla");
  person.setRole(project.repository, ulla, "read");
  await project.say(pullRequest, ulla, table);
  assert.match(project.said(pullRequest), green);
});

for (const status of [404, 403] as const)
  test(`where GitHub answers ${status} about teams, nobody is in them`, async () => {
    const at = await place(tablesByDba);
    const { project, pullRequest, dba } = at;
    const dora = member(at, "dora", "admin", dba);
    const route = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
    const end = app.sandbox.faults.add({
      fault: { kind: "status", status, message: "Not this time" },
      route,
    });
    await project.say(pullRequest, dora, table);
    end();
    assert.match(lastAnswer(at), /is for .*dba/u);
    assert.deepEqual(granted(at), []);
    await project.say(pullRequest, project.grace, "/lockstep check");
    assert.deepEqual(granted(at), ["drop_table orders by dora"]);
  });

test("without the right to read members, nobody is in a team", async () => {
  const { members: _, ...permissions } = app.app.permissions as Record<string, "read" | "write">;
  const at = await place(tablesByDba, { permissions });
  await at.project.say(at.pullRequest, member(at, "dora", "admin", at.dba), table);
  assert.match(lastAnswer(at), /is for .*dba/u);
  assert.deepEqual(granted(at), []);
});

test("what the organisation locks counts, and `exempt all` is there all the same", async () => {
  const above = `${tablesByDba}lock: [commands]\n`;
  const at = await place("commands:\n  who:\n    - { commands: exempt, roles: read }\n", { above });
  const { project, pullRequest, dba } = at;
  await project.say(pullRequest, project.eve, all);
  assert.match(lastAnswer(at), /Exempting is for|is for anyone with write access/u);
  await project.say(pullRequest, project.grace, all);
  assert.deepEqual(granted(at), ["all (drop_column users.legacy_id) by grace"]);
  await project.say(pullRequest, member(at, "dora", "read", dba), all);
  assert.match(project.said(pullRequest), green);
});

test("an approval by somebody whom the policy does not name grants nothing, and the check says who may", async () => {
  const project = await Project.create(app, {
    policy: "mode: enforce\ncommands:\n  who:\n    - { commands: exempt, teams: dba }\n",
    files,
  });
  const dba = person.createTeam(app.sandbox, project.organisation, "dba");
  const pullRequest = await project.open(twoDrops);
  await project.complete(pullRequest);
  const at = { project, pullRequest, dba };
  await person.approve(app.sandbox, project.grace, pullRequest);
  await app.settled();
  assert.match(project.said(pullRequest), /get 2 exceptions granted/u);
  assert.match(
    summary(at),
    /approval by `?grace[^ ]* grants nothing: exceptions are granted by members of the team `?dba/u,
  );
  const dora = member(at, "dora", "read", dba);
  app.sandbox.clock.advance(2000);
  await person.approve(app.sandbox, dora, pullRequest);
  await app.settled();
  assert.match(project.said(pullRequest), green);
});

test("an approval grants the kinds that are its giver's, and the check says whose the others are", async () => {
  const project = await Project.create(app, { policy: `mode: enforce\n${tablesByDba}`, files });
  const pullRequest = await project.open(twoDrops);
  await project.complete(pullRequest);
  const dba = person.createTeam(app.sandbox, project.organisation, "dba");
  const at = { project, pullRequest, dba };
  await person.approve(app.sandbox, project.grace, pullRequest);
  await app.settled();
  assert.match(project.said(pullRequest), /1 thing to do: get drop_table orders granted/u);
  assert.match(
    summary(at),
    /approval by `?grace[^ ]* grants nothing of `drop_table`: that is for members of the team `?dba/u,
  );
  person.addToTeam(app.sandbox, dba, project.grace);
  await project.push(pullRequest, { "README.md": "a better shop\n" });
  assert.match(project.said(pullRequest), green);
});

test("who loses the permission takes their exemptions along, and brings them back with it", async () => {
  const at = await place("");
  const { project, pullRequest } = at;
  await project.say(pullRequest, project.grace, all);
  assert.match(project.said(pullRequest), green);
  for (const role of ["read", "triage"] as const) {
    person.setRole(project.repository, project.grace, role);
    await project.push(pullRequest, { "README.md": `a shop that ${role}s\n` });
    assert.match(project.said(pullRequest), /^failure: /u);
    assert.match(
      summary(at),
      /`\/lockstep exempt all` by `?grace[^ ]* does not count any more: that is for anyone with write access/u,
    );
  }
  person.setRole(project.repository, project.grace, "maintain");
  await project.push(pullRequest, { "README.md": "a shop again\n" });
  assert.match(project.said(pullRequest), green);
  assert.deepEqual(project.answers(pullRequest), []);
});
