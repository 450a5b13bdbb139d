/** What counts as new in an edited, moved, deleted or squashed migration. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { compareMigrations } from "../../../src/core/detect/compare.ts";
import type { ReadMigration, ReadVersion } from "../../../src/core/detect/compare.ts";
import { wholeFile } from "../../../src/core/place.ts";
import type { Details, Kind, ReadOperation } from "../../../src/core/operation.ts";

function operation<K extends Kind>(
  kind: K,
  table: string,
  columns: string[],
  details: Details<K>,
  line = 1,
): ReadOperation {
  const place = { path: "m.sql", line, column: 1, endLine: line, endColumn: 9 };
  return {
    kind,
    direction: "up",
    phase: null,
    revision: null,
    schema: null,
    table,
    columns,
    name: null,
    details,
    place,
    conditional: false,
    statement: place,
    transaction: "file",
  } as ReadOperation;
}

const drop = (column: string, line = 1): ReadOperation =>
  operation("drop_column", "user", [column], { ifExists: false, cascade: false }, line);

function version(
  operations: ReadOperation[],
  text = "",
  unread: ReadVersion["reading"]["unread"] = [],
): ReadVersion {
  return { reading: { operations, unread, directives: [], revision: null, dependsOn: [] }, text };
}

function migration(path: string, before: ReadVersion | null, after: ReadVersion | null): ReadMigration {
  const status = after === null ? "deleted" : before === null ? "added" : "edited";
  return { path, oldPath: null, status, framework: "sql", database: "default", phase: null, before, after };
}

const columnsOf = (operations: readonly { columns: string[] }[]): string[] =>
  operations.flatMap((entry) => entry.columns);

test("an edited migration counts with what it does now that it did not do before", () => {
  const [change] = compareMigrations([
    migration(
      "1.sql",
      version([drop("a"), drop("b")]),
      version([drop("b", 9), drop("c", 12), drop("b", 14)]),
    ),
  ]);
  assert.deepEqual(columnsOf(change?.operations ?? []), ["c", "b"]);
  assert.deepEqual(columnsOf(change?.removed ?? []), ["a"]);
  assert.equal(change?.all.length, 3);
});

test("reformatting is silent", () => {
  const [change] = compareMigrations([migration("1.sql", version([drop("a", 1)]), version([drop("a", 40)]))]);
  assert.deepEqual([change?.operations, change?.removed], [[], []]);
});

test("operations that move from a deleted file into another are a squash, and not done again", () => {
  const [first, squashed] = compareMigrations([
    migration("1.sql", version([drop("a"), drop("b")]), null),
    migration("2.sql", null, version([drop("a"), drop("b"), drop("c")])),
  ]);
  assert.deepEqual(first?.squashedInto, ["2.sql"]);
  assert.deepEqual(first?.removed, []);
  assert.deepEqual(columnsOf(squashed?.operations ?? []), ["c"]);
});

test("ids are told apart by an ordinal, and know neither path nor line", () => {
  const ids = (path: string, line: number): string[] =>
    compareMigrations([migration(path, null, version([drop("a", line), drop("a", line + 1)]))]).flatMap(
      (change) => change.operations.map((entry) => entry.id),
    );
  const here = ids("1.sql", 1);
  assert.deepEqual(here, ids("elsewhere/2.sql", 70));
  assert.notEqual(here[0], here[1]);
  assert.match(here[0] ?? "", /^[0-9a-f]{32}$/u);
});

test("the policy's phase goes into the id: a drop in contract is another operation", () => {
  const one = migration("1.sql", null, version([drop("a")]));
  const [expand, contract] = (["expand", "contract"] as const).map(
    (phase) => compareMigrations([{ ...one, phase }])[0]?.operations[0],
  );
  assert.equal(expand?.phase, "expand");
  assert.notEqual(expand?.id, contract?.id);
});

test("what could not be read before and is unchanged is not asked again; what changed is", () => {
  const unread = [{ place: { ...wholeFile("1.sql"), endColumn: 4 }, reason: "no SQL" }];
  const unreadOf = (before: string, after: string): number | undefined =>
    compareMigrations([migration("1.sql", version([], before, unread), version([], after, unread))])[0]
      ?.unread.length;
  assert.equal(unreadOf("???", "???\nselect 1"), 0);
  assert.equal(unreadOf("???", "?!?"), 1);
  assert.equal(unreadOf("???", "???"), 0);
});

test("migrations come in the order of their revisions, whatever their paths", () => {
  const chained = (path: string, revision: string, dependsOn: string[]): ReadMigration => {
    const after = version([drop(revision)]);
    return migration(path, null, { ...after, reading: { ...after.reading, revision, dependsOn } });
  };
  const order = compareMigrations([
    chained("a.py", "3", ["2"]),
    chained("b.py", "1", []),
    chained("c.py", "2", ["1"]),
    chained("d.py", "x", ["y"]),
    chained("e.py", "y", ["x"]),
  ]).map((change) => change.revision);
  assert.deepEqual(order, ["1", "2", "3", "y", "x"]);
});

test("files without revisions come in the order of their numbers", () => {
  const order = compareMigrations(
    ["10_b.sql", "9_a.sql", "9_b.sql"].map((path) => migration(path, null, version([drop(path)]))),
  ).map((change) => change.path);
  assert.deepEqual(order, ["9_a.sql", "9_b.sql", "10_b.sql"]);
});
