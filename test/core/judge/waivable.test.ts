/** Which rules a reviewer may waive, one by one: a new rule must be put on one side. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readerRules } from "../../../src/core/judge/reader-rules.ts";
import { registry } from "../../../src/core/judge/registry.ts";
import { unswitchable } from "../../../src/core/judge/unswitchable.ts";
import { whyNotWaivable } from "../../../src/core/judge/waivable.ts";

test("every rule that cannot be waived says why", () => {
  const names = [...registry, ...readerRules].map(({ name }) => name);
  const fixed = names.filter((name) => whyNotWaivable(name) !== null);
  assert.deepEqual(fixed, [
    "exception-is-there",
    "exception-has-reason",
    "exception-matches",
    "exception-holds",
    "exception-is-granted",
    "exception-is-sound",
    "expand-is-additive",
    "contract-is-subtractive",
    "engine-accepts",
    "everything-is-read",
    "settings-are-sound",
    "policy-is-sound",
  ]);
  for (const name of fixed) assert.match(whyNotWaivable(name) ?? "", /^[a-z].*[^.]$/u);
});

test("what no policy turns off, no waiver takes out", () => {
  for (const name of unswitchable) assert.notEqual(whyNotWaivable(name), null, name);
});

test("the names of an object's own are rules that nobody knows", () => {
  assert.equal(whyNotWaivable("constructor"), null);
});
