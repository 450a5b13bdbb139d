/** The words of an exception, forgiving in case and space. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { parseExemption, readDate } from "../../../src/core/judge/exception-text.ts";

const read: [string, { text: string; reason?: string; until?: string; reusable?: boolean; id?: string }][] = [
  [
    "drop_column user.legacy_id because nothing reads it",
    { text: "drop_column user.legacy_id", reason: "nothing reads it" },
  ],
  [
    "DROP COLUMN  user.legacy_id  BECAUSE: nothing reads it ",
    { text: "drop_column user.legacy_id", reason: "nothing reads it" },
  ],
  ["drop_index ``user:ix_name`` because x y", { text: "drop_index user:ix_name", reason: "x y" }],
  ["drop-column `user.legacy_id` because x y", { text: "drop_column user.legacy_id", reason: "x y" }],
  [
    "drop_column user.legacy_id until 2027-03-01 because x y",
    { text: "drop_column user.legacy_id", reason: "x y", until: "2027-03-01" },
  ],
  [
    "drop_column user.legacy_id reusable until 2027-3-1 because x",
    { text: "drop_column user.legacy_id", reason: "x", until: "2027-03-01", reusable: true },
  ],
  [
    "drop_column user.legacy_id until 2027-03-01 [reusable] because x",
    { text: "drop_column user.legacy_id", reason: "x", until: "2027-03-01", reusable: true },
  ],
  ["3fa9c01b7e because x", { text: "3fa9c01b7e", reason: "x", id: "3fa9c01b7e" }],
  ["drop_column 3FA9C01B7E because x", { text: "drop_column 3FA9C01B7E", reason: "x", id: "3fa9c01b7e" }],
  ["drop_table until because x", { text: "drop_table until", reason: "x" }],
  ["set not null user.name because x", { text: "set_not_null user.name", reason: "x" }],
  ["drop_column user.legacy_id", { text: "drop_column user.legacy_id", reason: "" }],
  ["drop_column user.legacy_id because", { text: "drop_column user.legacy_id", reason: "" }],
  [
    "drop_column user.x because it is unused\nand small",
    { text: "drop_column user.x", reason: "it is unused\nand small" },
  ],
];

for (const [text, expected] of read) {
  test(`reads ${text}`, () => {
    const result = parseExemption(text);
    assert.ok("exemption" in result, JSON.stringify(result));
    const { text: said, reason, until, reusable, id } = result.exemption;
    assert.deepEqual(
      { text: said, reason, until, reusable, id },
      { reason: "", until: null, reusable: false, id: null, ...expected },
    );
  });
}

const refused: [string, RegExp][] = [
  ["", /nothing to exempt/],
  [
    "drop_colum user.legacy_id because fine",
    /`drop_colum`\. Did you mean `exempt drop_column user\.legacy_id because fine`\?/,
  ],
  [
    "drop colum user.legacy_id because fine",
    /`drop colum`\. Did you mean `exempt drop_column user\.legacy_id because fine`\?/,
  ],
  ["user.legacy_id because x", /must start with the kind/],
  ["drop_column because nothing reads it", /does not say which `drop_column`/],
  ["drop_column", /does not say which/],
  ["drop_column user.x nothing reads it", /goes on with `nothing`/],
  ["drop_column user.x until tomorrow because x", /no date after `until`: `tomorrow`/],
  ["drop_column user.x until 2027-02-30 because x", /no date/],
  ["drop_column a.b.c.d because x", /does not say which/],
];

for (const [text, message] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseExemption(text);
    assert.match("error" in result ? result.error : "", message);
  });
}

test("days that exist", () => {
  assert.equal(readDate("2028-02-29"), "2028-02-29");
  assert.equal(readDate("2027/3/1"), "2027-03-01");
  for (const text of ["2027-02-29", "2027-13-01", "27-01-01", "0000-01-01", "2027-01-01T00:00"]) {
    assert.equal(readDate(text), null, text);
  }
});
