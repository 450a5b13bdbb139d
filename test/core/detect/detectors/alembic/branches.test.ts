/** Operations of one branch share its name; what runs in a branch inside starts with it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readUpgrade } from "../../../../support/python.ts";

/** The branch of each operation, by the name of the index that it makes; the branches are numbered as they are met. */
function branches(...lines: string[]): Record<string, string> {
  const { operations } = readUpgrade(...lines);
  return Object.fromEntries(operations.map(({ name, condition }) => [name, condition ?? "none"]));
}

const index = (name: string): string => `op.create_index('${name}', 't', ['a'])`;

test("one branch, one inside, the other one, and what follows", () => {
  const found = branches(
    "if a():",
    `    ${index("i1")}`,
    "    if b():",
    `        ${index("i2")}`,
    "else:",
    `    ${index("i3")}`,
    "if a():",
    `    ${index("i4")}`,
    index("i5"),
  );
  const { i1 = "", i2 = "", i3 = "", i4 = "", i5 } = found;
  assert.ok(i2.startsWith(`${i1}/`));
  assert.equal(new Set([i1, i3, i4]).size, 3);
  assert.equal(i5, "none");
});

test("what runs after a return that may have happened is a branch", () => {
  const found = branches(index("i1"), "if a():", "    return", index("i2"), index("i3"));
  assert.equal(found["i1"], "none");
  assert.notEqual(found["i2"], "none");
  assert.equal(found["i2"], found["i3"]);
});

test("a block of SQL in a branch is inside it", () => {
  const found = branches(
    "if a():",
    `    ${index("i1")}`,
    "    op.execute('DO $$ BEGIN IF b() THEN CREATE INDEX i2 ON t (a); END IF; CREATE INDEX i3 ON t (a); END $$')",
  );
  assert.ok(found["i2"]?.startsWith(`${found["i1"]}/`));
  assert.equal(found["i3"], found["i1"]);
});
