import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { coloured, plain } from "../../../src/core/render/paint.ts";
import { renderText } from "../../../src/core/render/text.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { matchesFile } from "../../support/snapshot.ts";
import {
  createTable,
  dropColumn,
  exception,
  noteProblem,
  place,
  problem,
  source,
  migrationPath,
  verdict,
} from "./verdicts.ts";

const text = (given: Verdict) => renderText(given, { source, paint: plain });
const fixture = (name: string) => join(import.meta.dirname, "fixtures", name);

const twoThings = verdict({
  operations: [createTable(), dropColumn()],
  problems: [problem(), noteProblem()],
});

test("two things to do, as a person reads them", () => {
  matchesFile(text(twoThings), fixture("two-things.txt"));
});

test("with colours the words are the same", () => {
  const painted = renderText(twoThings, { source, paint: coloured });
  assert.notEqual(painted, text(twoThings));
  assert.equal(painted.replaceAll(/\u001B\[\d+m/g, ""), text(twoThings));
});

test("warnings, hints, exceptions, what going back destroys, and what was ignored", () => {
  const back = dropColumn({
    id: "bb00c01b7e0123456789abcdef012345",
    direction: "down",
    columns: ["locale"],
    place: place(migrationPath, 23, 5, 20),
  });
  const full = verdict({
    mode: "warn",
    operations: [createTable(), dropColumn(), back],
    exceptions: [exception({ state: "proposed" })],
    problems: [
      noteProblem({ severity: "warning", fix: null }),
      problem({ severity: "hint", operation: null, message: "Seed rows could move to code." }),
    ],
  });
  full.counts.ignored = 3;
  matchesFile(text(full), fixture("warnings.txt"));
});

test("green explains itself in one line", () => {
  const lines: [Verdict, string][] = [
    [verdict(), "✓ No schema changes\n"],
    [verdict({ operations: [createTable()] }), "✓ 1 operation, no note needed\n"],
    [
      verdict({ operations: [dropColumn()], exceptions: [exception()] }),
      "✓ 1 operation, 1 offline and exempted, note complete\n",
    ],
    [
      verdict({ operations: [dropColumn()], exceptions: [exception({ state: "proposed" })] }),
      "✓ 1 operation, 1 offline (exception proposed: someone else grants it), note complete\n",
    ],
    [verdict({ mode: "off" }), "Lockstep is switched off here (mode: off): nothing was read.\n"],
  ];
  for (const [given, line] of lines) assert.equal(text(given).split("\n\n")[0]?.trimEnd(), line.trimEnd());
});

test("a place outside its file, a long line and an empty file still show a head", () => {
  const long = `${"select 1, ".repeat(2000)}here`;
  const at = place("long.sql", 1, long.length - 3, 4);
  const given = verdict({
    problems: [
      problem({ operation: null, place: at, message: "Long." }),
      problem({ operation: null, place: place("gone.sql", 7, 1, 1), message: "Gone.", id: "0".repeat(32) }),
      problem({ operation: null, place: place("empty.sql", 9, 9, 9), message: "Empty.", id: "1".repeat(32) }),
    ].map((one) => ({ ...one, fix: null })),
  });
  const shown = renderText(given, {
    source: (path) => (path === "long.sql" ? long : path === "empty.sql" ? "" : null),
    paint: plain,
  });
  for (const line of shown.split("\n")) assert.ok(line.length < 140, line);
  const lines = shown.split("\n");
  const caret = lines.findIndex((line) => line.includes("^^^^"));
  assert.equal(lines[caret - 1]?.slice(lines[caret]?.indexOf("^")), "here");
  assert.match(shown, /gone\.sql:7 {2}Gone/);
  assert.match(shown, /empty\.sql:9 {2}Empty/);
});

test("the caret stands under the text when wide characters and tabs come before it", () => {
  const line = "\t日本 drop";
  const given = verdict({
    problems: [
      problem({ operation: null, fix: null, place: place("a.sql", 1, line.indexOf("drop") + 1, 4) }),
    ],
  });
  const lines = renderText(given, { source: () => line, paint: plain }).split("\n");
  const caret = lines.find((one) => one.includes("^")) ?? "";
  assert.equal(caret.indexOf("^"), "     1 | ".length + 4 + 4 + 1);
});

test("thirty problems: those of one kind follow the first, ten blocks in full, the rest a line each", () => {
  const drops = Array.from({ length: 12 }, (_, n) =>
    dropColumn({ id: `${n}`.padEnd(32, "a"), columns: [`c${n}`], place: place(migrationPath, 21 + n, 5, 9) }),
  );
  const given = verdict({
    operations: drops,
    problems: [
      ...drops.map((one) => problem({ id: one.id, operation: one.id, place: one.place })),
      ...Array.from({ length: 18 }, (_, n) =>
        noteProblem({ id: `${n}`.padEnd(32, "b"), fix: null, message: `Thing ${n} is wrong. Mend it.` }),
      ),
    ],
  });
  const lines = text(given).split("\n");
  assert.equal(lines.filter((line) => line.includes("→")).length, 10);
  assert.ok(lines.some((line) => line.includes("and 11 more of its kind in this file")));
  assert.equal(lines.filter((line) => /^ {6}line \d+ {2}drop_column user\.c/.test(line)).length, 11);
  assert.equal(lines.filter((line) => line.includes("Thing")).length, 18);
  assert.ok(lines.length < 90, String(lines.length));
});

test("how to take a lock is said once below several blocks, and inside of a single one", () => {
  const retry = "SET lock_timeout = '2s'; and try again when it runs out.";
  const other = dropColumn({ id: "cc00c01b7e0123456789abcdef012345", columns: ["name"] });
  const steps = problem({ message: `It breaks.\nSafer:\n(1) Stop reading it.\n(2) Before each: ${retry}` });
  const alone = problem({
    id: "cc11c01b7e0123456789abcdef012345",
    operation: other.id,
    message: `It breaks too.\nSafer: ${retry}`,
  });
  const both = text(verdict({ operations: [dropColumn(), other], problems: [steps, alone] }));
  assert.match(both, /\(1\) Stop reading it\.\n/);
  assert.equal(both.split("lock_timeout").length, 2, both);
  assert.match(
    both,
    /\n\n {2}Before each statement: SET lock_timeout = '2s'; and try again when it runs out\.\n/,
  );
  const one = text(verdict({ operations: [dropColumn()], problems: [steps] }));
  assert.match(one, /\(2\) Before each: SET lock_timeout/);
  assert.doesNotMatch(one, /Before each statement/);
});

test("files of which the same is true follow the first", () => {
  const problems = ["a", "b", "c", "d"].map((name, at) =>
    problem({
      id: `${at}`.repeat(32),
      rule: "everything-is-read",
      message: "Not read: no reader. Look at it.",
      operation: null,
      fix: null,
      related: [],
      place: { path: `versions/${name}.py`, line: 1, column: 1, endLine: 1, endColumn: 1 },
    }),
  );
  const shown = text(verdict({ problems }));
  assert.match(shown, /^✗ versions\/a\.py {2}Not read: no reader/m);
  assert.match(
    shown,
    /^ {4}and 3 more files, for which the same holds:\n {6}versions\/b\.py\n {6}versions\/c\.py\n/m,
  );
  assert.equal(shown.split("Look at it").length, 2);
  assert.equal(text(verdict({ problems: problems.slice(0, 2) })).split("Look at it").length, 3);
});

test("where nobody has written a policy, the line about the mode says how to get one", () => {
  const given = verdict({ mode: "monitor", problems: [problem()] });
  assert.match(text(given), /^ {2}mode monitor: nothing is stopped\.$/m);
  assert.match(
    text({ ...given, policyMissing: true }),
    /^ {2}mode monitor: nothing is stopped\. The base has no policy file yet: lockstep init writes one\.$/m,
  );
});
