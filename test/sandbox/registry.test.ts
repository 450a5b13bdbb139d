/** The operations that are described, cut out and answered are the same. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { operations } from "../../sandbox/openapi/operations.ts";
import { findOperation, registry } from "../../sandbox/rest/registry.ts";

const text = readFileSync(new URL("../../sandbox/openapi/slice.json", import.meta.url), "utf8");

test("every operation of the slice is answered, and no other", () => {
  const slice = JSON.parse(text) as { operations: Record<string, unknown> };
  const wanted = [...operations].toSorted();
  assert.deepEqual(Object.keys(slice.operations).toSorted(), wanted);
  assert.deepEqual(registry.map(({ route }) => route).toSorted(), wanted);
  assert.ok(text.length < 100_000);
});

test("an encoded slash stays inside its part of the path", () => {
  const found = findOperation("GET", "/repos/acme/shop/compare/main...a%2Fb");
  assert.deepEqual(found?.params, { owner: "acme", repo: "shop", basehead: "main...a/b" });
  assert.equal(findOperation("GET", "/repos/acme/shop/compare/main...a/b"), null);
  assert.equal(findOperation("GET", "/repos/acme/shop/compare/%ff"), null);
  assert.equal(findOperation("DELETE", "/repos/acme/shop"), null);
});
