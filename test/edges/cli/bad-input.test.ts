/** Bad input through the real command line: a clear message with the place, and the rest goes on. */

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { CheckReport } from "../../../src/contract.ts";
import { lockstep } from "../../support/lockstep.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const bin = join(import.meta.dirname, "../../../bin/lockstep.js");
const folder = mkdtempSync(join(tmpdir(), "lockstep-bad-"));
after(() => rmSync(folder, { recursive: true }));

const drop = (table: string): string => `ALTER TABLE ${table} DROP COLUMN a;\n`;
const long = (text: string, times: number): string => text.repeat(times);

/** Files that are no pleasure to read, with what must be said of each; a number is a count of operations. */
const migrations: Record<string, [content: string | Buffer, said: RegExp | number]> = {
  "010_empty.sql": ["", 0],
  "011_large.sql": [long("SELECT 1;\n", 510_000), /more than 5 MB is not read/],
  "012_latin.sql": [
    Buffer.from("-- caf\u00E9\n", "latin1"),
    /not UTF-8: line 1 has bytes that are no character/,
  ],
  "013_utf16.sql": [Buffer.from(`\uFEFF${drop("t")}`, "utf16le"), /UTF-16/],
  "014_mark.sql": [`\uFEFF${drop("t")}`, 1],
  "015_crlf.sql": ["ALTER TABLE t\r\n  DROP COLUMN b;\r\nDROP TABLE u;\r\n", 2],
  "016_conflict.sql": [`<<<<<<< HEAD\n${drop("t")}=======\n${drop("u")}>>>>>>> x\n`, /merge conflict/],
  "017_brackets.sql": [
    `SELECT ${long("(", 20_000)}1${long(")", 20_000)};\n${drop("after")}`,
    /nested too deeply/,
  ],
  "018_comments.sql": [long("/*", 100_000), /a comment that opens here is never closed/],
  "019_binary.sql": [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), /binary: it has a NUL byte/],
  "020_template.sql": [`{% if x %}\n${long("-", 90)}\nSELEC 1;\n`, /a template marker decides/],
  "021_directive.sql": [`/* lockstep: exempt x because y${long("*", 60_000)}z */\n${drop("v")}`, 1],
  "022_zeros.sql": [`-- lockstep: exempt drop_column \`${long(".", 60_000)}x because y\n${drop("w")}`, 1],
};

/** The same for notes. */
const notes: Record<string, [content: string | Buffer, said: RegExp]> = {
  alias: [`a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nupgrade:\n  - *c\n`, /alias/],
  brackets: [`upgrade: ${long("[", 50_000)}\n`, /This is not YAML/],
  lists: [`upgrade:\n  - |\n    ${long("- ", 5000)}x\n  - b: c\n`, /is read as a key with a value/],
  conflict: ["<<<<<<< a\nupgrade:\n  - x\n=======\n>>>>>>> b\n", /merge conflict/],
  tabs: ["upgrade:\n\t- x\n", /a tab stands in the indentation/],
  latin: [Buffer.from("upgrade:\n  - caf\u00E9\n", "latin1"), /not UTF-8/],
  tag: ["upgrade: !!python/object/apply:os.system ['id']\n", /tag/],
  heading: [`upgrade:\n  - |\n    ## a ${long("#", 200_000)} x\n`, /prints/],
  spaces: [`upgrade:\n  -${long(" ", 120_000)}# x\n  - b\n`, /item 1/i],
  stars: [`upgrade:\n  - |\n    ${long("*", 200_000)}x\n  - []\n`, /Item 2/],
};

test("bad files in a change: each is said, none is slow, and the others are read", () => {
  const repository = new TemporaryRepository();
  repository.commit({
    "migrations/001_t.sql": "CREATE TABLE t (a int, b int);\n",
    "migrations/002_u.sql": "CREATE TABLE u (a int);\n",
  });
  repository.git("switch", "-q", "-c", "topic");
  repository.git("mv", "migrations/001_t.sql", "migrations/001_renamed.sql");
  repository.git("rm", "-q", "migrations/002_u.sql");
  mkdirSync(join(repository.directory, "migrations"), { recursive: true });
  mkdirSync(join(repository.directory, "releasenotes/notes"), { recursive: true });
  for (const [name, [content]] of Object.entries(migrations)) {
    writeFileSync(join(repository.directory, "migrations", name), content);
  }
  const noteOf = (name: string, index: number): string =>
    `releasenotes/notes/${name}-${(0x3f4a9b2c1d8e7f00n + BigInt(index)).toString(16)}.yaml`;
  for (const [index, [name, [content]]] of Object.entries(notes).entries()) {
    writeFileSync(join(repository.directory, noteOf(name, index)), content);
  }
  const started = performance.now();
  const { status, stdout, stderr } = lockstep(["check", "--format", "json"], { cwd: repository.directory });
  const took = performance.now() - started;
  assert.equal(stderr, "");
  assert.equal(status, 1);
  const { problems, operations, files } = CheckReport.parse(JSON.parse(stdout));
  const said = (path: string): string =>
    problems.flatMap(({ place, message }) => (place.path === path ? [message] : [])).join("\n");
  for (const [name, [, words]] of Object.entries(migrations)) {
    const path = `migrations/${name}`;
    if (typeof words === "number") {
      assert.equal(operations.filter(({ place }) => place.path === path).length, words, name);
    } else assert.match(said(path), words, name);
  }
  for (const [index, [name, [, words]]] of Object.entries(notes).entries()) {
    assert.match(said(noteOf(name, index)), words, name);
  }
  assert.ok(
    operations.some(({ table }) => table === "after"),
    "what follows a bad statement is read",
  );
  const statuses = new Map(files.map((file) => [file.path, file.status]));
  assert.equal(statuses.get("migrations/001_renamed.sql"), "renamed");
  assert.equal(statuses.get("migrations/002_u.sql"), "deleted");
  assert.ok(took < 10_000, `${took} ms for all of them`);
});

test("settings that cannot be read are problems with a place, and the check goes on", () => {
  const bad: Record<string, [files: Record<string, string>, path: string, said: RegExp]> = {
    "a policy that is no YAML": [
      { ".github/lockstep.yml": "mode: [warn\n" },
      ".github/lockstep.yml",
      /cannot be read/,
    ],
    "an unknown key": [{ ".github/lockstep.yml": "mod: warn\n" }, ".github/lockstep.yml", /mode/],
    "aliases without end": [
      { ".github/lockstep.yml": `a: &a [x,x]\nb: &b [*a,*a]\nignore: *b\n` },
      ".github/lockstep.yml",
      /./,
    ],
    "thousands of brackets": [{ ".github/lockstep.yml": long("[", 50_000) }, ".github/lockstep.yml", /./],
    "a broken reno configuration": [{ "reno.yaml": "sections: {{\n" }, "reno.yaml", /YAML/],
    "a broken exceptions file": [
      { "releasenotes/lockstep-exceptions.yaml": "- {\n" },
      "releasenotes/lockstep-exceptions.yaml",
      /cannot be read/,
    ],
  };
  for (const [name, [files, path, said]] of Object.entries(bad)) {
    const repository = new TemporaryRepository();
    // What counts is the base's policy, and the exceptions that the change proposes.
    const proposed = path.includes("exceptions") ? files : {};
    repository.commit({
      ...(path.includes("exceptions") ? {} : files),
      "migrations/001_t.sql": "CREATE TABLE t (a int);\n",
    });
    repository.git("switch", "-q", "-c", "topic");
    repository.commit({ ...proposed, "migrations/002_t.sql": drop("t") });
    const { stdout, stderr } = lockstep(["check", "--format", "json"], { cwd: repository.directory });
    assert.equal(stderr, "", name);
    const { problems, operations } = CheckReport.parse(JSON.parse(stdout));
    assert.equal(operations.length, 1, name);
    const about = problems.filter(({ place }) => place.path === path);
    assert.match(about.map(({ message }) => message).join("\n"), said, name);
  }
});

test("revisions that are not there, and ranges that hold nothing", () => {
  const repository = new TemporaryRepository();
  repository.commit({ "migrations/001_t.sql": "CREATE TABLE t (a int);\n" });
  repository.git("branch", "feature");
  repository.commit({ "migrations/002_t.sql": drop("t") });
  const run = (...args: string[]): string => {
    const { status, stderr } = lockstep(args, { cwd: repository.directory });
    return `${status} ${stderr}`;
  };
  assert.match(run("check", "--base", "featrue"), /^2 .*Did you mean `feature`\?/);
  assert.match(run("check", "--base", "nothing-like-it"), /^2 .*git fetch origin/);
  assert.match(run("check", "--base", "feature..main"), /^2 .*--base feature --head main/);
  assert.match(run("check", "--base", "main", "--head", "main"), /^0 Nothing differs from main\./);
  assert.match(run("check", "--base", "main", "--head", "feature"), /^0 Nothing differs from main\./);
  repository.git("checkout", "-q", "--detach", "feature");
  assert.match(run("check", "--base", "HEAD"), /^0 Nothing differs/);
  assert.match(run("replay", "nope..HEAD"), /^2 .*Unknown revision `nope`/);
});

test("names of files that a terminal, a shell or git could misread", () => {
  const repository = new TemporaryRepository();
  repository.commit({ "migrations/001_t.sql": "CREATE TABLE t (a int);\n" });
  repository.git("switch", "-q", "-c", "topic");
  const names = ["002 a b.sql", "003\nb.sql", "004'\".sql", "-x.sql", "\u001B[31m.sql", "005`b`.sql"];
  for (const name of names) writeFileSync(join(repository.directory, "migrations", name), drop("t"));
  const paths = names.map((name) => `migrations/${name}`).toSorted();
  const run = (format: string): string =>
    lockstep(["check", "--format", format], { cwd: repository.directory }).stdout;
  const report = CheckReport.parse(JSON.parse(run("json")));
  assert.deepEqual(report.files.map(({ path }) => path).toSorted(), paths);
  for (const format of ["text", "github"]) {
    const text = run(format);
    assert.ok(!text.includes("\u001B"), format);
    assert.match(text, /003\\nb\.sql/);
  }
  const named = lockstep(["operations", "--", "-x.sql"], { cwd: join(repository.directory, "migrations") });
  assert.equal(named.status, 0);
  const option = lockstep(["operations", "-x.sql"], { cwd: join(repository.directory, "migrations") });
  assert.match(option.stderr, /A file of that name goes behind --\./);
});

test("migrations of a framework that is not read yet are said to be unread, named or found", () => {
  const repository = new TemporaryRepository();
  repository.write({
    "Migrations/20240102030405_Drop.cs": "class Drop {}\n",
    "migrations/.gitignore": "",
    "app/views.py": "x = 1\n",
    "priv/repo/migrations/20240102030405_drop.exs": "defmodule Drop do\nend\n",
    "package.json": "{}\n",
  });
  const run = (...paths: string[]) => lockstep(["operations", ...paths], { cwd: repository.directory });
  const found = run(".");
  assert.match(found.stdout, /_Drop\.cs.*\n.*migrations of ef-core are not read yet/);
  assert.match(found.stdout, /_drop\.exs.*\n.*migrations of ecto are not read yet/);
  assert.match(found.stdout, /^2 files, /m);
  assert.equal(found.status, 2);
  assert.match(run("Migrations/20240102030405_Drop.cs").stdout, /migrations of ef-core are not read yet/);
});

test("what is no file is not waited for", () => {
  const pipe = join(folder, "pipe.sql");
  execFileSync("mkfifo", [pipe]);
  const { stdout, status } = lockstep(["operations", pipe]);
  assert.match(stdout, /it is no regular file/);
  assert.equal(status, 2);
});

test("a policy that is named and not there is no default", () => {
  for (const command of ["check", "lint"]) {
    const { status, stderr } = lockstep([command, "--policy", "nowhere.yml"], { cwd: process.cwd() });
    assert.equal(status, 2, command);
    assert.match(stderr, /nowhere\.yml/);
  }
});

test("nothing is written through a link out of the checkout, or where something stands", () => {
  const repository = new TemporaryRepository();
  repository.commit({ "migrations/001_t.sql": "CREATE TABLE t (a int);\n" });
  repository.git("switch", "-q", "-c", "topic");
  repository.commit({ "migrations/002_t.sql": drop("t") });
  const at = (path: string): string => join(repository.directory, path);
  const run = (...args: string[]): string => {
    const { status, stderr, stdout } = lockstep(args, { cwd: repository.directory });
    assert.equal(stdout, "");
    return `${status} ${stderr}`;
  };
  const outside = mkdtempSync(join(folder, "outside-"));
  mkdirSync(at("releasenotes"));
  symlinkSync(outside, at("releasenotes/notes"));
  symlinkSync(outside, at(".github"));
  assert.match(
    run("draft", "--write"),
    /^2 .*could not be written: a symbolic link leads out of the checkout there\./,
  );
  assert.match(run("init"), /^2 .*a symbolic link leads out of the checkout there\./);
  assert.equal(execFileSync("ls", ["-A", outside], { encoding: "utf8" }), "");
  rmSync(at("releasenotes"), { recursive: true });
  writeFileSync(at("releasenotes"), "a file\n");
  assert.match(run("draft", "--write"), /^2 .*a file stands where a folder should be\./);
  assert.equal(repository.git("status", "--short"), "?? .github\n?? releasenotes");
});

test("a git that hangs is left by an interrupt, and one that dies is said", async () => {
  const repository = new TemporaryRepository();
  repository.commit();
  const fake = mkdtempSync(join(folder, "git-"));
  const script = (body: string): void =>
    writeFileSync(join(fake, "git"), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  const environment = { ...process.env, PATH: `${fake}:${process.env["PATH"]}` };
  script("exec sleep 60");
  const child = spawn(process.execPath, [bin, "check"], {
    cwd: repository.directory,
    env: environment,
    stdio: ["ignore", "ignore", "ignore"],
    detached: true,
  });
  await setTimeout(500);
  // As a terminal does on Ctrl-C: the whole group hears it.
  process.kill(-(child.pid as number), "SIGINT");
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  assert.equal(signal, "SIGINT");
  script("kill -9 $$");
  const { status, stderr } = lockstep(["check"], {
    cwd: repository.directory,
    env: { PATH: environment.PATH },
  });
  assert.equal(status, 2);
  assert.match(stderr, /was stopped \(SIGKILL\) before it was done/);
});

test("an output that cannot be written is no fault of ours", () => {
  const { status, stderr } = spawnSync("sh", ["-c", '"$0" "$1" --help > /dev/full', process.execPath, bin], {
    encoding: "utf8",
  });
  assert.equal(status, 2);
  assert.match(stderr, /The output could not be written \(ENOSPC\)\./);
});
