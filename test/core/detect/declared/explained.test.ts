/** Which differences of a schema the migrations of a change account for, and which its earlier migrations do. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { compareSchemas } from "../../../../src/core/detect/declared/compare-schemas.ts";
import { notCaughtUp } from "../../../../src/core/detect/declared/explained.ts";
import { prismaSchema } from "../../../../src/core/detect/declared/prisma-schema.ts";
import type { FileReading } from "../../../../src/core/detect/detector.ts";
import { targetOf } from "../../../../src/core/operation.ts";
import type { ReadOperation } from "../../../../src/core/operation.ts";
import { operationsOf } from "../../../support/operations.ts";

const base = `model User {
  id   Int    @id
  name String @db.VarChar(10)
  team Int
  mood Mood
  @@index([name])
}
model Old {
  id Int @id
}
enum Mood {
  A
}
`;

function read(text: string): FileReading {
  return prismaSchema.read("schema.prisma", text, {
    tree: { paths: [], text: () => null },
    parsers: {} as never,
    transaction: null,
    expired: () => false,
  });
}

function reading(operations: ReadOperation[]): FileReading {
  return { operations, unread: [], directives: [], revision: null, dependsOn: [] };
}

function left(
  head: string,
  sql: string,
  deleted = "",
): { words: string[]; operations: ReadOperation[]; vague: boolean } {
  const { name: reader, remedy } = prismaSchema;
  const version = (text: string) => ({ text, reading: read(text) });
  const schema = {
    path: "schema.prisma",
    oldPath: null,
    reader,
    remedy,
    schema: "",
    existed: true,
    migrated: true,
    database: "default",
  };
  const migration = { path: "1.sql", oldPath: null, framework: "sql", database: "default", phase: null };
  const side = (text: string) => (text === "" ? null : { text, reading: reading(operationsOf(text)) });
  const [found] = compareSchemas(
    [{ ...schema, before: version(base), after: version(head) }],
    [
      { ...migration, status: "added", before: null, after: side(sql) },
      { ...migration, status: "deleted", before: side(deleted), after: null },
    ],
  );
  assert.ok(found !== undefined);
  const words = found.unexplained.map((one) => `${one.kind} ${targetOf(one)}`);
  return { words, operations: found.unexplained, vague: found.vague };
}

/** The base with one of its texts put in the place of another. */
const head = (from: string, to: string): string => base.replace(from, to);

const cases: [title: string, head: string, sql: string, left: string[]][] = [
  ["an addition", head("team Int", "team Int\n  age Int"), 'ALTER TABLE "User" ADD COLUMN "age" INTEGER', []],
  [
    "of another column",
    head("team Int", "team Int\n  age Int"),
    'ALTER TABLE "User" ADD COLUMN "size" INTEGER',
    ["add_column User.age"],
  ],
  [
    "of another table",
    head("team Int", "team Int\n  age Int"),
    'ALTER TABLE "Old" ADD COLUMN "age" INTEGER',
    ["add_column User.age"],
  ],
  [
    "a drop is no addition",
    head("  team Int\n", ""),
    'ALTER TABLE "User" ADD COLUMN "team" INTEGER',
    ["drop_column User.team"],
  ],
  ["a rename", head("  team Int\n", "  crew Int\n"), 'ALTER TABLE "User" RENAME COLUMN "team" TO "crew"', []],
  ["a rename of a table", head("model Old", "model Fresh"), 'ALTER TABLE "Old" RENAME TO "Fresh"', []],
  [
    "a type, by another way",
    head("VarChar(10)", "VarChar(20)"),
    'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "name" VARCHAR(20)',
    [],
  ],
  [
    "a type that stays",
    head("VarChar(10)", "VarChar(20)"),
    'CREATE INDEX x ON "User" ("name")',
    ["alter_column_type User.name"],
  ],
  ["an index by its name", head("  @@index([name])\n", ""), 'DROP INDEX "User_name_idx"', []],
  [
    "another index",
    head("  @@index([name])\n", ""),
    'DROP INDEX "User_team_idx"',
    ["drop_index User:User_name_idx"],
  ],
  ["a value", head("  A\n", "  A\n  B\n"), "ALTER TYPE \"Mood\" ADD VALUE 'B'", []],
  [
    "a type that is made anew",
    head("  A\n", "  B\n"),
    'CREATE TYPE "Mood_new" AS ENUM (\'B\'); ALTER TABLE "User" ALTER COLUMN "mood" TYPE "Mood_new" USING ("mood"::text::"Mood_new"); ALTER TYPE "Mood" RENAME TO "Mood_old"; ALTER TYPE "Mood_new" RENAME TO "Mood"; DROP TYPE "Mood_old"',
    [],
  ],
  [
    "a table that is made anew",
    head("team Int", "team Int?"),
    'CREATE TABLE "new_User" (id int); DROP TABLE "User"; ALTER TABLE "new_User" RENAME TO "User"',
    [],
  ],
  ["a table that is dropped", head("model Old {\n  id Int @id\n}\n", ""), 'DROP TABLE "Old"', []],
  [
    "a table that is not",
    head("model Old {\n  id Int @id\n}\n", ""),
    'DROP TABLE "User"',
    ["drop_table Old"],
  ],
];

test("the migrations of the same change", () => {
  for (const [title, schema, sql, expected] of cases)
    assert.deepEqual(left(schema, sql).words, expected, title);
});

test("a migration that is taken back", () => {
  const without = head("  team Int\n", "");
  assert.deepEqual(left(without, "", 'ALTER TABLE "User" ADD COLUMN "team" INTEGER').words, []);
  assert.deepEqual(left(without, "", 'ALTER TABLE "User" ADD COLUMN "crew" INTEGER').words, [
    "drop_column User.team",
  ]);
});

test("a migration of which nobody knows what it does", () => {
  assert.equal(left(head("  team Int\n", ""), "SELECT tidy()").vague, true);
  assert.equal(left(head("  team Int\n", ""), 'CREATE TABLE "x" (id int)').vague, false);
});

test("earlier migrations: the last word counts", () => {
  const { operations } = left(head("  team Int\n", "  age Int\n"), "");
  const caughtUp = (sql: string): string[] => notCaughtUp(operations, operationsOf(sql)).map(targetOf);
  assert.deepEqual(
    caughtUp('CREATE TABLE "User" (id int, team int); ALTER TABLE "User" ADD COLUMN age int'),
    ["User.team"],
  );
  assert.deepEqual(caughtUp('CREATE TABLE "User" (id int, age int); ALTER TABLE "User" DROP COLUMN age'), [
    "User.age",
    "User.team",
  ]);
  assert.deepEqual(
    caughtUp('CREATE TABLE "User" (id int, age int, team int); ALTER TABLE "User" DROP COLUMN team'),
    [],
  );
  assert.deepEqual(caughtUp('CREATE TABLE "Other" (age int); ALTER TABLE "Other" DROP COLUMN team'), [
    "User.age",
    "User.team",
  ]);
});
