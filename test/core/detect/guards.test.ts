import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import type { FileReading } from "../../../src/core/detect/detector.ts";
import { bounded, isPlain, mostOperations, refusal } from "../../../src/core/detect/guards.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { operationsOf } from "../../support/operations.ts";
import { read as sqlReading } from "../../support/sql.ts";

test("a merge conflict is refused with its place; prose about one is not", () => {
  const conflict = "x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n";
  assert.deepEqual(refusal("a.sql", conflict)?.place, {
    path: "a.sql",
    line: 2,
    column: 1,
    endLine: 2,
    endColumn: 8,
  });
  assert.notEqual(refusal("a.sql", conflict.slice(2).replaceAll("\n", "\r\n")), null);
  assert.equal(refusal("a.sql", "-- <<<<<<< HEAD\n=======\n>>>>>>> topic\n"), null);
  assert.equal(refusal("a.sql", "Title\n=======\n"), null);
  assert.equal(refusal("a.sql", ">>>>>>> a\n=======\n<<<<<<< b\n"), null);
});

test("what made a parser slow or overflow is not plain", () => {
  assert.ok(isPlain("CREATE TABLE a (b int);\n".repeat(2000)));
  assert.ok(isPlain("/* about this */ DROP TABLE a;\n".repeat(50)));
  for (const text of [
    "x".repeat(64_001),
    "/**/".repeat(8000),
    "\\\n".repeat(400),
    "\\\r\n".repeat(400),
    "(".repeat(101),
    "f[{(".repeat(40),
  ]) {
    assert.equal(isPlain(text), false, text.slice(0, 10));
  }
  assert.ok(isPlain("()[]{}".repeat(1000)));
  assert.ok(isPlain(")".repeat(1000)));
});

test("one file says no more operations than can be judged in time, and says so", () => {
  const [operation] = operationsOf("DROP TABLE a;");
  assert.ok(operation !== undefined);
  const reading = (many: number): FileReading => ({
    operations: Array<typeof operation>(many).fill(operation),
    unread: [],
    directives: [],
    revision: null,
    dependsOn: [],
  });
  const most = reading(mostOperations);
  assert.equal(bounded("a.py", most), most);
  const { operations, unread } = bounded("a.py", reading(mostOperations + 1));
  assert.equal(operations.length, mostOperations);
  assert.deepEqual(unread, [
    {
      place: wholeFile("a.py"),
      reason:
        "the file has more than 10,000 operations: those from line 1 on (up) are left out; split it into several migrations",
    },
  ]);
});

test("SQL stops at so many operations, and the rest is one unread place", () => {
  const wide = `ALTER TABLE t ${Array<string>(mostOperations).fill("DROP a").join(",")};\n`;
  const { operations, unread } = sqlReading(`${wide}DROP TABLE b;\nDROP TABLE c;\n`);
  assert.equal(operations.length, mostOperations);
  assert.deepEqual(
    unread.map(({ place: { line, endLine }, reason }) => [line, endLine, reason]),
    [
      [
        2,
        4,
        "the file has more than 10,000 operations: the rest was not read; split it into several migrations",
      ],
    ],
  );
  assert.deepEqual(sqlReading(wide).unread, []);
});

test("any text is looked at without harm", () => {
  const text = fc.string({
    unit: fc.constantFrom(
      "<<<<<<< ",
      "=======",
      ">>>>>>> ",
      "\n",
      "\r",
      "(",
      "]",
      "/*",
      "\\\n",
      "\0",
      "é",
      "🦄",
    ),
  });
  fc.assert(
    fc.property(text, (value) => {
      const refused = refusal("a", value);
      assert.equal(refused !== null && value.includes("\0"), value.includes("\0"));
      assert.ok(typeof isPlain(value) === "boolean");
    }),
    { seed: 1 },
  );
});
