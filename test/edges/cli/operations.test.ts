/** `lockstep operations` as a process. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { OperationsReport } from "../../../src/contract.ts";
import { lockstep } from "../../support/lockstep.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const folder = new TemporaryRepository();
const cwd = folder.directory;
const drop = "ALTER TABLE account DROP COLUMN legacy_id;\n";
const alembic = `from alembic import op

revision = "8f2c"
down_revision = None


def upgrade():
    op.drop_column("account", "legacy_id")


def downgrade():
    pass
`;
folder.write({
  "loose.sql": drop,
  "db/migrations/0001_drop.sql": drop,
  "db/versions/8f2c_drop.py": alembic,
  "db/queries/report.sql": "SELECT 1;\n",
  "db/readme.md": "# None of ours\n",
  "binary.sql": Buffer.from([0x41, 0, 0x42]),
  "latin1.sql": Buffer.from("-- caf\u00E9\n", "latin1"),
  "empty.sql": "",
  "priv/repo/migrations/20240102030405_drop.exs": "from django.db import migrations\n",
});

function report(args: string[], input?: string) {
  const { status, stdout, stderr } = lockstep(["operations", "--format", "json", ...args], {
    cwd,
    ...(input === undefined ? {} : { input }),
  });
  return { status, stderr, files: OperationsReport.parse(JSON.parse(stdout)).files };
}

test("a named file is a migration wherever it lies", () => {
  const { status, stderr, files } = report(["loose.sql", "db/versions/8f2c_drop.py"]);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(
    files.map(({ path, framework, operations }) => [path, framework, operations.map((one) => one.kind)]),
    [
      ["loose.sql", "sql", ["drop_column"]],
      ["db/versions/8f2c_drop.py", "alembic", ["drop_column"]],
    ],
  );
  assert.deepEqual(files[0]?.operations[0]?.place, {
    path: "loose.sql",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 42,
  });
  assert.equal(files[0]?.operations[0]?.id, files[1]?.operations[0]?.id);
});

test("in a folder only what looks like a migration is read, and the rest is counted", () => {
  const { status, files } = report(["db"]);
  assert.equal(status, 0);
  assert.deepEqual(
    files.map(({ path }) => path),
    ["db/migrations/0001_drop.sql", "db/versions/8f2c_drop.py"],
  );
  const { stdout } = lockstep(["operations", "db"], { cwd });
  assert.match(
    stdout,
    /^db\/migrations\/0001_drop\.sql {2}sql\n {5}1 {2}drop_column account\.legacy_id {2}[0-9a-f]{10}\n/,
  );
  assert.match(
    stdout,
    /\n2 files, 2 operations, 2 offline, PostgreSQL 14 or later\nNot read as migrations: 1 SQL file /,
  );
  const inside = lockstep(["operations", "."], { cwd: join(cwd, "db", "migrations") });
  assert.match(inside.stdout, /^0001_drop\.sql {2}sql\n/);
});

test("what lies around a file tells its framework, its direction and its engine", () => {
  const { directory } = folder;
  folder.write({
    "app/Cargo.toml": "",
    "app/migrations/1_a.sql": drop,
    "lite/prisma/migrations/migration_lock.toml": 'provider = "sqlite"\n',
    "lite/prisma/migrations/2024_a/migration.sql": drop,
    "plan/sqitch.plan": "",
    "plan/deploy/a.sql": drop,
    "plan/revert/a.sql": drop,
  });
  const said = ({ files }: ReturnType<typeof report>) =>
    files.map((file) => [
      file.path,
      file.framework,
      ...file.operations.map(({ direction, place }) => `${direction} ${place.path}`),
      ...file.unread.map(({ reason }) => reason.split(",")[0]),
    ]);
  assert.deepEqual(said(report(["app/migrations", "lite", "plan", "plan/revert/a.sql"])), [
    ["app/migrations/1_a.sql", "sqlx", "up app/migrations/1_a.sql"],
    [
      "lite/prisma/migrations/2024_a/migration.sql",
      "prisma",
      "up lite/prisma/migrations/2024_a/migration.sql",
    ],
    ["plan/deploy/a.sql", "sqitch", "up plan/deploy/a.sql"],
    ["plan/revert/a.sql", "sqitch", "down plan/revert/a.sql"],
    ["plan/revert/a.sql", "sqitch", "down plan/revert/a.sql"],
  ]);
  const inside = lockstep(["operations", "."], { cwd: join(directory, "plan", "revert") });
  assert.match(inside.stdout, /^a\.sql {2}sqitch\n/);
});

test("a folder above that is called tests hides nothing outside of a checkout", () => {
  const top = mkdtempSync(join(tmpdir(), "lockstep-operations-"));
  const migrations = join(top, "tests", "project", "migrations");
  mkdirSync(migrations, { recursive: true });
  writeFileSync(join(migrations, "1.sql"), drop);
  for (const named of [migrations, join(top, "tests", "project")]) {
    const { stdout } = lockstep(["operations", named], { cwd });
    assert.match(stdout, /drop_column account\.legacy_id/);
  }
  rmSync(top, { recursive: true });
});

test("the standard input is read under its name, on the engines that are asked for", () => {
  const { files } = report(
    ["--engine", "postgresql@10", "--engine", "postgresql >= 16", "-", "--path", "0007_x.sql"],
    drop,
  );
  assert.deepEqual(
    files[0]?.operations[0]?.impacts.map(({ version }) => version),
    ["10", "16 or later"],
  );
  assert.equal(files[0]?.path, "0007_x.sql");
});

test("what cannot be read at all is said in its place, is exit code 2, and the rest goes on", () => {
  const { status, files } = report(["binary.sql", "latin1.sql", "empty.sql", "db/readme.md", "loose.sql"]);
  assert.equal(status, 2);
  assert.deepEqual(
    files.map(({ framework, operations, unread }) => [framework, operations.length, unread.length]),
    [
      [null, 0, 1],
      [null, 0, 1],
      ["sql", 0, 0],
      [null, 0, 1],
      ["sql", 1, 0],
    ],
  );
  assert.match(files[0]?.unread[0]?.reason ?? "", /binary/);
  assert.match(files[1]?.unread[0]?.reason ?? "", /not UTF-8: line 1/);
});

test("a file that could not be read is called that, and not no migration", () => {
  const { stdout } = lockstep(["operations", "binary.sql", "priv/repo/migrations/20240102030405_drop.exs"], {
    cwd,
  });
  assert.match(stdout, /^binary\.sql {2}not read$/m);
  assert.match(stdout, /^priv\/repo\/migrations\/20240102030405_drop\.exs {2}not read$/m);
  assert.doesNotMatch(stdout, /no migration/);
});

test("hostile names do not reach the terminal", () => {
  const { stdout } = lockstep(["operations", "-", "--path", "\u001B[2J\u202Ex.sql"], {
    cwd,
    input: 'DROP TABLE "a\u001B]0;x\u0007\u202Eb";\nDROP TABLE "::error::x";\n',
  });
  assert.doesNotMatch(stdout, /[\u001B\u0007\u202E]|^\s*::/m);
  assert.match(stdout, /^\\x1b\[2J\\u202ex\.sql/);
});

test("a reader that goes away is no fault", async () => {
  folder.write(
    Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`many/migrations/${at}_x.sql`, drop])),
  );
  const bin = join(import.meta.dirname, "..", "..", "..", "bin", "lockstep.js");
  const child = spawn(process.execPath, [bin, "operations", "--format", "json", "many"], { cwd });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  await once(child.stdout, "data");
  child.stdout.destroy();
  const [code] = (await once(child, "close")) as [number];
  assert.deepEqual([code, errors], [0, ""]);
});
