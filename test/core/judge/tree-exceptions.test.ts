/** Which exceptions of a tree name which operations, and on which day they are stale. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { treeExceptions } from "../../../src/core/judge/tree-exceptions.ts";
import type { Operation } from "../../../src/core/operation.ts";
import { dropColumn, migrationPath, place } from "../render/verdicts.ts";

const today = "2026-06-15";
const other: Operation = dropColumn({
  id: "bb00c01b7e0123456789abcdef012345",
  columns: ["name"],
  place: place("versions/other.py", 3, 1, 4),
});
const down: Operation = dropColumn({
  id: "cc00c01b7e0123456789abcdef012345",
  direction: "down",
  columns: ["gone"],
});

function states(comments: readonly string[], file: string | null = null): string[] {
  const directives = comments.map((text, at) => ({ text, place: place(migrationPath, at + 1, 1, 4) }));
  return treeExceptions({
    migrations: [
      { path: migrationPath, operations: [dropColumn(), down], directives },
      { path: "versions/other.py", operations: [other], directives: [] },
    ],
    file: { path: "exceptions.yaml", text: file },
    today,
  }).map(({ state, operations }) => [state, ...operations.map(({ id }) => id.slice(0, 4))].join(" "));
}

const cases: [string, string][] = [
  ["exempt drop_column user.legacy_id because nothing reads it", "in_force 3fa9"],
  ["exempt 3fa9c01b7e because nothing reads it", "in_force 3fa9"],
  ["exempt drop_column 3fa9c01b7e01 because nothing reads it", "in_force 3fa9"],
  ["exempt drop_table 3fa9c01b7e because nothing reads it", "names_nothing"],
  ["exempt drop_column USER.LEGACY_ID until 2026-06-15 because nothing reads it", "ends_soon 3fa9"],
  ["exempt drop_column user.legacy_id until 2026-07-15 because nothing reads it", "ends_soon 3fa9"],
  ["exempt drop_column user.legacy_id until 2026-07-16 because nothing reads it", "in_force 3fa9"],
  ["exempt drop_column user.legacy_id until 2026-06-14 because nothing reads it", "expired 3fa9"],
  ["exempt drop_column user.legacy_id until 2026-06-14", "expired 3fa9"],
  ["exempt drop_column user.legacy_id because <why is this safe?>", "no_reason 3fa9"],
  ["exempt drop_column user.legacy_id", "no_reason 3fa9"],
  ["exempt drop_column user.name because it stands in another file", "names_nothing"],
  ["exempt drop_column user.gone because going back is not judged", "names_nothing"],
  ["exempt everything", "cannot_be_read"],
  ["exmpt drop_column user.legacy_id because nothing reads it", "cannot_be_read"],
];
for (const [comment, expected] of cases) {
  test(comment, () => {
    assert.deepEqual(states([comment]), [expected]);
  });
}

test("a directive that is no exception is left out", () => {
  assert.deepEqual(states(["note releasenotes/notes/x.yaml"]), []);
});

test("an entry of the file names operations of every migration", () => {
  const file = `exceptions:
  - operation: drop_column
    target: user.name
    reason: nothing reads it
  - id: bb00c01b7e
    reason: nothing reads it
  - operation: drop_column
    target: user
    reason: all of its columns go
`;
  assert.deepEqual(states([], file), ["in_force bb00", "in_force bb00", "in_force 3fa9 bb00"]);
});
