/** No text is too odd for the splitter and the reader, and nothing of it is lost. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { spellingOf } from "../../../../../src/core/detect/reading/tolerant/dialect.ts";
import type { Dialect } from "../../../../../src/core/detect/reading/tolerant/dialect.ts";
import { Splitter } from "../../../../../src/core/detect/reading/tolerant/split.ts";
import { at, short } from "../../../../support/sql.ts";
import { readAs } from "../../../../support/tolerant.ts";
import { statements } from "./statements.ts";

const SEED = { seed: 20151207, numRuns: 300 };
const DIALECTS: Dialect[] = ["mysql", "mariadb", "sqlite"];

/** Parts that mean something to the splitter, so that random texts reach its corners. */
const PARTS = (
  "'|\"|`|[|]|\\|#|--|-- |/*|*/|/*!|/*!50003 |/*!80013 |/*!99999 |/*M!100100 |;|\n|\r\n|(|)|,|.|@|:=|$$|//|DELIMITER $$\n|DELIMITER ;\n|" +
  "DELIMITER //\n|N'|_utf8'|x'|0x1F|1e5|1.|.5|5a|BEGIN|END|IF |THEN |ELSE|END IF;|CASE |WHEN |LOOP |WHILE |DO |REPEAT |UNTIL |" +
  "CREATE PROCEDURE p() |CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW |CREATE TABLE a (|ALTER TABLE a |ADD x int|MODIFY |CHANGE |" +
  "DROP PARTITION p|PARTITION BY |INSERT INTO a VALUES |UPDATE a SET |DELETE |WITH c AS (|SELECT |CALL p()|PREPARE s FROM |SET @a = |" +
  "SET sql_mode='ANSI_QUOTES';|${a}|{{ b }}|<<<<<<< a\n|😀|\ud800|\0|\uFEFF|.read x\n|\\. x\n|USE d\n|PRAGMA |=|1|a"
).split("|");

const texts = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PARTS) }, { weight: 1, arbitrary: fc.string() }),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(""));

test("any text is read without a throw, and its places lie inside it", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...DIALECTS), (text, dialect) => {
      const { operations, unread, directives } = readAs(dialect, text);
      for (const { place } of [...operations, ...unread, ...directives])
        assert.ok(place.line >= 1 && place.column >= 1 && place.endLine >= place.line);
    }),
    SEED,
  );
});

test("what the splitter leaves between its tokens is white space, a comment or the end of a statement", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...DIALECTS), (text, dialect) => {
      const splitter = new Splitter(text, spellingOf(dialect));
      const covered: { start: number; end: number }[] = [];
      for (let piece = splitter.next(); piece !== null; piece = splitter.next())
        covered.push(...piece.tokens);
      covered.push(...splitter.comments);
      covered.sort((a, b) => a.start - b.start);
      let from = 0;
      const between: string[] = [];
      for (const { start, end } of covered) {
        assert.ok(start >= from && end > start, `tokens overlap at ${start}`);
        between.push(text.slice(from, start));
        from = end;
      }
      between.push(text.slice(from));
      for (const gap of between) assert.match(gap.replace(/[\s\uFEFF\u001A]/g, ""), /^(?:;|\$\$|\/\/)*$/);
    }),
    SEED,
  );
});

const joinable = statements.filter(({ sql }) => !/^(?:CALL|SET|PRAGMA|USE|PREPARE)\b/.test(sql));

/** What may stand between statements. */
const NOISE = [
  "-- a comment; DROP TABLE never;\n",
  "/* outer ' DROP TABLE never; */",
  "SELECT 1;\n",
  "ALTER TABL a ADD b int;\n",
  ";;\n",
  "\uFEFF",
  "\r\n\t",
  "CREATE TABLE open (a int;\n",
];

test("known statements are found at their exact places between any noise", () => {
  const item = fc.record({
    before: fc.array(fc.constantFrom(...NOISE), { maxLength: 3 }),
    row: fc.constantFrom(...joinable),
  });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), fc.constantFrom(...DIALECTS), (items, dialect) => {
      const own = items.filter(({ row }) => row.dialect === dialect);
      const text = own.map(({ before, row }) => `${before.join("\n")}\n${row.sql};\n`).join("");
      const { operations } = readAs(dialect, text);
      let from = 0;
      for (const { row } of own) {
        const alone = readAs(dialect, row.sql).operations;
        for (const each of alone) {
          const wanted = at(row.sql, each.place);
          const index = operations.findIndex(
            (found, number) =>
              number >= from && at(text, found.place) === wanted && short(found) === short(each),
          );
          assert.notEqual(index, -1, `${short(each)} of ${row.sql} is lost in ${JSON.stringify(text)}`);
          from = index + 1;
        }
      }
    }),
    SEED,
  );
});

const HOSTILE: Record<string, string> = {
  "opened comments": "/*".repeat(200_000),
  "executable comments": "/*!50001 ".repeat(50_000),
  "comments that nobody runs": `${"/*!99999 ".repeat(50_000)}${"*/".repeat(50_000)}`,
  parentheses: `CREATE TABLE a (b int DEFAULT ${"(".repeat(100_000)}`,
  "closed parentheses": `SELECT ${"(".repeat(100_000)}1${")".repeat(100_000)}`,
  quotes: "SELECT 'a;\n".repeat(20_001),
  blocks: `CREATE PROCEDURE p() ${"BEGIN ".repeat(100_000)}`,
  conditions: `CREATE PROCEDURE p() BEGIN ${"IF 1 THEN ".repeat(50_000)}`,
  "calls of itself":
    "CREATE PROCEDURE p() BEGIN CALL p(); CALL q(); END; CREATE PROCEDURE q() CALL p(); CALL p();".repeat(
      500,
    ),
  "calls that double": `${Array.from({ length: 60 }, (_, n) => `CREATE PROCEDURE p${n}() BEGIN CALL p${n + 1}(); CALL p${n + 1}(); END;`).join("\n")} CREATE PROCEDURE p60() DROP TABLE a; CALL p0();`,
  "many clauses": `ALTER TABLE a ${"ADD x int, ".repeat(20_000)}`,
  "broken clauses": `ALTER TABLE a ${"ADD (, ".repeat(20_000)}`,
  columns: `CREATE TABLE a (${"x int, ".repeat(30_000)}y int)`,
  "a list of tables": `SELECT * FROM ${"a, ".repeat(30_000)}b`,
  "common tables": `WITH ${"c (x) AS (SELECT 1), ".repeat(20_000)}d AS (SELECT 1) DELETE FROM e`,
  deletes: `DELETE ${"a, ".repeat(2000)}b FROM ${"c JOIN ".repeat(2000)}d`,
  rows: `INSERT INTO a VALUES ${"(1, 'x'), ".repeat(30_000)}(1)`,
  delimiters: "DELIMITER $$\nSELECT 1$$\n".repeat(20_000),
  words: "a ".repeat(200_000),
};

test("hostile texts cost little, and leave a trace", () => {
  for (const [name, text] of Object.entries(HOSTILE)) {
    for (const dialect of DIALECTS) {
      const start = performance.now();
      const { operations, unread } = readAs(dialect, text);
      const took = performance.now() - start;
      assert.ok(took < 2000, `${name} takes ${took} ms as ${dialect}`);
      const isSilent = /^(?:SELECT|DELIMITER|\/\*!99999)/.test(text);
      assert.ok(operations.length + unread.length > 0 || isSilent, `${name} leaves no trace`);
    }
  }
});

test("a time that is over leaves the rest unread, with its place", () => {
  let looks = 0;
  const text = "DROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;";
  const { operations, unread } = readAs("mysql", text, { expired: () => (looks += 1) > 2 });
  assert.deepEqual(
    operations.map((operation) => short(operation)),
    ["drop_table a", "drop_table b"],
  );
  assert.deepEqual(
    unread.map(({ place }) => place.line),
    [3],
  );
});
