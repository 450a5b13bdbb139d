/** The way back of an operation is what the opposite operation does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { behindBook } from "../../../../support/django.ts";
import type { EngineName } from "../../../../../src/core/impact.ts";

const title = "title: models.CharField(max_length=100, null=True)";
const pages = "pages: models.IntegerField()";
const index = 'models.Index(fields=["pages"], name="i")';
const check = 'models.CheckConstraint(check=models.Q(pages__gt=0), name="c")';

/** Fields before and behind, the operation between them, and its opposite. */
const opposites: [before: string[], there: string, behind: string[], back: string][] = [
  [
    [pages],
    `migrations.AddField("book", "title", ${title.slice(7)})`,
    [pages, title],
    'migrations.RemoveField("book", "title")',
  ],
  [
    [title, pages],
    'migrations.RemoveField("book", "pages")',
    [title],
    `migrations.AddField("book", "pages", ${pages.slice(7)})`,
  ],
  [
    [title],
    'migrations.AlterField("book", "title", models.TextField())',
    ["title: models.TextField()"],
    `migrations.AlterField("book", "title", ${title.slice(7)})`,
  ],
  [
    [pages],
    'migrations.RenameField("book", "pages", "sheets")',
    ["sheets: models.IntegerField()"],
    'migrations.RenameField("book", "sheets", "pages")',
  ],
  [
    [pages],
    'migrations.AlterField("book", "pages", models.ForeignKey("auth.User", models.CASCADE, db_column="pages"))',
    ['pages: models.ForeignKey("auth.User", models.CASCADE, db_column="pages")'],
    `migrations.AlterField("book", "pages", ${pages.slice(7)})`,
  ],
];

for (const engine of ["postgresql", "mysql", "mariadb", "sqlite"] as const)
  for (const [before, there, behind, back] of opposites)
    test(`${there.slice(11, 60)} on ${engine}`, () => {
      const lines = (operations: ReturnType<typeof behindBook>["operations"]): string[] =>
        operations.map(({ kind, columns, name, details }) => JSON.stringify([kind, columns, name, details]));
      const down = lines(behindBook(before, [there], engine, "down").operations);
      assert.notDeepEqual(down, []);
      assert.deepEqual(down, lines(behindBook(behind, [back], engine).operations));
    });

const ways: [operations: string[], down: string[]][] = [
  [[`migrations.AddIndex("book", ${index})`], ["drop_index i"]],
  [
    [`migrations.AddIndex("book", ${index})`, 'migrations.RemoveIndex("book", "i")'],
    ["create_index i", "drop_index i"],
  ],
  [[`migrations.AddConstraint("book", ${check})`], ["drop_constraint c"]],
  [
    [`migrations.AddConstraint("book", ${check})`, 'migrations.RemoveConstraint("book", "c")'],
    ["add_check c", "drop_constraint c"],
  ],
  [['migrations.RenameIndex("book", "j", old_name="i")'], ["rename_index j"]],
  [['migrations.AlterModelTable("book", "books")'], ["rename_table"]],
  [['migrations.AlterModelTableComment("book", "x")'], ["set_comment"]],
  [
    ['migrations.AlterUniqueTogether("book", {("title", "pages")})'],
    ["drop_constraint shop_book_title_pages_f2d71c4a_uniq"],
  ],
  [['migrations.DeleteModel("Book")'], ["create_table"]],
  [['migrations.CreateModel("Page", [("id", models.AutoField(primary_key=True))])'], ["drop_table"]],
  [['migrations.RunSQL("SELECT 1", "DROP TABLE a")'], ["drop_table"]],
  [['migrations.RunSQL("DROP TABLE a", migrations.RunSQL.noop)'], []],
  [["migrations.RunPython(a, b)"], ["run_code"]],
  [["migrations.RunPython(a, migrations.RunPython.noop)"], []],
  [
    [
      'migrations.SeparateDatabaseAndState([migrations.RunSQL("SELECT 1", "DROP TABLE a"), migrations.RunSQL("SELECT 1", "DROP TABLE b")])',
    ],
    ["drop_table", "drop_table"],
  ],
  // One of them has no way back: Django goes none.
  [["migrations.RunPython(a)", 'migrations.CreateModel("Page", [])'], []],
  [['migrations.CreateModel("Page", [])', 'migrations.RunSQL("SELECT 1")'], []],
  [
    [
      'migrations.SeparateDatabaseAndState([migrations.RunSQL("SELECT 1")])',
      'migrations.DeleteModel("Book")',
    ],
    [],
  ],
  [Array.from({ length: 501 }, () => 'migrations.AlterModelOptions("book", {})'), ["unknown_statement"]],
];

test("the way back of other operations", () => {
  for (const [operations, down] of ways) {
    const { operations: found } = behindBook(
      [title, pages],
      operations,
      "postgresql" satisfies EngineName,
      "down",
    );
    assert.deepEqual(
      found.map(({ kind, name }) => (name === null ? kind : `${kind} ${name}`)),
      down,
      operations.slice(0, 2).join("\n"),
    );
  }
});
