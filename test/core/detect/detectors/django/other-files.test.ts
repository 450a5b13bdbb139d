/** What a migration says by naming other files of the project: classes of fields, the settings, other applications. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { migration, readDjango } from "../../../../support/django.ts";

const fields = `
from django.db import models
from elsewhere import Missing
from .base import Base

class Plain(models.TextField):
    def formfield(self, **kwargs):
        return super().formfield(widget=None)
class Short(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 104
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)
class Shorter(Short):
    def __init__(self, *args, **kwargs):
        if "max_length" not in kwargs:
            kwargs["max_length"] = 12
        super(Shorter, self).__init__(*args, null=True, **kwargs)
class Named(models.CharField):
    def __init__(self, *args, max_length=7, **kwargs):
        models.CharField.__init__(self, *args, max_length=max_length, **kwargs)
class Typed(models.Field):
    def get_internal_type(self):
        return "IntegerField"
class Mixed(Base, models.IntegerField):
    pass
class Key(models.ForeignKey):
    def __init__(self, **kwargs):
        kwargs["to"] = "shop.Book"
        super().__init__(**kwargs)
class Odd(models.TextField):
    def db_type(self, connection):
        return "xml"
class Helped(models.TextField):
    def contribute_to_class(self, cls, name):
        cls.add_to_class(name + "_html", models.TextField())
class Unknown(Missing, models.IntegerField):
    pass
class Circle(Circle, models.IntegerField):
    pass
`;

const base = "class Base:\n    def helper(self):\n        pass\n";

const cases: [field: string, type: string | null, nullable: boolean, indexes: number][] = [
  ["own.Plain()", "text", false, 0],
  ["own.Plain(null=True)", "text", true, 0],
  ["own.Short()", "varchar(104)", false, 2],
  ["own.Shorter(max_length=3)", "varchar(104)", true, 2],
  ["own.Named()", "varchar(7)", false, 0],
  ["own.Named(max_length=9)", "varchar(9)", false, 0],
  ["own.Typed()", "integer", false, 0],
  ["own.Mixed()", "integer", false, 0],
  ["own.Key(on_delete=1)", "integer", false, 1],
  ["own.Odd()", null, false, 0],
  ["own.Helped()", null, false, 0],
  ["own.Unknown()", null, false, 0],
  ["own.Circle()", null, false, 0],
  ["own.Nowhere()", null, false, 0],
];

for (const file of ["shop/fields/__init__.py", "src/shop/fields/__init__.py"])
  for (const [field, type, nullable, indexes] of cases)
    test(`${field} of ${file}`, () => {
      const folder = file.replace(/fields\/.*/u, "");
      const { operations } = readDjango({
        [file]: fields,
        [`${folder}fields/base.py`]: base,
        [`${folder}migrations/0001_a.py`]: migration(
          null,
          'migrations.CreateModel("Book", [("id", models.AutoField(primary_key=True))])',
        ),
        [`${folder}migrations/0002_b.py`]: migration("0001_a", `migrations.AddField("book", "a", ${field})`),
      });
      const [added, ...others] = operations;
      assert.ok(added?.kind === "add_column");
      assert.deepEqual(
        [added.details.column.type, added.details.column.nullable, others.length],
        [type, nullable, indexes],
      );
    });

test("a module that changes is read again, and one that is gone is not known", () => {
  const read = (files: Record<string, string>): string => {
    const { operations } = readDjango({
      ...files,
      "shop/migrations/0001_a.py": migration(
        null,
        'migrations.CreateModel("Book", [("id", models.AutoField(primary_key=True)), ("a", own.Plain())])',
      ),
      "shop/migrations/0002_b.py": migration(
        "0001_a",
        'migrations.AlterField("book", "a", models.TextField())',
      ),
    });
    return operations.map(({ kind }) => kind).join();
  };
  assert.equal(read({ "shop/fields.py": fields.replace("from .base import Base", "Base = object") }), "");
  const changed = "from django.db import models\nclass Plain(models.IntegerField):\n    pass\n";
  assert.equal(read({ "shop/fields.py": changed }), "alter_column_type");
  assert.equal(read({}), "unknown_statement");
});

const settings = "INSTALLED_APPS = []\n";
const users: [files: Record<string, string>, table: string][] = [
  [{}, "settings.AUTH_USER_MODEL"],
  [{ "config/settings/base.py": `${settings}AUTH_USER_MODEL = "people.Person"\n` }, "people_person"],
  [
    { "app/settings.py": `class Base:\n    INSTALLED_APPS = []\n    AUTH_USER_MODEL = 'people.Person'\n` },
    "people_person",
  ],
  [{ "app/settings.py": settings }, "auth_user"],
  [{ "app/settings/base.py": settings, "app/settings/dev.py": "from .base import *\n" }, "auth_user"],
  [{ "app/settings.py": `${settings}from elsewhere import *\n` }, "settings.AUTH_USER_MODEL"],
  [{ "app/settings.py": `${settings}AUTH_USER_MODEL = env("USERS")\n` }, "settings.AUTH_USER_MODEL"],
  [
    { "app/settings.py": 'AUTH_USER_MODEL = "a.A"\n', "b/settings.py": 'AUTH_USER_MODEL = "b.B"\n' },
    "settings.AUTH_USER_MODEL",
  ],
  [{ "tests/settings.py": `${settings}AUTH_USER_MODEL = "people.Person"\n` }, "settings.AUTH_USER_MODEL"],
];

test("the users are of the model that the settings name", () => {
  for (const [files, table] of users) {
    const { operations } = readDjango({
      ...files,
      "shop/migrations/0001_a.py": migration(
        null,
        'migrations.CreateModel("Book", [("owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE))])',
      ).replace("from shop", "from django.conf import settings\nfrom shop"),
    });
    const key = operations.find(({ kind }) => kind === "add_foreign_key");
    assert.ok(key?.kind === "add_foreign_key");
    assert.equal(key.details.references.table, table, JSON.stringify(files));
  }
});

const other = (to: string): string =>
  migration(null, `migrations.CreateModel("Loan", [("book", models.ForeignKey(${to}, models.CASCADE))])`);
const referring: [files: Record<string, string>, model: string, reason: RegExp | null][] = [
  [{}, "Book", null],
  [{ "loans/migrations/0001_a.py": other('"shop.Page"') }, "Book", null],
  [{ "loans/migrations/0001_a.py": other('"shop.Book"') }, "Book", /those of loans that speak of it/u],
  [{ "loans/migrations/0001_a.py": other("settings.AUTH_USER_MODEL") }, "Book", null],
  [{ "loans/migrations/0001_a.py": other("settings.AUTH_USER_MODEL") }, "Account", /those of loans/u],
  [
    { "loans/migrations/0001_a.py": other("settings.AUTH_USER_MODEL"), "app/settings.py": settings },
    "Account",
    null,
  ],
  [
    Object.fromEntries(
      Array.from({ length: 301 }, (_, at) => [`loans/migrations/${at}_a.py`, other('"a.B"')]),
    ),
    "Book",
    /which there are is not known/u,
  ],
];

test("a model is renamed without a word where no other application speaks of it", () => {
  for (const [files, model, reason] of referring) {
    const { operations } = readDjango({
      ...files,
      "shop/migrations/0001_a.py": migration(
        null,
        `migrations.CreateModel("${model}", [("id", models.AutoField(primary_key=True))])`,
      ),
      "shop/migrations/0002_b.py": migration("0001_a", `migrations.RenameModel("${model}", "Work")`),
    });
    assert.deepEqual(
      operations.map(({ kind }) => kind),
      reason === null ? ["rename_table"] : ["rename_table", "unknown_statement"],
      `${model} ${Object.keys(files)[0]}`,
    );
    if (reason !== null) assert.match(JSON.stringify(operations[1]?.details), reason);
  }
});
