/** docs/json.md is what the schemas say. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { jsonPage } from "../../scripts/json-page.ts";

test("docs/json.md is current: node scripts/json-page.ts writes it", () => {
  assert.equal(readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8"), jsonPage());
});
