/** The spelling that ids are made from: layout does not count, meaning does. */

import { pythonGrammar } from "../../../../../src/core/detect/reading/python/grammar.ts";
import assert from "node:assert/strict";
import { test } from "node:test";

import { sourceWithHelpers } from "../../../../../src/core/detect/reading/source/spelling.ts";
import { parseSource, type SourceFile } from "../../../../../src/core/detect/reading/source/syntax.ts";
import { parsers } from "../../../../support/python.ts";

function sourceOf(text: string): string {
  assert.ok(parsers.python !== null);
  const file = parseSource("a.py", text, parsers.python, pythonGrammar, () => false);
  assert.ok(!("refused" in file));
  return sourceWithHelpers(file, last(file));
}

function last(file: SourceFile): SourceFile["root"] {
  const statement = file.root.children.at(-1);
  assert.ok(statement !== undefined);
  return statement;
}

test("reformatting changes nothing", () => {
  const flat = sourceOf("f(a, 'b', c=[1, 2])");
  const black = sourceOf('f(\n    a,\n    "b",  # why\n    c=[\n        1,\n        2,\n    ],\n)');
  assert.equal(black, flat);
  assert.equal(flat, 'f(a, "b", c=[1, 2])');
});

test("helpers of the file belong to it, however deep", () => {
  const before = "def g():\n  return 1\ndef f():\n  return g()\nrun(f)";
  assert.notEqual(sourceOf(before), sourceOf(before.replace("return 1", "return 2")));
  assert.equal(sourceOf(before), sourceOf(before.replace("return 1", "return 1  # still")));
});

test("helpers that it does not name do not count", () => {
  assert.equal(sourceOf("def g():\n  return 1\nrun(2)"), sourceOf("run(2)"));
});

test("helpers that name each other end", () => {
  assert.match(sourceOf("def f():\n  g()\ndef g():\n  f()\nf()"), /f\(\)/u);
});
