/** What is said of statements of MySQL and MariaDB: by version, together in one ALTER, and as they ask for it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Impact } from "../../../../src/core/impact.ts";
import { impactsOf } from "../../../support/dialects.ts";

const base = `CREATE TABLE p (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, a int, b varchar(20) NOT NULL, c varchar(60), l varchar(200), e enum('x','y'), p_id bigint, KEY ip (p_id), KEY ia (a));`;

/** `INSTANT metadata reads+writes`, `COPY rewrite writes grows`, `refused: ...`. */
function short(impact: Impact): string {
  if (impact.refused !== null) return `refused: ${impact.refused}`;
  const blocks = [...new Set(impact.locks.flatMap((lock) => lock.blocks))].join("+") || "nobody";
  const words = [
    impact.algorithm ?? "-",
    impact.work,
    blocks,
    impact.grows ? "grows" : "",
    impact.offline ? "offline" : "",
  ];
  return words.filter((word) => word !== "").join(" ");
}

function worst(engine: string, sql: string): string {
  const impacts = impactsOf(engine, `${sql};`, { base });
  return [...new Set(impacts.map(short))].join(" / ");
}

const instant = "INSTANT metadata reads+writes";
const inPlace = "INPLACE metadata reads+writes";
const rebuild = "INPLACE rewrite nobody grows";
const copy = "COPY rewrite writes grows offline";

const cases: [string, string, string][] = [
  ["mysql@5.7", "ALTER TABLE t ADD COLUMN z int", rebuild],
  ["mysql@8.0.11", "ALTER TABLE t ADD COLUMN z int", rebuild],
  ["mysql@8.0.12", "ALTER TABLE t ADD COLUMN z int", instant],
  ["mysql@8.0.12", "ALTER TABLE t ADD COLUMN z int FIRST", rebuild],
  ["mysql@8.0.29", "ALTER TABLE t ADD COLUMN z int FIRST", instant],
  ["mysql@8.0.28", "ALTER TABLE t DROP COLUMN c", `${rebuild} offline`],
  ["mysql@8.4", "ALTER TABLE t DROP COLUMN c", `${instant} offline`],
  ["mysql@8.0.27", "ALTER TABLE t RENAME COLUMN c TO d", `${inPlace} offline`],
  ["mysql@8.0.28", "ALTER TABLE t RENAME COLUMN c TO d", `${instant} offline`],
  ["mariadb@10.11", "ALTER TABLE t ADD COLUMN z int FIRST", instant],
  [
    "mariadb@10.11",
    "ALTER TABLE t ADD COLUMN y int AS (a) VIRTUAL; ALTER TABLE t ADD COLUMN z int FIRST",
    `${instant} / ${copy}`,
  ],
  ["mysql@8.4", "ALTER TABLE t MODIFY a bigint", copy],
  ["mariadb@10.11", "ALTER TABLE t MODIFY a bigint", copy],
  ["mariadb@11.4", "ALTER TABLE t MODIFY a bigint", "COPY rewrite nobody grows"],
  // 60 characters of utf8mb4 are 240 bytes; 64 are 256.
  ["mysql@8.4", "ALTER TABLE t MODIFY c varchar(63) CHARACTER SET utf8mb4", inPlace],
  ["mysql@8.4", "ALTER TABLE t MODIFY c varchar(64) CHARACTER SET utf8mb4", copy],
  ["mysql@8.4", "ALTER TABLE t MODIFY c varchar(255) CHARACTER SET latin1", inPlace],
  ["mariadb@10.11", "ALTER TABLE t MODIFY c varchar(64) CHARACTER SET utf8mb4", copy],
  ["mariadb@10.11", "ALTER TABLE t MODIFY l varchar(250) CHARACTER SET utf8mb4", instant],
  ["mysql@8.4", "ALTER TABLE t MODIFY e enum('x','y','z')", instant],
  ["mysql@8.4", "ALTER TABLE t MODIFY e enum('z','x','y')", copy],
  ["mysql@8.4", "ALTER TABLE t MODIFY a int NOT NULL", `${rebuild}`],
  ["mysql@8.4", "CREATE INDEX i ON t (c)", "INPLACE scan nobody grows"],
  ["mariadb@10.11", "CREATE INDEX i ON t (c)", "NOCOPY scan nobody grows"],
  ["mysql@8.4", "CREATE FULLTEXT INDEX i ON t (c)", "INPLACE rewrite writes grows offline"],
  ["mysql@8.4", "ALTER TABLE t ADD FOREIGN KEY (p_id) REFERENCES p (id)", copy],
  [
    "mysql@8.4",
    "SET foreign_key_checks = 0; ALTER TABLE t ADD FOREIGN KEY (p_id) REFERENCES p (id)",
    inPlace,
  ],
  ["mysql@8.0.15", "ALTER TABLE t ADD CHECK (a > 0)", "- none nobody"],
  ["mysql@8.0.16", "ALTER TABLE t ADD CHECK (a > 0)", copy],
  // Together, in the way of the hardest.
  ["mysql@8.4", "ALTER TABLE t ADD COLUMN z int, ADD COLUMN y int", instant],
  ["mysql@8.4", "ALTER TABLE t ADD COLUMN z int, ADD INDEX i (c)", rebuild],
  ["mysql@8.4", "ALTER TABLE t ADD COLUMN z int, MODIFY a bigint", copy],
  ["mysql@8.4", "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)", rebuild],
  // As it is asked for.
  ["mysql@8.4", "ALTER TABLE t ADD COLUMN z int, ALGORITHM=INPLACE", rebuild],
  ["mariadb@10.11", "ALTER TABLE t ADD COLUMN z int, ALGORITHM=INPLACE", instant],
  ["mysql@8.4", "ALTER TABLE t ADD COLUMN z int, ALGORITHM=COPY", copy],
  [
    "mysql@8.4",
    "ALTER TABLE t ADD COLUMN z int, ALGORITHM=INPLACE, LOCK=SHARED",
    "INPLACE rewrite writes grows offline",
  ],
  [
    "mysql@8.4",
    "ALTER TABLE t MODIFY a bigint, ALGORITHM=INPLACE",
    "refused: ALGORITHM=INPLACE is refused: it needs ALGORITHM=COPY",
  ],
  [
    "mariadb@10.11",
    "ALTER TABLE t MODIFY a bigint, ALGORITHM=COPY, LOCK=NONE",
    "refused: LOCK=NONE is refused: it needs LOCK=SHARED",
  ],
  [
    "mysql@8.4",
    "ALTER TABLE t ADD COLUMN z int, ALGORITHM=INSTANT, LOCK=NONE",
    "refused: MySQL takes ALGORITHM=INSTANT with no LOCK but DEFAULT, not with LOCK=NONE",
  ],
  [
    "mysql@5.7",
    "ALTER TABLE t ADD COLUMN z int, ALGORITHM=INSTANT",
    "refused: MySQL does not know ALGORITHM=INSTANT before 8.0.12",
  ],
  ["mysql@8.4", "RENAME TABLE t TO u", "- metadata reads+writes offline"],
  ["mysql@8.4", "UPDATE t SET a = 1", "- data nobody grows"],
  ["mysql@8.4", "INSERT INTO t (b) VALUES ('q')", "- data nobody"],
  ["mysql@8.4", "CREATE SEQUENCE s", "refused: MySQL has no sequences"],
];

describe("what it does", () => {
  for (const [engine, sql, want] of cases)
    test(`${engine}: ${sql}`, () => assert.equal(worst(engine, sql), want));
});

test("a range says what is otherwise on other versions", () => {
  const [impact] = impactsOf("mysql >= 5.7", "ALTER TABLE t ADD COLUMN z int;", { base });
  assert.equal(impact?.version, "5.7 or later");
  assert.equal(impact?.work, "rewrite");
  assert.ok(
    impact?.reasons.includes("on MySQL 8.0.12 or later it only changes the catalogue"),
    impact?.reasons.join("\n"),
  );
});

test("a clause says which other one decides how it is done", () => {
  const [impact] = impactsOf("mysql@8.4", "ALTER TABLE t ADD COLUMN z int, MODIFY a bigint;", { base });
  assert.ok(
    impact?.reasons.includes("one ALTER does its clauses together, so `alter_column_type t.a` decides how"),
    impact?.reasons.join("\n"),
  );
});

test("what is not known is assumed, and said", () => {
  const [impact] = impactsOf("mysql@8.4", "ALTER TABLE u MODIFY a bigint;");
  assert.equal(impact?.algorithm, "COPY");
  assert.ok(impact?.reasons.some((reason) => reason.includes("is not known, so a copy is assumed")));
});

test("a new table waits for nobody, whatever is done to it", () => {
  const impacts = impactsOf(
    "mysql@8.4",
    "CREATE TABLE n (a int); ALTER TABLE n MODIFY a bigint; CREATE INDEX i ON n (a);",
  );
  for (const impact of impacts)
    assert.deepEqual([impact.locks, impact.grows, impact.offline], [[], false, false]);
});

test("a DDL statement commits, so that nothing is held for the next one", () => {
  const impacts = impactsOf("mysql@8.4", "ALTER TABLE t ADD COLUMN z int; UPDATE t SET a = 1;", {
    base,
    transaction: "file",
  });
  assert.deepEqual(
    impacts.map(({ transaction, offline }) => [transaction, offline]),
    [
      [null, false],
      [null, false],
    ],
  );
});

test("commands for a shell carry no name that means something there", () => {
  const sql = "ALTER TABLE `t$(reboot)` MODIFY `a``b` bigint;";
  const [impact] = impactsOf("mysql@8.4", sql, { base: "CREATE TABLE `t$(reboot)` (`a``b` int);" });
  assert.match(impact?.saferWay ?? "", /gh-ost --table=\.\.\. --alter="MODIFY \.\.\. bigint"/u);
});

test("the variables are those of the table, and the row versions are MySQL's own", () => {
  const names = (engine: string): string[] =>
    (impactsOf(engine, "ALTER TABLE t ADD COLUMN z int;", { base })[0]?.variables ?? []).map(
      ({ name }) => name,
    );
  assert.deepEqual(names("mysql@8.4"), [
    "longest_transaction",
    "lock_wait_timeout",
    "row_versions",
    "row_format",
  ]);
  assert.deepEqual(names("mariadb@10.11"), ["longest_transaction", "lock_wait_timeout", "row_format"]);
});
