import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { didYouMean, nearest } from "../../src/core/nearest.ts";

const names = ["check", "operations", "draft", "lint", "replay", "explain", "init"];

test("the nearest name is found through typing mistakes", () => {
  const cases: [string, string | null][] = [
    ["chekc", "check"],
    ["Check", "check"],
    ["opertions", "operations"],
    ["lnit", "lint"],
    ["explian", "explain"],
    ["zzz", null],
    ["", null],
    ["x".repeat(10_000), null],
  ];
  for (const [written, expected] of cases) assert.equal(nearest(written, names), expected, written);
});

test("a hint is a sentence, or nothing", () => {
  assert.equal(didYouMean("drop_colum", ["drop_column", "drop_table"]), " Did you mean drop_column?");
  assert.equal(didYouMean("nothing like it", ["drop_column"]), "");
});

test("a hyphen, an underscore and a space are the same in both words", () => {
  const cases: [string, string[], string | null][] = [
    ["note_is_there", ["note-is-there"], "note-is-there"],
    ["a-b_c-d_e", ["a_b-c_d-e"], "a_b-c_d-e"],
    ["DROP COLUMN", ["drop_column"], "drop_column"],
    ["max-age_dasy", ["max_age-days", "max_size"], "max_age-days"],
  ];
  for (const [written, known, expected] of cases) assert.equal(nearest(written, known), expected, written);
});

test("one typing mistake in a long name always leads back to it", () => {
  const long = ["downtime_variables", "schema_change", "operator_notes"];
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(), (name, seed) => {
      const at = seed % name.length;
      return nearest(name.slice(0, at) + name.slice(at + 1), long) === name;
    }),
    { seed: 1 },
  );
});
