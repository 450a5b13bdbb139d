/** Frameworks that are not read yet are said, and nothing else is taken for one. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { notReadYet, otherFramework } from "../../../src/core/detect/other-frameworks.ts";

const paths: [path: string, framework: string | null][] = [
  ["shop/migrations/0012_drop_legacy.py", null],
  ["shop/migrations/__init__.py", null],
  ["database/migrations/2024_01_02_030405_drop_legacy.php", null],
  ["migrations/Version20240102030405.php", null],
  ["priv/repo/migrations/20240102030405_drop_legacy.exs", "ecto"],
  ["src/Data/Migrations/20240102030405_DropLegacy.cs", "ef-core"],
  ["src/Data/Migrations/20240102030405_DropLegacy.Designer.cs", null],
  ["src/main/resources/db/changelog/changes/0001.groovy", "liquibase, written in Groovy,"],
  ["server/migrations/20240102030405-drop-legacy.js", "sequelize, db-migrate or node-pg-migrate"],
  ["src/migrations/1700000000000-DropLegacy.ts", "sequelize, db-migrate or node-pg-migrate"],
  ["tests/migrations/0012_drop_legacy.py", null],
  ["node_modules/x/migrations/20240102030405-drop.js", null],
  ["keystone/sql/migrate_repo/versions/109_add_password.py", "sqlalchemy-migrate"],
  ["other/versions/109_add_password.py", null],
  ["src/migrations/index.ts", null],
];

for (const [path, framework] of paths) {
  test(`${path}: ${framework ?? "no migration"}`, () => {
    const has = (other: string): boolean => other === "keystone/sql/migrate_repo/migrate.cfg";
    assert.equal(otherFramework(path, has), framework);
  });
}

test("such a file is unread, with the framework's name in the reason", () => {
  const { unread, operations } = notReadYet("priv/repo/migrations/20240102030405_drop.exs", "ecto");
  assert.deepEqual(operations, []);
  assert.match(unread[0]?.reason ?? "", /ecto/u);
});
