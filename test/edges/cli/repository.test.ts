/** The commands that look at a repository, as processes on a real one. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { CheckReport } from "../../../src/contract.ts";
import { lockstep } from "../../support/lockstep.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const repository = new TemporaryRepository();
const cwd = repository.directory;
const migration = "migrations/0002_drop_legacy.sql";
repository.commit({
  ".github/lockstep.yml": "mode: warn\n",
  "migrations/0001_accounts.sql": "CREATE TABLE account (id bigint PRIMARY KEY, legacy_id text);\n",
  "README.md": "# Accounts\n",
});
repository.git("switch", "-q", "-c", "topic");
repository.commit(
  {
    [migration]: "ALTER TABLE account DROP COLUMN legacy_id;\n",
    "queries/report.sql": "SELECT * FROM account;\n",
  },
  "Drop legacy_id",
);

const run = (...args: string[]) => lockstep(args, { cwd });

test("check says what to do, and exits with 1", () => {
  const { status, stdout, stderr } = run("check");
  assert.equal(stderr, "");
  assert.equal(status, 1);
  const [first] = stdout.split("\n");
  assert.equal(first, "2 things to do (1 migration, 1 operation, PostgreSQL 14 or later)");
  assert.match(
    stdout,
    /^✗ migrations\/0002_drop_legacy\.sql:1 {2}drop_column account\.legacy_id +[0-9a-f]{10}$/m,
  );
  assert.match(stdout, /^ {5}1 \| ALTER TABLE account DROP COLUMN legacy_id;\n {7}\| +\^+/m);
  assert.match(stdout, /^ {2}mode warn: pull requests are told of this, and not stopped\.$/m);
  assert.match(stdout, /^ {2}Not read as migrations: 1 SQL file /m);
  assert.doesNotMatch(stdout, /\u001B/);
});

test("colours come only when they are forced or wanted", () => {
  assert.match(lockstep(["check"], { cwd, env: { FORCE_COLOR: "1" } }).stdout, /\u001B\[31m✗/);
  assert.doesNotMatch(lockstep(["check"], { cwd, env: { NO_COLOR: "1" } }).stdout, /\u001B/);
});

test("every format parses back and tells the same problems", () => {
  const report = CheckReport.parse(JSON.parse(run("check", "--format", "json").stdout));
  assert.equal(report.conclusion, "neutral");
  assert.deepEqual(
    report.files.map(({ path, framework }) => [path, framework]),
    [[migration, "sql"]],
  );
  const rules = report.problems.map(({ rule }) => rule).toSorted();
  assert.deepEqual(rules, ["exception-is-there", "note-is-there"]);

  const sarif = JSON.parse(run("check", "--format", "sarif").stdout) as {
    runs: { results: { ruleId: string; partialFingerprints: Record<string, string> }[] }[];
  };
  assert.deepEqual(sarif.runs[0]?.results.map(({ ruleId }) => ruleId).toSorted(), rules);
  assert.deepEqual(
    sarif.runs[0]?.results
      .flatMap(({ partialFingerprints }) => Object.values(partialFingerprints))
      .toSorted(),
    report.problems.map(({ id }) => id).toSorted(),
  );

  const github = run("check", "--format", "github").stdout;
  const commands = github.split("\n").filter((line) => line.startsWith("::error "));
  assert.deepEqual(commands.map((line) => /title=Lockstep%3A ([a-z-]+)::/.exec(line)?.[1]).toSorted(), rules);
});

test("the mode counts only where it is asked for, and a named policy is taken", () => {
  assert.equal(run("check", "--respect-mode").status, 0);
  const strict = new TemporaryRepository(null);
  strict.write({ "policy.yml": "mode: enforce\n" });
  const named = ["--policy", join(strict.directory, "policy.yml")];
  const enforced = run("check", "--respect-mode", ...named);
  assert.equal(enforced.status, 1);
  assert.match(enforced.stdout, /^2 things to do before this change can be merged /);
});

test("draft prints the note and --write puts it in place; the gaps are still asked for", () => {
  const printed = run("draft");
  assert.equal(printed.status, 0, printed.stderr);
  assert.match(
    printed.stdout,
    /^# releasenotes\/notes\/[a-z0-9-]+-[0-9a-f]{16}\.yaml\n---\nupgrade:\n {2}- \|\n/,
  );
  assert.equal(existsSync(join(cwd, "releasenotes")), false);

  const written = run("draft", "--write");
  assert.equal(written.status, 0, written.stderr);
  assert.match(written.stdout, /^wrote releasenotes\/notes\/\S+\.yaml\. 2 gaps left for you:\n/);
  const notes = readdirSync(join(cwd, "releasenotes/notes"));
  assert.equal(notes.length, 1);
  assert.match(
    readFileSync(join(cwd, "releasenotes/notes", notes[0] ?? ""), "utf8"),
    /\*\*Schema change\*\*/,
  );
  const after = CheckReport.parse(JSON.parse(run("check", "--format", "json").stdout));
  const rules = new Set(after.problems.map(({ rule }) => rule));
  assert.deepEqual([...rules].toSorted(), ["exception-is-there", "sections-say-something"]);
  rmSync(join(cwd, "releasenotes"), { recursive: true });
});

test("what is staged, and what two revisions say", () => {
  repository.write({ "migrations/0003_add.sql": "ALTER TABLE account ADD COLUMN locale text;\n" });
  repository.git("add", "migrations/0003_add.sql");
  assert.match(run("check", "--staged").stdout, /\b2 migrations, 2 operations\b/);
  repository.git("rm", "-q", "-f", "migrations/0003_add.sql");
  assert.equal(run("check", "--base", "topic", "--head", "topic").stdout, "✓ No schema changes\n");
  const unknown = run("check", "--base", "nowhere");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /^lockstep: Unknown revision `nowhere`\./);
  assert.equal(run("draft", "--write", "--head", "topic").status, 2);
});

test("replay has a line for each change of a migration, and totals", () => {
  const { status, stdout, stderr } = run("replay", "topic");
  assert.deepEqual([status, stderr], [0, ""]);
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, 7, stdout);
  assert.match(lines[0] ?? "", /^ {2}\d{4}-\d\d-\d\d {2}[0-9a-f]{10} {2}1 operation +a change$/);
  assert.match(
    lines[1] ?? "",
    /^✗ \d{4}-\d\d-\d\d {2}[0-9a-f]{10} {2}1 operation, 1 offline: needs a note and an exception +Drop legacy_id$/,
  );
  assert.deepEqual(lines.slice(3), [
    "2 changes, of which 2 touch the schema:",
    "  1 would need a note (0 have all of it)",
    "  1 would need an exception",
    "  operations: create_table 1, drop_column 1",
  ]);
  const json = JSON.parse(run("replay", "--format", "json", "main..topic").stdout) as {
    changes: { kinds: Record<string, number> }[];
    totals: { changes: number; exception: number };
  };
  assert.deepEqual(
    json.changes.map(({ kinds }) => kinds),
    [{ drop_column: 1 }],
  );
  assert.deepEqual([json.totals.changes, json.totals.exception], [1, 1]);
  assert.equal(run("replay", "nowhere..topic").status, 2);
});

test("outside of a repository the words say so", () => {
  const folder = new TemporaryRepository(null).directory;
  const { status, stderr } = lockstep(["check"], { cwd: folder });
  assert.equal(status, 2);
  assert.match(
    stderr,
    /^lockstep: `\.` is no git repository\. Run Lockstep inside a checkout, or name one with --repo DIR\.\n$/,
  );
});

test("lint reads the notes on disk", () => {
  const tree = new TemporaryRepository(null);
  tree.write({
    "releasenotes/notes/good-0123456789abcdee.yaml": "---\nfixes:\n  - Mended.\n",
    "releasenotes/notes/bad-0123456789abcdef.yaml": "---\nupgrades:\n  - Moved.\n",
  });
  const { status, stdout } = lockstep(["lint"], { cwd: tree.directory });
  assert.equal(status, 1);
  assert.match(stdout, /^1 thing to do \(2 notes\)\n\n✗ releasenotes\/notes\/bad-0123456789abcdef\.yaml:2 /);
  rmSync(join(tree.directory, "releasenotes/notes/bad-0123456789abcdef.yaml"));
  assert.equal(lockstep(["lint"], { cwd: tree.directory }).stdout, "✓ 1 note read\n");
  const report = CheckReport.parse(
    JSON.parse(lockstep(["lint", "--format", "json"], { cwd: tree.directory }).stdout),
  );
  assert.equal(report.notes.length, 1);
});

test("replay says where a shallow clone cuts the history off, and only then", () => {
  const place = new TemporaryRepository(null);
  place.git("clone", "-q", "--depth", "1", "--branch", "topic", `file://${cwd}`, "shallow");
  const clone = { cwd: join(place.directory, "shallow") };
  const cut = lockstep(["replay", "--format", "json", "HEAD"], clone);
  assert.equal(cut.status, 0);
  const id = repository.git("rev-parse", "--short=10", "topic");
  assert.match(cut.stderr, /^lockstep: This clone is shallow, .*git fetch --unshallow\n$/);
  assert.ok(cut.stderr.includes(`ends at ${id},`), cut.stderr);
  assert.doesNotThrow(() => JSON.parse(cut.stdout));
  place.gitAt(clone.cwd, "fetch", "-q", "--depth", "100");
  assert.equal(lockstep(["replay", "HEAD"], clone).stderr, "");
  assert.equal(run("replay", "topic").stderr, "");
});
