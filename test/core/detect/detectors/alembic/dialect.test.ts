/** Alembic's migrations of a project on MySQL, MariaDB or SQLite. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assessChange } from "../../../../../src/core/assess-change.ts";
import { alembic } from "../../../../../src/core/detect/detectors/alembic.ts";
import type { FileReading } from "../../../../../src/core/detect/detector.ts";
import type { EngineName } from "../../../../../src/core/impact.ts";
import { defaultPolicy } from "../../../../../src/core/judge/default-policy.ts";
import { migrationChanges } from "../../../../../src/core/migration-changes.ts";
import type { ReadMigration } from "../../../../../src/core/detect/compare.ts";
import { settleEngines } from "../../../../../src/core/settle-engines.ts";
import { loadParsers } from "../../../../../src/edges/parsing/load-parsers.ts";
import { short } from "../../../../support/sql.ts";

const parsers = await loadParsers(["python", "postgresql"]);

function migration(body: string, spoken: EngineName | null, path = "versions/1_a.py"): ReadMigration {
  const text = `from alembic import op\nimport sqlalchemy as sa\n\nrevision = "1"\ndown_revision = None\n\n\ndef upgrade():\n${body}\n`;
  const tree = { paths: [], text: () => null };
  const said = spoken === null ? null : { engine: spoken, why: "requirements.txt: pymysql" };
  const dialect = { engines: [], stated: false, spoken: said };
  const reading: FileReading = alembic.read(path, text, {
    tree,
    parsers,
    transaction: null,
    expired: () => false,
    dialect,
  });
  return {
    path,
    oldPath: null,
    status: "added",
    framework: "alembic",
    database: "main",
    phase: null,
    before: null,
    after: { reading, text },
  };
}

function impacts(read: ReadMigration): string[] {
  const { policy } = settleEngines(defaultPolicy, [read]);
  return assessChange(migrationChanges([read], []), [], policy).map(
    (one) =>
      `${short(one)}: ${one.impacts.map(({ engine, algorithm }) => `${engine} ${algorithm}`).join(", ")}`,
  );
}

test("operations and SQL are judged on the engine that the project speaks of", () => {
  const body =
    '    op.alter_column("user", "age", type_=sa.BigInteger())\n    op.execute("ALTER TABLE `user` MODIFY name varchar(300), ENGINE=InnoDB")';
  assert.deepEqual(impacts(migration(body, "mysql")), [
    "alter_column_type user.age: mysql COPY",
    "alter_column_type user.name: mysql COPY",
    "rewrite_table user: mysql COPY",
  ]);
  assert.deepEqual(impacts(migration(body, null)), [
    "alter_column_type user.age: postgresql null",
    "unknown_statement unknown_statement: postgresql null",
  ]);
});

test("a migration that asks which system it runs on is read for that of the project", () => {
  const body = `    if op.get_bind().dialect.name == "mysql":
        op.drop_column("user", "a")
    elif op.get_bind().dialect.name == "postgresql":
        op.drop_column("user", "b")`;
  const only = ({ after }: ReadMigration): string[] =>
    after?.reading.operations.map((one) => `${short(one)} ${one.onlyOn ?? "here"}`) ?? [];
  assert.deepEqual(only(migration(body, "mysql")).toSorted(), [
    "drop_column user.a here",
    "drop_column user.b if postgresql",
  ]);
  assert.deepEqual(only(migration(body, null)).toSorted(), [
    "drop_column user.a if mysql",
    "drop_column user.b here",
  ]);
  assert.deepEqual(only(migration(body, null, "versions/mysql/1_a.py")), ["drop_column user.a mysql"]);
});

test("types are those of the project's engine", () => {
  const body = '    op.alter_column("user", "doc", type_=sa.Text().with_variant(sa.String(300), "mysql"))';
  const type = ({ after }: ReadMigration): unknown =>
    after?.reading.operations.map(({ details }) => "type" in details && details.type);
  assert.deepEqual(type(migration(body, "mysql")), ["varchar(300)"]);
  assert.deepEqual(type(migration(body, null)), ["text"]);
});

test("two projects in one change are judged each on its own engine", () => {
  const body = '    op.alter_column("user", "age", type_=sa.BigInteger())';
  const settled = settleEngines(defaultPolicy, [
    migration(body, "mysql"),
    migration(body, null, "ml/versions/1_b.py"),
  ]);
  const found = assessChange(migrationChanges(settled.migrations, []), [], settled.policy);
  assert.deepEqual(
    found.map(({ place, impacts }) => `${place.path} ${impacts.map(({ engine }) => engine).join()}`),
    ["ml/versions/1_b.py postgresql", "versions/1_a.py mysql"],
  );
});
