/** The comment that lasts: what people read of it, what a program reads of it, and what strangers cannot make of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { readMarker } from "../../../src/core/render/pull-request/marker.ts";
import { readRecord, renderRecord } from "../../../src/core/render/pull-request/record-comment.ts";
import { meant, nodesOf, parsed, seen } from "../render/pull-request/markdown/github.ts";
import { anyRecord, operation, smallException, smallRecord, smallWaiver } from "./records.ts";

const merged = "2026-03-04T05:06:07Z";

/** What a reader sees above the JSON. */
function shown(body: string): string {
  const [above = ""] = body.split("<details>");
  return above
    .split("\n")
    .map((line) => seen(parsed(line)))
    .filter((line) => line !== "")
    .join("\n");
}

test("who allowed what, why, by what and until when", () => {
  const record = smallRecord({
    exceptions: [
      smallException(),
      smallException({
        target: "all",
        operations: [operation(1), operation(2)],
        more: 3,
        reason: "the outage of last night",
        until: null,
        grantedBy: ["rita", "omar"],
        origin: "migration",
        link: "https://github.com/acme/shop/blob/abab/versions/8f2c.py#L3",
      }),
      smallException({ state: "proposed", grantedBy: [], reason: "why not?", until: null }),
      smallException({ origin: "file", grantedBy: [], link: null, reason: "" }),
    ],
    waivers: [smallWaiver()],
  });
  const drop =
    "drop_column user.legacy_id in versions/8f2c_drop_legacy.py:21: breaks old code, cannot be undone.";
  assert.equal(
    shown(renderRecord(record, merged)),
    [
      "What was allowed here when it was merged on 2026-03-04: 4 exceptions, 1 waiver.",
      `${drop} Granted by the command of rita until 2027-03-01, because nothing reads it since 7.0. The command.`,
      "all covers 5 operations. Granted by the approving review of rita, omar, without an end, because the outage of last night. Where it is written.",
      "drop_column user.column_1 in versions/8f2c_drop_legacy.py:22: breaks old code, cannot be undone.",
      "drop_column user.column_2 in versions/8f2c_drop_legacy.py:23: breaks old code, cannot be undone.",
      "And 3 more.",
      `${drop} Proposed, and granted by nobody, without an end, because why not? The command.`,
      `${drop} Granted before: it stood on the base until 2027-03-01. No reason is given.`,
      "Waived:",
      "note-is-there: waived by the command of rita, without an end, because the note follows with #13. The command.",
      "No release note says what drop_column user.legacy_id means.",
    ].join("\n"),
  );
});

test("a failed check, and a day that is not known, are told", () => {
  const body = renderRecord(smallRecord({ conclusion: "failure" }), null);
  assert.equal(
    body.split("\n")[0],
    "What was allowed here when it was merged: 1 exception. Lockstep's check had failed.",
  );
});

test("what is written is read back, and means nothing to GitHub", () => {
  const own = /^(?:<details><summary>The same as JSON<\/summary>|<\/details>|<!-- lockstep: record -->)$/u;
  const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
  fc.assert(
    fc.property(anyRecord, (record) => {
      const body = renderRecord(record, merged);
      assert.deepEqual(readRecord(body), record);
      assert.equal(readMarker(body), "record");
      assert.deepEqual(meant(body), [], body);
      assert.doesNotMatch(body.replaceAll(/[\n\t]/gu, ""), hidden);
      const nodes = nodesOf(parsed(body));
      const html = nodes.filter((node) => node.type === "html");
      assert.equal(html.length, 3, body);
      for (const { value } of html) assert.match(value, own);
      assert.equal(nodes.filter(({ type }) => type === "code").length, 1, body);
      const known = ["root", "paragraph", "list", "listItem", "text", "strong", "link", "inlineCode"];
      for (const { type } of nodes) assert.ok([...known, "html", "code"].includes(type), `${type}\n${body}`);
    }),
    { seed: 1, numRuns: 150 },
  );
});

test("a record that is too long keeps what fits, and says how much does not", () => {
  const exceptions = Array.from({ length: 500 }, (_, at) =>
    smallException({ operations: [operation(at)], reason: `日本 `.repeat(60) + at }),
  );
  const waivers = Array.from({ length: 20 }, () => smallWaiver({ reason: "x".repeat(500) }));
  const body = renderRecord(smallRecord({ exceptions, waivers }), merged);
  assert.ok(Buffer.byteLength(body) <= 65_535);
  const read = readRecord(body);
  assert.ok(read !== null && read !== "damaged");
  assert.equal(read.waivers.length, 20);
  assert.ok(read.exceptions.length > 10);
  assert.equal(read.more, 500 - read.exceptions.length);
  assert.match(
    body,
    new RegExp(
      `merged on 2026-03-04: ${read.exceptions.length} exceptions, 20 waivers, ${read.more} more\\.`,
      "u",
    ),
  );
  assert.match(
    body,
    /did not fit here: the JSON below has them\.|more of them did not fit into this comment\./u,
  );
});

test("what somebody broke is damaged, and what never was a record is none", () => {
  const body = renderRecord(smallRecord(), merged);
  assert.equal(readRecord("A comment."), null);
  assert.equal(readRecord(`${body}\n\nPS`), null);
  assert.equal(readRecord("<!-- lockstep: note -->"), null);
  for (const broken of [
    body.replace('"version": 1', '"version": 3'),
    body.replace('"number": 12', '"number": "12"'),
    body.replace("```json", "```"),
    body.replace('"more": 0', ""),
    "<!-- lockstep: record -->",
  ]) {
    assert.equal(readRecord(broken), "damaged");
  }
  assert.deepEqual(readRecord(body.replaceAll("\n", "\r\n")), smallRecord());
});
