/** What an approving review grants, and what takes it back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Approval } from "../../../src/core/judge/approvals.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { verdictOf } from "./example.ts";

const path = "migrations/0002_drop.up.sql";
const drop = "ALTER TABLE account DROP COLUMN legacy_id;\n";
const exempt = (reason: string, until = ""): string =>
  `-- lockstep: exempt drop_column account.legacy_id${until} because ${reason}\n`;

function verdict(text: string, approvals: Approval[] = [], engines = "postgresql >= 14"): Verdict {
  const policyText = `mode: enforce\ndatabases:\n  - name: main\n    engines: ${JSON.stringify(engines)}\n`;
  const { policy } = readPolicy([{ path: ".github/lockstep.yml", text: policyText }]);
  return verdictOf({
    base: new Map([
      ["migrations/0001_account.up.sql", "CREATE TABLE account (id bigint, legacy_id text);\n"],
    ]),
    head: new Map([
      ["migrations/0001_account.up.sql", "CREATE TABLE account (id bigint, legacy_id text);\n"],
      [path, text],
    ]),
    policy,
    policyFindings: [],
    released: null,
    today: "2026-06-01",
    requireGranted: true,
    approvals,
  });
}

const rulesOf = ({ problems }: Verdict): string[] => problems.map(({ rule }) => rule);
const earlier = (from: Verdict, by = "grace"): Approval => ({ by, covers: new Set(from.grantable) });

test("an approval of the head grants what it proposes, and says whose it is", () => {
  const [exception] = verdict(exempt("old") + drop, [{ by: "grace", covers: "head" }]).exceptions;
  assert.equal(exception?.state, "granted");
  assert.deepEqual(exception?.grantedBy, ["grace"]);
});

test("without one it stays proposed, and that is a problem", () => {
  const open = verdict(exempt("old") + drop);
  assert.equal(open.exceptions[0]?.state, "proposed");
  assert.ok(rulesOf(open).includes("exception-is-granted"));
});

test("an approval of an earlier head holds while operation, impact, reason and end stay", () => {
  const seen = verdict(exempt("old") + drop);
  const moved = `-- a comment more\n\n${exempt("old")}${drop}`;
  assert.equal(verdict(moved, [earlier(seen)]).exceptions[0]?.state, "granted");
});

test("another reason, another end, or another operation needs a new approval", () => {
  const seen = verdict(exempt("old") + drop);
  const other = "ALTER TABLE account DROP COLUMN legacy_id CASCADE;\n";
  for (const text of [
    exempt("new") + drop,
    exempt("old", " until 2027-01-01") + drop,
    exempt("old") + other,
  ]) {
    assert.equal(verdict(text, [earlier(seen)]).exceptions[0]?.state, "proposed", text);
  }
});

test("one that may be used again is another than one that may not, and reaches no further than it did", () => {
  const once = verdict(exempt("old", " until 2027-01-01") + drop);
  const again = exempt("old", " reusable until 2027-01-01") + drop;
  assert.equal(verdict(again, [earlier(once)]).exceptions[0]?.state, "proposed");
  assert.equal(verdict(again, [earlier(verdict(again))]).exceptions[0]?.state, "granted");
  const wider = again.replace("account.legacy_id r", "public.account.legacy_id r");
  assert.equal(verdict(wider, [earlier(verdict(again))]).exceptions[0]?.state, "proposed");
});

test("nobody finds two exceptions of one key", () => {
  for (const text of [exempt("old") + drop, "ALTER TABLE account FROBNICATE;\n"])
    for (const key of verdict(text).grantable ?? []) assert.match(key, /^[\da-f]{32}$/u);
});

test("an impact that got worse needs a new approval", () => {
  const text =
    "-- lockstep: exempt add_column account.flag because small\nALTER TABLE account ADD COLUMN flag bool NOT NULL DEFAULT random() < 0.5;\n";
  const seen = verdict(text, [], "postgresql 14 - 16");
  assert.equal(verdict(text, [earlier(seen)], "postgresql 14 - 16").exceptions[0]?.state, "granted");
  assert.equal(verdict(text, [earlier(seen)], "postgresql 10 - 16").exceptions[0]?.state, "proposed");
});

test("each exception needs somebody who saw all of it", () => {
  const both = `${exempt("old")}${drop}-- lockstep: exempt drop_table account because old\nDROP TABLE account;\n`;
  const keys = verdict(both).grantable ?? [];
  assert.equal(keys.length, 2);
  const halves = keys.map((key, index): Approval => ({ by: `p${index}`, covers: new Set([key]) }));
  const states = verdict(both, halves).exceptions.map(({ state, grantedBy }) => [state, grantedBy?.length]);
  assert.deepEqual(states, [
    ["granted", 1],
    ["granted", 1],
  ]);
  assert.ok(!verdict(both, halves.slice(1)).exceptions.every(({ state }) => state === "granted"));
});

test("what could not be read counts as seen while the file stays as it was", () => {
  const odd = "ALTER TABLE account FROBNICATE;\n";
  const seen = verdict(odd);
  assert.ok(rulesOf(seen).includes("everything-is-read"));
  assert.ok(!rulesOf(verdict(odd, [{ by: "grace", covers: "head" }])).includes("everything-is-read"));
  assert.ok(!rulesOf(verdict(odd, [earlier(seen)])).includes("everything-is-read"));
  assert.ok(rulesOf(verdict(`${odd}SELECT 1;\n`, [earlier(seen)])).includes("everything-is-read"));
});

test("an approval whose check listed nothing grants nothing", () => {
  const none: Approval = { by: "grace", covers: new Set() };
  assert.equal(verdict(exempt("old") + drop, [none]).exceptions[0]?.state, "proposed");
});
