/** Names of tables and columns in the prose of a note. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { namesColumn, namesTable } from "../../../src/core/judge/name-in-text.ts";

const tables: [string, string, boolean][] = [
  ["Drops ``user.legacy_id``.", "user", true],
  ["Drops `public.user`.", "user", true],
  ["Rewrites **user**", "user", true],
  ['"user"', "user", true],
  ["The users are asked again", "user", true],
  ["The User model", "users", true],
  ["The superuser", "user", false],
  ["username", "user", false],
  ["user_role", "user", false],
  ["user\\_role", "user", false],
  ["role_user", "user", false],
  ["``user_role`` gains", "user_role", true],
  ["user\\_role", "user_role", true],
  ["UserRole", "user_role", true],
  ["UserRoles", "user_role", true],
  ["userRole", "user_role", true],
  ["the user roles table", "user_role", true],
  ["user-role", "user_role", true],
  ["USER_ROLE", "user_role", true],
  ["user_role", "UserRole", true],
  [":class:`UserRole`", "user_roles", true],
  ["policies", "policy", true],
  ["Policy", "policies", true],
  ["address", "addresses", true],
  ["Addresses", "address", true],
  ["status", "status", true],
  ["statu", "status", false],
  ["a+b", "a+b", true],
  ["aab", "a+b", false],
  ["Der Nutzer", "nutzer", true],
  ["таблица пользователь", "пользователь", true],
  ["", "user", false],
];

for (const [text, table, expected] of tables) {
  test(`${JSON.stringify(text)} ${expected ? "names" : "does not name"} the table ${table}`, () => {
    assert.equal(namesTable(text, table), expected);
  });
}

const columns: [string, string, boolean][] = [
  ["``user.legacy_id``", "legacy_id", true],
  ["legacyId", "legacy_id", true],
  ["legacy\\_id", "legacy_id", true],
  ["legacy_ids", "legacy_id", false],
  ["the legacy", "legacy_id", false],
  ["my_legacy_id", "legacy_id", false],
  ["user.legacy_id.", "legacy_id", true],
  ["_id", "_id", true],
];

for (const [text, column, expected] of columns) {
  test(`${JSON.stringify(text)} ${expected ? "names" : "does not name"} the column ${column}`, () => {
    assert.equal(namesColumn(text, column), expected);
  });
}
