/** What one call tells the session holds for the calls behind it, on MySQL and MariaDB. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Detector } from "../../../src/core/detect/detector.ts";
import { alembic } from "../../../src/core/detect/detectors/alembic.ts";
import { knex } from "../../../src/core/detect/detectors/knex.ts";
import { laravel } from "../../../src/core/detect/detectors/laravel.ts";
import { liquibase } from "../../../src/core/detect/detectors/liquibase.ts";
import { rails } from "../../../src/core/detect/detectors/rails.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

const parsers = await loadParsers(["postgresql", "python", "ruby", "php", "typescript"]);

type Wrap = (body: string) => string;

const frameworks: Record<string, [detector: Detector, path: string, wrap: Wrap]> = {
  alembic: [
    alembic,
    "versions/1_a.py",
    (body) =>
      `from alembic import op\nrevision = "1"\ndown_revision = None\n\ndef upgrade():\n${body.replaceAll(/^/gmu, "    ")}\n`,
  ],
  rails: [
    rails,
    "db/migrate/20240101000000_x.rb",
    (body) => `class X < ActiveRecord::Migration[7.1]\ndef up\n${body}\nend\nend\n`,
  ],
  laravel: [
    laravel,
    "database/migrations/2024_01_01_000000_x.php",
    (body) =>
      `<?php\nreturn new class extends Illuminate\\Database\\Migrations\\Migration {\npublic function up() {\n${body}\n}\n};\n`,
  ],
  knex: [
    knex,
    "migrations/20240101000000_x.js",
    (body) => `exports.up = async function (knex) {\n${body}\n};\nexports.down = async () => {};\n`,
  ],
  liquibase: [
    liquibase,
    "db/changelog.xml",
    (body) =>
      `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"><changeSet id="1" author="a">${body}</changeSet><changeSet id="2" author="a"><sql>ALTER TABLE z ADD x int</sql></changeSet></databaseChangeLog>`,
  ],
};

function read(framework: string, body: string): ReadOperation[] {
  const [detector, path, wrap] = frameworks[framework] as [Detector, string, Wrap];
  const { operations } = detector.read(path, wrap(body), {
    tree: { paths: [], text: () => null },
    parsers,
    transaction: null,
    dialect: { engines: ["mysql"], stated: true },
    expired: () => false,
  });
  return operations.filter(({ direction }) => direction === "up");
}

const key = "ALTER TABLE t ADD FOREIGN KEY (p_id) REFERENCES p (id)";

const cases: [framework: string, body: string, checks: (boolean | null)[]][] = [
  ["alembic", `op.execute("SET foreign_key_checks = 0")\nop.execute("${key}")`, [false]],
  [
    "alembic",
    `op.execute("SET foreign_key_checks = 0")\nop.execute("SET foreign_key_checks = 1")\nop.execute("${key}")`,
    [true],
  ],
  ["alembic", `if x():\n    op.execute("SET foreign_key_checks = 0")\nop.execute("${key}")`, [null]],
  [
    "alembic",
    `op.execute("SET foreign_key_checks = 0")\nif x():\n    op.execute("SET foreign_key_checks = 1")\nop.execute("${key}")`,
    [null],
  ],
  ["alembic", `if x():\n    op.execute("SET foreign_key_checks = 0; ${key}")`, [false]],
  ["alembic", `op.execute("SET foreign_key_checks = 0; ${key}; SELECT 1; DROP TABLE a")`, [false, false]],
  ["alembic", `op.execute("SELECT 1; DROP TABLE a")`, [null]],
  ["alembic", `op.execute("SET sql_mode = 'ANSI_QUOTES'")\nop.execute('DROP TABLE "a"')`, [null]],
  [
    "alembic",
    `op.execute("SET foreign_key_checks = 0")\nop.create_foreign_key("f", "t", "p", ["p_id"], ["id"])`,
    [false],
  ],
  ["rails", `execute "SET foreign_key_checks=0"\nexecute "${key}"`, [false]],
  ["rails", `execute "SET foreign_key_checks=0"\nadd_foreign_key :t, :p`, [false]],
  [
    "rails",
    `disable_referential_integrity { add_foreign_key :t, :p }\nadd_foreign_key :t, :q`,
    [false, null],
  ],
  [
    "laravel",
    `Schema::disableForeignKeyConstraints();\nDB::statement('${key}');\nSchema::enableForeignKeyConstraints();\nDB::statement('${key}');`,
    [false, true],
  ],
  ["laravel", `Schema::withoutForeignKeyConstraints(function () { DB::statement('${key}'); });`, [false]],
  [
    "laravel",
    `Schema::disableForeignKeyConstraints();\nSchema::table('t', function ($table) { $table->foreign('p_id')->references('id')->on('p'); });`,
    [false],
  ],
  ["laravel", `DB::unprepared('SET FOREIGN_KEY_CHECKS=0; DROP TABLE a');`, [false]],
  ["knex", `await knex.raw("SET FOREIGN_KEY_CHECKS = 0");\nawait knex.raw("${key}");`, [false]],
  ["liquibase", `<sql>SET FOREIGN_KEY_CHECKS = 0</sql><sql>${key}</sql>`, [false, null]],
];

for (const [framework, body, checks] of cases) {
  test(`${framework}: ${body}`, () => {
    const operations = read(framework, body);
    assert.deepEqual(
      operations.map(({ clause }) => clause?.foreignKeyChecks),
      checks,
      JSON.stringify(operations.map(({ kind }) => kind)),
    );
  });
}
