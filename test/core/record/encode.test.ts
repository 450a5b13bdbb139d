/** Records as the short text of a hidden marker, and back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";

import fc from "fast-check";

import { decodeRecord, encodeRecord } from "../../../src/core/record/encode.ts";
import { anyRecord, operation, smallException, smallRecord, smallWaiver } from "./records.ts";

const room = 24_000;

function packed(value: unknown): string {
  return deflateRawSync(JSON.stringify(value)).toString("base64");
}

test("what is written is read back", () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 3 }), (records) => {
      assert.deepEqual(decodeRecord(encodeRecord(records, room)), records);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a marker can hold it", () => {
  assert.match(encodeRecord([smallRecord()], room), /^[A-Za-z\d+/]+={0,2}$/u);
  assert.equal(encodeRecord([], room), "");
});

test("what does not fit is counted: long lists first, then exceptions, and waivers last", () => {
  const operations = Array.from({ length: 400 }, (_, at) => operation(at));
  const long = smallRecord({ exceptions: [smallException({ operations, reason: "a".repeat(9_000) })] });
  const [listed] = decodeRecord(encodeRecord([long], 3_000)) ?? [];
  assert.equal(listed?.exceptions.length, 1);
  const [exception] = listed?.exceptions ?? [];
  assert.equal(exception?.operations.length, 100);
  assert.equal(exception?.more, 300);
  assert.equal(exception?.reason, `${"a".repeat(4_000)}...`);
  assert.equal(listed?.more, 0);

  const many = Array.from({ length: 300 }, (_, at) =>
    smallException({ operations: [operation(at)], reason: `reason ${at * 7919}` }),
  );
  const record = smallRecord({ exceptions: many, waivers: [smallWaiver()] });
  for (const most of [600, 1_500, 4_000]) {
    const text = encodeRecord([record], most);
    assert.ok(text.length <= most);
    const [cut] = decodeRecord(text) ?? [];
    const kept = cut?.exceptions.length ?? 0;
    assert.ok(kept > 0 && kept < 300);
    assert.deepEqual(cut?.exceptions, many.slice(0, kept));
    assert.deepEqual(cut?.waivers, record.waivers);
    assert.equal(cut?.more, 300 - kept);
  }
});

test("several pull requests of one head share the room", () => {
  const exceptions = Array.from({ length: 50 }, (_, at) => smallException({ operations: [operation(at)] }));
  const records = [12, 13, 14].map((number) => smallRecord({ number, exceptions }));
  const cut = decodeRecord(encodeRecord(records, 1_500));
  assert.deepEqual(
    cut?.map(({ number }) => number),
    [12, 13, 14],
  );
  for (const record of cut ?? []) assert.equal(record.exceptions.length + record.more, 50);
  assert.equal(encodeRecord(records, 20), "");
});

test("a text that is none of ours, or was damaged, is nothing", () => {
  for (const text of ["", "=", "hello", "<!--", "A".repeat(100_000), packed(smallRecord()), packed([null])]) {
    assert.equal(decodeRecord(text), null, text.slice(0, 40));
  }
  assert.equal(decodeRecord(packed(Array.from({ length: 200_000 }, () => "a bomb"))), null);
  fc.assert(
    fc.property(anyRecord, fc.nat(), fc.base64String({ minLength: 1, maxLength: 8 }), (record, at, other) => {
      const text = encodeRecord([record], room);
      const from = at % text.length;
      const read = decodeRecord(text.slice(0, from) + other + text.slice(from + other.length));
      assert.ok(read === null || read.every(({ version }) => version === 1));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("each field is as it must be, or there is no record", () => {
  const wrong: [string, unknown][] = [
    ["version", 2],
    ["repository", null],
    ["number", -1],
    ["number", 1.5],
    ["head", 7],
    ["author", {}],
    ["conclusion", "green"],
    ["exceptions", {}],
    ["exceptions", [null]],
    ["exceptions", [smallException({ until: "tomorrow" })]],
    ["exceptions", [smallException({ until: "2026-02-31T00" })]],
    ["exceptions", [smallException({ link: "javascript:alert(1)" })]],
    ["exceptions", [{ ...smallException(), state: "expired" }]],
    ["exceptions", [{ ...smallException(), operations: ["all"] }]],
    ["waivers", [smallWaiver({ link: "" })]],
    ["waivers", [[]]],
    ["more", "1"],
  ];
  for (const [field, value] of wrong) {
    const changed = { ...smallRecord(), [field]: value };
    assert.equal(decodeRecord(packed([changed])), null, `${field} ${JSON.stringify(value)}`);
  }
  // A later version may say more.
  assert.deepEqual(decodeRecord(packed([{ ...smallRecord(), later: 1 }])), [smallRecord()]);
});
