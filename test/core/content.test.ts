import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { contentOf } from "../../src/core/content.ts";

test("UTF-8 stays as it is, without its byte-order mark", () => {
  assert.deepEqual(contentOf(new Uint8Array()), { text: "" });
  assert.deepEqual(contentOf(Buffer.from("\uFEFFa\uFEFF\r\n\uFFFD🦄")), { text: "a\uFEFF\r\n\uFFFD🦄" });
});

test("the line of the first bytes that are no character", () => {
  const wrong = (bytes: number[]): string => {
    const content = contentOf(Uint8Array.from(bytes));
    return "unread" in content ? content.unread : content.text;
  };
  assert.match(wrong([0xe9]), /line 1 /);
  assert.match(wrong([10, 10, 65, 0xc3, 10, 0xa9]), /line 3 /);
  assert.match(wrong([65, 10, 0xed, 0xa0, 0x80]), /line 2 /);
});

test("any text comes back, and any bytes give an answer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const content = contentOf(Buffer.from(text));
      if (text.includes("\0")) assert.ok("unread" in content);
      else assert.deepEqual(content, { text: text.startsWith("\uFEFF") ? text.slice(1) : text });
    }),
    { seed: 1 },
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const content = contentOf(bytes);
      if ("text" in content) assert.ok(Buffer.from(bytes).includes(Buffer.from(content.text)));
      else assert.notEqual(content.unread, "");
    }),
    { seed: 1 },
  );
});
