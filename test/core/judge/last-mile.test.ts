/** The suggested comment in every language: put into the file and read again, the file still says the same, and nothing asks for an exception any more. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdits } from "../../../src/core/edits.ts";
import { claimants, confirmed, databaseOf, dialectHints } from "../../../src/core/detect/claim.ts";
import type { ReadMigration } from "../../../src/core/detect/compare.ts";
import { loadDetectors } from "../../../src/core/detect/registry.ts";
import { inspect } from "../../../src/core/inspect.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { reasonGap } from "../../../src/core/judge/exempt-comment.ts";
import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

const parsers = await loadParsers(["postgresql", "python", "ruby", "php", "typescript"]);

async function read(path: string, text: string): Promise<ReadMigration> {
  const tree = { paths: [path], text: () => null };
  const detector = confirmed(claimants(path, tree, await loadDetectors([path]), defaultPolicy), path, text);
  assert.ok(detector, `nobody claims ${path}`);
  const reading = detector.read(path, text, {
    tree,
    parsers,
    transaction: null,
    dialect: dialectHints(path, defaultPolicy),
    expired: () => false,
  });
  return {
    path,
    oldPath: null,
    status: "added",
    framework: detector.name,
    database: databaseOf(path, defaultPolicy).name,
    phase: null,
    before: null,
    after: { reading, text },
  };
}

async function judged(path: string, text: string): Promise<Verdict> {
  return inspect({
    migrations: [await read(path, text)],
    base: [],
    ignored: 0,
    notes: [],
    noteSettings: defaultNoteSettings,
    findings: [],
    exceptionsFile: { path: "exceptions.yaml", base: null, tip: null, head: null },
    policy: defaultPolicy,
    policyDigest: "",
    released: null,
    today: "2026-11-22",
    requireGranted: false,
  });
}

function idsOf(verdict: Verdict): string[] {
  return verdict.operations.map(({ id }) => id);
}

function asking({ problems }: Verdict): Verdict["problems"] {
  return problems.filter(({ rule }) => rule.startsWith("exception-"));
}

interface Sample {
  path: string;
  /** How many operations need an exception. */
  asks: number;
  text: string;
  /** The same, formatted otherwise and with comments. */
  other: string;
}

const samples: Sample[] = [
  {
    path: "db/migrate/20240101000001_a.rb",
    asks: 10,
    text: `class A < ActiveRecord::Migration[7.0]
  def change
    change_table :users do |t|
      t.remove :a
      t.rename :b, :c
    end
    safety_assured { remove_column :users, :d }
    execute <<~SQL
      ALTER TABLE users DROP COLUMN e;
      ALTER TABLE users DROP COLUMN f;
    SQL
    [:g, :h].each { |name| remove_column :users, name }
    if odd?
      remove_column :users, :i
    else remove_column :users, :j
    end
    connection
      .remove_column(:users, :k)
  end
end
`,
    other: `# frozen_string_literal: true

class A < ActiveRecord::Migration[7.0]
  # goes up
  def change
    change_table(:users) { |t|
      t.remove(:a)
      t.rename(:b,
               :c)
    }
    safety_assured do
      remove_column "users", "d" # d
    end
    execute <<~SQL
      ALTER TABLE users
        DROP COLUMN e;
      ALTER TABLE users DROP COLUMN f;
    SQL
    %i[g h].each do |name|
      remove_column(:users, name)
    end
    if odd?
      remove_column :users, :i
    else
      remove_column :users, :j
    end
    connection.remove_column(:users, :k)
  end
end
`,
  },
  {
    path: "shop/migrations/0002_a.py",
    asks: 5,
    text: `from django.db import migrations
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("User", [("a", migrations.TextField())]), migrations.RunSQL("DROP TABLE a"),
        migrations.RunSQL(
            """
            ALTER TABLE users DROP COLUMN b;
            ALTER TABLE users DROP COLUMN c;
            """
        ),
        migrations.SeparateDatabaseAndState(database_operations=[
            migrations.RunSQL("DROP TABLE d")]),
        *[migrations.RunSQL("DROP TABLE %s" % name) for name in ("e",)],
    ]
`,
    other: `from django.db import migrations


class Migration(migrations.Migration):
    # what it does
    operations = [
        migrations.CreateModel("User", [("a", migrations.TextField())]),
        migrations.RunSQL('DROP TABLE a'),
        migrations.RunSQL("""ALTER TABLE users DROP COLUMN b; ALTER TABLE users DROP COLUMN c;"""),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("DROP TABLE d")],
        ),
        *[
            migrations.RunSQL("DROP TABLE %s" % name)
            for name in ("e",)
        ],
    ]
`,
  },
  {
    path: "alembic/versions/a1.py",
    asks: 6,
    text: `from alembic import op
revision = "a1"
down_revision = None
def upgrade():
    with op.batch_alter_table("users") as batch:
        batch.drop_column("a")
    op.execute("""
    ALTER TABLE users DROP COLUMN b;
    ALTER TABLE users DROP COLUMN c;
    """)
    for name in ("d", "e"): op.drop_column("users", name)
    op.drop_table(
        "f"
    )
`,
    other: `"""A."""
from alembic import op

revision = 'a1'
down_revision = None


def upgrade():
    with op.batch_alter_table('users') as batch:
        batch.drop_column('a')  # a

    op.execute("ALTER TABLE users DROP COLUMN b; ALTER TABLE users DROP COLUMN c")
    for name in ('d', 'e'):
        op.drop_column('users', name)
    op.drop_table('f')
`,
  },
  {
    path: "database/migrations/2024_01_01_000000_a.php",
    asks: 9,
    text: `<?php
return new class extends Migration {
    public function up(): void
    {
        Schema::table('users', function (Blueprint $table) {
            $table->dropColumn('a');
            $table
                ->dropColumn(['b', 'c']);
            if (odd()) { $table->dropColumn('d'); }
        });
        Schema::table('users', fn ($table) => $table->dropColumn('e'));
        DB::unprepared(<<<SQL
            ALTER TABLE users DROP COLUMN f;
            ALTER TABLE users DROP COLUMN g;
        SQL);
        foreach (['h'] as $name) Schema::dropColumns('users', $name);
        Schema::drop('i');
    }
};
`,
    other: `<?php

/* A */
return new class extends Migration {
    public function up(): void {
        Schema::table("users", function (Blueprint $table) {
            $table->dropColumn("a"); // a
            $table->dropColumn(
                ['b', 'c'],
            );
            if (odd())
            {
                $table->dropColumn('d');
            }
        });
        Schema::table('users', static fn ($table) => $table->dropColumn('e'));
        DB::unprepared('ALTER TABLE users DROP COLUMN f; ALTER TABLE users DROP COLUMN g;');
        foreach (['h'] as $name) {
            Schema::dropColumns('users', $name);
        }
        Schema::drop('i');
    }
};
`,
  },
  {
    path: "migrations/20240101000000_a.js",
    asks: 9,
    text: `exports.up = async function (knex) {
  await knex.schema.alterTable('users', (t) => {
    t.dropColumn('a');
    t.dropColumns(
      'b',
      'c',
    );
  });
  await knex.schema
    .alterTable('users', (t) => t.dropColumn('d'))
    .dropTable('e');
  if (odd()) { await knex.schema.dropTable('f') }
  return knex.raw('SELECT 1')
    .then(() => knex.schema.table('users', function (t) {
      t.dropColumn('g')
    }))
    .then(() => knex.raw(\`
      ALTER TABLE users DROP COLUMN h;
      ALTER TABLE users DROP COLUMN i;
    \`));
};
`,
    other: `'use strict';

/** A */
exports.up = async (knex) => {
  await knex.schema.alterTable("users", (t) => {
    t.dropColumn("a"); // a
    t.dropColumns('b', 'c');
  });
  await knex.schema.alterTable('users', (t) => {
    t.dropColumn('d');
  }).dropTable('e');
  if (odd()) {
    await knex.schema.dropTable('f');
  }
  return knex.raw('SELECT 1').then(() => knex.schema.table('users', (t) => {
    t.dropColumn('g');
  })).then(() => knex.raw(\`ALTER TABLE users DROP COLUMN h; ALTER TABLE users DROP COLUMN i;\`));
};
`,
  },
  {
    path: "src/migrations/1700000000000-A.ts",
    asks: 5,
    text: `export class A1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "users" DROP COLUMN "a"\`);
    await queryRunner.query(
      \`
      ALTER TABLE "users" DROP COLUMN "b";
      ALTER TABLE "users" DROP COLUMN "c";
      \`,
    );
    await Promise.all([
      queryRunner.dropColumn("users", "d"),
      queryRunner.dropTable("e"),
    ]);
  }
}
`,
    other: `// A
export class A1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "users" DROP COLUMN "a"');
    await queryRunner.query(\`ALTER TABLE "users" DROP COLUMN "b"; ALTER TABLE "users" DROP COLUMN "c"\`);
    await Promise.all([queryRunner.dropColumn('users', 'd'), queryRunner.dropTable('e')]);
  }
}
`,
  },
  {
    path: "db/changelog/0001.xml",
    asks: 6,
    text: `<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog>
  <changeSet id="1" author="ann">
    <dropColumn tableName="users" columnName="a"/>
    <dropColumn tableName="users">
      <column name="b"/>
    </dropColumn>
    <sql>
      ALTER TABLE users DROP COLUMN c;
      ALTER TABLE users DROP COLUMN d;
    </sql>
    <sql><![CDATA[
      ALTER TABLE users DROP COLUMN e;
    ]]></sql>
    <dropTable tableName="odd--name"/>
  </changeSet>
</databaseChangeLog>
`,
    other: `<?xml version='1.0'?>
<!-- A -->
<databaseChangeLog>
<changeSet author='ann'
  id='1'>
<dropColumn
  columnName='a'
  tableName='users'></dropColumn>
<dropColumn tableName="users"><column name="b"/></dropColumn>
<sql>ALTER TABLE users DROP COLUMN c; ALTER TABLE users DROP COLUMN d</sql>
<sql>ALTER TABLE users DROP COLUMN e</sql>
<dropTable tableName="odd--name"/>
</changeSet>
</databaseChangeLog>
`,
  },
  {
    path: "db/changelog/0002.yaml",
    asks: 5,
    text: `databaseChangeLog:
  - changeSet:
      id: a
      author: bob
      changes:
        - dropColumn:
            tableName: users
            columnName: a
        - sql: |
            ALTER TABLE users DROP COLUMN b;
            ALTER TABLE users DROP COLUMN c;
        - sql:
            sql: >
              ALTER TABLE users
              DROP COLUMN d;
        -
          dropTable: { tableName: e }
`,
    other: `# A
databaseChangeLog:
- changeSet:
    id: a
    author: bob
    changes:
    - dropColumn: { columnName: a, tableName: users }
    - sql: "ALTER TABLE users DROP COLUMN b; ALTER TABLE users DROP COLUMN c"
    - sql: { sql: ALTER TABLE users DROP COLUMN d }
    - dropTable:
        tableName: e
`,
  },
  {
    path: "db/changelog/0003.sql",
    asks: 2,
    text: `--liquibase formatted sql

--changeset ann:1
ALTER TABLE users DROP COLUMN a; ALTER TABLE users
  ADD COLUMN b text;
DROP TABLE c;
`,
    other: `--liquibase formatted sql

-- A
--changeset ann:1
ALTER TABLE users
  DROP COLUMN a;
ALTER TABLE users ADD COLUMN b text;

DROP TABLE c
`,
  },
];

for (const { path, asks, text, other } of samples) {
  for (const ends of ["\n", "\r\n"]) {
    test(`${path}${ends === "\n" ? "" : " with CRLF"}`, async () => {
      const source = text.replaceAll("\n", ends);
      const first = await judged(path, source);
      const asked = asking(first);
      assert.equal(asked.length, asks);
      const edits = asked.flatMap(({ fix }) => fix?.edits ?? []);
      assert.equal(edits.length, asks, "each has an edit");
      const suggested = applyEdits(path, source, edits).text;
      assert.equal(suggested.split(ends).length, source.split(ends).length + asks);
      // As one click leaves it: the gap says why it does not count, and the file is what it was.
      const gap = await judged(path, suggested);
      assert.deepEqual(idsOf(gap), idsOf(first));
      assert.deepEqual(
        gap.files.map(({ unread }) => unread),
        first.files.map(({ unread }) => unread),
      );
      assert.deepEqual([...new Set(asking(gap).map(({ rule }) => rule))], ["exception-has-reason"]);
      const filled = await judged(path, suggested.replaceAll(reasonGap, "nothing reads it"));
      assert.deepEqual(idsOf(filled), idsOf(first));
      assert.deepEqual(asking(filled), []);
    });
  }

  test(`${path} formatted otherwise has the same operations`, async () => {
    assert.deepEqual(idsOf(await judged(path, other)).toSorted(), idsOf(await judged(path, text)).toSorted());
  });
}

const twice: [string, string, string][] = [
  [
    "db/migrate/1_a.rb",
    "class A < ActiveRecord::Migration[7.0]\n  def up\n    X\n    X\n  end\nend\n",
    "drop_table :a",
  ],
  [
    "shop/migrations/0002_a.py",
    "from django.db import migrations\nclass Migration(migrations.Migration):\n    operations = [X, X]\n",
    "migrations.RunSQL('DROP TABLE a')",
  ],
  [
    "database/migrations/a.php",
    "<?php return new class extends Migration { public function up() { X; X; } };",
    "Schema::drop('a')",
  ],
  ["migrations/1_a.js", "exports.up = async (knex) => { await X; await X; };", "knex.schema.dropTable('a')"],
  [
    "db/changelog/a.xml",
    '<databaseChangeLog><changeSet id="1" author="a">X X</changeSet></databaseChangeLog>',
    '<dropTable tableName="a"/>',
  ],
];

for (const [path, text, call] of twice) {
  test(`two equal operations have two ids: ${path}`, async () => {
    const ids = idsOf(await judged(path, text.replaceAll(/\bX\b/gu, call)));
    assert.equal(ids.length, 2);
    assert.notEqual(ids[0], ids[1]);
  });
}

test("JSON has no comments: there is no edit, and the message says where else", async () => {
  const text =
    '{"databaseChangeLog": [{"changeSet": {"id": "1", "changes": [{"dropTable": {"tableName": "a"}}]}}]}';
  const [problem, ...more] = asking(await judged("db/changelog/a.json", text));
  assert.equal(more.length, 0);
  assert.equal(problem?.fix, null);
  assert.match(problem?.message ?? "", /a reviewer's command.*`\/lockstep exempt drop_table a because/u);
});
