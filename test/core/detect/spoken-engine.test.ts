/** What the files of a project say of its engine. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as yaml from "../../../src/core/detect/engine/yaml-files.ts";
import { engineFiles, spokenEngine } from "../../../src/core/detect/engine/spoken-engine.ts";

function said(files: Record<string, string>, migration = "db/migrations/1_a.up.sql"): string | null {
  const found = spokenEngine([migration], new Map(Object.entries(files)), yaml);
  return found === null ? null : `${found.engine}, ${found.why}`;
}

const speaking: [string, string, string][] = [
  ["package.json", '{"dependencies": {"mysql2": "^3"}}', "mysql, package.json: mysql2"],
  ["package.json", '{"dependencies": {"better-sqlite3": "^11"}}', "sqlite, package.json: better-sqlite3"],
  ["package.json", '{"dependencies": {"pg": "8", "sqlite3": "5"}}', "postgresql, package.json: pg"],
  ["requirements.txt", "alembic>=1\nPyMySQL[rsa]==1.1  # MIT\n", "mysql, requirements.txt: pymysql"],
  [
    "pyproject.toml",
    '[project]\ndependencies = [\n  "psycopg2_binary>=2",\n]\n',
    "postgresql, pyproject.toml: psycopg2-binary",
  ],
  [
    "pyproject.toml",
    '[tool.poetry.dependencies]\nmysqlclient = "^2"\n',
    "mysql, pyproject.toml: mysqlclient",
  ],
  [
    "go.mod",
    "module x\nrequire (\n\tgithub.com/go-sql-driver/mysql v1.7.1\n\tgithub.com/lib/pq v1.10.9 // indirect\n)\n",
    "mysql, go.mod: github.com/go-sql-driver/mysql",
  ],
  [
    "go.mod",
    "module x\nrequire github.com/mattn/go-sqlite3 v1.14.0\n",
    "sqlite, go.mod: github.com/mattn/go-sqlite3",
  ],
  ["Gemfile", 'gem "rails"\ngem "trilogy", "~> 2.7"\n', "mysql, Gemfile: trilogy"],
  [".env.example", "APP_ENV=local\nDB_CONNECTION=pgsql\nDB_HOST=x\n", "postgresql, .env.example: pgsql"],
  [
    "config/database.php",
    "<?php\nreturn [\n    'default' => env('DB_CONNECTION', 'mariadb'),\n    'redis' => [\n        'default' => 'x',\n",
    "mariadb, config/database.php: mariadb",
  ],
  ["knexfile.js", 'module.exports = {\n  client: "mysql2",\n};', "mysql, knexfile.js: mysql2"],
  ["data-source.ts", "new DataSource({ type: 'better-sqlite3' })", "sqlite, data-source.ts: better-sqlite3"],
  [
    "settings.py",
    'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql_psycopg2"}}\n',
    "postgresql, settings.py: postgresql",
  ],
  [
    "settings/base.py",
    "DATABASES = {'default': env.db(default='mysql://x/y')}\n",
    "mysql, settings/base.py: mysql",
  ],
  ["composer.json", '{"require": {"ext-pdo_pgsql": "*"}}', "postgresql, composer.json: ext-pdo_pgsql"],
  [
    "pom.xml",
    "<dependency><groupId>com.mysql</groupId><artifactId>mysql-connector-j</artifactId></dependency>",
    "mysql, pom.xml: mysql-connector-j",
  ],
  [
    "build.gradle",
    "runtimeOnly 'org.mariadb.jdbc:mariadb-java-client:3.1.0'\n",
    "mariadb, build.gradle: mariadb-java-client",
  ],
  [
    "Cargo.toml",
    '[dependencies]\nsqlx = { version = "0.8", features = [\n  "runtime-tokio",\n  "mysql",\n] }\n',
    "mysql, Cargo.toml: mysql",
  ],
  [
    "Cargo.toml",
    '[dependencies.diesel]\nversion = "2"\nfeatures = ["sqlite"]\n',
    "sqlite, Cargo.toml: sqlite",
  ],
  [
    "docker-compose.yml",
    "services:\n  db:\n    image: docker.io/library/mysql:8.0\n  mysql:\n    image: prom/mysqld-exporter\n",
    "mysql, docker-compose.yml: mysql",
  ],
  ["compose.yaml", "services: { db: { image: 'mariadb@sha256:00' } }\n", "mariadb, compose.yaml: mariadb"],
  [
    "alembic.ini",
    "[alembic]\nsqlalchemy.url = mysql+pymysql://u:p@localhost/x\n",
    "mysql, alembic.ini: mysql",
  ],
  [
    "config/database.yml",
    "default: &default\n  adapter: mysql2\n  pool: <%= ENV['P'] %>\ntest:\n  adapter: sqlite3\nproduction:\n  <<: *default\n",
    "mysql, config/database.yml: mysql2",
  ],
  [
    "config/database.yml",
    "test:\n  adapter: sqlite3\nproduction:\n  primary:\n    url: postgres://x/y\n",
    "postgresql, config/database.yml: postgres",
  ],
];

for (const [path, text, expected] of speaking) {
  test(`${path} says ${expected}`, () => assert.equal(said({ [path]: text }), expected));
}

test("where several speak, or nothing, nothing is said", () => {
  assert.equal(said({}), null);
  assert.equal(said({ "package.json": '{"dependencies": {"mysql2": "3", "pg": "8"}}' }), null);
  assert.equal(
    said({ "requirements.txt": "PyMySQL\n", "docker-compose.yml": "services: {a: {image: postgres}}" }),
    null,
  );
  assert.equal(said({ "package.json": '{"devDependencies": {"mysql2": "3"}}' }), null);
  assert.equal(said({ "alembic.ini": "sqlalchemy.url = driver://user:pass@localhost/dbname\n" }), null);
});

test("drivers of MySQL speak to MariaDB as well, and settings say more than packages", () => {
  const mysql2 = '{"dependencies": {"mysql2": "3"}}';
  assert.equal(
    said({ "package.json": mysql2, "compose.yml": "services: {a: {image: mariadb:11}}" }),
    "mariadb, compose.yml: mariadb",
  );
  const both = "gem 'pg'\ngem 'mysql2'\n";
  assert.equal(
    said({ Gemfile: both, "config/database.yml": "production: {adapter: mysql2}" }),
    "mysql, config/database.yml: mysql2",
  );
});

test("SQLite, with which new projects of Laravel begin, says less than a server", () => {
  const begun = { ".env.example": "DB_CONNECTION=sqlite\n" };
  assert.equal(said(begun), "sqlite, .env.example: sqlite");
  assert.equal(
    said({ ...begun, "compose.yml": "services: {db: {image: mysql:8}}" }),
    "mysql, compose.yml: mysql",
  );
});

test("the nearest folder speaks first", () => {
  const files = {
    "package.json": '{"dependencies": {"pg": "8"}}',
    "services/shop/package.json": '{"dependencies": {"mysql2": "3"}}',
  };
  assert.equal(
    said(files, "services/shop/prisma/migrations/1/migration.sql"),
    "mysql, services/shop/package.json: mysql2",
  );
  assert.equal(said(files, "services/blog/migrations/1.sql"), "postgresql, package.json: pg");
});

test("of several projects in one change each is asked before the folders above them", () => {
  const paths = ["a", "b", "c", "d", "e"].map((name) => `apps/x/${name}/db/migrate/1_a.rb`);
  const asked = engineFiles(paths);
  for (const name of ["a", "e"]) assert.ok(asked.includes(`apps/x/${name}/db/Gemfile`));
});

test("no text is too odd, and few paths are asked for", () => {
  for (const path of engineFiles(["a/b/c/d/e/migrations/1.sql"]))
    for (const text of [
      "",
      "\0",
      "{",
      "[[",
      "a: *x\n",
      "<%",
      "&a [*a]",
      "- ".repeat(5000),
      '{"dependencies": []}',
    ])
      assert.equal(said({ [path.split("/").at(-1) ?? ""]: text }), null);
  const many = Array.from({ length: 50 }, (_, at) => `p${at}/q/r/s/migrations/1.sql`);
  assert.ok(engineFiles(many).length < 300);
});

test("a Java module speaks for its resources, however deep they lie", () => {
  const files = {
    "app/pom.xml": "<groupId>org.postgresql</groupId>",
    "pom.xml": "<artifactId>mysql-connector-j</artifactId>",
  };
  const changelog = "app/src/main/resources/db/changelog/changes/0001.xml";
  assert.equal(said(files, changelog), "postgresql, app/pom.xml: org.postgresql");
});
