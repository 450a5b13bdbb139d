import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { applyEdits } from "../../../../src/core/edits.ts";
import { Lines } from "../../../../src/core/place.ts";
import type { Edit } from "../../../../src/core/problem.ts";
import { suggestionOf } from "../../../../src/core/render/pull-request/suggestion.ts";
import { committed, sameLines } from "../../../support/suggestions.ts";

const everything = [{ start: 1, end: 1000 }];

function edit(text: string, start: number, end: number, by: string): Edit {
  return { place: new Lines("f", text).place(start, end), text: by };
}

function suggested(text: string, edits: readonly Edit[], hunks = everything) {
  return suggestionOf(edits, text.split("\n"), hunks);
}

test("edits become the lines that stand there afterwards", () => {
  const text = "a\nb\nc\n";
  const cases: [string, Edit[], [number, number, string[]] | null][] = [
    ["a word", [edit(text, 2, 3, "B")], [2, 2, ["B"]]],
    ["a line above another stands on that one", [edit(text, 2, 2, "new\n")], [2, 2, ["new", "b"]]],
    ["at the end, on the last line", [edit(text, 5, 5, "\nd")], [3, 3, ["c", "d"]]],
    ["behind the last line feed", [edit(text, 6, 6, "d\n")], [3, 3, ["c", "d"]]],
    ["behind the last line feed, without one of its own", [edit(text, 6, 6, "d")], [3, 3, ["c", "d"]]],
    ["a line that goes", [edit(text, 2, 4, "")], [2, 2, []]],
    ["an empty line in the place of one takes the next along", [edit(text, 2, 3, "")], [2, 3, ["", "c"]]],
    ["two places are one range", [edit(text, 0, 1, "A"), edit(text, 4, 5, "C")], [1, 3, ["A", "b", "C"]]],
    ["what is written again does not count", [edit(text, 0, 5, "a\nB\nc")], [2, 2, ["B"]]],
    ["nothing changes", [edit(text, 0, 1, "a")], null],
    ["only the last line feed changes", [edit(text, 5, 6, "")], null],
    ["overlapping edits", [edit(text, 0, 3, "x"), edit(text, 2, 5, "y")], null],
    ["no edit", [], null],
  ];
  for (const [name, edits, expected] of cases) {
    const found = suggested(text, edits);
    assert.deepEqual(found === null ? null : [found.start, found.end, found.lines], expected, name);
  }
});

test("all lines must be in one hunk", () => {
  const text = "a\nb\nc\nd\n";
  const both = [edit(text, 2, 3, "B"), edit(text, 4, 5, "C")];
  assert.notEqual(suggested(text, both, [{ start: 2, end: 3 }]), null);
  assert.equal(
    suggested(text, both, [
      { start: 2, end: 2 },
      { start: 3, end: 3 },
    ]),
    null,
  );
  assert.equal(suggested(text, both, []), null);
  // Above line 3, which the diff does not show: below line 2 is the same.
  const above = suggested(text, [edit(text, 4, 4, "new\n")], [{ start: 1, end: 2 }]);
  assert.deepEqual(above, { path: "f", start: 2, end: 2, lines: ["b", "new"] });
});

test("line ends, tabs and a missing last line feed", () => {
  const crlf = "a\r\n\tb\r\n";
  assert.deepEqual(suggested(crlf, [edit(crlf, 3, 3, "\t-- x\r\n")])?.lines, ["\t-- x", "\tb"]);
  assert.equal(suggested(crlf, [edit(crlf, 1, 3, "\n")]), null, "only the line end differs");
  const open = "a\nb";
  assert.deepEqual(suggested(open, [edit(open, 3, 3, "\n\nc\n")])?.lines, ["b", "", "c"]);
});

test("nothing is suggested where a person would not see what it is", () => {
  for (const hidden of ["\u202E", "\u200B", "\u0000", "\uFEFF", "\u2028", "\u{E0041}", "\r"]) {
    const old = `a${hidden}b\nc\n`;
    assert.equal(suggested(old, [edit(old, 0, 1, "x")]), null, `in what goes: ${JSON.stringify(hidden)}`);
    assert.equal(suggested("a\nb\n", [edit("a\nb\n", 0, 1, `x${hidden}y`)]), null, "in what comes");
    assert.notEqual(
      suggested(`${old}d\n`, [edit(`${old}d\n`, 6 + hidden.length - 1, 6 + hidden.length, "D")]),
      null,
    );
  }
});

test("committed on GitHub, a suggestion does what the edits do", () => {
  const line = fc.constantFrom("a", "b", "", "\t", "  x", "```", "~~~~", "日本");
  const feed = fc.constantFrom("\n", "\r\n");
  const texts = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), feed, fc.boolean())
    .map(([lines, end, last]) => lines.join(end) + (last ? end : ""));
  const parts = fc.array(fc.tuple(fc.nat(60), fc.nat(6), fc.array(line, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 3,
  });
  let made = 0;
  fc.assert(
    fc.property(texts, parts, feed, (text, wanted, end) => {
      const edits = wanted.map(([start, length, lines]) =>
        edit(
          text,
          start % (text.length + 1),
          Math.min(text.length, (start % (text.length + 1)) + length),
          lines.join(end),
        ),
      );
      const suggestion = suggested(text, edits);
      if (suggestion === null) return;
      made += 1;
      assert.notDeepEqual(suggestion.lines, [""]);
      const { text: expected } = applyEdits("f", text, edits);
      assert.equal(sameLines(committed(text, suggestion)), sameLines(expected));
    }),
    { seed: 5, numRuns: 5000 },
  );
  assert.ok(made > 2000);
});
