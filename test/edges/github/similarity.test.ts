/** Renames are told as git tells them, and folders of migrations are found by their paths. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { migrationRoot } from "../../../src/edges/github/migration-roots.ts";
import { similarity } from "../../../src/edges/github/similarity.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const lines = (from: number, to: number, end = "\n"): string =>
  Array.from({ length: to - from }, (_, at) => `ALTER TABLE t${from + at} ADD COLUMN c int;${end}`).join("");

const pairs: [string, string][] = [
  [lines(0, 20), lines(0, 20)],
  [lines(0, 20), lines(0, 14) + lines(50, 56)],
  [lines(0, 20), lines(0, 15) + lines(50, 55)],
  [lines(0, 20), lines(0, 13) + lines(50, 57)],
  [lines(0, 20), lines(10, 20) + lines(0, 10)],
  [lines(0, 20), lines(0, 30)],
  [lines(0, 20), lines(0, 27)],
  [lines(0, 20), lines(0, 20, "\r\n")],
  [lines(0, 10) + lines(0, 10), lines(0, 10)],
  [
    `${"x".repeat(200)}${"y".repeat(200)}\nend`,
    `${"x".repeat(200)}${"z".repeat(100)}${"y".repeat(100)}\nend`,
  ],
  ["CREATE TABLE a (id int);\n", "CREATE TABLE b (id int);\n"],
  ["a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n", "a\nb\nc\nd\ne\nf\ng\nX\nY\nZ\n"],
];

test("a file is as similar to another as git finds it", () => {
  const repository = new TemporaryRepository();
  for (const [index, [before, after]] of pairs.entries()) {
    const first = repository.commit({ [`a${index}.sql`]: before });
    repository.git("rm", "-q", `a${index}.sql`);
    repository.commit({ [`b${index}.sql`]: after });
    const raw = repository.git("diff-tree", "-r", "-M1%", "--raw", first, "HEAD");
    const percent = Number(/\bR(\d+)\t/u.exec(raw)?.[1] ?? "0");
    const own = Math.floor(similarity(before, after) * 100);
    // Below what counts as a rename it need not be exact.
    if (percent >= 70 || own >= 70) assert.equal(own, percent, `pair ${index}`);
  }
});

test("where the migrations beside one lie", () => {
  const roots: [path: string, root: string][] = [
    ["shop/db/versions/2024/expand/a.py", "shop/db/versions"],
    ["shop/migrations/versions/a.py", "shop/migrations/versions"],
    ["prisma/migrations/20240101_x/migration.sql", "prisma/migrations"],
    ["src/main/resources/db/migration/V1__a.sql", "src/main/resources/db/migration"],
    ["packages/db/drizzle/0001_a.sql", "packages/db/drizzle"],
    ["db/deploy/a.sql", "db/deploy"],
    ["app/queries/a.sql", "app/queries"],
    ["a.sql", ""],
  ];
  for (const [path, root] of roots) assert.equal(migrationRoot(path), root, path);
});
