/** One small migration of each framework's language, each of which drops something. */

interface SmallFile {
  name: string;
  path: string;
  text: string;
  /** How often `node -e 0` could run meanwhile, at most. */
  limit: number;
}

export const smallFiles: readonly SmallFile[] = [
  {
    name: "SQL",
    path: "0001_change.sql",
    text: "ALTER TABLE account DROP COLUMN legacy_id;\n",
    limit: 5,
  },
  {
    name: "Alembic",
    path: "versions/8f2c_change.py",
    text: "from alembic import op\nrevision = '8f2c'\ndown_revision = '3c1d'\n\ndef upgrade():\n    op.drop_column('account', 'legacy_id')\n",
    limit: 6,
  },
  {
    name: "Django",
    path: "shop/migrations/0002_change.py",
    text: "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\n    operations = [migrations.DeleteModel('Account')]\n",
    limit: 6,
  },
  {
    name: "Rails",
    path: "db/migrate/20260101000000_change.rb",
    text: "class Change < ActiveRecord::Migration[7.1]\n  def change\n    remove_column :accounts, :legacy_id, :string\n  end\nend\n",
    limit: 6,
  },
  {
    name: "Laravel",
    path: "database/migrations/2026_01_01_000000_change.php",
    text: "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Database\\Schema\\Blueprint;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void\n    {\n        Schema::table('accounts', function (Blueprint $table) {\n            $table->dropColumn('legacy_id');\n        });\n    }\n};\n",
    limit: 6,
  },
  {
    name: "Knex",
    path: "migrations/20260101000000_change.js",
    text: "exports.up = (knex) => knex.schema.alterTable('account', (table) => table.dropColumn('legacy_id'));\nexports.down = (knex) => knex.schema.alterTable('account', (table) => table.string('legacy_id'));\n",
    limit: 6,
  },
  {
    name: "TypeORM",
    path: "src/migrations/1767225600000-Change.ts",
    text: 'import { MigrationInterface, QueryRunner } from "typeorm";\n\nexport class Change1767225600000 implements MigrationInterface {\n    public async up(queryRunner: QueryRunner): Promise<void> {\n        await queryRunner.query(`ALTER TABLE "account" DROP COLUMN "legacy_id"`);\n    }\n\n    public async down(queryRunner: QueryRunner): Promise<void> {}\n}\n',
    limit: 6,
  },
  {
    name: "Liquibase",
    path: "db/changelog/0002-change.xml",
    text: '<?xml version="1.0" encoding="UTF-8"?>\n<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n  <changeSet id="2" author="a">\n    <dropColumn tableName="account" columnName="legacy_id"/>\n  </changeSet>\n</databaseChangeLog>\n',
    limit: 6,
  },
];
