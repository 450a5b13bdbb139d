/** Which calls of a migration reach the framework, with what arguments, and which of them only perhaps. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { callsOf, runRuby } from "../../../../support/ruby.ts";

const change = (...lines: string[]): string[] => ["def change", ...lines, "end"];

const cases: [name: string, lines: string[], expected: string[]][] = [
  [
    "bare calls",
    change("add_column :users, 'email', :string, null: false, :limit => 5"),
    ["add_column(users, email, string, null: false, limit: 5)"],
  ],
  [
    "braces around options",
    change(
      "add_column(:a, :b, :string, { null: false })",
      "o = { limit: 1 }",
      "add_column :c, :d, :string, **o, if_exists: true",
      "add_column :e, :f, :string, o",
    ),
    [
      "add_column(a, b, string, null: false)",
      "add_column(c, d, string, limit: 1, if_exists: true)",
      "add_column(e, f, string, limit: 1)",
    ],
  ],
  [
    "blocks of the framework",
    change(
      "create_table :a, id: false do |t|",
      "  t.string :b",
      "  [:c, :d].each { |n| t.integer n }",
      "  t.send(:text, :e)",
      "  t.timestamps",
      "end",
    ),
    [
      "create_table(a, id: false)",
      "table.string(b)",
      "table.integer(c)",
      "table.integer(d)",
      "table.text(e)",
      "table.timestamps()",
    ],
  ],
  [
    "names without arguments",
    change("enable_it", "self.other_thing", "x = third", "x"),
    ["enable_it()", "other_thing()", "third()"],
  ],
  [
    "constants of the class",
    ["TABLES = %w[a b].freeze", "COLUMN = :c", ...change("TABLES.each { |t| remove_column t, COLUMN }")],
    ["remove_column(a, c)", "remove_column(b, c)"],
  ],
  [
    "loops over hashes",
    change(
      "{ a: [:b, :c], d: [:e] }.each do |table, columns|",
      "  columns.each { |column| remove_column table, column }",
      "end",
    ),
    ["remove_column(a, b)", "remove_column(a, c)", "remove_column(d, e)"],
  ],
  [
    "each_with_index",
    change('%w[a b].each_with_index { |t, i| drop_table "#{t}_#{i}" }'),
    ["drop_table(a_0)", "drop_table(b_1)"],
  ],
  ["loops over what is unknown", change("tables.each { |t| drop_table t }"), ["tables()", "? drop_table(?)"]],
  ["times", change('2.times { |i| drop_table "p_#{i}" }'), ["drop_table(p_0)", "drop_table(p_1)"]],
  [
    "helpers",
    [
      ...change("drop_both :a, suffix: 'x'"),
      "private",
      "def drop_both(name, suffix: 'y', **rest)",
      'drop_table "#{name}_#{suffix}"',
      "drop_table name",
      "end",
    ],
    ["drop_table(a_x)", "drop_table(a)"],
  ],
  [
    "helpers with blocks",
    [...change("wrapped { |t| drop_table t }"), "def wrapped", "yield :a", "yield :b", "end"],
    ["drop_table(a)", "drop_table(b)"],
  ],
  [
    "helpers with block arguments",
    [
      ...change("wrapped { drop_table :a }"),
      "def wrapped(&block)",
      "safety_assured(&block)",
      "block.call",
      "end",
    ],
    ["safety_assured()", "drop_table(a)", "drop_table(a)"],
  ],
  [
    "included modules",
    ["module Helper", "def helped(t) = drop_table(t)", "end", "include Helper", ...change("helped :a")],
    ["drop_table(a)"],
  ],
  [
    "unknown modules",
    ["include Gitlab::Helpers", "extend Foo", ...change("helped :a")],
    ["M.include(?)", "M.extend(?)", "helped(a)"],
  ],
  [
    "calls of the class body",
    ["disable_ddl_transaction!", "set_lock_timeout '1s'", ...change("a")],
    ["M.disable_ddl_transaction!()", "M.set_lock_timeout(1s)", "a()"],
  ],
  [
    "methods of the class itself",
    ["def self.up", "drop_table :a", "end", "def change", "self.class.up", "end"],
    ["drop_table(a)"],
  ],
  [
    "nested models",
    [
      "class User < ActiveRecord::Base",
      "self.table_name = 'people'",
      "end",
      ...change("User.where(a: 1).update_all(b: 2)", "User.reset_column_information"),
    ],
    ["User.where(a: 1)", "(?).update_all(b: 2)", "User.reset_column_information()"],
  ],
  [
    "models of the application",
    change("Admin::User.find_each { |u| u.save! }", "::Post.delete_all"),
    ["Admin::User.find_each()", "table.save!()", "Post.delete_all()"],
  ],
  [
    "conditions",
    change(
      "if table_exists?(:a)",
      "drop_table :a",
      "else",
      "drop_table :b",
      "end",
      "drop_table :c unless Rails.env.production?",
    ),
    [
      "table_exists?(a)",
      "? drop_table(a)",
      "? drop_table(b)",
      "Rails.env()",
      "(?).production?()",
      "? drop_table(c)",
    ],
  ],
  [
    "decided conditions",
    [
      "DROP = true",
      ...change(
        "drop_table :a if DROP",
        "drop_table :b unless DROP",
        "DROP ? drop_table(:c) : drop_table(:d)",
      ),
    ],
    ["drop_table(a)", "drop_table(c)"],
  ],
  [
    "and, or",
    change("exists? && drop_table(:a)", "exists? or drop_table(:b)", "true and drop_table(:c)"),
    ["exists?()", "? drop_table(a)", "exists?()", "? drop_table(b)", "drop_table(c)"],
  ],
  ["early return", change("return unless exists?", "drop_table :a"), ["exists?()", "? drop_table(a)"]],
  ["sure return", change("return", "drop_table :a"), []],
  ["and return", change("say('x') and return", "drop_table :a"), ["say(x)", "? drop_table(a)"]],
  [
    "return in a block",
    change("transaction do", "return if exists?", "drop_table :a", "end", "drop_table :b"),
    ["transaction()", "exists?()", "? drop_table(a)", "? drop_table(b)"],
  ],
  [
    "raise",
    change(
      "raise 'x' unless exists?",
      "drop_table :a",
      "raise ActiveRecord::IrreversibleMigration",
      "drop_table :b",
    ),
    ["exists?()", "drop_table(a)"],
  ],
  [
    "rescue",
    change(
      "begin",
      "drop_table :a",
      "rescue => e",
      "puts e",
      "drop_table :b",
      "ensure",
      "drop_table :c",
      "end",
    ),
    ["drop_table(a)", "? drop_table(b)", "drop_table(c)"],
  ],
  [
    "rescue of the method",
    change("drop_table :a", "rescue StandardError", "drop_table :b", "raise"),
    ["drop_table(a)", "? drop_table(b)"],
  ],
  [
    "rescue behind a call",
    change("drop_table :a rescue drop_table :b"),
    ["drop_table(a)", "? drop_table(b)"],
  ],
  [
    "next and break",
    change(
      "%w[a b c].each do |t|",
      "next if t == 'a'",
      "drop_table t",
      "break if t == 'b'",
      "end",
      "drop_table :z",
    ),
    ["drop_table(b)", "drop_table(z)"],
  ],
  [
    "next that is not sure",
    change("%w[a b].each do |t|", "next unless exists?(t)", "drop_table t", "end", "drop_table :z"),
    ["exists?(a)", "? drop_table(a)", "exists?(b)", "? drop_table(b)", "drop_table(z)"],
  ],
  [
    "loop",
    change("loop do", "drop_table :a", "break", "end", "drop_table :b"),
    ["? drop_table(a)", "drop_table(b)"],
  ],
  ["while", change("while more?", "drop_table :a", "end"), ["more?()", "? drop_table(a)"]],
  [
    "case",
    change("case adapter", "when 'mysql' then execute 'a'", "else execute 'b'", "end"),
    ["adapter()", "? execute(a)", "? execute(b)"],
  ],
  ["heredocs", change("execute <<~A, <<-B.squish", "  x", "A", "  y  z", "  B"), ["execute(x\n, y z)"]],
  ["one of several names", change("t = new? ? :a : :b", "drop_table t"), ["new?()", "drop_table(a | b)"]],
  [
    "sends",
    change(
      "send(:drop_table, :a)",
      "public_send('drop_table', :b)",
      "%i[c d].each { |m| send(m, 1) }",
      "send(foo, :x)",
    ),
    ["drop_table(a)", "drop_table(b)", "c(1)", "d(1)", "foo()", "send(?, x)"],
  ],
  [
    "instance variables",
    ["def change", "@t = :a", "go", "end", "def go", "drop_table @t", "end"],
    ["drop_table(a)"],
  ],
  [
    "constants of a model",
    ["class Kind", "ALL = [:a].freeze", "end", ...change("Kind::ALL.each { |t| drop_table t }")],
    ["drop_table(a)"],
  ],
  [
    "unknown blocks",
    change("with_lock(:a) do", "drop_table :b", "end", "foo.bar { drop_table :c }"),
    ["with_lock(a)", "drop_table(b)", "foo()", "(?).bar()", "drop_table(c)"],
  ],
  ["safe navigation", change("foo&.drop(:a)", "nil&.drop(:b)"), ["foo()", "? (?).drop(a)"]],
  [
    "classes made at once",
    [
      "Model = Class.new(ActiveRecord::Base) do",
      "self.table_name = 'x'",
      "setting",
      "end",
      ...change("Model.delete_all"),
    ],
    [".setting()", ".delete_all()"],
  ],
  [
    "blocks on names",
    change(
      "create_table(:a) { |t| %w[b c].each(&t.method(:string)) }",
      "[:d].each(&method(:drop_table))",
      "%w[e].each { drop_table _1 }",
    ),
    ["create_table(a)", "table.string(b)", "table.string(c)", "drop_table(d)", "drop_table(e)"],
  ],
  [
    "splats",
    change("add_index(*[:a, :b], **{ unique: true })", "add_index(*foo, unique: true)"),
    ["add_index(a, b, unique: true)", "foo()", "add_index(unique: true, ...)"],
  ],
  ["unread parts of a call", change("add_column :a, :b, foo(1) + 'x'"), ["foo(1)", "add_column(a, b, ?)"]],
  [
    "what the grammar cannot read",
    change("drop_table :a", "add_column(:b,, :c)", "drop_table :d"),
    ["drop_table(a)", "add_column(b, ?, c)", "drop_table(d)"],
  ],
];

test("calls", () => {
  for (const [name, lines, expected] of cases) assert.deepEqual(callsOf(...lines), expected, name);
});

test("a class whose end is missing is still one", () => {
  const { run } = runRuby(
    "class M < ActiveRecord::Migration[5.2]\n  def change\n    if x\n      drop_table :a\n  end\nend\n",
  );
  const made = run.globals.own("M");
  assert.ok(made?.kind === "class");
  assert.deepEqual(made.bases, [{ kind: "symbol", path: "ActiveRecord::Migration[5.2]" }]);
});

test("old migrations have a version in their base, or none", () => {
  const base = (source: string): unknown => {
    const made = runRuby(source).run.globals.own("M");
    return made?.kind === "class" ? made.bases[0] : null;
  };
  assert.deepEqual(base("class M < ActiveRecord::Migration\nend"), {
    kind: "symbol",
    path: "ActiveRecord::Migration",
  });
  assert.deepEqual(base("class M < Gitlab::Database::Migration[2.1]\nend"), {
    kind: "symbol",
    path: "Gitlab::Database::Migration[2.1]",
  });
});
