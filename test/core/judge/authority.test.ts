/** Who may run which command: every command against every role, and what a policy makes of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { onceVerbs, verbs } from "../../../src/core/command/request.ts";
import type { Verb } from "../../../src/core/command/request.ts";
import { mayExempt, mayRun, teamsNamed, whoMay, whoMayThese } from "../../../src/core/judge/authority.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import type { Policy } from "../../../src/core/judge/policy.ts";
import type { Level, Person, Role } from "../../../src/core/judge/role.ts";

const roles: Record<string, Role | null> = {
  unknown: null,
  none: { level: "none", name: "none" },
  read: { level: "read", name: "read" },
  "read+": { level: "read", name: "Security Lead" },
  triage: { level: "triage", name: "triage" },
  write: { level: "write", name: "write" },
  "write+": { level: "write", name: "releaser" },
  maintain: { level: "maintain", name: "maintain" },
  admin: { level: "admin", name: "admin" },
};

function person(role: string, said: Partial<Person> = {}): Person {
  assert.ok(Object.hasOwn(roles, role), role);
  return { login: "Grace", role: roles[role] ?? null, teams: new Set(), isAuthor: false, ...said };
}

function policyOf(text: string): Policy {
  const { policy, findings } = readPolicy([{ path: ".github/lockstep.yml", text }]);
  assert.deepEqual(findings, []);
  return policy;
}

/** The verbs that this person may run, once-verbs as one word where they are all alike. */
function allowed(who: Person, policy: Policy): string {
  const may = verbs.filter((verb) => mayRun(verb, null, who, policy));
  const once = onceVerbs.filter((verb) => may.includes(verb));
  const standing = may.filter((verb) => !once.some((one) => one === verb));
  const words = once.length === onceVerbs.length ? ["once"] : once;
  return [...words, ...standing].join(" ");
}

/** Each role as somebody else and as the author, in the order of `roles`. */
function table(policy: Policy, said: Partial<Person> = {}): string[] {
  return Object.keys(roles).map((role) => {
    const others = allowed(person(role, said), policy);
    const author = allowed(person(role, { ...said, isAuthor: true }), policy);
    return `${role}: ${others || "-"} | ${author || "-"}`;
  });
}

const all = "once exempt revoke waive";

test("by default the open commands need triage or the author, the others write and somebody else", () => {
  assert.deepEqual(table(policyOf("")), [
    "unknown: - | once",
    "none: - | once",
    "read: - | once",
    "read+: - | once",
    "triage: once | once",
    `write: ${all} | once`,
    `write+: ${all} | once`,
    `maintain: ${all} | once`,
    `admin: ${all} | once`,
  ]);
});

test("a level that the policy names stands for all that is more, custom roles by their base too", () => {
  const policy = policyOf("commands: { who: [{ commands: [exempt, check], roles: Maintain }] }\n");
  const rest = "draft draft commit explain preview help wrong";
  assert.deepEqual(table(policy), [
    `unknown: - | ${rest}`,
    `none: - | ${rest}`,
    `read: - | ${rest}`,
    `read+: - | ${rest}`,
    `triage: ${rest} | ${rest}`,
    `write: ${rest} revoke waive | ${rest}`,
    `write+: ${rest} revoke waive | ${rest}`,
    `maintain: ${all} | once`,
    `admin: ${all} | once`,
  ]);
});

test("a custom role that the policy names counts by its name, whatever it was built on and however it is written", () => {
  const policy = policyOf(
    "commands: { who: [{ commands: [exempt, revoke, waive], roles: security lead }] }\n",
  );
  assert.deepEqual(table(policy), [
    "unknown: - | once",
    "none: - | once",
    "read: - | once",
    "read+: exempt revoke waive | once",
    "triage: once | once",
    "write: once | once",
    "write+: once | once",
    "maintain: once | once",
    "admin: once | once",
  ]);
});

test("whoever is named must be known and able to read, and the author is never named for what others allow", () => {
  const expected = [
    "unknown: - | -",
    "none: - | -",
    ...["read", "read+", "triage", "write", "write+", "maintain", "admin"].map(
      (role) => `${role}: ${all} | once`,
    ),
  ];
  assert.deepEqual(table(policyOf("commands: { who: [{ users: grace }] }\n")), expected);
  const teams = new Set(["dba"]);
  assert.deepEqual(table(policyOf("commands: { who: [{ teams: acme/DBA }] }\n"), { teams }), expected);
});

test("who is not named may not, admin or not", () => {
  const policy = policyOf("commands: { who: [{ users: linus, teams: dba }] }\n");
  for (const role of Object.keys(roles)) {
    assert.equal(allowed(person(role, { teams: new Set(["dba-friends"]) }), policy), "");
    assert.equal(allowed(person(role, { isAuthor: true }), policy), "");
  }
});

test("the last entry that fits the command and the kind counts", () => {
  const policy = policyOf(`commands:
  who:
    - { commands: [exempt, revoke], teams: dba }
    - { commands: exempt, kinds: [create_index, drop_index], roles: write }
    - { kinds: drop_table, users: linus }
`);
  const writer = person("write");
  const dba = person("read", { teams: new Set(["dba"]) });
  const linus = person("read", { login: "linus" });
  const may = (verb: Verb, who: Person): unknown => {
    const found = mayExempt(who, policy, verb === "revoke" ? "revoke" : "exempt");
    return found === "all" ? found : found.size > 3 ? found.size : [...found];
  };
  assert.deepEqual(may("exempt", writer), ["create_index", "drop_index"]);
  assert.deepEqual(may("revoke", writer), []);
  assert.deepEqual(may("exempt", linus), ["drop_table"]);
  assert.deepEqual(may("revoke", linus), ["drop_table"]);
  const kinds = may("revoke", dba) as number;
  assert.ok(kinds > 60);
  assert.equal(may("exempt", dba), kinds - 2);
  assert.ok(!mayRun("exempt", "drop_table", dba, policy));
  assert.ok(mayRun("exempt", null, linus, policy));
  assert.ok(!mayRun("revoke", null, writer, policy));
  assert.ok(mayRun("waive", null, writer, policy), "an entry for kinds says nothing of what has none");
});

test("the emergency team exempts and revokes any kind, and its own change never", () => {
  const policy = policyOf("commands: { who: [{ users: linus }], emergency: on-call }\n");
  const teams = new Set(["on-call"]);
  for (const role of ["read", "triage", "admin"]) {
    assert.equal(allowed(person(role, { teams }), policy), "exempt revoke");
    assert.equal(mayExempt(person(role, { teams }), policy), "all");
    assert.deepEqual(mayExempt(person(role, { teams, isAuthor: true }), policy), new Set());
  }
  for (const role of ["none", "unknown"]) {
    assert.deepEqual(mayExempt(person(role, { teams }), policy), new Set());
  }
});

test("what one may exempt is what one may run", () => {
  const level: Level = "write";
  assert.equal(mayExempt(person(level), policyOf("")), "all");
  for (const role of ["unknown", "none", "read", "triage"]) {
    assert.deepEqual(mayExempt(person(role), policyOf("")), new Set(), role);
  }
});

test("only teams that the policy names are asked about", () => {
  assert.deepEqual(teamsNamed(policyOf("")), []);
  const text = "commands: { who: [{ teams: [dba, acme/sre] }, { teams: DBA }], emergency: [on-call, sre] }\n";
  assert.deepEqual(teamsNamed(policyOf(text)), ["dba", "sre", "on-call"]);
});

const clauses: [string, Verb, string][] = [
  ["", "exempt", "anyone with write access to this repository who is not the author"],
  ["", "check", "the author, and anyone with triage access to this repository"],
  [
    "commands: { who: [{ commands: waive, teams: dba, users: grace }], emergency: on-call }\n",
    "waive",
    "members of the team dba, and grace, but never the author",
  ],
  [
    "commands: { who: [{ roles: [admin, Security Lead, maintain], teams: [dba, sre], users: [grace, linus] }] }\n",
    "preview",
    "anyone with maintain access to this repository, anyone with the role Security Lead, members of the teams dba and sre, and grace and linus",
  ],
  [
    "commands: { who: [{ kinds: drop_table, teams: dba }], emergency: on-call }\n",
    "revoke",
    "anyone with write access to this repository who is not the author; for some kinds of operations the policy names others; in an emergency also members of the team on-call",
  ],
];

for (const [text, verb, clause] of clauses) {
  test(`says who may ${verb} by ${JSON.stringify(text)}`, () => {
    assert.equal(whoMay(verb, null, policyOf(text)), clause);
  });
}

test("says who may for one kind", () => {
  const policy = policyOf("commands: { who: [{ kinds: drop_table, teams: dba }] }\n");
  assert.equal(whoMay("exempt", "drop_table", policy), "members of the team dba, but never the author");
});

test("who may is said of the kinds that are asked about, each clause once", () => {
  const policy = policyOf("commands: { who: [{ kinds: [drop_table, truncate_table], teams: dba }] }\n");
  const operations = [
    { id: "a", kind: "drop_table" },
    { id: "b", kind: "truncate_table" },
    { id: "c", kind: "drop_column" },
  ] as const;
  const of = (...ids: string[]): string => whoMayThese("exempt", ids, { operations }, policy);
  const dba = "members of the team dba, but never the author";
  assert.equal(of("a", "b"), dba);
  const others = "anyone with write access to this repository who is not the author";
  assert.equal(of("a", "b", "c"), `${dba} (drop_table and truncate_table); ${others} (drop_column)`);
  assert.equal(of(), whoMay("exempt", null, policy));
});
