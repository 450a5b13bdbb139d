/** What lines of real programs say of a column or a table, as people write them in many languages. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { TreeSearch } from "../../../src/core/usage/tree-search.ts";
import type { NameSearch, SearchFindings, Sureness } from "../../../src/core/usage/usage.ts";

const column = (name: string, table = "user_account"): NameSearch => ({
  id: "a",
  schema: null,
  table,
  column: name,
  because: "gone",
  others: [],
});
const table = (name: string): NameSearch => ({
  id: "a",
  schema: null,
  table: name,
  column: null,
  because: "gone",
  others: ["image_member"],
});

function found(search: NameSearch, files: Record<string, string>): SearchFindings {
  const tree = new TreeSearch([search], () => false);
  for (const [path, text] of Object.entries(files)) tree.add(path, text);
  const [findings] = tree.result().found;
  assert.ok(findings !== undefined);
  return findings;
}

function sure(search: NameSearch, path: string, text: string): Sureness | null {
  return found(search, { [path]: text }).lines[0]?.sure ?? null;
}

type Case = [expected: Sureness | null, path: string, text: string];

const rareColumn: Case[] = [
  ["surely", "a.py", "class UserAccount(Base):\n    legacy_id = Column(String(64))"],
  ["surely", "a.py", "class UserAccount(Base):\n    legacy = Column('legacy_id', String(64))"],
  [
    "surely",
    "a.py",
    "class Account(Base):\n    __tablename__ = 'user_account'\n    legacy_id: Mapped[str] = mapped_column()",
  ],
  ["surely", "a.py", "query = session.query(UserAccount.legacy_id)"],
  ["surely", "a.py", "cursor.execute('SELECT legacy_id FROM user_account')"],
  ["surely", "a.py", 'sql = """\n  UPDATE user_account\n  SET legacy_id = NULL\n"""'],
  ["likely", "a.py", "return person.legacy_id"],
  ["likely", "a.py", "rows = query.filter_by(legacy_id=value)"],
  ["surely", "a.py", "account = UserAccount(\n    legacy_id=value,\n)"],
  [null, "a.py", "# legacy_id is gone from user_account"],
  [null, "a.py", "x = 1  # the legacy_id of user_account"],
  [null, "a.py", 'def f():\n    """Uses legacy_id no more."""\n    return 1'],
  [
    "hardly",
    "a.py",
    "class Invoice(Base):\n    __tablename__ = 'invoice'\n    legacy_id = Column(String(64))",
  ],
  ["surely", "a.rb", "UserAccount.where(legacy_id: nil)"],
  ["surely", "a.rb", "class UserAccount < ActiveRecord\n  validates :legacy_id, presence: true"],
  ["likely", "a.rb", "user_account = UserAccount.find_by_legacy_id(1)"],
  [null, "a.rb", "class UserAccount\n  self.ignored_columns += [:legacy_id]"],
  ["likely", "a.rb", "class UserAccount\n  belongs_to :legacy"],
  ["surely", "a.go", 'type UserAccount struct {\n\tLegacyID string `db:"legacy_id"`\n}'],
  ["surely", "a.go", "const q = `INSERT INTO user_account (id, legacy_id) VALUES ($1, $2)`"],
  [null, "a.go", "// LegacyID of a UserAccount"],
  [
    "surely",
    "A.java",
    '@Table(name = "user_account")\nclass X {\n  @Column(name = "legacy_id")\n  String old;\n}',
  ],
  ["surely", "A.java", "@Entity\npublic class UserAccount {\n  private String legacyId;\n}"],
  [null, "A.java", "/**\n * The legacyId of UserAccount\n */"],
  [
    "surely",
    "A.php",
    '/**\n * @ORM\\Table(name="user_account")\n */\nclass X {\n  /** @ORM\\Column(name="legacy_id") */\n  private $old;\n}',
  ],
  ["surely", "a.ts", 'export const users = pgTable("user_account", {\n  legacyId: text("legacy_id"),\n});'],
  ["surely", "a.prisma", 'model UserAccount {\n  legacyId String? @map("legacy_id")\n}'],
  ["surely", "a.sql", "SELECT u.legacy_id FROM user_account u;"],
  ["surely", "a.rs", "diesel::table! {\n  user_account (id) {\n    legacy_id -> Nullable<Text>,\n  }\n}"],
  ["surely", "a.ex", 'schema "user_account" do\n  field :legacy_id, :string\nend'],
  ["hardly", "a.py", "raise Error('the legacy id and the legacy_id are different things')"],
  ["likely", "a.json", '{ "legacy_id": "user_account" }'],
];

const moreComments: Case[] = [
  [null, "a.py", 'VERSION = 73\n"""\nlegacy_id of user_account is gone\n"""'],
  ["surely", "a.py", 'db.execute(\n    """\n    SELECT legacy_id FROM user_account\n    """\n)'],
  [null, "a.rs", "pub token: &'a [u8], // corresponds to user_account.legacy_id"],
];

const commonColumn: Case[] = [
  ["surely", "a.py", "cursor.execute('SELECT user_account.name FROM user_account')"],
  ["surely", "a.py", "class UserAccount(Base):\n    name = Column(String(64))"],
  ["hardly", "a.py", "name = input()"],
  ["hardly", "a.py", "print(thing.name)"],
  ["likely", "a.py", "print(UserAccount.name)"],
  [null, "a.py", "filename = 'x'"],
  ["hardly", "a.py", "class Invoice(Base):\n    __tablename__ = 'invoice'\n    name = Column(String(64))"],
];

const rareTable: Case[] = [
  ["surely", "a.py", "__tablename__ = 'image_tag'"],
  ["surely", "a.py", "class ImageTag(Base):\n    pass"],
  ["surely", "a.py", "'SELECT 1 FROM image_tag'"],
  ["surely", "a.py", "ForeignKey('image_tag.id')"],
  ["likely", "a.py", "session.query(models.ImageTag)"],
  ["likely", "a.go", "type ImageTag struct {"],
  [null, "a.py", "# image_tag is gone"],
  ["hardly", "a.py", "from .models import ImageTag"],
  ["surely", "a.js", "knex('image_tag').insert(row)"],
  ["hardly", "a.py", "class Tag(models.Model):"],
  ["surely", "a.php", "DB::table('image_tag')->get();"],
];

for (const [name, search, cases] of [
  ["a rare column", column("legacy_id"), rareColumn],
  ["a rare column, in comments", column("legacy_id"), moreComments],
  ["a column whose name is a common word", column("name"), commonColumn],
  ["a table", table("image_tag"), rareTable],
] as const) {
  test(`lines that name ${name}`, () => {
    for (const [expected, path, text] of cases)
      assert.equal(sure(search, path, text), expected, `${path}: ${text}`);
  });
}

test("a table that is called like everything else is known only where it is a table", () => {
  const user = table("user");
  assert.equal(sure(user, "a.py", "sql = 'SELECT id FROM user WHERE id = 1'"), "surely");
  assert.equal(sure(user, "a.py", "__tablename__ = 'user'"), "surely");
  assert.equal(sure(user, "a.py", "user = get_user()"), "hardly");
  assert.equal(sure(user, "a.py", "raise Error('a message from user input')"), null);
});

test("tables whose names start alike, or that are in another schema, are other tables", () => {
  const event = table("event_txn_id");
  assert.equal(sure(event, "a.py", "insert(table='event_txn_id_device_id')"), null);
  assert.equal(sure(event, "a.py", "x = 'DELETE FROM event_txn_id_device_id'"), null);
  assert.equal(sure(event, "a.py", "x = 'DELETE FROM my_event_txn_id'"), "hardly");
  const user = { ...table("user"), schema: "statistics" };
  assert.equal(sure(user, "a.py", "x = 'SELECT 1 FROM \"user\"'"), "hardly");
  assert.equal(sure(user, "a.py", "x = 'SELECT 1 FROM statistics.user'"), "surely");
  assert.equal(sure(user, "a.py", "TABLES = {\n    'statistics.user': ('id',),\n}"), "surely");
});

test("tests, prose, other people's code and migrations are not asked; migrations say that it was there", () => {
  const text = "class UserAccount(Base):\n    legacy_id = Column(String)";
  for (const path of [
    "tests/a.py",
    "pkg/test_a.py",
    "app/a_test.go",
    "src/a.spec.ts",
    "node_modules/x/a.js",
    "docs/a.py",
    "releasenotes/notes/a.yaml",
    "README.md",
  ]) {
    const { lines, known } = found(column("legacy_id"), { [path]: text });
    assert.deepEqual([lines, known], [[], false], path);
  }
  for (const path of [
    "db/migrations/0001_a.py",
    "alembic/versions/1a2b3c4d5e_a.py",
    "db/schema.rb",
    "db/structure.sql",
  ]) {
    const { lines, known } = found(column("legacy_id"), { [path]: text });
    assert.deepEqual([lines, known], [[], true], path);
  }
});

test("what takes the columns as they are is no proof that nothing does", () => {
  const star = found(column("legacy_id"), { "a.go": "rows := db.Query(`SELECT * FROM user_account`)" });
  assert.equal(star.dynamic?.line, 1);
  const rails = {
    "a.rb": "class UserAccount < ApplicationRecord\nend",
  };
  assert.equal(found(column("legacy_id"), rails).dynamic?.path, "a.rb");
  const ignored = {
    "a.rb": 'class UserAccount < ApplicationRecord\n  self.ignored_columns = ["legacy_id"]\nend',
  };
  assert.equal(found(column("legacy_id"), ignored).dynamic, null);
});

test("every file with a spelling of the name has one of the patterns", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{2,7}$/u), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(words, words, (tableWords, columnWords) => {
      const search = column(columnWords.join("_"), tableWords.join("_"));
      const { patterns } = new TreeSearch([search], () => false);
      const camel = (parts: string[]): string =>
        parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
      for (const text of [
        columnWords.join("_"),
        camel(columnWords),
        columnWords.join("_").toUpperCase(),
        tableWords.join("_"),
        camel(tableWords),
      ]) {
        assert.ok(
          patterns.some((pattern) => text.toLowerCase().includes(pattern)),
          text,
        );
      }
      const line = `x = "SELECT ${search.column} FROM ${search.table}"`;
      assert.notEqual(sure(search, "a.py", line), null, line);
    }),
    { numRuns: 300 },
  );
});

test("no text makes it throw, or takes long", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "legacy_id",
      "user_account",
      "'",
      '"',
      "`",
      "/*",
      "*/",
      '"""',
      "#",
      "--",
      "\n",
      "SELECT ",
      "class ",
      ".",
      ":",
      "(",
      "\\",
      "name",
      "\u2028",
    ),
    fc.string({ maxLength: 5 }),
  );
  const path = fc.constantFrom("a.py", "a.rb", "a.go", "a.php", "a.sql", "a.ts", "a.html", "a");
  fc.assert(
    fc.property(path, fc.array(piece, { maxLength: 200 }), (name, pieces) => {
      const { lines, count } = found(column("legacy_id"), { [name]: pieces.join("") });
      assert.ok(lines.every(({ line }) => line >= 1) && count >= 0);
    }),
    { numRuns: 300 },
  );
  const start = performance.now();
  found(column("legacy_id"), { "a.js": `legacy_id user_account ${"'legacy_id',a(".repeat(40_000)}` });
  found(column("legacy_id"), { "a.py": "user_account legacy_id = '\n".repeat(40_000) });
  assert.ok(performance.now() - start < 5000, `${performance.now() - start} ms`);
});
