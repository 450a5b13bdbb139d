import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import fc from "fast-check";

import { hunksOf, isShown } from "../../../../src/core/render/pull-request/diff-lines.ts";
import { TemporaryRepository } from "../../../support/temporary-repository.ts";

test("each hunk shows its lines of the head", () => {
  const cases: [string, string, [number, number][]][] = [
    ["a new file", "@@ -0,0 +1,3 @@\n+a\n+b\n+c", [[1, 3]]],
    ["one line is written without a count", "@@ -1 +1 @@\n-a\n+b", [[1, 1]]],
    ["a deleted file shows none", "@@ -1,2 +0,0 @@\n-a\n-b", []],
    [
      "context counts, and so do lines after a removed one",
      "@@ -10,3 +10,3 @@ def upgrade():\n a\n-b\n+B\n c",
      [[10, 12]],
    ],
    [
      "two hunks",
      "@@ -1,1 +1,2 @@\n a\n+b\n@@ -20,2 +21,1 @@\n-x\n y",
      [
        [1, 2],
        [21, 21],
      ],
    ],
    [
      "a missing newline at the end is no line",
      "@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file",
      [[1, 2]],
    ],
    ["a patch that was cut off", "@@ -1,4 +1,9 @@\n a\n+b\n+c", [[1, 3]]],
    ["lines that look like a header are content", "@@ -1,1 +1,2 @@\n a\n+@@ -1,9 +100,9 @@\n", [[1, 2]]],
    ["a carriage return starts no line", "@@ -0,0 +1,1 @@\n+a\r@@ -1,9 +100,9 @@", [[1, 1]]],
    ["an empty line is context", "@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n", [[1, 3]]],
    ["a combined diff", "@@@ -1,2 -1,2 +1,3 @@@\n  a\n++b\n", []],
    ["numbers that nothing counts", "@@ -1 +99999999999999999999,2 @@\n+a\n+b", []],
    ["no patch", "", []],
  ];
  for (const [name, patch, expected] of cases) {
    assert.deepEqual(
      hunksOf(patch).map(({ start, end }) => [start, end]),
      expected,
      name,
    );
  }
});

test("a range of lines is shown when one hunk holds all of it", () => {
  const hunks = [
    { start: 3, end: 6 },
    { start: 7, end: 9 },
  ];
  assert.ok(isShown(hunks, 3, 6));
  assert.ok(isShown(hunks, 9, 9));
  assert.ok(!isShown(hunks, 6, 7), "two hunks that touch are two");
  assert.ok(!isShown(hunks, 2, 3));
});

test("no text breaks it", () => {
  const pieces = fc.constantFrom(
    "@@ -1,2 +3,4 @@",
    "\n",
    "\r",
    "+",
    "-",
    " ",
    "\\",
    "@@",
    "\u2028",
    "9",
    ",",
  );
  const patches = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(patches, (patch) => {
      for (const { start, end } of hunksOf(patch)) assert.ok(start >= 1 && end >= start);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test("what git prints: the hunks hold every added line, and nothing beyond the head", () => {
  const repository = new TemporaryRepository();
  const line = fc.constantFrom(
    "a",
    "b",
    "",
    "@@ -1,2 +9,9 @@",
    "-x",
    "+y",
    "\\ No newline",
    "c\r",
    "e\rf",
    "日本",
  );
  const file = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean());
  const text = ([lines, end]: [string[], boolean]): string => lines.join("\n") + (end ? "\n" : "");
  fc.assert(
    fc.property(file, file, fc.integer({ min: 0, max: 4 }), (before, after, context) => {
      repository.write({ file: text(before) });
      repository.git("add", "file");
      repository.write({ file: text(after) });
      const patch = diff(repository, context);
      const hunks = hunksOf(patch);
      const head = text(after) === "" ? [] : text(after).replace(/\n$/, "").split("\n");
      const shown = shownOf(patch);
      for (const { start, end } of hunks) {
        assert.ok(end <= head.length);
        for (let at = start; at <= end; at++) assert.equal(shown.get(at), head[at - 1]);
      }
      const counted = hunks.reduce((sum, { start, end }) => sum + end - start + 1, 0);
      assert.equal(counted, shown.size);
    }),
    { seed: 11, numRuns: 60 },
  );
});

/** As GitHub's API gives it: from the first `@@`, without the last line feed. */
function diff(repository: TemporaryRepository, context: number): string {
  const whole = execFileSync("git", ["diff", "--text", `-U${context}`, "file"], {
    cwd: repository.directory,
    encoding: "utf8",
  });
  const at = whole.indexOf("\n@@");
  return at === -1 ? "" : whole.slice(at + 1, -1);
}

/** The head's lines of a patch by number, counted in another way than the code under test does. */
function shownOf(patch: string): Map<number, string> {
  const shown = new Map<number, string>();
  let [old, now, oldLeft, left] = [0, 0, 0, 0];
  for (const line of patch.split("\n")) {
    if (oldLeft + left === 0) {
      const [a = 0, b = 1, c = 0, d = 1] = (/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [])
        .slice(1)
        .map((digits) => (digits === undefined ? undefined : Number(digits)));
      [old, oldLeft, now, left] = [a, b, c, line.startsWith("@@") ? d : 0];
      if (!line.startsWith("@@")) oldLeft = 0;
      continue;
    }
    if (line.startsWith("\\")) continue;
    if (!line.startsWith("+")) [old, oldLeft] = [old + 1, oldLeft - 1];
    if (line.startsWith("-")) continue;
    shown.set(now, line.slice(1));
    [now, left] = [now + 1, left - 1];
  }
  return shown;
}
