import assert from "node:assert/strict";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { inspect } from "../../../src/core/inspect.ts";
import { gatherRange } from "../../../src/edges/git/gather-range.ts";
import type { GatheredRange, RangeRequest } from "../../../src/edges/git/gather-range.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const reader = new Reader();
after(() => reader.close());

function gather(made: TemporaryRepository, more: Partial<RangeRequest> = {}): Promise<GatheredRange> {
  const request: RangeRequest = {
    repo: made.directory,
    base: "base",
    head: "HEAD",
    staged: false,
    notes: [],
    policy: null,
    requireGranted: false,
    today: "2026-01-01",
    ...more,
  };
  return gatherRange(request, reader);
}

/** A repository whose base has these files, with `HEAD` on it. */
function based(files: Record<string, string | Buffer>): TemporaryRepository {
  const made = new TemporaryRepository();
  made.commit(files);
  made.git("branch", "base");
  return made;
}

function migrationsOf({ input }: GatheredRange): string[] {
  return input.migrations.map(({ path, status, framework, before, after }) => {
    const kinds = [before, after].map((version) => {
      if (version === null) return "-";
      const { operations, unread } = version.reading;
      return (
        [...operations.map(({ kind }) => kind), ...unread.map(({ reason }) => reason)].join("+") || "nothing"
      );
    });
    return `${status} ${path} (${framework}): ${kinds.join(" -> ")}`;
  });
}

const note = (text: string): string => `---\nupgrade:\n  - |\n    ${text}\n`;

test("migrations on both sides of the change, and what is none", async () => {
  const made = based({
    "db/migrations/1_a.up.sql": "CREATE TABLE a (id int);\n",
    "db/migrations/1_a.down.sql": "DROP TABLE a;\n",
    "db/migrations/2_b.up.sql": "CREATE TABLE b (id int);\n",
    "db/migrations/2_b.down.sql": "DROP TABLE b;\n",
    "db/migrations/3_c.up.sql": "CREATE TABLE c (id int);\nCREATE TABLE cc (id int);\n",
    "db/migrations/3_c.down.sql": "DROP TABLE c;\nDROP TABLE cc;\n",
    "report.sql": "SELECT 1;\n",
  });
  made.git("rm", "-q", "db/migrations/2_b.up.sql", "db/migrations/2_b.down.sql");
  made.git("mv", "db/migrations/3_c.up.sql", "db/migrations/4_c.up.sql");
  made.git("mv", "db/migrations/3_c.down.sql", "attic.sql");
  made.commit({
    "db/migrations/1_a.up.sql": "CREATE TABLE a (id bigint);\n",
    "db/migrations/5_d.up.sql": "DROP TABLE c;\n",
    "db/migrations/5_d.down.sql": "",
    "report.sql": "SELECT 2;\n",
  });
  const gathered = await gather(made);
  assert.deepEqual(migrationsOf(gathered).toSorted(), [
    "added db/migrations/5_d.down.sql (golang-migrate): - -> nothing",
    "added db/migrations/5_d.up.sql (golang-migrate): - -> drop_table",
    "deleted db/migrations/2_b.down.sql (golang-migrate): drop_table -> -",
    "deleted db/migrations/2_b.up.sql (golang-migrate): create_table -> -",
    "deleted db/migrations/3_c.down.sql (golang-migrate): drop_table+drop_table -> -",
    "edited db/migrations/1_a.up.sql (golang-migrate): create_table -> create_table",
    "renamed db/migrations/4_c.up.sql (golang-migrate): create_table+create_table -> create_table+create_table",
  ]);
  assert.equal(gathered.input.ignored, 1);
  assert.equal(gathered.source("db/migrations/5_d.up.sql"), "DROP TABLE c;\n");
  assert.equal(gathered.source("db/migrations/2_b.up.sql"), "CREATE TABLE b (id int);\n");
  assert.equal(gathered.source("report.sql"), null);
  assert.equal(gathered.root, made.directory);
});

test("a migration that has no text is unread, never passed over", async () => {
  const made = based({
    "db/migrations/1_a.up.sql": "CREATE TABLE a (id int);\n",
    "db/migrations/1_a.down.sql": "",
  });
  rmSync(join(made.directory, "db/migrations/1_a.up.sql"));
  symlinkSync("../../elsewhere", join(made.directory, "db/migrations/1_a.up.sql"));
  made.commit({
    "db/migrations/2_b.up.sql": Buffer.from("DROP TABLE a; -- caf\xe9\n", "latin1"),
    "db/migrations/3_c.up.sql": Buffer.from([0, 1, 2]),
    "db/migrations/4_d.up.sql": "x".repeat(5_000_001),
    "db/migrations/5_e.up.sql": "<<<<<<< a\nDROP TABLE a;\n=======\n>>>>>>> b\n",
  });
  assert.deepEqual(migrationsOf(await gather(made)).toSorted(), [
    "added db/migrations/2_b.up.sql (golang-migrate): - -> the file is not UTF-8: line 1 has bytes that are no character; save it as UTF-8",
    "added db/migrations/3_c.up.sql (golang-migrate): - -> the file is binary: it has a NUL byte",
    "added db/migrations/4_d.up.sql (golang-migrate): - -> the file has 5.0 MB, and more than 5 MB is not read",
    "added db/migrations/5_e.up.sql (golang-migrate): - -> the file has a merge conflict that is not resolved",
    "edited db/migrations/1_a.up.sql (golang-migrate): create_table -> it is a symbolic link, and links are not followed",
  ]);
});

test("the checkout counts with what is not committed, and the index with what is staged", async () => {
  const made = based({ a: "1" });
  made.write({
    "db/migrations/1_a.up.sql": "CREATE TABLE a (id int);\n",
    "db/migrations/1_a.down.sql": "DROP TABLE a;\n",
  });
  assert.deepEqual(migrationsOf(await gather(made, { head: null })), [
    "added db/migrations/1_a.down.sql (golang-migrate): - -> drop_table",
    "added db/migrations/1_a.up.sql (golang-migrate): - -> create_table",
  ]);
  assert.deepEqual(migrationsOf(await gather(made)), []);
  assert.deepEqual(migrationsOf(await gather(made, { head: null, staged: true })), []);
  made.git("add", "db/migrations/1_a.up.sql", "db/migrations/1_a.down.sql");
  made.write({ "db/migrations/1_a.up.sql": "" });
  const staged = await gather(made, { base: null, head: null, staged: true });
  assert.equal(migrationsOf(staged)[1], "added db/migrations/1_a.up.sql (golang-migrate): - -> create_table");
});

test("the range is from the merge base, the policy from the tip of the base, and never from the head", async () => {
  const made = based({
    ".github/lockstep.yml": "mode: warn\n",
    "releasenotes/lockstep-exceptions.yaml": "old",
  });
  made.git("checkout", "-q", "base");
  made.commit({
    ".github/lockstep.yml": "mode: enforce\n",
    "releasenotes/lockstep-exceptions.yaml": "tip",
    "db/migrations/1_other.up.sql": "CREATE TABLE other (id int);\n",
    "db/migrations/1_other.down.sql": "",
  });
  made.git("checkout", "-q", "main");
  made.commit({ ".github/lockstep.yml": "mode: off\n", "releasenotes/lockstep-exceptions.yaml": "new" });
  const { input } = await gather(made);
  assert.deepEqual(input.migrations, []);
  assert.equal(input.policy.mode, "enforce");
  assert.deepEqual(input.exceptionsFile, {
    path: "releasenotes/lockstep-exceptions.yaml",
    base: "old",
    tip: "tip",
    head: "new",
  });
  const file = join(made.directory, "..", `${made.directory.split("/").at(-1)}.yml`);
  writeFileSync(file, "mode: monitor\n");
  assert.equal((await gather(made, { policy: file })).input.policy.mode, "monitor");
  rmSync(file);
  await assert.rejects(gather(made, { policy: file }), /could not be read: there is no such file/);
});

test("a policy that cannot be read enforces, and says so", async () => {
  for (const content of ["mode: [", "mod: warn\n", Buffer.from([0xff, 0xfe, 0]), "- a\n"]) {
    const { input } = await gather(based({ ".github/lockstep.yml": content }));
    assert.equal(input.policy.mode, "enforce");
    assert.equal(input.findings[0]?.rule, "policy-is-sound");
  }
});

test("reno's configuration is the base's, and the head's only where the base has none", async () => {
  const config = (folder: string): string => `---\nnotesdir: ${folder}\n`;
  const made = based({ a: "1" });
  made.commit({ "reno.yaml": config("other"), "releasenotes/other/a-0123456789abcdef.yaml": note("new") });
  assert.deepEqual((await gather(made)).input.noteSettings.directories, ["releasenotes/other"]);
  made.git("branch", "-f", "base");
  made.commit({ "reno.yaml": config("third") });
  const { input } = await gather(made);
  assert.deepEqual(input.noteSettings.directories, ["releasenotes/other"]);
});

test("notes: those of the change, those that are named, and unreleased ones of the base that name a table", async () => {
  const at = (name: string): string => `releasenotes/notes/${name}-0123456789abcdef.yaml`;
  const made = based({
    [at("released")]: note("Drops users."),
    [at("edited")]: note("Old words."),
    [at("gone")]: note("Gone words."),
    [at("out")]: note("This one is moved out of the notes, and is long enough to be known again."),
  });
  made.git("tag", "v1.0.0");
  made.commit({
    [at("base")]: note("Drops ``users``."),
    [at("else")]: note("Nothing of it."),
    [at("named")]: note("Named."),
    [at("option")]: note("By option."),
  });
  made.git("branch", "-f", "base");
  made.git("rm", "-q", at("gone"));
  made.git("mv", at("out"), "attic.yaml");
  made.commit({
    [at("added")]: note("New words."),
    [at("edited")]: note("New words."),
    [at("binary")]: Buffer.from([0, 1]),
    "releasenotes/notes/wrong.yml": note("Wrong name."),
    "db/migrations/1_a.up.sql": `-- lockstep: note ${at("named")}\nDROP TABLE users;\n`,
    "db/migrations/1_a.down.sql": "",
  });
  const gathered = await gather(made, { notes: [at("option")] });
  const { input } = gathered;
  const lines = input.notes.map(
    ({ path, status, released, before, after }) =>
      `${path.split("/").at(-1)?.split("-")[0]} ${status}${released ? " released" : ""} ${before === null ? "-" : "text"} ${after === null ? "-" : "text"}`,
  );
  assert.deepEqual(lines.toSorted(), [
    "added added - text",
    "base unchanged text text",
    "binary added - -",
    "edited edited released text text",
    "gone deleted released text -",
    "named unchanged text text",
    "option unchanged text text",
    "out deleted released text -",
    "wrong.yml added - text",
  ]);
  assert.equal(input.released?.tag, "v1.0.0");
  assert.ok(input.released?.paths.has(at("released")));
  assert.match(input.findings[0]?.message ?? "", /binary/);
  assert.equal(gathered.source(at("gone")), note("Gone words."));
  await assert.rejects(gather(made, { notes: ["nowhere.yaml"] }), UserError);
});

test("migrations of the base that name what the change touches, by an older name too", async () => {
  const migration = (number: number, sql: string): Record<string, string> => ({
    [`db/migrations/${number}_x.up.sql`]: sql,
    [`db/migrations/${number}_x.down.sql`]: "",
  });
  const made = based({
    ...migration(1, "CREATE TABLE people (id int, email text);\n"),
    ...migration(2, "CREATE TABLE other (id int);\n"),
    ...migration(3, "ALTER TABLE people ADD COLUMN name text;\n"),
    ...migration(4, "ALTER TABLE people RENAME TO users;\n"),
    ...migration(5, 'CREATE TABLE "odd name" (id int);\n'),
  });
  made.git("tag", "v1");
  made.commit(migration(7, "CREATE INDEX on_users ON users (id);\n"));
  made.git("branch", "-f", "base");
  made.commit({ ...migration(8, "ALTER TABLE users DROP COLUMN email;\n") });
  const first = await gather(made);
  assert.deepEqual(first.input.base.map(({ path }) => path.split("/").at(-1)).toSorted(), [
    "1_x.up.sql",
    "3_x.up.sql",
    "4_x.up.sql",
    "7_x.up.sql",
  ]);
  made.git("branch", "-f", "base");
  made.commit({ ...migration(9, 'ALTER TABLE "odd name" ADD COLUMN a int;\n') });
  assert.deepEqual(
    (await gather(made)).input.base.map(({ path }) => path),
    ["db/migrations/5_x.up.sql"],
  );
});

test("IF NOT EXISTS makes a table where the base has migrations, and none of them speaks of it", async () => {
  const states =
    "CREATE TABLE IF NOT EXISTS states (id uuid);\nCREATE INDEX IF NOT EXISTS on_id ON states (id);\n";
  const index = async (made: TemporaryRepository): Promise<[number, boolean | undefined]> => {
    made.commit({ "db/migrations/3_x.up.sql": states, "db/migrations/3_x.down.sql": "" });
    const { input } = await gather(made);
    return [input.base.length, inspect(input).operations.at(-1)?.impact.offline];
  };
  const old = { "db/migrations/1_x.up.sql": "CREATE TABLE a (id int);\n", "db/migrations/1_x.down.sql": "" };
  const spoken = {
    "db/migrations/2_x.up.sql": "GRANT SELECT ON states TO r;\n",
    "db/migrations/2_x.down.sql": "",
  };
  const called = { "db/migrations/2_x.up.sql": "SELECT make('states');\n", "db/migrations/2_x.down.sql": "" };
  assert.deepEqual(await index(based(old)), [1, false]);
  assert.deepEqual(await index(based({ README: "a" })), [0, true]);
  assert.deepEqual(await index(based({ ...old, ...spoken })), [1, true]);
  assert.deepEqual(await index(based({ ...old, ...called })), [1, true]);
});

test("an edited note brings the unreleased migrations of the base, and what they touch", async () => {
  const path = "releasenotes/notes/a-0123456789abcdef.yaml";
  const made = based({
    "db/migrations/1_x.up.sql": "CREATE TABLE users (id int, a int);\n",
    "db/migrations/1_x.down.sql": "",
  });
  made.git("tag", "v1");
  made.commit({
    "db/migrations/2_x.up.sql": "ALTER TABLE users DROP COLUMN a;\n",
    "db/migrations/2_x.down.sql": "",
    [path]: note("Drops users.a."),
  });
  made.git("branch", "-f", "base");
  made.commit({ [path]: note("Nothing.") });
  const { input } = await gather(made);
  assert.deepEqual(input.base.map((migration) => `${migration.path} ${migration.unreleased}`).toSorted(), [
    "db/migrations/1_x.up.sql false",
    "db/migrations/2_x.down.sql true",
    "db/migrations/2_x.up.sql true",
  ]);
});

test("a change that touches nothing of it reads nothing of the base", async () => {
  const made = based({
    "db/migrations/1_x.up.sql": "CREATE TABLE a (id int);\n",
    "db/migrations/1_x.down.sql": "",
  });
  made.commit({ "README.md": "a" });
  const { input } = await gather(made);
  assert.deepEqual([input.migrations, input.base, input.notes, input.released], [[], [], [], null]);
});

test("a policy is missing where neither the base nor the change has one, and nobody named one", async () => {
  const made = based({ "README.md": "1" });
  const drop = { "migrations/0001_a.sql": "ALTER TABLE a DROP COLUMN b;\n" };
  made.commit(drop);
  const missing = async (more: Partial<RangeRequest> = {}): Promise<boolean | undefined> =>
    (await gather(made, more)).input.policyMissing;
  assert.equal(await missing(), true);
  const named = join(made.directory, "own.yml");
  writeFileSync(named, "mode: warn\n");
  assert.equal(await missing({ policy: named }), false);
  made.commit({ ".github/lockstep.yml": "mode: warn\n" });
  assert.equal(await missing(), false);
  assert.equal(await missing({ base: "HEAD", head: "HEAD" }), false);
});

test("exceptions that are no text are a broken file, not none", async () => {
  const path = "releasenotes/lockstep-exceptions.yaml";
  const made = based({ [path]: Buffer.from([0xff, 0xfe, 0, 1]) });
  made.commit({ "migrations/0001_a.sql": "ALTER TABLE a ADD COLUMN b int;\n" });
  const { problems } = inspect((await gather(made)).input);
  const found = problems.find(({ rule }) => rule === "exception-is-sound");
  assert.deepEqual([found?.severity, found?.place.path], ["warning", path]);
  assert.match(found?.message ?? "", /cannot be read as YAML\. Line 1: \S/);
});
