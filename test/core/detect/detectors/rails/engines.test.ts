/** Rails on MySQL and SQLite, its versions, its names, and files that mean harm. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  pluralize,
  singularize,
  tableOfModel,
} from "../../../../../src/core/detect/detectors/rails/inflection.ts";
import { rails } from "../../../../../src/core/detect/detectors/rails.ts";
import type { FileReading } from "../../../../../src/core/detect/detector.ts";
import type { EngineName } from "../../../../../src/core/impact.ts";
import { targetOf } from "../../../../../src/core/operation.ts";
import { loadParsers } from "../../../../../src/edges/parsing/load-parsers.ts";

const parsers = await loadParsers(["postgresql", "ruby"]);

function read(text: string, engine: EngineName = "postgresql", limit = Infinity): FileReading {
  return rails.read("db/migrate/20240101000000_x.rb", text, {
    tree: { paths: [], text: () => null },
    parsers,
    transaction: null,
    dialect: { engines: [engine], stated: true },
    expired: () => performance.now() > limit,
  });
}

function up(body: string, engine: EngineName = "postgresql", version = "[7.1]"): FileReading["operations"] {
  const { operations } = read(
    `class X < ActiveRecord::Migration${version}\ndef up\n${body}\nend\nend\n`,
    engine,
  );
  return operations.filter(({ direction }) => direction === "up");
}

const told = (operations: FileReading["operations"]): string[] =>
  operations.map((operation) => `${operation.kind} ${targetOf(operation)}`);

const types: [body: string, engine: EngineName, version: string, type: string][] = [
  ["add_column :t, :c, :datetime", "postgresql", "[7.0]", "timestamp(6)"],
  ["add_column :t, :c, :datetime", "postgresql", "[6.1]", "timestamp"],
  ["add_column :t, :c, :integer, limit: 8", "postgresql", "[6.1]", "bigint"],
  ["add_column :t, :c, :string, limit: 5, array: true", "postgresql", "[6.1]", "varchar(5)[]"],
  ["add_column :t, :c, :decimal, precision: 8, scale: 2", "postgresql", "[6.1]", "numeric(8,2)"],
  ["add_column :t, :c, :boolean", "mysql", "[6.1]", "tinyint(1)"],
  ["add_column :t, :c, :string", "mysql", "[6.1]", "varchar(255)"],
  ["add_column :t, :c, :text, limit: 70_000", "mysql", "[6.1]", "mediumtext"],
  ["add_column :t, :c, :text, size: :long", "mariadb", "[6.1]", "longtext"],
  ["add_column :t, :c, :bigint, unsigned: true", "mysql", "[6.1]", "bigint unsigned"],
  ["add_column :t, :c, :binary", "sqlite", "[6.1]", "blob"],
  ["add_reference :t, :c, index: false", "postgresql", "[5.0]", "integer"],
  ["add_reference :t, :c, index: false", "postgresql", "[5.1]", "bigint"],
  ["add_reference :t, :c, index: false", "sqlite", "[7.1]", "integer"],
];

test("types by engine and version", () => {
  for (const [body, engine, version, type] of types) {
    const [operation] = up(body, engine, version);
    assert.equal(operation?.kind, "add_column", body);
    if (operation?.kind === "add_column")
      assert.equal(operation.details.column.type, type, `${body} ${engine} ${version}`);
  }
});

test("bulk: true is one statement on MySQL, and each call one without it", () => {
  const body = "change_table :t, bulk: BULK do |t|\nt.string :a\nt.remove :b\nt.index :a\nend";
  const statements = (bulk: string): number =>
    new Set(up(body.replace("BULK", bulk), "mysql").map(({ clause }) => clause?.together)).size;
  assert.equal(statements("true"), 1);
  assert.equal(statements("false"), 3);
});

test("MySQL has no transaction around a migration, and knows algorithms, locks, places and lengths", () => {
  const operations = up(
    "add_index :t, [:a, :b], length: { a: 10 }, algorithm: :inplace\nadd_column :t, :c, :integer, after: :b",
    "mysql",
  );
  assert.deepEqual(
    operations.map(({ transaction, clause }) => [
      transaction,
      clause?.algorithm,
      clause?.prefixes,
      clause?.position,
    ]),
    [
      [null, "inplace", [10, null], null],
      [null, null, null, "after b"],
    ],
  );
});

test("what SQLite cannot alter is a rewrite, with what it changes in the same statement", () => {
  const operations = up(
    "remove_column :t, :a\nchange_column_null :t, :b, false, 0\nadd_foreign_key :t, :us\nadd_column :t, :d, :text",
    "sqlite",
  );
  assert.deepEqual(told(operations), [
    "rewrite_table t",
    "drop_column t.a",
    "change_data t.b",
    "rewrite_table t",
    "set_not_null t.b",
    "rewrite_table t",
    "add_column t.d",
  ]);
  assert.equal(operations[0]?.clause?.together, operations[1]?.clause?.together);
  assert.notEqual(operations[1]?.clause?.together, operations[4]?.clause?.together);
});

const bodies: [body: string, expected: string[]][] = [
  ["change_table(:t) { |t| t.string :a, index: true }", ["add_column t.a", "create_index t:index_t_on_a"]],
  ["add_column :t, :a, :string, index: true", ["add_column t.a"]],
  ["drop_table 'app.users', if_exists: true", ["drop_table app.users"]],
  ["remove_columns :t, *%i[a b], type: :string", ["drop_column t.a", "drop_column t.b"]],
  ["create_join_table :music_artists, :music_tracks", ["create_table music_artists_tracks"]],
  ["remove_reference :t, :owner, polymorphic: true", ["drop_column t.owner_id", "drop_column t.owner_type"]],
  ["add_foreign_key :t, :people", ["add_foreign_key t:fk_rails_356c369bde"]],
  ["create_table(:t, id: false) { |t| t.string :a }", ["create_table t"]],
  ["create_table :t, force: :cascade", ["drop_table t", "create_table t"]],
  ["ActiveRecord::Base.transaction { drop_table :t }", ["drop_table t"]],
  ["conn = ActiveRecord::Base.connection\nconn.drop_table :t", ["drop_table t"]],
  ["with_lock_retries { remove_column :t, :a }", ["drop_column t.a"]],
  ["users = User.all\nusers.each { |user| user.destroy }", ["run_code run_code"]],
  ['execute ActiveRecord::Base.sanitize_sql_array(["UPDATE t SET a = ?", value])', ["change_data t.a"]],
  ["send(:drop_table, :t)", ["drop_table t"]],
  ["self.class.connection.execute('DROP TABLE t')", ["drop_table t"]],
  ["Role.destroy_all", ["change_data roles"]],
  ["truncate :t", ["truncate_table t"]],
  ["Rake::Task['x'].invoke", ["run_code run_code"]],
  ["Feature.on(:x) { drop_table :t }", ["run_code run_code", "drop_table t"]],
  ["DropOlds.new.up", ["run_code run_code"]],
  ["load 'x.rb'", ["run_code run_code"]],
  ["`psql x`", ["run_code run_code"]],
  ["%i[a b].each(&method(:drop_table))", ["drop_table a", "drop_table b"]],
  ["Poll.drop_translation_table!", ["drop_table poll_translations"]],
  ["Blog::Post.where(a: 1).delete_all", ["run_code run_code"]],
  ["puts User.count\nsay 'done'\nRails.cache.clear\nUser.reset_column_information", []],
];

test("what commands and calls come to", () => {
  for (const [body, expected] of bodies) assert.deepEqual(told(up(body)), expected, body);
});

test("names as Rails makes them", () => {
  const plurals = {
    user: "users",
    category: "categories",
    person: "people",
    child: "children",
    status: "statuses",
    box: "boxes",
    index: "indices",
    sheep: "sheep",
    medium: "media",
    day: "days",
    half: "halves",
  };
  for (const [one, several] of Object.entries(plurals)) {
    assert.equal(pluralize(one), several);
    assert.equal(pluralize(several), several);
    assert.equal(singularize(several), one);
  }
  assert.equal(tableOfModel("HTTPRequest"), "http_requests");
  assert.equal(tableOfModel("Admin::User"), null);
});

test("files that mean harm end in time, and nothing throws", () => {
  const files = [
    "",
    "\u0000".repeat(1000),
    `class X < ActiveRecord::Migration[7.0]\ndef change\n${"transaction { ".repeat(3000)}`,
    `class X < ActiveRecord::Migration[7.0]\ndef up\ndrop_table :t\nloop { up }\nend\nend`,
    `class X < ActiveRecord::Migration[7.0]\ndef up\n${"change_table(:t) { |t| t.remove :a }\n".repeat(4000)}end\nend`,
    `class X < ActiveRecord::Migration[7.0]\ndef change\nrevert { revert { revert { drop_table :t } } }\nend\nend`,
    `class X < X\ndef up; drop_table :t; end\nend`,
    `class X < ActiveRecord::Migration[7.0]\ndef up\ndrop_table "${"a.".repeat(50_000)}"\nend\nend`,
  ];
  for (const text of files) {
    const start = performance.now();
    const { operations, unread } = read(text, "postgresql", start + 1500);
    assert.ok(operations.length + unread.length > 0, text.slice(0, 60));
    assert.ok(performance.now() - start < 2500, text.slice(0, 60));
  }
});
