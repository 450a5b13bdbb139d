/** Ids, severities and order of problems, and what a mode concludes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { conclude, judge } from "../../../src/core/judge/judge.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import type { JudgeInput, NoteChange } from "../../../src/core/judge/rule.ts";
import type { Finding } from "../../../src/core/problem.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { breaking, exception, growing, input, migration, note, operation } from "./build.ts";

const lines = (said: Partial<JudgeInput>): string[] =>
  judge(input(said)).map(({ severity, rule, place }) => `${severity} ${rule} ${place.path}:${place.line}`);

const drop = operation("drop_column", {
  table: "user",
  columns: ["a"],
  impact: breaking,
  demand: "note_and_exception",
  line: 4,
});

const whole = `upgrade:
  - |
    **Schema change**: Drops \`\`user.a\`\`.

    **Rationale**: Nothing reads it.

    **Data migration**: None.

    **Downtime variables**: How long old processes still run.

    **Also for operators**: None.
`;

test("a drop with neither note nor exception is two problems, each said once", () => {
  assert.deepEqual(lines({ operations: [drop] }), [
    "error note-is-there db/1.sql:4",
    "error exception-is-there db/1.sql:4",
  ]);
});

test("with both it is none", () => {
  assert.deepEqual(
    lines({ operations: [drop], notes: [note(whole)], exceptions: [exception({ operations: [drop.id] })] }),
    [],
  );
});

test("a hundred drops without a note are one missing note", () => {
  const many = Array.from({ length: 100 }, (_, at) =>
    operation("drop_column", { table: `t${at}`, columns: ["a"], demand: "note", line: at + 1 }),
  );
  const problems = judge(input({ operations: many }));
  assert.equal(problems.length, 1);
  assert.equal(problems[0]?.related.length, 99);
  assert.ok((problems[0]?.message.length ?? 0) < 400);
});

test("a note that cannot be read is that, and no missing sections", () => {
  const found = lines({
    operations: [drop],
    notes: [note("upgrade: [\n")],
    exceptions: [exception({ operations: [drop.id] })],
  });
  assert.deepEqual(found, ["error note-is-yaml releasenotes/notes/a-4b1c22d09ae1f377.yaml:1"]);
});

test("a released note serves no more", () => {
  const found = lines({
    operations: [drop],
    notes: [note(whole, { released: true, status: "unchanged" })],
    exceptions: [exception({ operations: [drop.id] })],
  });
  assert.deepEqual(found, ["error note-is-there db/1.sql:4"]);
});

test("an expired or unmatched exception covers nothing", () => {
  for (const state of ["expired", "unmatched"] as const) {
    const found = lines({
      operations: [drop],
      notes: [note(whole)],
      exceptions: [exception({ operations: [drop.id], state })],
    });
    assert.ok(found.includes("error exception-is-there db/1.sql:4"), state);
  }
});

test("down is never judged", () => {
  const down = operation("drop_column", {
    table: "user",
    impact: { ...breaking, refused: "it fails" },
    direction: "down",
    demand: "note_and_exception",
    phase: "expand",
  });
  const unknown = operation("unknown_statement", { direction: "down" });
  assert.deepEqual(lines({ operations: [down, unknown] }), []);
});

test("what the engine refuses needs no exception: it must change", () => {
  const refused = operation("add_column", {
    impact: { ...growing, refused: "it has rows" },
    demand: "note_and_exception",
  });
  const covered = exception({ operations: [refused.id] });
  assert.deepEqual(lines({ operations: [refused], notes: [], exceptions: [covered] }), [
    "error note-is-there db/1.sql:1",
    "error engine-accepts db/1.sql:1",
  ]);
});

test("a banned operation in its phase is told once, and the exception still asked for when the ban is only a hint", () => {
  const banned = operation("drop_column", {
    impact: breaking,
    demand: "note_and_exception",
    phase: "expand",
  });
  const rules = { "note-is-there": "off" } as const;
  assert.deepEqual(lines({ operations: [banned], policy: { ...defaultPolicy, rules } }), [
    "error expand-is-additive db/1.sql:1",
  ]);
  for (const severity of ["off", "hint"] as const) {
    const found = lines({
      operations: [banned],
      policy: { ...defaultPolicy, rules: { ...rules, "expand-is-additive": severity } },
    });
    assert.ok(found.includes("error exception-is-there db/1.sql:1"), severity);
  }
});

const finding = (said: Partial<Finding>): Finding => ({
  rule: "reno-config-is-read",
  severity: "warning",
  subject: "x",
  message: "m",
  place: wholeFile("a"),
  ...said,
});

test("ids: no line goes in, equal subjects are told apart, and the rule counts", () => {
  const ids = (findings: Finding[]): string[] => judge(input({ findings })).map(({ id }) => id);
  const [one] = ids([finding({})]);
  assert.match(one ?? "", /^[0-9a-f]{32}$/);
  assert.deepEqual(ids([finding({ place: { ...wholeFile("a"), line: 9, endLine: 9 }, message: "other" })]), [
    one,
  ]);
  assert.equal(new Set(ids([finding({}), finding({}), finding({ rule: "other" })])).size, 3);
});

test("the policy changes severities, but not of what is unread or refused", () => {
  const unread = migration({ unread: [{ id: "u", place: wholeFile("db/1.sql"), reason: "too long" }] });
  const rules = {
    "everything-is-read": "off",
    "reno-config-is-read": "error",
    "exception-is-there": "off",
    "note-is-there": "hint",
  } as const;
  const found = lines({
    operations: [drop],
    migrations: [unread],
    findings: [finding({})],
    policy: { ...defaultPolicy, rules },
  });
  assert.deepEqual(found, [
    "error reno-config-is-read a:1",
    "error everything-is-read db/1.sql:1",
    "hint note-is-there db/1.sql:4",
  ]);
});

test("sorted by path, line and column", () => {
  const at = (path: string, line: number, column: number): Finding =>
    finding({
      subject: `${path}${line}${column}`,
      place: { path, line, column, endLine: line, endColumn: column },
    });
  const places = judge(input({ findings: [at("b", 1, 1), at("a", 2, 1), at("a", 1, 9), at("a", 1, 2)] })).map(
    ({ place }) => `${place.path}${place.line}${place.column}`,
  );
  assert.deepEqual(places, ["a12", "a19", "a21", "b11"]);
});

test("what a mode concludes", () => {
  const errors = [{ severity: "error" as const }];
  const warnings = [{ severity: "warning" as const }];
  assert.deepEqual(
    (["off", "monitor", "warn", "enforce"] as const).map((mode) => [
      conclude(errors, mode),
      conclude(warnings, mode),
    ]),
    [
      ["neutral", "neutral"],
      ["neutral", "neutral"],
      ["neutral", "neutral"],
      ["failure", "success"],
    ],
  );
});

test("a note that a person names serves when it names the table, is not released, and lies anywhere", () => {
  const text = "deprecations:\n  - The column ``user.a`` goes in the next release.\n";
  const named = (said: Partial<NoteChange>): string[] =>
    lines({ operations: [drop], notes: [note(text, { status: "unchanged", named: true, ...said })] }).filter(
      (line) => line.includes("note-is-there"),
    );
  const missing = "error note-is-there db/1.sql:4";
  const told = "warning note-is-there releasenotes/notes/a-4b1c22d09ae1f377.yaml:1";
  assert.deepEqual(named({}), []);
  assert.deepEqual(named({ named: false }), [missing]);
  assert.deepEqual(named({ released: true }), [missing, told]);
  assert.deepEqual(named({ after: null }), [missing, told]);
});
