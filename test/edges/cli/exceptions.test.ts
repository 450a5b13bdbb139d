/** `lockstep exceptions` as a process, on checkouts with real migrations. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ExceptionsReport } from "../../../src/contract.ts";
import { lockstep } from "../../support/lockstep.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const day = 86_400_000;

/** So many days from now on, UTC. */
function date(days: number): string {
  return new Date(Date.now() + days * day).toISOString().slice(0, 10);
}

function report(repository: TemporaryRepository): { status: number | null; report: ExceptionsReport } {
  const { status, stdout, stderr } = lockstep(["exceptions", "--format", "json"], {
    cwd: repository.directory,
  });
  assert.equal(stderr, "");
  return { status, report: ExceptionsReport.parse(JSON.parse(stdout)) };
}

const create = "CREATE TABLE account (id bigint PRIMARY KEY, legacy_id text, name text, plan text);\n";
const alembic = `"""Drops the plan."""

from alembic import op

revision = "8f2c"
down_revision = None


def upgrade():
    # lockstep: exempt drop_column account.plan until ${date(10)} because billing moved out
    op.drop_column("account", "plan")
    # lockstep: note releasenotes/notes/plan-4b1c22d09ae1f377.yaml


def downgrade():
    pass
`;

const repository = new TemporaryRepository();
repository.write({
  ".github/lockstep.yml": "mode: warn\nexceptions:\n  file: db/exceptions.yaml\n",
  "migrations/0001_accounts.sql": create,
  "migrations/0002_legacy.sql": `-- lockstep: exempt drop_column account.legacy_id until ${date(-12)} because nothing reads it
ALTER TABLE account DROP COLUMN legacy_id;
-- lockstep: exempt drop_colum account.name because it is not read
-- lockstep: exempt drop_column account.plan because it stands in another file
-- lockstep: exempt drop_column account.name because nobody reads it since 7.0
ALTER TABLE account DROP COLUMN name;
`,
  "alembic/versions/8f2c_drop_plan.py": alembic,
  "db/exceptions.yaml": `- operation: drop_column
  target: account.name
  reason: agreed with the operators
  until: ${date(400)}
  reusable: true
- operation: drop_column
  target: account.legacy_id
  reason: TODO
- operation: drop_table
  target: account
  reason: it is not used any more
- operation: drop_column
  tarjet: account.legacy_id
`,
  "releasenotes/lockstep-exceptions.yaml": "- nobody reads this: the policy names another file\n",
});

test("what is stale comes first, with what to do; what cannot be read exits with 1", () => {
  const { status, stdout, stderr } = lockstep(["exceptions"], { cwd: repository.directory });
  assert.equal(stderr, "");
  assert.equal(status, 1);
  const ids = stdout.replaceAll(/\b[0-9a-f]{10}\b/gu, "ID");
  assert.equal(
    ids,
    `9 exceptions: 2 cannot be read, 1 expired, 1 without a reason, 2 for nothing, 1 ending soon, 2 in force (3 migrations, db/exceptions.yaml)

Cannot be read, and so counts for nothing
✗ migrations/0002_legacy.sql:3
    \`lockstep: exempt drop_colum account.name because it is not read\` names no operation that is
    known: \`drop_colum\`. Did you mean \`exempt drop_column account.name because it is not read\`?
✗ db/exceptions.yaml:13
    This exception has an unknown key, \`tarjet\`. Did you mean \`target\`?

Expired
! drop_column account.legacy_id  migrations/0002_legacy.sql:1  ended ${date(-12)}, 12 days ago
    because nothing reads it
    drop_column account.legacy_id  ID  migrations/0002_legacy.sql:2
  → It covers nothing any more. Before the merge, give it a later day; afterwards it is history.

Without a reason
! drop_column account.legacy_id  db/exceptions.yaml:6  no end
    because TODO
    drop_column account.legacy_id  ID  migrations/0002_legacy.sql:2
  → Write a \`reason\`: why it is safe, or why it cannot be avoided.

For nothing: no migration of this tree does that
! drop_column account.plan  migrations/0002_legacy.sql:4  no end
    because it stands in another file
  → Correct what it names: it must stand in the file of its operation.
! drop_table account  db/exceptions.yaml:9  no end
    because it is not used any more
  → Correct what it names, or take it out when its migration is gone.

Ending soon
  drop_column account.plan  alembic/versions/8f2c_drop_plan.py:10  until ${date(10)}, 10 days left
    because billing moved out
    drop_column account.plan  ID  alembic/versions/8f2c_drop_plan.py:11
  → After that day it covers nothing any more.

In force
  drop_column account.name  migrations/0002_legacy.sql:5  no end
    because nobody reads it since 7.0
    drop_column account.name  ID  migrations/0002_legacy.sql:6
  drop_column account.name  db/exceptions.yaml:1  until ${date(400)}, 400 days left, reusable
    because agreed with the operators
    drop_column account.name  ID  migrations/0002_legacy.sql:6
`,
  );
});

test("the same for a program", () => {
  const { status, report: found } = report(repository);
  assert.equal(status, 1);
  assert.equal(found.file, "db/exceptions.yaml");
  assert.deepEqual(
    found.exceptions.map(({ state, origin, daysLeft, operations }) => [
      state,
      origin,
      daysLeft,
      operations.map(({ kind, target }) => `${kind} ${target}`).join(),
    ]),
    [
      ["cannot_be_read", "file", null, ""],
      ["cannot_be_read", "migration", null, ""],
      ["expired", "migration", -12, "drop_column account.legacy_id"],
      ["no_reason", "file", null, "drop_column account.legacy_id"],
      ["names_nothing", "file", null, ""],
      ["names_nothing", "migration", null, ""],
      ["ends_soon", "migration", 10, "drop_column account.plan"],
      ["in_force", "file", 400, "drop_column account.name"],
      ["in_force", "migration", null, "drop_column account.name"],
    ],
  );
});

test("stale ones alone are no failure, and neither is having none", () => {
  const stale = new TemporaryRepository(null);
  stale.write({
    "migrations/0001_accounts.sql": create,
    "migrations/0002_legacy.sql": `-- lockstep: exempt drop_column account.legacy_id until 2020-01-01 because nothing reads it\nALTER TABLE account DROP COLUMN legacy_id;\n`,
  });
  assert.equal(report(stale).status, 0);
  const none = new TemporaryRepository(null);
  none.write({ "migrations/0001_accounts.sql": create });
  const { status, stdout } = lockstep(["exceptions", "--repo", none.directory]);
  assert.deepEqual(
    [status, stdout],
    [0, "✓ No exceptions (1 migration, releasenotes/lockstep-exceptions.yaml)\n"],
  );
});

test("an exceptions file, a policy or a migration that cannot be read is told", () => {
  const broken = new TemporaryRepository(null);
  broken.write({
    "migrations/0001_accounts.sql": create,
    "releasenotes/lockstep-exceptions.yaml": "- operation: [\n",
    ".github/lockstep.yml": "mode: strict\n",
  });
  const { status, report: found } = report(broken);
  assert.equal(status, 1);
  assert.deepEqual(
    found.exceptions.map(({ state, place }) => [state, place.path]),
    [
      ["cannot_be_read", ".github/lockstep.yml"],
      ["cannot_be_read", "releasenotes/lockstep-exceptions.yaml"],
    ],
  );

  const binary = new TemporaryRepository(null);
  binary.write({
    "migrations/0001_accounts.sql": create,
    "migrations/0002_binary.sql": Buffer.from([0, 1, 2, 0xff]),
    "releasenotes/lockstep-exceptions.yaml": Buffer.from([0, 1, 2, 0xff]),
  });
  const read = lockstep(["exceptions"], { cwd: binary.directory });
  assert.equal(read.status, 1);
  assert.match(
    read.stdout,
    /^✗ releasenotes\/lockstep-exceptions\.yaml:1\n {4}This file could not be read: /mu,
  );
  assert.match(
    read.stdout,
    /^1 migration could not be read: exceptions in them, .*\n {2}migrations\/0002_binary\.sql: /mu,
  );
});

test("a folder that is not there", () => {
  const { status, stderr } = lockstep(["exceptions", "--repo", "/nowhere/at/all"]);
  assert.equal(status, 2);
  assert.equal(stderr, "lockstep: There is no folder /nowhere/at/all.\n");
});
