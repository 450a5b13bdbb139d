/** What a change does, from readings: a table built anew under its old name is one rewrite before it gets an id. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { BaseMigration } from "../../src/core/base-operations.ts";
import { baseOperations } from "../../src/core/base-operations.ts";
import type { FileReading } from "../../src/core/detect/detector.ts";
import { migrationChanges } from "../../src/core/migration-changes.ts";
import { operationsOf } from "../support/operations.ts";

function reading(sql: string, path: string): FileReading {
  return {
    operations: operationsOf(sql, { path }),
    unread: [],
    directives: [],
    revision: null,
    dependsOn: [],
  };
}

function onBase(path: string, sql: string): BaseMigration {
  return { path, database: "main", phase: null, reading: reading(sql, path), unreleased: false };
}

const anew = (columns: string): string =>
  `CREATE TABLE next (${columns}); INSERT INTO next (id) SELECT id FROM users; DROP TABLE users; ALTER TABLE next RENAME TO users;`;

function changed(before: string | null, after: string, base: readonly BaseMigration[]): string[] {
  const [change] = migrationChanges(
    [
      {
        path: "9.sql",
        oldPath: null,
        status: before === null ? "added" : "edited",
        framework: "sql",
        database: "main",
        phase: null,
        before: before === null ? null : { reading: reading(before, "9.sql"), text: before },
        after: { reading: reading(after, "9.sql"), text: after },
      },
    ],
    base,
  );
  return (change?.operations ?? []).map(({ kind, columns }) => `${kind} ${columns.join()}`.trim());
}

test("a rewrite of the change says what differs from the table of the base", () => {
  const base = [onBase("1.sql", "CREATE TABLE users (id int PRIMARY KEY, legacy int);")];
  assert.deepEqual(changed(null, anew("id int PRIMARY KEY, mail text"), base), [
    "rewrite_table",
    "add_column mail",
    "drop_column legacy",
  ]);
});

test("a rewrite that was there before the edit is not new", () => {
  const sql = anew("id int PRIMARY KEY");
  assert.deepEqual(changed(sql, `${sql} CREATE INDEX ON users (id);`, []), ["create_index id"]);
});

test("rewrites of the base are known in the order in which they ran", () => {
  const base = [
    onBase("10.sql", anew("id int PRIMARY KEY")),
    onBase("2.sql", "CREATE TABLE users (id int PRIMARY KEY, legacy int);"),
  ];
  assert.deepEqual(
    baseOperations(base, "main").map(({ kind }) => kind),
    ["create_table", "rewrite_table", "drop_column"],
  );
  assert.deepEqual(baseOperations(base, "other"), []);
});

test("a file that could be read neither before nor after an edit is unread now", () => {
  const place = { path: "9.sql", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const reason = "the file is UTF-16: save it as UTF-8";
  const nothing = { ...reading("", "9.sql"), unread: [{ place, reason }] };
  const version = (text: string | null): { reading: FileReading; text: string | null } => ({
    reading: nothing,
    text,
  });
  const unread = (before: string | null, after: string | null): number | undefined =>
    migrationChanges(
      [
        {
          path: "9.sql",
          oldPath: null,
          status: "edited",
          framework: "sql",
          database: "main",
          phase: null,
          before: version(before),
          after: version(after),
        },
      ],
      [],
    )[0]?.unread.length;
  assert.equal(unread(null, null), 1);
  assert.equal(unread("a", "b"), 1);
  assert.equal(unread("a", "a"), 0);
});
