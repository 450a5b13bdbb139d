/** Records made at random, with texts that strangers would write. */

import fc from "fast-check";

import type { ChangeRecord, RecordedException, RecordedWaiver } from "../../../src/core/record/record.ts";
import { hostileText } from "../render/pull-request/markdown/hostile-text.ts";

// What GitHub and git give us is well-formed: a lone surrogate does not come through JSON over UTF-8.
const text = hostileText.map((words) => words.toWellFormed());
const day = fc.constantFrom("2026-01-01", "2027-12-31");
const url = text.map((words) => `https://github.com/acme/shop/blob/main/${encodeURIComponent(words)}`);

/** Objects as JSON gives them. */
function plain<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true });
}

const exception: fc.Arbitrary<RecordedException> = plain({
  target: text,
  operations: fc.array(
    plain({
      id: fc.stringMatching(/^[0-9a-f]{32}$/),
      kind: fc.constantFrom("drop_column", "run_code"),
      target: text,
      database: text,
      path: text,
      line: fc.nat(),
      impact: text,
    }),
    { minLength: 1, maxLength: 4 },
  ),
  more: fc.nat(3),
  reason: fc.array(text, { maxLength: 4 }).map((all) => all.join(" and some words ")),
  until: fc.option(day),
  origin: fc.constantFrom("migration", "file", "command"),
  state: fc.constantFrom("proposed", "granted"),
  grantedBy: fc.array(text, { maxLength: 3 }),
  link: fc.option(url),
});

const waiver: fc.Arbitrary<RecordedWaiver> = plain({
  rule: text,
  reason: text,
  until: fc.option(day),
  by: text,
  link: url,
  problems: fc.array(text, { maxLength: 3 }),
  more: fc.nat(3),
});

export const anyRecord: fc.Arbitrary<ChangeRecord> = plain({
  version: fc.constant(1 as const),
  repository: text,
  number: fc.nat(),
  head: fc.stringMatching(/^[0-9a-f]{40}$/),
  author: fc.option(text),
  conclusion: fc.constantFrom("success", "failure", "neutral"),
  exceptions: fc.array(exception, { maxLength: 4 }),
  waivers: fc.array(waiver, { maxLength: 3 }),
  more: fc.nat(3),
});

/** One exception of one operation. */
export function smallRecord(given: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    version: 1,
    repository: "acme/shop",
    number: 12,
    head: "ab".repeat(20),
    author: "ada",
    conclusion: "success",
    exceptions: [smallException()],
    waivers: [],
    more: 0,
    ...given,
  };
}

export function smallException(given: Partial<RecordedException> = {}): RecordedException {
  return {
    target: "drop_column user.legacy_id",
    operations: [operation()],
    more: 0,
    reason: "nothing reads it since 7.0",
    until: "2027-03-01",
    origin: "command",
    state: "granted",
    grantedBy: ["rita"],
    link: "https://github.com/acme/shop/pull/12#issuecomment-4",
    ...given,
  };
}

export function operation(at = 0): RecordedException["operations"][number] {
  return {
    id: at.toString(16).padStart(32, "0"),
    kind: "drop_column",
    target: at === 0 ? "user.legacy_id" : `user.column_${at}`,
    database: "main",
    path: "versions/8f2c_drop_legacy.py",
    line: 21 + at,
    impact: "breaks old code, cannot be undone",
  };
}

export function smallWaiver(given: Partial<RecordedWaiver> = {}): RecordedWaiver {
  return {
    rule: "note-is-there",
    reason: "the note follows with #13",
    until: null,
    by: "rita",
    link: "https://github.com/acme/shop/pull/12#issuecomment-5",
    problems: ["No release note says what `drop_column user.legacy_id` means."],
    more: 0,
    ...given,
  };
}
