/** The spelling that ids are made from: layout does not count, meaning does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { rubyGrammar } from "../../../../../src/core/detect/reading/ruby/grammar.ts";
import { sourceWithHelpers } from "../../../../../src/core/detect/reading/source/spelling.ts";
import { parseSource } from "../../../../../src/core/detect/reading/source/syntax.ts";
import { parsers } from "../../../../support/ruby.ts";

/** The first statement of a file, in one spelling. */
function sourceOf(text: string): string {
  assert.ok(parsers.ruby !== null);
  const file = parseSource("a.rb", text, parsers.ruby, rubyGrammar, () => false);
  assert.ok(!("refused" in file));
  const [statement] = file.root.children;
  assert.ok(statement !== undefined);
  return sourceWithHelpers(file, statement);
}

const same: [name: string, one: string, other: string, spelled: string][] = [
  [
    "layout",
    "add_column :a, 'b',\n  # why\n  null: false",
    'add_column :a, "b", null: false',
    'add_column :a, "b", null:false',
  ],
  ["blocks over lines", "f do |x|\n  x.y\n  z\nend", "f do |x| x.y; z; end", "f do|x|;x.y;z end"],
  [
    "indented SQL",
    "execute <<~SQL, 1\n  DROP TABLE a\nSQL\n",
    "execute <<~SQL, 1\n    DROP\n      TABLE a\n  SQL\n",
    "execute DROP TABLE a SQL, 1",
  ],
];

test("reformatting changes nothing", () => {
  for (const [name, one, other, spelled] of same) {
    assert.equal(sourceOf(one), sourceOf(other), name);
    assert.equal(sourceOf(one), spelled, name);
  }
});

test("the SQL below the line belongs to its call, that of another call does not", () => {
  const calls = (a: string, b: string): string => sourceOf(`f(<<~A)\n  ${a}\nA\ng(<<~A)\n  ${b}\nA\n`);
  assert.equal(calls("one", "two"), calls("one", "three"));
  assert.notEqual(calls("one", "two"), calls("four", "two"));
});

test("helpers of the file belong to it, however deep", () => {
  const source = (deep: string): string => sourceOf(`run f\ndef f\n  g\nend\ndef g\n  ${deep}\nend\n`);
  assert.notEqual(source("1"), source("2"));
  assert.equal(source("1"), source("1 # still"));
});
