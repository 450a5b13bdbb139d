/** How many notes of one change are read. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { loadChanged } from "../../src/gather/notes.ts";
import type { ChangeSource } from "../../src/gather/source.ts";

test("notes beyond 4 MB in all are not loaded, and each is a problem", async () => {
  let loaded = 0;
  const source = {
    content: () => {
      loaded++;
      return Promise.resolve({ text: "-".repeat(250_000) });
    },
  } as Partial<ChangeSource> as ChangeSource;
  const files = Array.from({ length: 30 }, (_, at) => ({
    path: `releasenotes/notes/n${at}.yaml`,
    oldPath: null,
    before: null,
    after: { mode: "100644", id: String(at), disk: null },
  }));
  const { notes, findings } = await loadChanged(files, source, null);
  assert.equal(loaded, 17);
  assert.equal(notes.length, 30);
  assert.equal(findings.length, 13);
  assert.match(findings[0]?.message ?? "", /the notes before it have 4 MB in all/u);
});
