/** What an exception is for, as people write it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { parseExemption } from "../../../src/core/judge/exception-text.ts";
import { exemptText } from "../../../src/core/judge/exempt-comment.ts";
import { matchTarget, readTarget } from "../../../src/core/judge/target.ts";
import { operation } from "./build.ts";

const legacy = { table: "user", columns: ["legacy_id"] };
const rows: [string, ReturnType<typeof operation>, "exact" | "partly" | null][] = [
  ["user.legacy_id", operation("drop_column", legacy), "exact"],
  ["USER.Legacy_ID", operation("drop_column", legacy), "exact"],
  ['"user"."legacy_id"', operation("drop_column", legacy), "exact"],
  ['"User".legacy_id', operation("drop_column", legacy), null],
  ["public.user.legacy_id", operation("drop_column", legacy), "exact"],
  ["public.user.legacy_id", operation("drop_column", { ...legacy, schema: "public" }), "exact"],
  ["user.legacy_id", operation("drop_column", { ...legacy, schema: "public" }), "exact"],
  ["other.user.legacy_id", operation("drop_column", { ...legacy, schema: "public" }), null],
  ["user", operation("drop_column", legacy), "partly"],
  ["user.name", operation("drop_column", legacy), null],
  ["user", operation("drop_table", { table: "user" }), "exact"],
  ["public.user", operation("drop_table", { table: "user" }), "exact"],
  ["role", operation("drop_table", { table: "user" }), null],
  ["user:ix_name", operation("create_index", { table: "user", name: "ix_name", columns: ["name"] }), "exact"],
  ["public.user:ix_name", operation("create_index", { table: "user", name: "ix_name" }), "exact"],
  ["role:ix_name", operation("create_index", { table: "user", name: "ix_name" }), null],
  ["ix_name", operation("drop_index", { table: "user", name: "ix_name" }), "partly"],
  ["ix_name", operation("drop_index", { table: null, name: "ix_name" }), "exact"],
  ["user:ix_name", operation("drop_index", { table: null, name: "ix_name" }), "partly"],
  ["user.name", operation("create_index", { table: "user", name: "ix_name", columns: ["name"] }), "partly"],
  ["mood", operation("drop_type", { table: null, name: "mood" }), "exact"],
  ["public.mood", operation("drop_type", { table: null, name: "mood" }), "exact"],
  ["a.b.mood", operation("drop_type", { table: null, name: "mood" }), null],
  ["run_code", operation("run_code", { table: null }), "partly"],
  ['"my table"."a.b"', operation("drop_column", { table: "my table", columns: ["a.b"] }), "exact"],
  ["[my table].c", operation("drop_column", { table: "my table", columns: ["c"] }), "exact"],
  ["user", operation("add_primary_key", { table: "user", columns: ["a", "b"] }), "exact"],
];

for (const [text, one, expected] of rows) {
  test(`${text} against ${one.kind} ${one.schema ?? ""} ${one.table ?? ""}: ${expected}`, () => {
    const read = readTarget(text);
    assert.ok(read !== null);
    assert.equal(read.length, text.length);
    assert.equal(matchTarget(read.target, one), expected);
  });
}

for (const text of ["", ".", "a.", "a..b", "a:b:c", "a.b.c.d", '"open', '""', "a:"]) {
  test(`no target: ${JSON.stringify(text)}`, () => assert.equal(readTarget(text), null));
}

const name = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });

test("the comment that is suggested is read back and fits, for any names", () => {
  const any = fc.record({
    schema: fc.option(name),
    table: name,
    columns: fc.array(name, { maxLength: 2 }),
    name: fc.option(name),
  });
  fc.assert(
    fc.property(any, (said) => {
      const one = operation("drop_column", said);
      const text = exemptText(one, "it is safe");
      assert.ok(!/[\r\n\0]/u.test(text));
      const read = parseExemption(text.replace(/^exempt /u, ""));
      assert.ok("exemption" in read, text);
      const { target, id, reason } = read.exemption;
      assert.equal(reason, "it is safe");
      if (id === null) assert.ok(target !== null && matchTarget(target, one) !== null, text);
      else assert.ok(one.id.startsWith(id));
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("any text is answered, and quickly", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(Object.keys(parseExemption(text)).length, 1);
      readTarget(text);
    }),
    { seed: 7 },
  );
  const start = performance.now();
  for (const part of [
    '"',
    "a.",
    "reusable ",
    "until ",
    "until 2027-01-01 ",
    "because ",
    " ",
    "`",
    "drop_column ",
  ]) {
    parseExemption(`drop_column x ${part.repeat(100_000)}`);
    parseExemption(part.repeat(100_000));
  }
  assert.ok(performance.now() - start < 2000);
});
