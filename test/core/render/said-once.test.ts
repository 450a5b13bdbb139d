/** How to take a lock, said once below several blocks. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { plain } from "../../../src/core/render/paint.ts";
import { renderText } from "../../../src/core/render/text.ts";
import { dropColumn, problem, source, verdict } from "./verdicts.ts";

test("what runs CONCURRENTLY is left out of what is said of every statement", () => {
  const retry = "SET lock_timeout = '2s'; and try again when it runs out.";
  const other = dropColumn({ id: "cc00c01b7e0123456789abcdef012345", columns: ["name"] });
  const steps = problem({ message: `It breaks.\nSafer:\n(1) Stop reading it.\n(2) Before each: ${retry}` });
  const unique = problem({
    id: "cc22c01b7e0123456789abcdef012345",
    operation: other.id,
    message: `It waits.\nSafer:\n(1) CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);\n(2) Before each ALTER TABLE: ${retry}`,
  });
  const mixed = renderText(verdict({ operations: [dropColumn(), other], problems: [steps, unique] }), {
    source,
    paint: plain,
  });
  assert.equal(mixed.split("lock_timeout").length, 2, mixed);
  assert.match(mixed, /\n\n {2}Before each statement without CONCURRENTLY: SET lock_timeout/);
});
