/** What old code still names, with real git: a change that takes something away is judged by the code of the last release. */

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { inspect } from "../../../src/core/inspect.ts";
import type { Operation } from "../../../src/core/operation.ts";
import { gatherRange } from "../../../src/edges/git/gather-range.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const reader = new Reader();
after(() => reader.close());

const schema = "CREATE TABLE user_account (id bigint PRIMARY KEY, email text, legacy_id text);\n";
const model = "class UserAccount(Base):\n    email = Column(String)\n";
const naming = `${model}    legacy_id = Column(String)\n`;

type Files = Record<string, string | Buffer>;

/** The operation of a drop, over a release, and over what came after it. */
async function dropped(
  release: Files | null,
  base: Files,
  sql = "ALTER TABLE user_account DROP COLUMN legacy_id;\n",
): Promise<Operation> {
  const repository = new TemporaryRepository();
  const commit = (files: Files): void => {
    repository.write(files);
    repository.git("add", "-A");
    repository.git("commit", "-q", "--allow-empty", "-m", "change");
  };
  if (release !== null) {
    commit({ "db/migrations/0001_a.sql": schema, ...release });
    repository.git("tag", "v24.0.0");
  }
  commit({ "db/migrations/0001_a.sql": schema, ...base });
  repository.git("checkout", "-q", "-b", "topic");
  commit({ "db/migrations/0009_drop.sql": sql });
  const { input } = await gatherRange(
    {
      repo: repository.directory,
      base: "main",
      head: "topic",
      staged: false,
      notes: [],
      policy: null,
      requireGranted: false,
      today: "2026-11-22",
    },
    reader,
  );
  const [operation] = inspect(input).operations;
  assert.ok(operation !== undefined);
  return operation;
}

test("Prisma's schema is code: its client reads every column that a model declares", async () => {
  const prisma = (field: string): string =>
    `model UserAccount {\n  id BigInt @id\n  email String?\n${field}  @@map("user_account")\n}\n`;
  const code = 'const { email } = await prisma.userAccount.findFirst();\nlog("user_account", email);\n';
  const { usage, impact } = await dropped(
    { "prisma/schema.prisma": prisma('  legacyId String? @map("legacy_id")\n'), "src/a.ts": code },
    { "prisma/schema.prisma": prisma(""), "src/a.ts": code },
  );
  assert.equal(usage?.answer, "named");
  assert.equal(usage.named[0]?.path, "prisma/schema.prisma");
  assert.ok(impact.breaksOldCode);
});

test("what the release still names breaks it, also when the base names it no more", async () => {
  const { usage, impact, demand } = await dropped({ "app/models.py": naming }, { "app/models.py": model });
  assert.equal(usage?.answer, "named");
  assert.equal(usage.release, "v24.0.0");
  assert.deepEqual(usage.named[0], {
    path: "app/models.py",
    line: 3,
    text: "legacy_id = Column(String)",
    sure: "surely",
  });
  assert.deepEqual([impact.breaksOldCode, impact.offline, demand], [true, true, "note_and_exception"]);
});

test("what no code of the release names is a loss, and breaks nothing", async () => {
  const { usage, impact, demand } = await dropped({ "app/models.py": model }, {});
  assert.equal(usage?.answer, "not_named");
  assert.ok(usage.complete);
  assert.deepEqual([impact.breaksOldCode, impact.offline, impact.irreversible], [false, false, true]);
  assert.equal(demand, "note");
  assert.match(impact.reasons[0] ?? "", /no code of v24\.0\.0 names `user_account\.legacy_id`/u);
});

test("without a release the base is what runs", async () => {
  const { usage } = await dropped(null, { "app/models.py": naming });
  assert.deepEqual([usage?.answer, usage?.release], ["named", null]);
});

test("what came after the release is looked for on the base", async () => {
  const late = { "db/migrations/0002_b.sql": "ALTER TABLE user_account ADD COLUMN late_id text;\n" };
  const sql = "ALTER TABLE user_account DROP COLUMN late_id;\n";
  const gone = await dropped({ "app/models.py": model }, late, sql);
  assert.deepEqual([gone.usage?.answer, gone.usage?.release], ["not_named", null]);
  const code = { "app/models.py": `${model}    late_id = Column(String)\n` };
  const named = await dropped({ "app/models.py": model }, { ...late, ...code }, sql);
  assert.deepEqual([named.usage?.answer, named.usage?.release], ["named", null]);
});

const doubts: [why: string, files: Files, unclear: RegExp][] = [
  ["the code is elsewhere", { "README.md": "legacy_id" }, /does not name the table/u],
  [
    "code that takes all columns",
    { "app/q.py": `${model}\nsql = 'SELECT * FROM user_account'\n` },
    /whatever columns/u,
  ],
  [
    "a file that is UTF-16",
    { "app/models.py": model, "app/q.sql": Buffer.from("\uFEFFlegacy_id", "utf16le") },
    /UTF-16/u,
  ],
  [
    "a word that may mean another thing",
    { "app/models.py": model, "app/z.py": "def f(legacy_id):\n  pass\n" },
    /another thing/u,
  ],
];

for (const [why, files, unclear] of doubts) {
  test(`nothing becomes safe for what is not found: ${why}`, async () => {
    const { usage, impact, demand } = await dropped(files, {});
    assert.equal(usage?.answer, "unclear");
    assert.match(usage.unclear ?? "", unclear);
    assert.deepEqual([impact.breaksOldCode, demand], [true, "note_and_exception"]);
  });
}

test("a table that no code names while other tables are named", async () => {
  const tables =
    "CREATE TABLE image_member (id int);\nCREATE TABLE old_import (id int, image int REFERENCES image_member);\n";
  const code = { "db/migrations/0002_b.sql": tables, "app/q.py": "sql = 'SELECT id FROM image_member'\n" };
  const sql = "DROP TABLE old_import;\n";
  const gone = await dropped(code, {}, sql);
  assert.deepEqual([gone.usage?.answer, gone.demand], ["not_named", "note"]);
  const named = await dropped({ ...code, "app/m.py": "class OldImport(Base):\n    pass\n" }, {}, sql);
  assert.deepEqual([named.usage?.answer, named.demand], ["named", "note_and_exception"]);
});

test("nothing is searched where nothing is taken away, or nobody could use it yet", async () => {
  const added = await dropped({ "app/models.py": model }, {}, "ALTER TABLE user_account ADD COLUMN a int;\n");
  assert.equal(added.usage, undefined);
  const fresh = await dropped(
    { "app/models.py": model },
    {},
    "CREATE TABLE a (b int);\nALTER TABLE a DROP COLUMN b;\n",
  );
  assert.equal(fresh.usage, undefined);
});
