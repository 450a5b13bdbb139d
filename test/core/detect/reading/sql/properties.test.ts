/** No text is too odd for the reader, and noise hides no statement. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { at, read, short } from "../../../../support/sql.ts";

const SEED = { seed: 20151207, numRuns: 300 };

/** Parts that mean something to the splitter, so that random texts reach its corners. */
const PARTS = [
  "'",
  '"',
  "$$",
  "$a$",
  "/*",
  "*/",
  "--",
  ";",
  "\n",
  "(",
  ")",
  "\\",
  "E'",
  "\\.",
  "BEGIN ATOMIC",
  "END",
  "CASE",
  "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS ",
  "CREATE RULE r AS ON INSERT TO a DO ALSO (",
  "COPY a FROM stdin;\n",
  "DO $$ BEGIN ",
  "EXECUTE ",
  "IF a THEN ",
  "LOOP ",
  "FOR r IN ",
  "DECLARE ",
  "EXCEPTION WHEN a THEN ",
  "END IF;",
  "END $$;",
  "<<<<<<< a\n",
  "=======\n",
  "${a}",
  "{{ b }}",
  "{% if %}",
  "<%= c %>",
  ":d",
  "@e@",
  "SELECT f(",
  "ALTER TABLE a ",
  "ADD COLUMN é int, ",
  "DROP COLUMN b",
  "INSERT INTO t VALUES ",
  "\u{1f600}",
  "\ud800",
  "\0",
  "\uFEFF",
  "\r\n",
  "\\if\n",
  "\\gexec\n",
  "U&'",
  "1",
  ",",
];

test("any text is read without a throw, and its places lie inside it", () => {
  const text = fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PARTS) }, { weight: 1, arbitrary: fc.string() }),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(text, (parts) => {
      const source = parts.join("");
      const { operations, unread, directives } = read(source);
      for (const { place } of [...operations, ...unread, ...directives])
        assert.ok(place.line >= 1 && place.column >= 1 && place.endLine >= place.line);
    }),
    SEED,
  );
});

const KNOWN = [
  "ALTER TABLE a DROP COLUMN b",
  'DROP TABLE "odd ; name"',
  "UPDATE a SET x = 'it''s; -- no comment'",
  "INSERT INTO é VALUES (E'\\'', '😀')",
  "CREATE INDEX i ON a (lower(x)) WHERE x <> ';'",
  "DELETE FROM a WHERE x = $tag$;'\"$tag$",
  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$",
  "CREATE PROCEDURE p() BEGIN ATOMIC DELETE FROM a; SELECT CASE WHEN true THEN 1 END; END",
  "TRUNCATE /* a ; comment */ a",
];

/** What may stand between statements. `bare` ends in no semicolon. */
const NOISE = [
  "-- a comment; DROP TABLE never;\n",
  "/* outer /* DROP TABLE never; */ still ' outer */",
  "\\set x 'y\n",
  "\\echo it's fine\n",
  "SELECT broken FROM;\n",
  "CREATE TABLE open (a int;\n",
  "ALTER TABL a ADD b int;\n",
  ";;\n",
  "\uFEFF",
  "\r\n\t",
  "COPY a (x) FROM stdin;\n1;'\t\"\n\\.\n",
  "SET search_path = 'x';",
  "INSERT INTO quoted VALUES ('it's);\n",
];

test("known statements are found at their exact places between any noise", () => {
  const item = fc.record({
    before: fc.array(fc.constantFrom(...NOISE), { maxLength: 3 }),
    known: fc.constantFrom(...KNOWN),
  });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), (items) => {
      const source = items.map(({ before, known }) => `${before.join("\n")}\n${known};\n`).join("");
      const found = read(source).operations.map(({ place }) => at(source, place));
      let from = 0;
      for (const { known } of items) {
        const index = found.indexOf(known, from);
        assert.notEqual(index, -1, `${known} is lost in ${JSON.stringify(source)}`);
        from = index + 1;
      }
    }),
    SEED,
  );
});

test("what is at the place of an operation reads to the same operation", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...KNOWN), { maxLength: 8 }), (statements) => {
      const source = statements.join(";\n");
      for (const operation of read(source).operations) {
        const again = read(at(source, operation.place)).operations;
        assert.deepEqual(
          again.map((item) => [short(item), item.details]),
          [[short(operation), operation.details]],
        );
      }
    }),
    SEED,
  );
});

const HOSTILE: Record<string, string> = {
  "nested comments": `${"/*".repeat(100_000)} SELECT 1`,
  "closed nested comments": `DROP ${"/*".repeat(20_000)}${"*/".repeat(20_000)} TABLE a`,
  "nested comments in a body": `DO $$ BEGIN DROP ${"/*".repeat(20_000)}${"*/".repeat(20_000)} TABLE a; END $$`,
  parentheses: `SELECT ${"(".repeat(100_000)}`,
  "a chain of operators": `SELECT ${"1+".repeat(100_000)}1`,
  "calls in calls": `SELECT ${"f(".repeat(4900)}1${")".repeat(4900)}`,
  "a chain of collations": `SELECT a${' COLLATE "C"'.repeat(20_000)}`,
  "queries in queries": `SELECT ${"(SELECT ".repeat(2600)}1${")".repeat(2600)}`,
  "a chain of unions": `SELECT 1${" UNION SELECT 1".repeat(20_000)}`,
  "a chain of joins": `SELECT * FROM a${" JOIN b ON a AND b".repeat(12_000)}`,
  quotes: "SELECT 'a;\n".repeat(20_001),
  "unclosed bodies": Array.from({ length: 30_000 }, (_, number) => `$a${number}$`).join(" "),
  "blocks in blocks": `DO $$ ${"BEGIN ".repeat(50_000)} $$`,
  "copies without data": "COPY a FROM stdin;\n".repeat(20_000),
  "template marks": "{% if x %}\n".repeat(20_000),
  placeholders: `INSERT INTO t VALUES (${"${abc},".repeat(5000)}1)`,
};

test("hostile texts cost little, and the parser lives on", () => {
  for (const [name, text] of Object.entries(HOSTILE)) {
    const start = performance.now();
    const { operations, unread } = read(text);
    assert.ok(performance.now() - start < 2000, `${name} takes too long`);
    assert.ok(operations.length + unread.length > 0, `${name} leaves no trace`);
    assert.deepEqual(
      read("DROP TABLE a").operations.map((item) => short(item)),
      ["drop_table a"],
      `after ${name}`,
    );
  }
});

test("a time that is over leaves the rest unread, with its place", () => {
  let statements = 0;
  const { operations, unread } = read("DROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;", {
    expired: () => (statements += 1) > 2,
  });
  assert.deepEqual(
    operations.map((item) => short(item)),
    ["drop_table a", "drop_table b"],
  );
  assert.deepEqual(
    unread.map(({ place }) => place.line),
    [3],
  );
});
