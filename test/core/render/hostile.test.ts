import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { renderGithub } from "../../../src/core/render/github.ts";
import { operationsJson, renderJson } from "../../../src/core/render/json.ts";
import { operationsText, type OperationsReport } from "../../../src/core/render/operations-text.ts";
import { plain } from "../../../src/core/render/paint.ts";
import { renderSarif } from "../../../src/core/render/sarif.ts";
import { headline, renderText } from "../../../src/core/render/text.ts";
import { visible } from "../../../src/core/render/visible.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { dropColumn, exception, impact, noteProblem, problem, verdict } from "./verdicts.ts";

const pieces = [
  "\u001B[2J",
  "\u009B31m",
  "\u0007",
  "\u202E",
  "\u2066",
  "\u200B",
  "\uFEFF",
  "\uD800",
  "\u{E0041}",
  "\u2028",
  "\n::error file=x::y",
  "\r\n  ::set-output name=a::b",
  "::stop-commands::t",
  "##[add-path]/x",
  "%0A::warning::",
  "\n✓ 3 operations, no note needed",
  "<script>",
  "`",
  "\t",
  "日本",
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary" })), {
  maxLength: 6,
});

/** A verdict with the text in every place that foreign text can reach. */
function poisoned(text: string): Verdict {
  const at = { path: text, line: 1, column: 1, endLine: 1, endColumn: 4 };
  const worst = impact({ reasons: [text], transaction: text, saferWay: text, offline: true });
  return verdict({
    operations: [
      dropColumn({ table: text, columns: [text], place: at, impacts: [worst], impact: worst }),
      dropColumn({ id: "c".repeat(32), schema: text, table: text, direction: "down" }),
    ],
    files: [
      {
        path: text,
        framework: text,
        database: text,
        status: "added",
        unread: [{ id: "e".repeat(32), place: at, reason: text }],
      },
    ],
    exceptions: [exception({ target: text, reason: text, until: text, place: at })],
    problems: [
      problem({ place: at, message: text, fix: { title: text, edits: [{ place: at, text }] } }),
      noteProblem({ place: at, message: text, related: [{ place: at, message: text }] }),
      problem({ severity: "hint", operation: null, place: at, message: text, id: "d".repeat(32) }),
    ],
  });
}

function written(report: OperationsReport, files: Parameters<OperationsReport["file"]>[0][]): string {
  return files.map((file) => report.file(file)).join("") + report.end(1);
}

const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function assertHarmless(output: string): void {
  for (const line of output.split("\n")) {
    assert.doesNotMatch(line, dangerous);
    assert.doesNotMatch(line, /##\[/);
  }
}

test("no foreign text drives a terminal or a workflow log, and every format parses back", () => {
  fc.assert(
    fc.property(hostile, (parts) => {
      const text = parts.join("");
      const given = poisoned(text);
      const [operation] = given.operations;
      const read = [
        { path: text, framework: text, database: text, operations: given.operations, unread: [] },
      ];
      const shown = renderText(given, { source: () => text, paint: plain });
      for (const output of [shown, written(operationsText(plain), read)]) {
        assertHarmless(output);
        assert.doesNotMatch(output, /^\s*::/m);
      }
      assert.ok(
        !shown
          .split("\n")
          .slice(1)
          .some((line) => line.startsWith("✓")),
      );

      const github = renderGithub(given, headline(given, plain));
      assertHarmless(github);
      const commands = github.split("\n").filter((line) => line.trim().startsWith("::"));
      assert.equal(commands.length, given.problems.length);
      for (const command of commands) assert.match(command, /^::(error|notice) file=[^:,]*,line=1,/);

      const json = renderJson(given, "0.1.0");
      assertHarmless(json);
      const back = JSON.parse(json) as { operations: { table: string }[]; problems: unknown[] };
      assert.equal(back.operations[0]?.table, operation?.table);
      assert.equal(back.problems.length, given.problems.length);

      const list = written(operationsJson("0.1.0"), read);
      assertHarmless(list);
      assert.equal((JSON.parse(list) as { files: { path: string }[] }).files[0]?.path, text);

      const sarif = renderSarif(given, { version: "0.1.0", page: () => null });
      assertHarmless(sarif);
      JSON.parse(sarif);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("what cannot be seen is shown as its escape", () => {
  const cases: [string, string][] = [
    ["a\u001B[31mb", "a\\x1b[31mb"],
    ["a\nb\r", "a\\nb\\r"],
    ["\u202Egnp.exe", "\\u202egnp.exe"],
    ["\u{E0041}", "\\u{e0041}"],
    ["\uDC00", "\\udc00"],
    ["naïve 日本 😀", "naïve 日本 😀"],
  ];
  for (const [text, shown] of cases) assert.equal(visible(text), shown);
});
