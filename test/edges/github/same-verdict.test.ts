/** A pull request on GitHub and the same two commits on the command line come to one verdict. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import type { FileChange } from "../../../sandbox/git/write-objects.ts";
import type { Repository } from "../../../sandbox/world.ts";
import { inspect } from "../../../src/core/inspect.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { gatherRange } from "../../../src/edges/git/gather-range.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { Gatherer } from "../../../src/gather/gatherer.ts";
import { Readings } from "../../../src/gather/readings.ts";
import { SettingsReader } from "../../../src/gather/settings.ts";
import type { CallCount, ChangeAnswer } from "../../../src/review/github.ts";
import type { PullRequestState } from "../../../src/review/pull-request.ts";
import { GitHubWorld } from "./github-world.ts";

const today = "2026-11-22";
const reader = new Reader();
let world: GitHubWorld;
let count = 0;

before(async () => {
  world = await GitHubWorld.start();
});
after(async () => {
  await reader.close();
  await world.stop();
});

interface Compared {
  verdict: Verdict;
  state: PullRequestState;
  answer: ChangeAnswer;
  calls: CallCount;
}

type Files = Record<string, FileChange>;

/** Makes the change as a pull request, and compares. `release`: the first commit is one. */
async function compared(base: Files, head: Files, release: string | null = null): Promise<Compared> {
  const repository = world.repository(`r${++count}`);
  const first = await world.commit(repository, "main", base);
  if (release !== null) world.sandbox.git(repository).setRef(`refs/tags/${release}`, first);
  await world.commit(repository, "topic", head, { from: first });
  return comparedIn(repository);
}

async function comparedIn(repository: Repository): Promise<Compared> {
  const pullRequest = await world.open(repository);
  const github = world.opened(await world.github(), repository);
  const state = await github.pullRequest(pullRequest.number);
  assert.ok(state !== null);
  const answer = await github.change(state);
  const shared = { readings: new Readings(reader), settings: new SettingsReader(null) };
  const options = { notes: [], requireGranted: false, today };
  const { input } = await new Gatherer(shared, options).gather(answer.source);
  const range = {
    repo: repository.directory,
    base: "main",
    head: pullRequest.headOid,
    staged: false,
    notes: [],
    policy: null,
    requireGranted: false,
    today,
  };
  const verdict = inspect(input);
  assert.deepEqual(verdict, inspect((await gatherRange(range, reader)).input));
  return { verdict, state, answer, calls: github.calls };
}

const note = (table: string): string =>
  `upgrade:\n  - |\n    **Schema change**: Changes \`\`${table}\`\`.\n\n    **Rationale**: It must be.\n`;

const users = "CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, age int);\n";
const env = "from alembic import context\ncontext.configure(transaction_per_migration=True)\n";
const revision = (id: string, down: string | null, body: string): string =>
  `from alembic import op\nimport sqlalchemy as sa\n\nrevision = "${id}"\ndown_revision = ${down === null ? "None" : `"${down}"`}\n\n\ndef upgrade():\n${body}\n`;

test("a small repository is read with three requests, and the base tells what the table is", async () => {
  const { verdict, calls } = await compared(
    { "db/migrations/0001_users.sql": users, "README.md": "A shop.\n" },
    { "db/migrations/0002_drop.sql": "ALTER TABLE users DROP COLUMN age;\n" },
  );
  assert.equal(verdict.operations[0]?.kind, "drop_column");
  assert.deepEqual([calls.reads, calls.writes], [3, 0]);
  // The installation, its `.github` repository, a token, and the archive of the base.
  assert.equal(calls.others, 4);
});

test("what the repository says of its engine comes with the same three requests", async () => {
  const { verdict, calls } = await compared(
    {
      "shop/package.json": '{"dependencies": {"mysql2": "3"}}',
      "shop/config/database.yml": "production: { adapter: mysql2 }\n",
      "package.json": '{"dependencies": {"pg": "8"}}',
      "shop/db/migrations/0001_users.sql": "CREATE TABLE `users` (id bigint PRIMARY KEY, age int);\n",
    },
    { "shop/db/migrations/0002_age.sql": "ALTER TABLE `users` MODIFY age bigint;\n" },
  );
  assert.deepEqual(verdict.dialects, [{ engine: "mysql", why: "shop/config/database.yml: mysql2" }]);
  const [operation] = verdict.operations;
  assert.deepEqual(
    [operation?.kind, operation?.impact.engine, operation?.newTable],
    ["alter_column_type", "mysql", false],
  );
  assert.equal(operation?.impact.algorithm, "COPY");
  assert.deepEqual([calls.reads, calls.writes], [3, 0]);
});

test("each file for another engine is judged on that one alone", async () => {
  const { verdict } = await compared(
    {
      "db/migrations/1_users.mysql.up.sql": "CREATE TABLE users (id int, age int);\n",
      "db/migrations/1_users.sqlite3.up.sql": "CREATE TABLE users (id int, age int);\n",
    },
    {
      "db/migrations/2_age.mysql.up.sql":
        "ALTER TABLE users MODIFY age bigint;\nALTER TABLE users DROP COLUMN age;\n",
      "db/migrations/2_age.sqlite3.up.sql": "ALTER TABLE users DROP COLUMN age;\n",
    },
  );
  assert.deepEqual(
    verdict.operations.map(({ kind, impacts }) => `${kind} ${impacts.map(({ engine }) => engine).join(" ")}`),
    ["alter_column_type mysql", "drop_column mysql", "drop_column sqlite"],
  );
  assert.deepEqual(verdict.dialects, [
    { engine: "mysql", why: "its path" },
    { engine: "sqlite", why: "its path" },
  ]);
});

test("Alembic, with its env.py above the folder and migrations in folders below", async () => {
  const { verdict } = await compared(
    {
      "shop/db/env.py": env,
      "shop/db/script.py.mako": "",
      "shop/db/versions/2024/a.py": revision(
        "a",
        null,
        '    op.create_table("users", sa.Column("id", sa.Integer()), sa.Column("age", sa.Integer()))',
      ),
      "shop/db/versions/b.py": revision("b", "a", '    op.rename_table("users", "people")'),
    },
    { "shop/db/versions/2025/deep/er/c.py": revision("c", "b", '    op.drop_column("people", "age")') },
  );
  assert.equal(verdict.operations[0]?.table, "people");
});

test("a renamed migration, one that is moved out, and one that keeps too little of itself", async () => {
  const long = (table: string): string =>
    Array.from({ length: 20 }, (_, at) => `ALTER TABLE ${table} ADD COLUMN c${at} int;\n`).join("");
  const half = Array.from({ length: 20 }, (_, at) =>
    at < 12 ? `ALTER TABLE users ADD COLUMN c${at} int;\n` : `DROP TABLE t${at} CASCADE; -- and its rows\n`,
  ).join("");
  const { verdict, answer } = await compared(
    {
      "db/migrations/0001_users.sql": users,
      "db/migrations/0002_a.sql": long("users"),
      "db/migrations/0003_b.sql": `${long("people")}SELECT 1;\n`,
      "db/migrations/0004_c.sql": "CREATE TABLE gone (id int);\n-- and nothing else in this file at all\n",
    },
    {
      "db/migrations/0002_a.sql": null,
      "db/migrations/0005_a.sql": half,
      "db/migrations/0003_b.sql": null,
      "db/migrations/0006_b.sql": `${long("people")}SELECT 2;\n`,
      "db/migrations/0004_c.sql": null,
      "attic/0004_c.txt": "CREATE TABLE gone (id int);\n-- and nothing else in this file at all\n",
    },
  );
  assert.deepEqual(
    verdict.files.map(({ path, status }) => `${status} ${path}`),
    [
      "deleted db/migrations/0002_a.sql",
      "deleted db/migrations/0004_c.sql",
      "added db/migrations/0005_a.sql",
      "renamed db/migrations/0006_b.sql",
    ],
  );
  assert.ok(answer.source.files.some(({ oldPath }) => oldPath === "db/migrations/0003_b.sql"));
});

test("what cannot be read is unread for the same reasons", async () => {
  const { verdict } = await compared(
    { "db/migrations/0001_users.sql": users },
    {
      "db/migrations/0002_link.sql": { content: "0001_users.sql", mode: "120000" },
      "db/migrations/0003_lfs.sql": "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 5\n",
      "db/migrations/0004_nul.sql": Buffer.from("SELECT 1;\0"),
      "db/migrations/0005_latin.sql": Buffer.from("SELECT 1; -- caf\xe9\n", "latin1"),
      "db/migrations/0006_wide.sql": Buffer.from("\ufeffSELECT 1;", "utf16le"),
      "db/migrations/0007_bom.sql": "\ufeffALTER TABLE users DROP COLUMN age;\r\n",
      "db/migrations/0008_empty.sql": "",
    },
  );
  const reasons = verdict.files.flatMap(({ unread }) => unread.map(({ reason }) => reason));
  assert.equal(reasons.length, 5);
  assert.equal(verdict.operations.length, 1);
});

test("a text that GitHub cuts off is fetched whole", async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => `-- line ${at} of a long file\n`).join("");
  const { verdict, calls } = await compared(
    { "db/migrations/0001_users.sql": users },
    { "db/migrations/0002_long.sql": `${rows}ALTER TABLE users DROP COLUMN age;\n` },
  );
  assert.equal(verdict.operations[0]?.place.line, 30_001);
  assert.equal(calls.reads, 3);
});

test("notes: of the change, of the base, named ones, and where reno says they lie", async () => {
  const { verdict } = await compared(
    {
      "reno.yaml": "notesdir: told\n",
      "db/migrations/0001_users.sql": users,
      "releasenotes/told/deep/old-0123456789abcdee.yaml": note("users"),
      "elsewhere/named.yaml": note("people"),
    },
    {
      "db/migrations/0002_drop.sql":
        "-- lockstep: note elsewhere/named.yaml\nALTER TABLE users DROP COLUMN age;\n",
      "releasenotes/told/new-0f23456789abcdee.yaml": note("orders"),
    },
  );
  assert.deepEqual(verdict.notes.map(({ path }) => path).toSorted(), [
    "elsewhere/named.yaml",
    "releasenotes/told/deep/old-0123456789abcdee.yaml",
    "releasenotes/told/new-0f23456789abcdee.yaml",
  ]);
});

test("a note that is emptied, in a change without migrations, is looked at with those of the whole base", async () => {
  const path = "releasenotes/notes/drop-0a1b2c3d4e5f6071.yaml";
  const repository = world.repository("emptied");
  const first = await world.commit(repository, "main", { "services/a/migrations/0001_users.sql": users });
  world.sandbox.git(repository).setRef("refs/tags/v1.0.0", first);
  const second = await world.commit(repository, "main", {
    "services/a/migrations/0002_drop.sql": "ALTER TABLE users DROP COLUMN age;\n",
    [path]: note("users"),
  });
  await world.commit(repository, "topic", { [path]: "upgrade:\n  - Nothing.\n" }, { from: second });
  const { verdict } = await comparedIn(repository);
  assert.ok(verdict.problems.some(({ rule }) => rule === "note-stays"));
});

test("what is released is told by the nearest tag", async () => {
  const base = { "db/migrations/0001_users.sql": users };
  const head = { "db/migrations/0001_users.sql": `${users}ALTER TABLE users DROP COLUMN age;\n` };
  const released = await compared(base, head, "v1.0.0");
  const unreleased = await compared(base, head, "not-a-release");
  const told = ({ verdict }: Compared): string =>
    verdict.problems.find(({ rule }) => rule === "migration-is-unedited")?.message ?? "";
  assert.match(told(released), /It is released in v1\.0\.0/u);
  assert.match(told(unreleased), /has no release tag/u);
  const release = await released.answer.source.release([]);
  assert.deepEqual([release?.tag, [...(release?.paths ?? [])]], ["v1.0.0", ["db/migrations/0001_users.sql"]]);
  assert.equal(await released.answer.source.release(["other-*"]), null);
});

test("of many tags the nearest one before the change counts, however new the others are", async () => {
  const repository = world.repository("tags");
  const git = world.sandbox.git(repository);
  const first = await world.commit(repository, "main", { "db/migrations/0001_users.sql": users });
  git.setRef("refs/tags/v1.0.0", first);
  const second = await world.commit(repository, "main", { "README.md": "1" });
  git.setRef("refs/tags/v1.1.0", second);
  for (let index = 0; index < 30; index++) {
    const side = await world.commit(repository, `stable-${index}`, { "a.txt": `${index}` }, { from: first });
    git.setRef(`refs/tags/v1.0.${index + 1}`, side);
  }
  const third = await world.commit(repository, "main", { "README.md": "2" });
  await world.commit(
    repository,
    "topic",
    { "db/migrations/0002_a.sql": "DROP TABLE users;\n" },
    { from: third },
  );
  const { answer } = await comparedIn(repository);
  assert.equal((await answer.source.release([]))?.tag, "v1.1.0");
});

test("the policy of the base decides what is a migration, where notes and exceptions lie", async () => {
  const policy = [
    "mode: enforce",
    "migrations:\n  - paths: [schema/*.txt]\n    framework: sql",
    "ignore: [db/old/]",
    "notes:\n  directories: [changes]",
    "exceptions:\n  file: changes/allowed.yaml",
    "release_tags: [rel-*]\n",
  ].join("\n");
  const { verdict, state } = await compared(
    {
      ".github/lockstep.yml": policy,
      "schema/1.txt": users,
      "changes/allowed.yaml": "exceptions: []\n",
      "changes/x-0f1e2d3c4b5a6978.yaml": note("users"),
    },
    {
      "schema/2.txt": "ALTER TABLE users DROP COLUMN age;\n",
      "db/old/migrations/0001_x.sql": "DROP TABLE users;\n",
      "changes/allowed.yaml":
        "exceptions:\n  - operation: drop_column\n    target: users.age\n    id: age\n    reason: nothing reads it\n",
    },
  );
  assert.equal(verdict.mode, "enforce");
  assert.deepEqual(
    verdict.exceptions.map(({ origin }) => origin),
    ["file"],
  );
  assert.equal(state.policy.repository?.text, policy);
  assert.equal(state.exceptionsAtTip, null);
});

test("the policy at the tip counts, not that of the merge base; the head's never", async () => {
  const repository = world.repository("moved");
  const first = await world.commit(repository, "main", {
    "db/migrations/0001_users.sql": users,
    ".github/lockstep.yml": "mode: monitor\n",
  });
  await world.commit(
    repository,
    "topic",
    { "db/migrations/0002_a.sql": "DROP TABLE users;\n", ".github/lockstep.yml": "mode: off\n" },
    { from: first },
  );
  await world.commit(repository, "main", {
    ".github/lockstep.yml": "mode: enforce\n",
    "db/migrations/0002_other.sql": "CREATE TABLE others (id int);\n",
  });
  const { verdict, answer } = await comparedIn(repository);
  assert.equal(verdict.mode, "enforce");
  assert.equal(answer.mergeBase, first);
});

test("a framework that nobody reads yet, a submodule, and odd names", async () => {
  const { verdict } = await compared(
    { "a.txt": "" },
    {
      "db/migrate/20240101000000_add.rb": "class Add < ActiveRecord::Migration; end\n",
      "db/migrations/0001 ü\"'#?%2F.sql": users,
      "db/migrations/__proto__.sql": "DROP TABLE x;\n",
      "releasenotes/notes/constructor-0f1e2d3c4b5a6978.yaml": note("users"),
    },
  );
  assert.equal(verdict.files.length, 3);
});

test("a change of a hundred migrations, in more than one query", async () => {
  const head = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [
      `db/migrations/1${String(at).padStart(3, "0")}_a.sql`,
      `ALTER TABLE users ADD COLUMN c${at} int;\n`,
    ]),
  );
  const { verdict, calls } = await compared({ "db/migrations/0001_users.sql": users }, head);
  assert.equal(verdict.counts.migrations, 100);
  assert.equal(calls.reads, 3);
});

test("what was read for one pull request is not asked for again for the next", async () => {
  const repository = world.repository("warm");
  const base = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [
      `db/migrations/${100 + at}_a.sql`,
      `CREATE TABLE t${at} (id int);\n`,
    ]),
  );
  const from = await world.commit(repository, "main", base);
  world.sandbox.git(repository).setRef("refs/tags/v1.0.0", from);
  const opened = await world.github();
  const shared = { readings: new Readings(reader), settings: new SettingsReader(null) };
  const calls: CallCount[] = [];
  for (const head of ["one", "two"]) {
    await world.commit(
      repository,
      head,
      { "db/migrations/200_b.sql": `DROP TABLE t1; -- ${head}\n` },
      { from },
    );
    const { number } = await world.open(repository, { head });
    const github = world.opened(opened, repository);
    const state = await github.pullRequest(number);
    assert.ok(state !== null);
    const { source } = await github.change(state);
    const options = { notes: [], requireGranted: false, today };
    const { input } = await new Gatherer(shared, options).gather(source);
    assert.equal(input.base.length, 1);
    assert.equal((await source.release([]))?.paths.size, 20);
    calls.push({ ...github.calls });
  }
  // Three for the token, one for the files of the release, and its archive.
  assert.deepEqual(calls, [
    { reads: 3, writes: 0, others: 5 },
    { reads: 3, writes: 0, others: 0 },
  ]);
});

const model = (fields: string): string => `model User {\n  id Int @id\n${fields}}\n`;

test("a schema that changes without its migration is a problem, and a model of another file is no column", async () => {
  const { verdict, calls } = await compared(
    {
      "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n}\n',
      "prisma/models/user.prisma": model("  name String\n"),
      "prisma/models/post.prisma": "model Post {\n  id Int @id\n}\n",
      "prisma/migrations/20240101000000_init/migration.sql":
        'CREATE TABLE "User" (id int, name text, age int);\n',
    },
    { "prisma/models/user.prisma": model("  age Int\n  size Int\n  post Post?\n") },
  );
  assert.deepEqual(
    verdict.problems.map(({ rule, severity, place }) => [rule, severity, place.path, place.line]),
    [["schema-has-its-migration", "warning", "prisma/models/user.prisma", 4]],
  );
  assert.match(verdict.problems[0]?.message ?? "", /`add_column User\.size` and `drop_column User\.name`,/u);
  assert.deepEqual(verdict.operations, []);
  assert.deepEqual([calls.reads, calls.writes], [3, 0]);
});

test("a schema that no migration makes is what the change does", async () => {
  const { verdict, calls } = await compared(
    { "db/schema.prisma": model("  name String\n"), "README.md": "A shop.\n" },
    { "db/schema.prisma": model("  // lockstep: exempt drop_column User.name because it is retired\n") },
  );
  assert.deepEqual(
    verdict.operations.map(({ kind, table, columns, demand }) => [kind, table, columns, demand]),
    [["drop_column", "User", ["name"], "note_and_exception"]],
  );
  assert.deepEqual(
    verdict.files.map(({ path, framework }) => [path, framework]),
    [["db/schema.prisma", "prisma-schema"]],
  );
  assert.equal(verdict.exceptions[0]?.state, "proposed");
  assert.deepEqual([calls.reads, calls.writes], [3, 0]);
});

test("a snapshot of Drizzle is compared with the one before it", async () => {
  const snapshot = (columns: string): string =>
    `{"dialect":"postgresql","tables":{"public.a":{"name":"a","schema":"","columns":{${columns}}}}}`;
  const { verdict, calls } = await compared(
    {
      "drizzle/0001_a.sql": "CREATE TABLE a (id int, b int);\n",
      "drizzle/meta/_journal.json": '{"dialect":"postgresql"}',
      "drizzle/meta/0001_snapshot.json": snapshot('"b":{"name":"b","type":"integer"}'),
    },
    {
      "drizzle/0002_b.sql": "ALTER TABLE a ADD COLUMN c int;\n",
      "drizzle/meta/0002_snapshot.json": snapshot('"c":{"name":"c","type":"integer"}'),
    },
  );
  const problem = verdict.problems.find(({ rule }) => rule === "schema-has-its-migration");
  assert.match(problem?.message ?? "", /^The schema changes by `drop_column a\.b`, but/u);
  assert.deepEqual([calls.reads, calls.writes], [3, 0]);
});
