/** What an exception is for, as people write it. */

import assert from "node:assert/strict";
import { test } from "node:test";

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
