/** What real servers take is read: MariaDB where it is installed, and SQLite. */

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";

import { spellingOf } from "../../../../../src/core/detect/reading/tolerant/dialect.ts";
import { Splitter } from "../../../../../src/core/detect/reading/tolerant/split.ts";
import { startMariadb, withoutMariadb } from "../../../../support/mariadb.ts";
import { readAs } from "../../../../support/tolerant.ts";
import { statements } from "./statements.ts";

type Dialect = "mariadb" | "sqlite";

/** Statements of the table, each with every token left out once: about half of them are still good. */
function variants(dialect: Dialect): string[] {
  const found = new Set<string>();
  for (const { dialect: own, sql } of statements) {
    if (own !== dialect) continue;
    found.add(sql);
    const tokens = new Splitter(sql, spellingOf(dialect)).next()?.tokens ?? [];
    for (const [index, left] of tokens.entries()) {
      if (index > 0) found.add(`${sql.slice(0, left.start)}${sql.slice(left.end)}`);
    }
  }
  return [...found];
}

function isRead(dialect: Dialect, sql: string): boolean {
  const { operations, unread } = readAs(dialect, sql);
  const reasons = operations.map(({ details }) => ("reason" in details ? details.reason : ""));
  return unread.length === 0 && !reasons.some((reason) => / was expected where /.test(reason));
}

const TABLES =
  "CREATE TABLE a (x int, y int, z int, i int); CREATE TABLE b (id integer primary key, i int, z int); " +
  "CREATE TABLE c (x); CREATE TABLE o (id int); CREATE VIEW v AS SELECT x FROM a; CREATE INDEX i ON a (x)";

test("what SQLite runs is read", () => {
  const left: string[] = [];
  let run = 0;
  for (const sql of variants("sqlite")) {
    const database = new DatabaseSync(":memory:");
    database.exec(TABLES);
    try {
      database.exec(sql);
      run += 1;
      if (!isRead("sqlite", sql)) left.push(sql);
    } catch (cause) {
      assert.ok(cause instanceof Error);
    }
    database.close();
  }
  assert.deepEqual(left, []);
  assert.ok(run > 60, `only ${run} statements ran`);
});

/** MariaDB's own words for "the syntax is wrong": the last four are faults of names and partitions that it notices while it still parses. */
const WRONG = new Set([1064, 1248, 4161, 1066, 1327, 1479, 1492]);
/** Where MariaDB takes the word behind a missing name for the name, or does without a host. */
const ODD = new Set([
  "GRANT SELECT, UPDATE (x) ON s.* TO 'u'@",
  "CREATE USER 'u'@ IDENTIFIED BY 'p'",
  "CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`u`@ SQL SECURITY INVOKER VIEW v (x) AS SELECT a.x FROM a JOIN b USING (y)",
  "CREATE TABLE IF NOT EXISTS db.t (id int PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE= COMMENT='a; b' ROW_FORMAT=DYNAMIC",
  "CREATE PROCEDURE p(IN a int) BEGIN DECLARE i int DEFAULT 0; w: WHILE i < a DO SET i = i + 1; IF i = 3 THEN LEAVE w; END IF;  WHILE w; REPEAT SET i = 1; UNTIL i = 1 END REPEAT; END",
]);

test("what MariaDB takes is read", { skip: withoutMariadb() }, async () => {
  const server = await startMariadb();
  const all = variants("mariadb").filter((sql) => !/^(?:SET|USE|SHOW)\b/.test(sql));
  server.run("CREATE DATABASE x; CREATE DATABASE s;");
  const script = ["DELIMITER $$", "USE x", ...all.map((sql) => `${sql}$$`)].join("\n");
  const { errors } = server.run(script);
  const refused = new Set(errors.filter(({ code }) => WRONG.has(code)).map(({ line }) => line - 3));
  await server.stop();
  const left = all.filter((sql, index) => !refused.has(index) && !isRead("mariadb", sql) && !ODD.has(sql));
  assert.deepEqual(left, []);
  const table = statements.filter(
    ({ dialect, operations }) => dialect === "mariadb" && !operations.startsWith("unknown"),
  );
  const wrong = table.filter(({ sql }) => refused.has(all.indexOf(sql)));
  assert.deepEqual(wrong, [], "the table holds statements that MariaDB does not know");
  assert.ok(refused.size > 500 && refused.size < all.length - 300, `${refused.size} of ${all.length}`);
});
