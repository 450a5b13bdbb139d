import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { isPlain, refusal } from "../../../src/core/detect/guards.ts";

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
