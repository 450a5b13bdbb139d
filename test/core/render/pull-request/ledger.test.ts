import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import type { Receipt } from "../../../../src/core/command/receipt.ts";
import { readLedger, renderLedger } from "../../../../src/core/render/pull-request/ledger.ts";
import {
  ledgerKey,
  ledgerMarker,
  marker,
  readMarker,
} from "../../../../src/core/render/pull-request/marker.ts";
import { assertHarmless } from "../../../support/app-texts.ts";
import { matchesFile } from "../../../support/snapshot.ts";
import { hostileText } from "./markdown/hostile-text.ts";

const github = "https://github.com";

function receipt(number: number, given: Partial<Receipt> = {}): Receipt {
  return {
    id: `comment-${number}-0123456789abcdef`,
    by: "ada",
    text: "/lockstep check",
    link: `${github}/owner/identity/pull/7#issuecomment-${number}`,
    at: new Date(Date.UTC(2026, 5, 1, 10, number)).toISOString(),
    outcome: "done",
    keys: [],
    ...given,
  };
}

/** Keys as no compression shortens them. */
function keys(number: number, from = 0): string[] {
  return Array.from({ length: number }, (_, at) =>
    ((from + at + 1) * 0x9e3779b1).toString(16).padStart(32, "7"),
  );
}

const exempt = "/lockstep exempt all because the release waits";

test("what reviewers asked, to be read", () => {
  const body = renderLedger([
    receipt(1),
    receipt(2, { text: exempt, keys: keys(2) }),
    receipt(3, { by: "mallory", text: exempt, outcome: "refused" }),
    receipt(4, { text: "/lockstep exempt drop_colum a.b because c", outcome: "mistaken" }),
    receipt(5, { text: `/lockstep waive note-is-there because ${"x".repeat(200)}`, outcome: "ended" }),
  ]);
  assert.equal(readMarker(body), ledgerKey);
  matchesFile(`${body}\n`, join(import.meta.dirname, "fixtures", "ledger.md"));
});

const anyReceipt: fc.Arbitrary<Receipt> = fc.record({
  id: fc
    .tuple(
      fc.constantFrom("comment", "review", "answer"),
      fc.nat(),
      fc.constantFrom("0123456789abcdef", "more", "edited"),
    )
    .map((all) => all.join("-")),
  by: hostileText.map((text) => text.slice(0, 40)),
  text: hostileText.map((text) => `/lockstep ${text}`.slice(0, 300).toWellFormed()),
  link: fc.nat().map((number) => `${github}/owner/identity/pull/7#issuecomment-${number}`),
  at: fc
    .date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  outcome: fc.constantFrom("done" as const, "refused" as const, "mistaken" as const, "ended" as const),
  keys: fc
    .array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 })
    .map((all) => all.map((one) => keys(1, one)[0] as string)),
});

test("what is written is read again, and nothing of it means anything", () => {
  fc.assert(
    fc.property(fc.array(anyReceipt, { maxLength: 12 }), (receipts) => {
      const given = receipts.map((one) => ({ ...one, by: one.by.toWellFormed() }));
      const body = renderLedger(given);
      assert.deepEqual(readLedger(body), given);
      assert.equal(JSON.stringify(readLedger(body)), JSON.stringify(given));
      assertHarmless(`markdown\n${body}`, github);
    }),
    { seed: 8, numRuns: 100 },
  );
});

test("where there is no room, once-commands go first, the oldest of them, and standing ones only with a word", () => {
  const long = (verb: string): string => `/lockstep ${verb} ${"x".repeat(280)}`;
  const once = Array.from({ length: 300 }, (_, at) => receipt(at, { text: long("wrong") }));
  const standing = Array.from({ length: 40 }, (_, at) =>
    receipt(at, { id: `review-${at}-0123456789abcdef`, text: long("exempt"), keys: keys(20, at) }),
  );
  const body = renderLedger([...once, ...standing]);
  assert.ok(Buffer.byteLength(body) <= 65_535);
  const read = readLedger(body) ?? [];
  assert.deepEqual(read.slice(-40), standing);
  const left = read.slice(0, -40);
  assert.ok(left.length > 0 && left.length < 300);
  assert.deepEqual(left, once.slice(-left.length));
  assert.doesNotMatch(body, /have no room here/u);

  const many = Array.from({ length: 300 }, (_, at) =>
    receipt(at, { text: long("exempt"), keys: keys(20, at * 20) }),
  );
  const short = renderLedger(many);
  const kept = readLedger(short) ?? [];
  assert.deepEqual(kept, many.slice(-kept.length));
  assert.ok(kept.length > 20);
  assert.match(
    short,
    new RegExp(`\\n${300 - kept.length} older commands that would hold on have no room here`, "u"),
  );
  assert.ok(Buffer.byteLength(short) <= 65_535);
});

test("several commands that cover the same thousand operations fit", () => {
  const all = Array.from({ length: 20 }, (_, at) => receipt(at, { text: exempt, keys: keys(1000) }));
  const body = renderLedger(all);
  assert.ok(Buffer.byteLength(body) <= 65_535);
  assert.deepEqual(readLedger(body), all);
});

test("what is not exactly as we write it is no ledger", () => {
  const encoded = (value: unknown): string =>
    `Hello\n\n${ledgerMarker(Buffer.from(JSON.stringify(value)).toString("base64"))}\n\n${marker(ledgerKey)}`;
  const good = { ...receipt(1), keys: [0, 1] };
  const whole = { version: 1, keys: Buffer.from("7".repeat(32), "hex").toString("base64"), receipts: [good] };
  assert.deepEqual(readLedger(encoded(whole)), [{ ...good, keys: ["7".repeat(32)] }]);
  const wrong: unknown[] = [
    null,
    [],
    { ...whole, version: 2 },
    { ...whole, keys: [] },
    { ...whole, receipts: {} },
    ...[
      { id: "x y" },
      { id: 1 },
      { by: null },
      { text: 3 },
      { text: "x".repeat(2000) },
      { link: "javascript:alert(1)" },
      { at: "yesterday" },
      { outcome: "granted" },
      { keys: [0, 2] },
      { keys: [0] },
      { keys: [-1, 1] },
      { keys: ["0", 1] },
      { keys: null },
    ].map((part) => ({ ...whole, receipts: [{ ...good, ...part }] })),
  ];
  for (const value of wrong) assert.equal(readLedger(encoded(value)), null, JSON.stringify(value));
  assert.equal(readLedger(`x\n\n${ledgerMarker("!!!!")}\n\n${marker(ledgerKey)}`), null);
  assert.equal(readLedger(`x\n\n${ledgerMarker("AAAA")}\n\n${marker(ledgerKey)}`), null);
  assert.equal(readLedger(marker(ledgerKey)), null);
  assert.equal(readLedger(`${encoded(whole)}\n\nand more`), null);
  assert.throws(() => renderLedger([receipt(1, { keys: ["short"] })]), /32 hex digits/u);
});
