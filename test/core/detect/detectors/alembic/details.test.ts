/** What an operation says besides its name: columns, defaults, rows, statements, transactions. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { alembic } from "../../../../../src/core/detect/detectors/alembic.ts";
import type { Column, ReadOperation } from "../../../../../src/core/operation.ts";
import { parsers, readUpgrade } from "../../../../support/python.ts";

function only(...lines: string[]): ReadOperation {
  const { operations, unread } = readUpgrade(...lines);
  assert.deepEqual(unread, []);
  const [operation] = operations;
  assert.ok(operation !== undefined && operations.length === 1, JSON.stringify(operations));
  return operation;
}

function column(written: string): Column {
  const operation = only(`op.add_column("t", sa.Column("c", ${written}))`);
  assert.ok(operation.kind === "add_column");
  return operation.details.column;
}

test("defaults", () => {
  assert.deepEqual(column(`sa.Integer, server_default="0"`).default, {
    text: "'0'",
    kind: "literal",
    functions: [],
  });
  assert.deepEqual(column(`sa.Integer, server_default=sa.text("7")`).default, {
    text: "7",
    kind: "literal",
    functions: [],
  });
  const now = { text: "now()", kind: "expression", functions: ["now"] };
  assert.deepEqual(column(`sa.DateTime, server_default=sa.func.now()`).default, now);
  assert.deepEqual(column(`sa.DateTime, server_default=sa.text("now()"), default=3`).default, now);
  assert.deepEqual(column(`sa.Boolean, server_default=sa.false()`).default, {
    text: "false",
    kind: "literal",
    functions: [],
  });
  assert.equal(column(`sa.Boolean, default=False`).default?.kind, "client");
  assert.equal(column(`sa.Boolean, server_default=None`).default, null);
});

test("an added column that refers: the key is a statement of its own, unless Alembic is told otherwise", () => {
  const key = `sa.Column("c", sa.Integer, sa.ForeignKey("app.user.id"))`;
  const references = { schema: "app", table: "user", columns: ["id"] };
  const added = only(`op.add_column("t", ${key})`);
  assert.ok(added.kind === "add_column");
  assert.equal(added.details.separateReference, true);
  assert.deepEqual(added.details.column.references, references);
  const inline = only(`op.add_column("t", ${key}, inline_references=True)`);
  assert.ok(inline.kind === "add_column");
  assert.equal(inline.details.separateReference, false);
});

test("columns", () => {
  assert.equal(column("sa.Integer").nullable, true);
  assert.equal(column("sa.Integer, nullable=False").nullable, false);
  assert.equal(column(`sa.Integer, sa.Identity()`).identity, true);
  assert.equal(column(`sa.Integer, sa.Computed("a + b", persisted=True)`).generated, "stored");
  assert.equal(column(`sa.Integer, primary_key=True`).type, "serial");
  assert.equal(column(`sa.Integer, primary_key=True, autoincrement=False`).type, "integer");
});

test("indexes", () => {
  const index = only(
    `op.create_index("ix", "t", [sa.text("lower(a)"), "b"], unique=True, postgresql_concurrently=True,`,
    `    postgresql_using="gin", postgresql_where=sa.text("b > 1"), if_not_exists=True, schema="s")`,
  );
  assert.equal(index.schema, "s");
  assert.deepEqual(index.columns, ["b"]);
  assert.deepEqual(index.details, {
    unique: true,
    concurrently: true,
    ifNotExists: true,
    method: "gin",
    expressions: ["lower(a)"],
    where: "b > 1",
    only: false,
  });
});

test("constraints", () => {
  const key = only(
    `op.create_foreign_key(None, "t", "u", ["a"], ["b"], ondelete="CASCADE", postgresql_not_valid=True, referent_schema="s")`,
  );
  assert.equal(key.name, null);
  assert.deepEqual(key.details, {
    references: { schema: "s", table: "u", columns: ["b"] },
    notValid: true,
    onDelete: "cascade",
  });
  const check = only(`op.create_check_constraint(op.f("ck"), "t", "n IS NOT NULL")`);
  assert.equal(check.name, "ck");
  assert.deepEqual(check.details, { expression: "n IS NOT NULL", notValid: false, notNullOf: "n" });
  const gone = only(`op.drop_constraint("fk", "t", type_="foreignkey")`);
  assert.deepEqual(gone.details, { ifExists: false, cascade: false, type: "foreign_key" });
});

test("rows and sources of data statements", () => {
  const insert = only(`t = sa.table("t", sa.column("a"))`, `op.bulk_insert(t, [{"a": i} for i in range(3)])`);
  assert.ok(insert.kind === "change_data");
  assert.equal(insert.details.rows, 3);
  const open = only(
    `t = sa.table("t")`,
    `rows = []`,
    `for x in fetch():`,
    `    rows.append({"a": x})`,
    `op.bulk_insert(t, rows)`,
  );
  assert.ok(open.kind === "change_data");
  assert.equal(open.details.rows, null);
  assert.deepEqual(open.columns, ["a"]);
  const moved = only(
    `a, b = sa.table("a", sa.column("x")), sa.table("b", sa.column("x"))`,
    `statement = sa.insert(a)`,
    `statement = statement.from_select(["x"], sa.select(b.c.x))`,
    `op.get_bind().execute(statement)`,
  );
  assert.ok(moved.kind === "change_data");
  assert.deepEqual(moved.details.sources, [{ schema: null, table: "b" }]);
  assert.equal(moved.details.source, 'sa.insert(a).from_select(["x"], sa.select(b.c.x))');
  const all = only(`op.execute(sa.table("a").delete())`);
  assert.ok(all.kind === "change_data");
  assert.equal(all.details.where, false);
});

test("the statement is what a comment goes above", () => {
  const operation = only(
    `with op.batch_alter_table("t") as b:`,
    `    b.drop_column(`,
    `        "c"`,
    `    )`,
  );
  assert.deepEqual([operation.place.line, operation.statement.line, operation.statement.column], [6, 6, 9]);
});

test("the same helper with other arguments is another operation of the same place", () => {
  const { operations } = readUpgrade(`def drop(t):`, `    op.drop_table(t)`, `drop("a")`, `drop("b")`);
  assert.deepEqual(
    operations.map((operation) => [operation.table, operation.place.line]),
    [
      ["a", 6],
      ["b", 6],
    ],
  );
});

test("what runs on another system says which", () => {
  const { operations } = readUpgrade(
    `if op.get_bind().dialect.name != "mysql":`,
    `    op.drop_table("a")`,
    `else:`,
    `    op.drop_table("b")`,
  );
  assert.deepEqual(
    operations.map((operation) => [operation.table, operation.conditional, operation.onlyOn]).toSorted(),
    [
      ["a", false, undefined],
      ["b", true, "mysql"],
    ],
  );
});

test("the policy's word on transactions counts more than env.py", () => {
  const text = "from alembic import op\nrevision = 'a'\ndef upgrade():\n    op.drop_table('t')\n";
  const tree = { paths: ["m/env.py"], text: () => "context.configure(transaction_per_migration=True)" };
  const transactionOf = (transaction: "file" | "none" | "all" | null): string | null | undefined =>
    alembic.read("m/versions/a.py", text, { tree, parsers, transaction, expired: () => false }).operations[0]
      ?.transaction;
  assert.deepEqual(
    [null, "file", "none", "all"].map((mode) => transactionOf(mode as null)),
    ["file", "file", null, "all"],
  );
});

test("env.py and, where branches can matter, the other migrations are wanted", () => {
  const paths = ["m/env.py", "m/versions/a.py", "m/versions/b_expand.py", "n/env.py"];
  assert.deepEqual(alembic.wants("m/versions/c.py", "", paths), [
    "m/env.py",
    "m/versions/a.py",
    "m/versions/b_expand.py",
  ]);
  assert.deepEqual(alembic.wants("m/versions/c.py", "", ["m/env.py", "m/versions/a.py"]), ["m/env.py"]);
  const own = ["m/versions/a.py", "m/versions/b_expand.py"];
  assert.deepEqual(alembic.wants("m/versions/b_expand.py", "", own), []);
  assert.deepEqual(alembic.wants("m/versions/a.py", "", own), ["m/versions/b_expand.py"]);
});

test("thousands of migrations in a large tree are asked about in a moment", () => {
  const named = (name: string, many: number): string[] =>
    Array.from({ length: many }, (_, at) => `${name}${at.toString().padStart(6, "0")}.py`);
  const own = named("m/versions/a", 10_000);
  const paths = [...named("a/x", 30_000), "m/env.py", ...own, ...named("z/x", 30_000)];
  const began = performance.now();
  const claimed = own.filter((path) => alembic.claims(path, { paths, text: () => null }, false));
  assert.equal(claimed.length, own.length);
  for (const path of own) assert.deepEqual(alembic.wants(path, "", paths), ["m/env.py"]);
  assert.ok(performance.now() - began < 2000);
});

test("each statement that a call sends is told from the next", () => {
  const { operations } = readUpgrade(
    'op.execute("ALTER TABLE a ADD b int, ADD c int; ALTER TABLE a ADD d int")',
    'op.execute("ALTER TABLE a ADD e int")',
  );
  const [b, c, d, e] = operations.map(({ sent }) => sent);
  assert.equal(b, c);
  assert.equal(new Set([b, d, e]).size, 3);
});
