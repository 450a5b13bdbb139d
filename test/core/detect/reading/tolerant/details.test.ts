/** What the operations of MySQL, MariaDB and SQLite say besides their kind. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ReadOperation } from "../../../../../src/core/operation.ts";
import { at, short } from "../../../../support/sql.ts";
import { readAs } from "../../../../support/tolerant.ts";

function only(dialect: "mysql" | "mariadb" | "sqlite", sql: string): ReadOperation {
  const { operations } = readAs(dialect, sql);
  assert.equal(operations.length, 1, operations.map((operation) => short(operation)).join("; "));
  return operations[0] as ReadOperation;
}

test("a column says its type in one spelling, and what MySQL adds to it", () => {
  const types: Record<string, string> = {
    "INTEGER(11) UNSIGNED": "int unsigned",
    "TINYINT(1)": "tinyint(1)",
    "TINYINT(4)": "tinyint",
    BOOL: "tinyint(1)",
    "NUMERIC(10, 2)": "decimal(10,2)",
    DEC: "decimal(10,0)",
    "CHARACTER VARYING(9)": "varchar(9)",
    "FLOAT(30)": "double",
    "DATETIME(6)": "datetime(6)",
    "ENUM('a', 'b,c')": "enum('a','b,c')",
    "INT ZEROFILL": "int unsigned zerofill",
    "LONG VARCHAR": "mediumtext",
    CHAR: "char(1)",
  };
  for (const [written, type] of Object.entries(types)) {
    const operation = only("mysql", `ALTER TABLE a ADD x ${written} NOT NULL`);
    assert.ok(operation.kind === "add_column");
    assert.equal(operation.details.column.type, type, written);
    assert.equal(operation.details.column.nullable, false);
  }
  const sql =
    "ALTER TABLE a ADD x varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL DEFAULT _utf8mb4'it\\'s' COMMENT 'c' AFTER y";
  const { clause, details } = only("mysql", sql);
  assert.ok("column" in details && clause !== undefined);
  assert.equal(details.column.collation, "utf8mb4_bin");
  assert.deepEqual(details.column.default, { text: "_utf8mb4'it\\'s'", kind: "literal", functions: [] });
  assert.equal(clause.traits?.charset, "utf8mb4");
  assert.equal(clause.position, "after y");
});

test("MySQL ignores REFERENCES of a column, MariaDB and SQLite do not", () => {
  const sql = "ALTER TABLE a ADD x int REFERENCES b (y)";
  for (const [dialect, table] of [
    ["mysql", null],
    ["mariadb", "b"],
    ["sqlite", "b"],
  ] as const) {
    const { details } = only(dialect, sql);
    assert.ok("column" in details);
    assert.equal(details.column.references?.table ?? null, table);
  }
});

test("clauses of one ALTER say how all of it is carried out", () => {
  const sql =
    "SET foreign_key_checks = 0;\nALTER TABLE a ADD x int, MODIFY y bigint NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;\nALTER TABLE b DROP z";
  const { operations } = readAs("mysql", sql);
  assert.deepEqual(
    operations.map(({ clause }) => [
      clause?.together,
      clause?.algorithm,
      clause?.lock,
      clause?.foreignKeyChecks,
    ]),
    [
      ["2:1", "inplace", "none", false],
      ["2:1", "inplace", "none", false],
      ["2:1", "inplace", "none", false],
      ["3:1", null, null, false],
    ],
  );
  assert.deepEqual(
    operations.map(({ place }) => at(sql, place)),
    ["ADD x int", "MODIFY y bigint NOT NULL", "MODIFY y bigint NOT NULL", "ALTER TABLE b DROP z"],
  );
  assert.equal(operations[1]?.clause?.restated?.type, "bigint");
  assert.equal(only("mariadb", "ALTER ONLINE TABLE a NOWAIT DROP x").clause?.lock, "none");
  assert.equal(only("mariadb", "ALTER TABLE a WAIT 7 DROP x").clause?.wait, 7);
});

test("executable comments are read as what a version runs", () => {
  const table: ["mysql" | "mariadb" | "sqlite", string, string[]][] = [
    ["mysql", "/*!40101 DROP TABLE a */;", ["drop_table a"]],
    ["mysql", "/*!80016 DROP TABLE a */;", ["drop_table a if"]],
    ["mysql", "/*!99999 DROP TABLE a */;", []],
    ["mysql", "/*M!100100 DROP TABLE a */;", []],
    ["mariadb", "/*M!100100 DROP TABLE a */;", ["drop_table a"]],
    ["mariadb", "/*!80016 DROP TABLE a */;", []],
    ["mariadb", "/*!110400 DROP TABLE a */;", ["drop_table a if"]],
    ["mariadb", "/*! DROP TABLE a */;", ["drop_table a"]],
    ["sqlite", "/*!40101 DROP TABLE a */;", []],
    ["mysql", "ALTER TABLE a DROP x /*!80000 , DROP y */;", ["drop_column a.x", "drop_column a.y if"]],
  ];
  for (const [dialect, sql, said] of table) {
    const found = readAs(dialect, sql).operations.map((operation) => short(operation));
    assert.deepEqual(found, said, `${dialect}: ${sql}`);
  }
});

test("strings and comments end where the dialect ends them", () => {
  const table: ["mysql" | "mariadb" | "sqlite", string, string[]][] = [
    ["mysql", "INSERT INTO a VALUES ('\\'; DROP TABLE b; -- ');", ["change_data a"]],
    ["sqlite", "INSERT INTO a VALUES ('\\'); DROP TABLE b; -- ');", ["change_data a", "drop_table b"]],
    ["mysql", 'INSERT INTO a VALUES ("x; DROP TABLE b");', ["change_data a"]],
    ["mysql", "SET sql_mode='ANSI_QUOTES'; DROP TABLE \"b\";", ["drop_table b"]],
    [
      "mysql",
      "SET sql_mode='NO_BACKSLASH_ESCAPES'; INSERT INTO a VALUES ('\\'); DROP TABLE b;",
      ["change_data a", "drop_table b"],
    ],
    ["mysql", "SELECT 1--2; DROP TABLE b;", ["drop_table b"]],
    ["sqlite", "SELECT 1--2; DROP TABLE b;", []],
    ["mysql", "SELECT 1; # DROP TABLE b;", []],
    ["sqlite", "DROP TABLE [odd ; name];", ["drop_table odd ; name"]],
    ["mysql", "DROP TABLE `odd ``; name`;", ["drop_table odd `; name"]],
    ["mysql", "DROP TABLE 2fa, t1e5;", ["drop_table 2fa", "drop_table t1e5"]],
  ];
  for (const [dialect, sql, said] of table) {
    const found = readAs(dialect, sql).operations.map((operation) => short(operation));
    assert.deepEqual(found, said, `${dialect}: ${sql}`);
  }
});

test("a body ends where its blocks end, with and without DELIMITER", () => {
  const body =
    "BEGIN CASE x WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE; SELECT IF(1, 2, 3), end FROM a; END";
  for (const sql of [
    `CREATE PROCEDURE p() ${body};\nDROP TABLE a;`,
    `DELIMITER $$\nCREATE PROCEDURE p() ${body}$$\nDROP TABLE a$$\nDELIMITER ;\nSELECT 1;`,
    `DELIMITER //\nCREATE PROCEDURE p() ${body}; //\nDROP TABLE a //`,
  ]) {
    const { operations, unread } = readAs("mysql", sql);
    const found = operations.map((operation) => short(operation));
    assert.deepEqual(found, ["create_function p", "drop_table a"], sql);
    assert.deepEqual(unread, []);
  }
});

test("a procedure of the text is read where it is called", () => {
  const sql = `
CREATE PROCEDURE add_x() BEGIN
  DECLARE n int;
  SELECT COUNT(*) INTO n FROM information_schema.columns;
  IF n = 0 THEN ALTER TABLE a ADD x int; ELSE DROP TABLE b; END IF;
  UPDATE a SET x = 1;
END;
CALL add_x();
CALL other();`;
  const { operations } = readAs("mysql", sql);
  assert.deepEqual(
    operations.map((operation) => short(operation)),
    ["create_function add_x", "add_column a.x if", "drop_table b if", "change_data a.x", "run_code run_code"],
  );
});

test("each call with other arguments counts", () => {
  const sql =
    "CREATE PROCEDURE p(IN t text) BEGIN SET @s = CONCAT('DROP TABLE ', t); PREPARE s FROM @s; END;\nCALL p('a'); CALL p('b'); CALL p('b');";
  const { operations } = readAs("mysql", sql);
  assert.deepEqual(
    operations.map((operation) => short(operation)),
    ["create_function p", "run_code run_code", "run_code run_code"],
  );
});

test("a statement in a string is read where it is prepared", () => {
  const sql = `
SET @ddl = IF((SELECT COUNT(*) FROM t) > 0, 'SELECT 1', 'ALTER TABLE a ADD x int');
PREPARE s FROM @ddl;
EXECUTE s;
SET @made = CONCAT('DROP TABLE ', @name);
PREPARE s FROM @made;`;
  const { operations } = readAs("mysql", sql);
  assert.deepEqual(
    operations.map((operation) => short(operation)),
    ["add_column a.x if", "run_code run_code"],
  );
});

test("in MySQL a change of the schema commits, in SQLite it is a part of the transaction", () => {
  const sql = "UPDATE a SET x = 1; ALTER TABLE a DROP y; UPDATE a SET x = 2; BEGIN; DELETE FROM b; COMMIT;";
  const groups = (dialect: "mysql" | "sqlite"): (string | null)[] =>
    readAs(dialect, sql).operations.map(({ transaction }) => transaction);
  assert.deepEqual(groups("mysql"), ["file", null, "file:2", "file:2"]);
  assert.deepEqual(groups("sqlite"), ["file", "file", "file", "file"]);
});

test("a statement that cannot be read says why, and hides nothing behind it", () => {
  const { operations } = readAs(
    "mysql",
    "ALTER TABLE a ADD x int, FROB y, DROP z;\nDROP TABLE b;\nUPDATE ${t} SET x = 1;",
  );
  assert.deepEqual(
    operations.map((operation) => short(operation)),
    [
      "add_column a.x",
      "unknown_statement unknown_statement",
      "drop_column a.z",
      "drop_table b",
      "unknown_statement unknown_statement",
    ],
  );
  const reasons = operations.flatMap(({ details }) => ("reason" in details ? [details.reason] : []));
  assert.deepEqual(reasons, [
    "a clause of ALTER TABLE was expected where `FROB` stands",
    "a template placeholder (${t}) decides what it is about",
  ]);
});

test("files that are run from here and what the clients do besides are unread", () => {
  const { operations, unread } = readAs("mysql", "SOURCE other.sql\n\\! rm\nUSE d\nDROP TABLE a;");
  assert.deepEqual(
    operations.map((operation) => short(operation)),
    ["drop_table a"],
  );
  assert.deepEqual(
    unread.map(({ place }) => place.line),
    [1, 2],
  );
});
