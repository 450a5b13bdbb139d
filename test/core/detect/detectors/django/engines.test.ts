/** What one operation becomes on each engine. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { EngineName } from "../../../../../src/core/impact.ts";
import { targetOf } from "../../../../../src/core/operation.ts";
import { behindBook, migration, readDjango } from "../../../../support/django.ts";

const fields = [
  "title: models.CharField(max_length=100, null=True)",
  "pages: models.IntegerField()",
  "isbn: models.CharField(max_length=13, unique=True)",
  'editor: models.ForeignKey("auth.User", models.CASCADE)',
];

const change: Record<string, string> = {
  mandatory: 'migrations.AlterField("book", "title", models.CharField(max_length=100, default=""))',
  longer: 'migrations.AlterField("book", "title", models.CharField(max_length=200, null=True))',
  "help only":
    'migrations.AlterField("book", "title", models.CharField(max_length=100, null=True, help_text="x"))',
  added: 'migrations.AddField("book", "price", models.IntegerField(default=0))',
  optional: 'migrations.AddField("book", "note", models.TextField(null=True))',
  reference:
    'migrations.AddField("book", "owner", models.ForeignKey("auth.User", models.CASCADE, null=True))',
  dropped: 'migrations.RemoveField("book", "pages")',
  "dropped key": 'migrations.RemoveField("book", "editor")',
  "no longer unique": 'migrations.AlterField("book", "isbn", models.CharField(max_length=13))',
  renamed: 'migrations.RenameField("book", "pages", "sheets")',
  partial:
    'migrations.AddIndex("book", models.Index(fields=["pages"], name="i", condition=models.Q(pages=1)))',
};

const server = (mysql: string[]): Partial<Record<EngineName, string[]>> => ({ mysql, mariadb: mysql });

const expected: Record<string, Partial<Record<EngineName, string[]>>> = {
  mandatory: {
    postgresql: ["set_default title", "change_data title", "set_not_null title", "drop_default title"],
    ...server([
      "set_default title",
      "change_data title",
      "alter_column_type title",
      "set_not_null title",
      "drop_default title",
    ]),
    sqlite: ["rewrite_table", "set_not_null title"],
  },
  longer: {
    postgresql: ["alter_column_type title"],
    ...server(["alter_column_type title"]),
    sqlite: ["rewrite_table", "alter_column_type title"],
  },
  "help only": { postgresql: [], ...server([]), sqlite: [] },
  added: {
    postgresql: ["add_column price", "drop_default price"],
    ...server(["add_column price", "drop_default price"]),
    sqlite: ["rewrite_table", "add_column price"],
  },
  optional: { postgresql: ["add_column note"], ...server(["add_column note"]), sqlite: ["add_column note"] },
  reference: {
    postgresql: ["add_column owner_id", "create_index owner_id"],
    ...server(["add_column owner_id", "add_foreign_key owner_id"]),
    sqlite: ["add_column owner_id", "create_index owner_id"],
  },
  dropped: {
    postgresql: ["drop_column pages"],
    ...server(["drop_column pages"]),
    sqlite: ["drop_column pages"],
  },
  "dropped key": {
    postgresql: ["drop_constraint editor_id", "drop_column editor_id"],
    ...server(["drop_constraint", "drop_column editor_id"]),
    sqlite: ["rewrite_table", "drop_column editor_id"],
  },
  "no longer unique": {
    postgresql: ["drop_constraint isbn", "drop_index"],
    ...server(["drop_index"]),
    sqlite: ["rewrite_table"],
  },
  renamed: {
    postgresql: ["rename_column pages"],
    ...server(["rename_column pages"]),
    sqlite: ["rename_column pages"],
  },
  partial: { postgresql: ["create_index pages"], ...server([]), sqlite: ["create_index pages"] },
};

for (const [name, engines] of Object.entries(expected))
  for (const [engine, lines] of Object.entries(engines))
    test(`${name} on ${engine}`, () => {
      const { operations, unread } = behindBook(fields, [change[name] ?? ""], engine as EngineName);
      assert.deepEqual(
        operations.map(({ kind, columns }) => [kind, ...columns].join(" ")),
        lines,
      );
      assert.deepEqual(unread, []);
      for (const { clause } of operations.filter(({ kind }) => kind !== "rewrite_table"))
        if (engine === "mysql" || engine === "mariadb") assert.equal(clause?.dialect, engine);
    });

test("only PostgreSQL and SQLite run a migration in a transaction", () => {
  const transactions = (["postgresql", "mysql", "mariadb", "sqlite"] as const).map(
    (engine) => behindBook(fields, [change["dropped"] ?? ""], engine).operations[0]?.transaction,
  );
  assert.deepEqual(transactions, ["file", null, null, "file"]);
});

const types: [field: string, ...types: (string | null)[]][] = [
  ["models.CharField(max_length=10)", "varchar(10)", "varchar(10)"],
  ["models.EmailField()", "varchar(254)", "varchar(254)"],
  ["models.DecimalField(max_digits=8, decimal_places=2)", "numeric(8,2)", "decimal(8,2)"],
  ["models.DateTimeField()", "timestamp with time zone", "datetime(6)"],
  ["models.DurationField()", "interval", "bigint"],
  ["models.UUIDField()", "uuid", "char(32)"],
  ["models.JSONField()", "jsonb", "json"],
  ["models.PositiveIntegerField()", "integer", "int unsigned"],
  ["models.BooleanField()", "boolean", "tinyint(1)"],
  ["models.FileField()", "varchar(100)", "varchar(100)"],
  ['models.ForeignKey("auth.User", models.CASCADE)', "integer", "int"],
  ['models.OneToOneField("self", models.CASCADE)', "bigint", "bigint"],
  ['models.ForeignKey("people.Person", models.CASCADE)', null, null],
  ["postgres.ArrayField(models.CharField(max_length=5), size=3)", "varchar(5)[3]", null],
  ["postgres.HStoreField()", "hstore", null],
  ["postgres.DateRangeField()", "daterange", null],
  ["gis.PointField(srid=3857)", "geometry(point,3857)", "point"],
  [
    "models.GeneratedField(expression=models.F('a') + 1, output_field=models.IntegerField(), db_persist=True)",
    "integer",
    "int",
  ],
  ["own.SecretField()", null, null],
];

test("the types of fields", () => {
  for (const [field, ...wanted] of types) {
    for (const [at, engine] of (["postgresql", "mysql"] as const).entries()) {
      const { operations } = behindBook([], [`migrations.AddField("book", "a", ${field})`], engine);
      const added = operations.find(({ kind }) => kind === "add_column");
      assert.ok(added?.kind === "add_column", `${field} on ${engine}`);
      if (engine === "mysql" && wanted[at] === null && field.startsWith("postgres.")) continue;
      assert.equal(added.details.column.type, wanted[at], `${field} on ${engine}`);
    }
  }
});

test("tables that bring their schema, and long names, are called as Django calls them", () => {
  const long = "long".repeat(15);
  const { operations } = readDjango({
    "shop/migrations/0001_initial.py": migration(
      null,
      `migrations.CreateModel("Book", [("id", models.AutoField(primary_key=True))], options={"db_table": '"archive"."books"'})`,
      `migrations.AddField("book", "${long}", models.IntegerField(null=True, db_index=True))`,
    ),
  });
  assert.deepEqual(operations.map(targetOf), [
    "archive.books",
    `archive.books.${long}`,
    "archive.books:books_longlonglonglonglonglonglo_dc57739b",
  ]);
});

test("SQLite makes the tables anew that refer to a key whose type changes, and those of the pairs", () => {
  const { operations } = readDjango(
    {
      "shop/migrations/0001_initial.py": migration(
        null,
        'migrations.CreateModel("Tag", [("id", models.AutoField(primary_key=True))])',
        'migrations.CreateModel("Book", [("id", models.AutoField(primary_key=True)), ("tags", models.ManyToManyField("shop.Tag")), ("parent", models.ForeignKey("self", models.CASCADE))])',
        'migrations.CreateModel("Page", [("book", models.ForeignKey("shop.Book", models.CASCADE))])',
      ),
      "shop/migrations/0002_change.py": migration(
        "0001_initial",
        'migrations.AlterField("book", "id", models.UUIDField(primary_key=True))',
      ),
    },
    "sqlite",
  );
  assert.deepEqual(
    operations.filter(({ kind }) => kind === "rewrite_table").map(({ table }) => table),
    ["shop_book", "shop_book_tags", "shop_page"],
  );
  assert.match(JSON.stringify(operations.at(-1)?.details), /tables of other applications/u);
});

test("what PostgreSQL leaves alone can make SQLite write the table anew", () => {
  for (const engine of ["postgresql", "sqlite"] as const) {
    const { operations } = behindBook(
      ['file: models.FileField(upload_to="a")'],
      ['migrations.AlterField("book", "file", models.FileField(upload_to="b", null=False))'],
      engine,
    );
    assert.deepEqual(
      operations.map(({ kind }) => kind),
      engine === "sqlite" ? ["rewrite_table"] : [],
    );
  }
});

test("a migration that asks for the engine hears it where it is sure", () => {
  const asks = (question: string): string =>
    migration(null, 'migrations.RunSQL(f"DROP TABLE {NAME}")').replace(
      "class Migration",
      `from django.conf import settings\nfrom django.db import connection\nNAME = "a" if ${question} else "b"\nclass Migration`,
    );
  for (const question of [
    'connection.vendor == "sqlite"',
    'settings.DATABASES["default"]["ENGINE"].find("sqlite") > -1',
    '"sqlite" in connection.settings_dict["ENGINE"]',
  ])
    for (const engine of ["postgresql", "sqlite"] as const) {
      const { operations } = readDjango({ "shop/migrations/0001_x.py": asks(question) }, engine);
      assert.deepEqual(operations.map(targetOf), [engine === "sqlite" ? "a" : "b"], `${question}, ${engine}`);
    }
});
