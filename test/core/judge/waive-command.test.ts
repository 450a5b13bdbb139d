/** What the command waive does to a verdict, and which approvals count for which kinds. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { problemKey } from "../../../src/core/judge/keys.ts";
import type { StandingCommand } from "../../../src/core/judge/standing.ts";
import type { Kind } from "../../../src/core/operation.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { command, drop, index, judged, listed, results, rulesOf } from "./commanded.ts";
import type { Scene } from "./commanded.ts";

const scene: Scene = { sql: drop };
const seen = listed(scene);
const proposal = "-- lockstep: exempt drop_column account.legacy_id because old\n";
const text = "waive note-is-there because the note follows";

function under(what: string, said: Partial<StandingCommand> = {}, also: Partial<Scene> = {}): Verdict {
  return judged({ ...scene, ...also, commands: [command(what, { seen, ...said })] });
}

test("it takes the problems of its rule out, and the verdict says whose it is", () => {
  const [given] = [command(text, { seen })];
  const verdict = judged({ ...scene, commands: [given] });
  assert.deepEqual(rulesOf(verdict), ["exception-is-there"]);
  assert.equal(verdict.counts.errors, 1);
  const waived = judged(scene).problems.find(({ rule }) => rule === "note-is-there");
  assert.deepEqual(verdict.waivers, [
    {
      rule: "note-is-there",
      reason: "the note follows",
      until: null,
      state: "granted",
      by: "grace",
      link: given?.link,
      problems: [waived],
    },
  ]);
  assert.deepEqual(verdict.commands?.[0]?.covers, [waived?.id]);
  assert.deepEqual(verdict.listed, judged(scene).listed);
});

test("what was not listed when it was written stays a problem", () => {
  for (const before of [null, new Set<string>()]) {
    const verdict = under(text, { seen: before });
    assert.deepEqual(results(verdict), [{ unseen: ["a problem"] }]);
    assert.deepEqual([rulesOf(verdict), verdict.waivers], [rulesOf(judged(scene)), []]);
  }
});

test("what was recorded stays waived while the problem says the same", () => {
  const recorded = new Set(under(text).commands?.[0]?.keys);
  const again = (sql: string): unknown => results(under(text, { recorded, seen: null }, { sql }));
  assert.deepEqual(again(drop), [{ covers: ["a problem"] }]);
  assert.deepEqual(again(`\n\n${drop}`), [{ covers: ["a problem"] }]);
  assert.deepEqual(again(drop + index), [{ unseen: ["a problem"] }]);
});

test("who may not waive takes nothing out, and what was seen is kept for when they may", () => {
  for (const kinds of [new Set<Kind>(), new Set<Kind>(["drop_column"])]) {
    const verdict = under(text, { kinds });
    assert.deepEqual(results(verdict), [{ forbidden: ["a problem"] }]);
    assert.deepEqual([rulesOf(verdict), verdict.waivers], [rulesOf(judged(scene)), []]);
    assert.deepEqual(verdict.commands?.[0]?.keys, under(text).commands?.[0]?.keys);
  }
});

test("it is for its own rule, and for problems that are there", () => {
  for (const rule of ["change-is-named", "note-is-ther", "constructor"]) {
    const verdict = under(`waive ${rule} because x`);
    assert.deepEqual([results(verdict), verdict.waivers], [[{}], []]);
  }
});

test("no rule about exceptions, refusals and what is unread is waived, even if a check had listed it", () => {
  const scenes: Scene[] = [
    { sql: `${drop}ALTER TABLE account FROBNICATE;\nALTER TABLE account ADD COLUMN x int NOT NULL;\n` },
    { sql: drop, policy: 'phases: { expand: ["migrations/**"] }\n' },
    { sql: proposal + drop },
  ];
  const fixed = scenes.flatMap((one) => {
    const { problems } = judged(one);
    const all = new Set(problems.map(problemKey));
    const rules = [...new Set(problems.map(({ rule }) => rule))];
    return rules.filter((rule) =>
      rulesOf(under(`waive ${rule} because x`, { seen: all }, one)).includes(rule),
    );
  });
  assert.deepEqual(fixed.toSorted(), [
    "engine-accepts",
    "everything-is-read",
    "exception-is-granted",
    "exception-is-there",
    "expand-is-additive",
  ]);
});

test("it holds through its day", () => {
  const until = "waive note-is-there until 2026-06-01 because the note follows";
  assert.deepEqual(rulesOf(under(until)), ["exception-is-there"]);
  const over = under(until, {}, { today: "2026-06-02" });
  assert.deepEqual(rulesOf(over), rulesOf(judged({ ...scene, today: "2026-06-02" })));
  assert.deepEqual(
    over.waivers?.map(({ state, problems }) => [state, problems]),
    [["expired", []]],
  );
  assert.deepEqual(results(over), [{}]);
});

test("two who waive the same both stand", () => {
  const commands = [command(text, { seen }), command(text, { seen, by: "linus" })];
  assert.deepEqual(
    judged({ ...scene, commands }).waivers?.map(({ by, problems }) => [by, problems.length]),
    [
      ["grace", 1],
      ["linus", 1],
    ],
  );
});

function approvedBy(sql: string, ...kinds: Kind[]): Verdict {
  return judged({ sql, approvals: [{ by: "grace", covers: "head", kinds: new Set(kinds) }] });
}

test("an approval grants the exceptions of kinds that its author may exempt", () => {
  const states = (...kinds: Kind[]): string[] =>
    approvedBy(proposal + drop, ...kinds).exceptions.map(({ state }) => state);
  assert.deepEqual(states("drop_column", "drop_table"), ["granted"]);
  assert.deepEqual(states("drop_table"), ["proposed"]);
  assert.deepEqual(states(), ["proposed"]);
});

test("a look at what could not be read needs somebody who may exempt something, and what is one statement its kind", () => {
  const statement = "ALTER TABLE account FROBNICATE;\n";
  const template = "{% if x %} ALTER TABLE account ADD COLUMN a text; {% endif %}\n";
  const unread = (sql: string, ...kinds: Kind[]): boolean =>
    rulesOf(approvedBy(sql, ...kinds)).includes("everything-is-read");
  assert.ok(!unread(statement, "unknown_statement"));
  assert.ok(unread(statement, "drop_table"));
  assert.ok(!unread(template, "drop_table"));
  assert.ok(unread(template));
});
