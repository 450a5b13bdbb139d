/** What differs between two declarations of a schema, in each of its languages. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { compareSchemas } from "../../../../src/core/detect/declared/compare-schemas.ts";
import { schemaReaderOf } from "../../../../src/core/detect/declared/registry.ts";
import { targetOf } from "../../../../src/core/operation.ts";
import { loadParsers } from "../../../../src/edges/parsing/load-parsers.ts";

const parsers = await loadParsers(["postgresql", "ruby"]);

/** `kind target line`, for one file before and after; files beside it are on both sides. */
async function differing(
  path: string,
  before: string,
  after: string,
  beside: Record<string, string> = {},
): Promise<string[]> {
  const reader = await schemaReaderOf(path, []);
  assert.ok(reader !== null, `nobody reads ${path}`);
  const paths = [...Object.keys(beside), path].toSorted();
  const read = (text: string) => ({
    text,
    reading: reader.read(path, text, {
      tree: { paths, text: (other: string) => beside[other] ?? null },
      parsers,
      transaction: null,
      expired: () => false,
    }),
  });
  const one = {
    path,
    oldPath: null,
    reader: reader.name,
    schema: reader.schemaOf(path),
    existed: true,
    migrated: false,
    remedy: reader.remedy,
    database: "default",
    before: read(before),
    after: read(after),
  };
  const [found] = compareSchemas([one], []);
  assert.ok(found !== undefined);
  return [
    ...found.differences.map(({ kind, place, ...rest }) =>
      [kind, targetOf({ kind, ...rest } as never), place.line].join(" "),
    ),
    ...found.unread.map(({ reason, place }) => `unread ${place.line} ${reason}`),
  ];
}

type Case = [
  title: string,
  before: string,
  after: string,
  expected: string[],
  beside?: Record<string, string>,
];

async function each(path: string, cases: readonly Case[]): Promise<void> {
  for (const [title, before, after, expected, beside] of cases)
    assert.deepEqual(await differing(path, before, after, beside), expected, title);
}

const user = "model User {\n  id Int @id @default(autoincrement())\n";
const mysql = 'datasource db {\n  provider = "mysql"\n}\n';

test("schema.prisma", () =>
  each("prisma/schema.prisma", [
    [
      "nothing but words and order",
      `${user}  a Int\n  b Int\n}`,
      `// x\n/// y\nmodel User {\n b   Int /* z */\n a Int // a\n id Int @default(autoincrement()) @id\n}`,
      [],
    ],
    [
      "columns",
      `${user}  a Int\n  b String?\n}`,
      `${user}  b String\n  c DateTime @updatedAt\n}`,
      ["set_not_null User.b 3", "add_column User.c 4", "drop_column User.a 1"],
    ],
    [
      "types and defaults",
      `${user}  a Int\n  b String @db.VarChar(10)\n  c Int @default(1)\n}`,
      `${user}  a BigInt\n  b String @db.VarChar(20)\n  c Int\n}`,
      ["alter_column_type User.a 3", "alter_column_type User.b 4", "drop_default User.c 5"],
    ],
    [
      "what the client sets is none of the database's",
      `${user}  a String @default(cuid())\n}`,
      `${user}  a String @default(uuid(7))\n}`,
      [],
    ],
    [
      "names in the database",
      `${user}  a Int @map("x")\n @@map("users")\n}`,
      `model Person {\n  id Int @id @default(autoincrement())\n  z Int @map("x")\n @@map("users")\n}`,
      [],
    ],
    [
      "an enum",
      `${user}  r Role\n}\nenum Role { A\n B }`,
      `${user}  r Role\n}\nenum Role {\n A @map("a")\n C\n}`,
      ["add_enum_value Role 5", "add_enum_value Role 5", "alter_type Role 5", "alter_column_type User.r 5"],
    ],
    [
      "an enum of MySQL is a column's type",
      `${mysql}${user}  r Role\n}\nenum Role {\n A\n}`,
      `${mysql}${user}  r Role\n}\nenum Role {\n A\n B\n}`,
      ["alter_column_type User.r 6"],
    ],
    [
      "indexes and keys",
      `${user}  a Int @unique\n  b Int\n  @@index([a, b])\n}`,
      `${user}  a Int\n  b Int\n  @@index([b(sort: Desc), a])\n  @@unique([b], map: "own")\n}`,
      [
        "drop_index User:User_a_key 1",
        "drop_index User:User_a_b_idx 1",
        "create_index User:User_b_a_idx 5",
        "create_index User:own 6",
      ],
    ],
    [
      "an index under another name",
      `${user}  a Int\n  @@index([a])\n}`,
      `${user}  a Int\n  @@index([a], map: "ix", type: BTree)\n}`,
      [],
    ],
    [
      "relations are no columns",
      `${user}}\nmodel Post {\n  id Int @id\n}`,
      `${user}  posts Post[]\n}\nmodel Post {\n  id Int @id\n  by Int?\n  author User? @relation(fields: [by], references: [id], onDelete: SetNull)\n}`,
      ["add_column Post.by 7", "add_foreign_key Post:Post_by_fkey 8"],
    ],
    [
      "without foreign keys",
      `datasource db {\n  provider = "mysql"\n  relationMode = "prisma"\n}\n${user}}\nmodel Post {\n  id Int @id\n  by Int\n}`,
      `datasource db {\n  provider = "mysql"\n  relationMode = "prisma"\n}\n${user}  posts Post[]\n}\nmodel Post {\n  id Int @id\n  by Int\n  author User @relation(fields: [by], references: [id])\n}`,
      [],
    ],
    [
      "many to many",
      `${user}}\nmodel Tag {\n  id String @id\n}`,
      `${user}  tags Tag[]\n}\nmodel Tag {\n  id String @id\n  users User[]\n}`,
      [
        "create_table _TagToUser 7",
        "create_index _TagToUser:_TagToUser_B_index 7",
        "add_foreign_key _TagToUser:_TagToUser_A_fkey 7",
        "add_foreign_key _TagToUser:_TagToUser_B_fkey 7",
      ],
    ],
    [
      "what the database calls it stays",
      `${user}  b Unsupported("circle")?\n  c Int @ignore\n}`,
      `${user}  b Unsupported("box")?\n  c Int\n  @@ignore\n}`,
      ["alter_column_type User.b 3"],
    ],
    ["a view is made elsewhere", `${user}}`, `${user}}\nview V {\n  id Int @unique\n}`, []],
    [
      "MongoDB has no schema",
      `datasource db { provider = "mongodb"\n}\n${user}}`,
      `datasource db { provider = "mongodb"\n}\n`,
      [],
    ],
    [
      "tables",
      `${user}}\nmodel Old {\n  id Int @id\n}`,
      `${user}}\nmodel Fresh {\n  a Int\n  b Int\n  @@id([a, b])\n  @@schema("audit")\n}`,
      ["create_table audit.Fresh 4", "drop_table Old 1"],
    ],
    [
      "what is not closed hides none of its neighbours, and drops nothing",
      `${user}  a Int\n}\nmodel Old {\n  id Int @id\n}`,
      `${user}  b Int @default((\nmodel Old {\n  id Int @id\n  c Int\n}`,
      [
        "add_column User.b 3",
        "add_column Old.c 6",
        "unread 3 a line of `User` is not understood",
        "unread 1 `User` is not closed",
      ],
    ],
    [
      "a line of another language",
      `${user}}`,
      `${user}  a Int\n  b: Int,\n  c Int\n}\nfoo { bar }\n`,
      [
        "add_column User.a 3",

        "add_column User.c 5",
        "unread 4 a line of `User` is not understood",
        "unread 7 this is not understood as Prisma's schema language",
      ],
    ],
  ]));

test("schema.prisma in several files", () =>
  each("prisma/models/user.prisma", [
    [
      "an enum and a model of other files",
      `${user}}`,
      `${user}  role Role\n  posts Post[]\n  last Post?\n}`,
      ["add_column User.role 3"],
      {
        "prisma/schema.prisma": "enum Role { A }\n",
        "prisma/models/post.prisma": "model Post {\n id Int @id\n}",
      },
    ],
  ]));

const table = (columns: string): string =>
  `{"dialect":"postgresql","tables":{"public.a":{"name":"a","schema":"","columns":{${columns}}}}}`;
const entities = (more: string): string =>
  `{"dialect":"postgres","ddl":[${more}{"entityType":"tables","name":"a","schema":"public"}]}`;
const column = (name: string, type: string): string =>
  `{"entityType":"columns","table":"a","schema":"public","name":"${name}","type":"${type}","notNull":true},`;

test("Drizzle's snapshots", async () => {
  await each("drizzle/meta/0002_snapshot.json", [
    [
      "a column",
      table('"x":{"name":"x","type":"text"}'),
      table('"y":{"name":"y","type":"text"}'),
      ["add_column a.y 1", "drop_column a.x 1"],
    ],
    ["no JSON", "{}", "{", ["unread 1 it is no JSON"]],
    ["another file of that name", "[", '{"a":1}', ["unread 1 it is no snapshot that Drizzle makes"]],
  ]);
  await each("drizzle/20260101000000_x/snapshot.json", [
    [
      "entities in any order",
      entities(column("x", "text")),
      entities(
        `{"entityType":"enums","name":"e","values":["v"],"schema":"public"},{"entityType":"indexes","table":"a","name":"ix","columns":[{"value":"lower(x)","isExpression":true}],"isUnique":false},${column("x", "varchar(9)")}`,
      ),
      ["create_type e 1", "alter_column_type a.x 1", "create_index a:ix 1"],
    ],
  ]);
});

test("schemas in SQL", async () => {
  await each("db/structure.sql", [
    [
      "what a dump says otherwise",
      "SET x = 1;\nCREATE TABLE a (id integer NOT NULL);\nCREATE SEQUENCE a_id_seq;\nALTER SEQUENCE a_id_seq OWNED BY a.id;\nALTER TABLE ONLY a ALTER COLUMN id SET DEFAULT nextval('a_id_seq'::regclass);\nCOMMENT ON TABLE a IS 'x';\nINSERT INTO schema_migrations VALUES ('1');",
      "\\restrict x\nCREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;\nCREATE TABLE public.schema_migrations (version text);\nCREATE TABLE public.a (id integer NOT NULL);\nALTER TABLE ONLY public.a ALTER COLUMN id SET DEFAULT nextval('public.a_id_seq'::regclass);\nINSERT INTO public.schema_migrations VALUES ('2');",
      [],
    ],
    [
      "constraints said apart",
      "CREATE TABLE a (id int);",
      "CREATE TABLE a (id int);\nALTER TABLE ONLY a ADD CONSTRAINT a_pkey PRIMARY KEY (id);\nCREATE INDEX ix ON a USING btree (id);",
      ["create_index a:ix 3", "add_primary_key a:a_pkey 2"],
    ],
    [
      "views, functions and triggers",
      "CREATE VIEW v AS SELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';\nCREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION g();",
      "CREATE VIEW v AS SELECT 2;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 2';\n",
      ["replace_view v 1", "create_function f 2", "drop_trigger a:t 1"],
    ],
  ]);
  await each("mysql/schema.sql", [
    [
      "keys inside of a table",
      "CREATE TABLE `a` (`id` int NOT NULL AUTO_INCREMENT, `b` int, PRIMARY KEY (`id`), KEY `ix` (`b`)) ENGINE=InnoDB AUTO_INCREMENT=5;",
      "CREATE TABLE `a` (`id` int NOT NULL AUTO_INCREMENT, `b` bigint, PRIMARY KEY (`id`)) ENGINE=InnoDB AUTO_INCREMENT=9;",
      ["alter_column_type a.b 1", "drop_index a:ix 1"],
    ],
  ]);
  await each("db/schema.sql", [
    [
      "what it does besides",
      "CREATE TABLE a (id int);",
      "CREATE TABLE a (id int);\nUPDATE a SET id = 1;\nALTER TABEL a;",
      ["change_data a.id 2", "unknown_statement unknown_statement 3"],
    ],
  ]);
});

test("schema.rb", () =>
  each("db/schema.rb", [
    [
      "what Rails 5.1 says otherwise",
      'ActiveRecord::Schema.define(version: 20180101000000) do\n  create_table "a", force: :cascade do |t|\n    t.datetime "x"\n  end\nend',
      'ActiveRecord::Schema.define(version: 2018_01_01_000000) do\n  create_table "a", id: :serial, force: :cascade do |t|\n    t.datetime "x"\n  end\nend',
      [],
    ],
    [
      "what Rails 7.0 says otherwise",
      'ActiveRecord::Schema.define(version: 2018_01_01_000000) do\n  create_table "a", force: :cascade do |t|\n    t.datetime "x"\n  end\nend',
      'ActiveRecord::Schema[7.0].define(version: 2018_01_01_000000) do\n  create_table "a", force: :cascade do |t|\n    t.datetime "x", precision: nil\n  end\nend',
      [],
    ],
    [
      "its version and its order",
      'ActiveRecord::Schema[7.1].define(version: 2024_01_01_000000) do\n  create_table "a", force: :cascade do |t|\n    t.string "x"\n    t.text "y"\n  end\nend',
      '# x\nActiveRecord::Schema[7.1].define(version: 2024_02_01_000000) do\n  create_table "a", force: :cascade do |t|\n    t.text "y"\n    t.string "x"\n  end\nend',
      [],
    ],
    [
      "columns, indexes and keys",
      'ActiveRecord::Schema.define(version: 1) do\n  create_table "a", force: :cascade do |t|\n    t.string "x"\n  end\nend',
      'ActiveRecord::Schema.define(version: 2) do\n  create_table "a", force: :cascade do |t|\n    t.string "x", default: "", null: false\n    t.bigint "b_id"\n    t.index ["b_id"], name: "ix"\n  end\n  add_foreign_key "a", "b"\nend',
      [
        "set_not_null a.x 2",
        "set_default a.x 2",
        "add_column a.b_id 2",
        "create_index a:ix 2",
        "add_foreign_key a:fk_rails_ca23efad7e 7",
      ],
    ],
  ]));

test("which paths declare a schema", async () => {
  const readers: [reader: string, paths: string[]][] = [
    ["prisma-schema", ["schema.prisma", "packages/db/prisma/models/user.prisma"]],
    ["drizzle-snapshot", ["drizzle/meta/0012_snapshot.json", "db/20260101000000_a/snapshot.json"]],
    ["rails-schema", ["db/schema.rb", "engines/a/db/schema.rb", "db/queue_schema.rb"]],
    ["rails-structure", ["db/structure.sql", "db/cache_structure.sql"]],
    [
      "sql-schema",
      [
        "schema.sql",
        "sql/schema.sql",
        "db/app-schema.sql",
        "db/schema_mysql.sql",
        "supabase/schemas/public/a.sql",
      ],
    ],
    [
      "",
      [
        "test/schema.sql",
        "docs/schema.prisma",
        "lib/schema.rb",
        "sql/create_schema.sql",
        "db/migrations/schema.sql",
        "sql/0001_schema.sql",
        "snapshot.json",
        "schemas/user.json",
        "sql/schemas.sql",
      ],
    ],
  ];
  for (const [name, paths] of readers)
    for (const path of paths) assert.equal((await schemaReaderOf(path, []))?.name ?? "", name, path);
  assert.equal(await schemaReaderOf("db/schema.rb", ["db/**"]), null);
});
