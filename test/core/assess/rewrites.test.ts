/** Create, copy, drop and rename under the same final name is one rewrite, plus the columns that differ. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { foldRewrites } from "../../../src/core/assess/rewrites.ts";
import { targetOf } from "../../../src/core/operation.ts";
import { operationsOf } from "../../support/operations.ts";

const base = "CREATE TABLE users (id int PRIMARY KEY, name varchar(20), legacy int);";
const made = "(id int PRIMARY KEY, name varchar(50) NOT NULL, mail text)";
const swap = `CREATE TABLE new_users ${made}; INSERT INTO new_users (id, name) SELECT id, name FROM users;`;

const cases: [string, string, string, string[]][] = [
  [
    "the new table takes the old name",
    `${swap} CREATE INDEX i ON new_users (name); DROP TABLE users; ALTER TABLE new_users RENAME TO users;`,
    base,
    [
      "rewrite_table users",
      "alter_column_type users.name",
      "set_not_null users.name",
      "add_column users.mail",
      "drop_column users.legacy",
      "create_index users:i",
    ],
  ],
  [
    "the old table leaves its name first",
    `ALTER TABLE users RENAME TO old; CREATE TABLE users ${made}; INSERT INTO users (id, name) SELECT id, name FROM old; DROP TABLE old;`,
    base,
    [
      "rewrite_table users",
      "alter_column_type users.name",
      "set_not_null users.name",
      "add_column users.mail",
      "drop_column users.legacy",
    ],
  ],
  [
    "without a base only what the copy leaves out is known to be new",
    `${swap} DROP TABLE users; ALTER TABLE new_users RENAME TO users;`,
    "",
    ["rewrite_table users", "add_column users.mail"],
  ],
  [
    "what surrounds it stays where it was",
    `DROP TABLE a; ${swap} DROP TABLE users; ALTER TABLE new_users RENAME TO users; DROP TABLE b;`,
    "",
    ["drop_table a", "rewrite_table users", "add_column users.mail", "drop_table b"],
  ],
  [
    "the same table is built anew twice, and changed before",
    `ALTER TABLE users ADD COLUMN mail text; ${swap.replace("(id, name) SELECT id, name", "(id, name, mail) SELECT id, name, mail")} DROP TABLE users; ALTER TABLE new_users RENAME TO users;` +
      " CREATE TABLE new_users (id int PRIMARY KEY, name varchar(50) NOT NULL); INSERT INTO new_users (id, name) SELECT id, name FROM users; DROP TABLE users; ALTER TABLE new_users RENAME TO users;",
    base,
    [
      "add_column users.mail",
      "rewrite_table users",
      "alter_column_type users.name",
      "set_not_null users.name",
      "drop_column users.legacy",
      "rewrite_table users",
      "drop_column users.mail",
    ],
  ],
  ["a rename alone is none", "ALTER TABLE a RENAME TO b;", "", ["rename_table a"]],
  [
    "without a copy it is none",
    `CREATE TABLE new_users ${made}; DROP TABLE users; ALTER TABLE new_users RENAME TO users;`,
    base,
    ["create_table new_users", "drop_table users", "rename_table new_users"],
  ],
  [
    "a table that stays under another name is none",
    `${swap} ALTER TABLE users RENAME TO old; ALTER TABLE new_users RENAME TO users;`,
    base,
    ["create_table new_users", "change_data new_users", "rename_table users", "rename_table new_users"],
  ],
];

for (const [title, sql, before, expected] of cases) {
  test(title, () => {
    const found = foldRewrites(operationsOf(sql), () => operationsOf(before));
    assert.deepEqual(
      found.map(
        (operation) =>
          `${operation.kind} ${targetOf({ ...operation, columns: operation.columns.slice(0, operation.kind === "change_data" ? 0 : 1) })}`,
      ),
      expected,
    );
  });
}
