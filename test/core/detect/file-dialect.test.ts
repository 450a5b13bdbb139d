/** In which dialect a file is read, and that one for another dialect is noticed. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dialectHints } from "../../../src/core/detect/claim.ts";
import type { ReadContext } from "../../../src/core/detect/detector.ts";
import { golangMigrate } from "../../../src/core/detect/detectors/golang-migrate.ts";
import { dialectOf } from "../../../src/core/detect/file-dialect.ts";
import type { EngineName } from "../../../src/core/impact.ts";
import { parser, short } from "../../support/sql.ts";

function said(path: string, engines: EngineName[], stated = false, setting: string | null = null): string {
  const found = dialectOf(path, { engines, stated }, setting);
  return "unread" in found ? found.unread : `${found.dialect}${found.only ? " only" : ""}, ${found.why}`;
}

test("the policy says the dialect, then the framework, then the path", () => {
  assert.equal(said("m/1.up.sql", []), "postgresql, nothing says otherwise than");
  assert.equal(said("m/1.up.sql", ["mysql"]), "mysql, the policy says");
  assert.equal(said("m/1.mysql.up.sql", ["mysql", "sqlite"]), "mysql only, its path says");
  assert.equal(said("m/sqlite/1.up.sql", ["postgresql", "sqlite"]), "sqlite only, its path says");
  assert.equal(said("m/postgres/1.up.sql", ["postgresql", "sqlite"]), "postgresql only, its path says");
  assert.equal(said("m/1.up.sql", ["sqlite", "postgresql"]), "postgresql, the policy says");
  assert.equal(said("m/mysql/1.up.sql", ["mariadb"]), "mariadb, its path says");
  assert.equal(said("m/1.up.sql", ["mysql"], false, "MySQL"), "mysql, the framework's settings say");
  assert.equal(said("db/mysql/1.up.sql", ["postgresql"], true), "postgresql, the policy says");
  assert.equal(
    said("m/1.mysql.up.sql", ["postgresql"]),
    "it is written for MySQL, and the policy's engine is PostgreSQL",
  );
  assert.equal(
    said("m/1.cockroach.up.sql", ["postgresql"]),
    "it is written for CockroachDB, which is not read",
  );
});

test("the policy's database of a path says the engines", () => {
  const database = (name: string, paths: string[], engine: EngineName) => ({
    name,
    paths,
    transaction: null,
    engines: [{ engine }],
  });
  const settings = {
    databases: [database("a", ["a/**"], "mysql"), database("b", [], "sqlite")],
    migrations: [],
    ignore: [],
    phases: { expand: [], data: [], contract: [] },
  };
  assert.deepEqual(dialectHints("a/1.sql", settings), { engines: ["mysql"], stated: true });
  assert.deepEqual(dialectHints("c/1.sql", settings), { engines: ["sqlite"], stated: false });
});

const context: ReadContext = {
  tree: { paths: [], text: () => null },
  parsers: { postgresql: parser, python: null, ruby: null, php: null, typescript: null },
  transaction: null,
  expired: () => false,
};

function read(path: string, text: string, engines: EngineName[]): string[] {
  const { operations, unread } = golangMigrate.read(path, text, {
    ...context,
    dialect: { engines, stated: false },
  });
  return [
    ...operations.map((operation) => `${operation.onlyOn ?? "all"}: ${short(operation)}`),
    ...unread.map(({ reason, place }) => `unread ${place.line}:${place.column} ${reason}`),
  ];
}

test("a layout reads its files in that dialect", () => {
  const text = "ALTER TABLE `a` MODIFY x bigint;\n";
  assert.deepEqual(read("m/1_a.up.sql", text, ["mysql"]), ["all: alter_column_type a.x"]);
  assert.deepEqual(read("m/1_a.mysql.up.sql", text, ["postgresql", "mysql"]), [
    "mysql: alter_column_type a.x",
  ]);
});

test("a file that reads as another dialect is noticed", () => {
  const mysql = "CREATE TABLE a (id int) ENGINE=InnoDB;\n";
  assert.deepEqual(read("m/1_a.up.sql", mysql, ["postgresql"]), [
    "all: unknown_statement unknown_statement",
    "unread 1:32 it reads as MySQL, and the policy says PostgreSQL",
  ]);
  const postgresql = "CREATE TABLE a (at timestamptz);\n";
  assert.deepEqual(read("m/1_a.up.sql", postgresql, ["mysql"]), [
    "all: unknown_statement unknown_statement",
    "unread 1:20 it reads as PostgreSQL, and the policy says MySQL",
  ]);
  assert.deepEqual(read("m/1_a.up.sql", "CREATE TABLE a (id int;\n", ["mysql"]), [
    "all: unknown_statement unknown_statement",
  ]);
});
