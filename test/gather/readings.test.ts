/** What was read is kept, and what could not be read is tried again. */

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { detectorNamed } from "../../src/core/detect/registry.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { Reader } from "../../src/edges/isolation/reader.ts";
import { Readings } from "../../src/gather/readings.ts";

test("a file that could not be read in time is read again, another is not", async () => {
  const reader = new Reader();
  after(() => reader.close());
  let asked = 0;
  const readings = new Readings({
    read: (requests) => {
      asked += requests.length;
      return reader.read(requests);
    },
  });
  const detector = await detectorNamed("sql");
  const around = { paths: [], text: async () => null, spoken: () => null };
  const read = (text: string) =>
    readings.read([{ detector, path: "db/migrations/1.sql", text }], around, defaultPolicy);
  for (const [text, times] of [
    ["DROP TABLE a;\n", 1],
    ["DROP TABLE a;\0\n", 2],
  ] as const) {
    asked = 0;
    await read(text);
    await read(text);
    assert.equal(asked, times, text);
  }
});
