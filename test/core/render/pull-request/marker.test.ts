import assert from "node:assert/strict";
import { test } from "node:test";

import {
  aboutMarker,
  marker,
  readAbout,
  readMarker,
  readRecordMarker,
  readSeen,
  recordMarker,
  seenMarker,
} from "../../../../src/core/render/pull-request/marker.ts";

const ids = ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"];

test("what an inline comment is about stands above its marker", () => {
  const body = `Text.\n\n${aboutMarker(ids)}\n\n${marker("0123456789abcdef")}`;
  assert.deepEqual(readAbout(body), ids);
  assert.equal(readMarker(body), "0123456789abcdef");
  assert.deepEqual(readAbout(`${aboutMarker(ids)}\n\nText.\n\n${marker("a")}`), []);
  assert.deepEqual(readAbout(`Text.\n\n${marker("a")}`), []);
});

test("a check's record stands above what was seen, and each is read without the other", () => {
  const record = recordMarker("eJw+/A-_==");
  const both = `Text.\n\n${record}\n\n${seenMarker(ids)}`;
  assert.equal(readRecordMarker(both), "eJw+/A-_==");
  assert.deepEqual(readSeen(both), ids);
  assert.equal(readRecordMarker(`Text.\n\n${record}`), "eJw+/A-_==");
  assert.equal(readRecordMarker(`${record}\n\nText.`), null);
  assert.equal(readRecordMarker(`Text.\n\n${seenMarker(ids)}`), null);
});
