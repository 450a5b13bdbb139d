/** Blocks, routines and executed strings: what is literal is read where it stands, the rest is code. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { at, read, short } from "../../../../support/sql.ts";

/** A PL/pgSQL block with this body. */
const block = (body: string, declare = ""): string => `DO $do$\n${declare}\nBEGIN\n${body}\nEND\n$do$;`;

const BODIES: [name: string, text: string, expected: string[]][] = [
  ["a statement", block("ALTER TABLE a ADD COLUMN b int;"), ["add_column a.b"]],
  [
    "branches",
    block(
      "IF x THEN DROP TABLE a; ELSIF CASE WHEN y THEN true ELSE false END THEN DROP TABLE b; ELSE DROP TABLE c; END IF; DROP TABLE d;",
    ),
    ["drop_table a if", "drop_table b if", "drop_table c if", "drop_table d"],
  ],
  [
    "case",
    block("CASE x WHEN 1 THEN DROP TABLE a; WHEN 2 THEN DROP TABLE b; ELSE DROP TABLE c; END CASE;"),
    ["drop_table a if", "drop_table b if", "drop_table c if"],
  ],
  [
    "loops",
    block(
      "FOR r IN SELECT * FROM x LOOP DROP TABLE a; END LOOP; WHILE y LOOP DROP TABLE b; EXIT WHEN z; END LOOP; <<l>> LOOP DROP TABLE c; END LOOP l;",
    ),
    ["drop_table a if", "drop_table b if", "drop_table c if"],
  ],
  [
    "an error that is caught",
    block(
      "BEGIN CREATE TYPE e AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN DROP TABLE b; END; DROP TABLE c;",
    ),
    ["create_type e if", "drop_table b if", "drop_table c"],
  ],
  ["a literal", block("EXECUTE 'DROP TABLE a; DROP TABLE b';"), ["drop_table a", "drop_table b"]],
  [
    "concatenated constants",
    block("EXECUTE 'DROP TABLE ' || quote_ident('a') || ' CASCADE';"),
    ["drop_table a"],
  ],
  [
    "format",
    block("EXECUTE format('ALTER TABLE %I.%I ALTER %s SET DEFAULT %L', 's', 'a', 'b', 'c''d');"),
    ["set_default s.a.b"],
  ],
  [
    "a variable that is set once",
    block("EXECUTE q;", "DECLARE q CONSTANT text := 'DROP TABLE a';"),
    ["drop_table a"],
  ],
  [
    "a variable that is set later",
    block("q := 'DROP TABLE a'; EXECUTE q;", "DECLARE q text;"),
    ["drop_table a"],
  ],
  [
    "a variable that is set twice",
    block("q := 'DROP TABLE b'; EXECUTE q;", "DECLARE q text := 'DROP TABLE a';"),
    ["run_code run_code"],
  ],
  [
    "a variable that a query sets",
    block("SELECT x INTO q FROM y; EXECUTE q;", "DECLARE q text;"),
    ["run_code run_code"],
  ],
  [
    "a loop over literals",
    block(
      "FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('DROP TABLE %I', t); END LOOP;",
      "DECLARE t text;",
    ),
    ["drop_table a", "drop_table b"],
  ],
  [
    "INTO is no table",
    block("SELECT x INTO STRICT y, z.w FROM a; INSERT INTO b VALUES (1) RETURNING id INTO y;"),
    ["change_data b"],
  ],
  [
    "a call",
    block("PERFORM f(1); CALL p(); x := g(); RETURN;"),
    ["run_code run_code", "run_code run_code", "run_code run_code"],
  ],
  ["engine functions", block("PERFORM setval('s', 1); x := now(); RAISE NOTICE '%', count(x);"), []],
  ["no PL/pgSQL", "DO $$ this is not code $$", ["run_code run_code"]],
  [
    "a function that the text calls",
    "CREATE FUNCTION f(t text) RETURNS void AS $$ BEGIN EXECUTE format('DROP TABLE %I', t); END $$ LANGUAGE plpgsql; SELECT f('a'), f('b');",
    ["create_function f", "drop_table a", "drop_table b"],
  ],
  [
    "a function that nobody calls",
    "CREATE FUNCTION f() RETURNS void AS 'DROP TABLE a' LANGUAGE sql",
    ["create_function f"],
  ],
  [
    "routines in SQL",
    "CREATE PROCEDURE p() LANGUAGE sql AS 'DROP TABLE a'; CREATE PROCEDURE q() BEGIN ATOMIC DELETE FROM b; CALL p(); END; CALL q();",
    ["create_function p", "create_function q", "change_data b", "drop_table a"],
  ],
  [
    "a routine that calls itself",
    "CREATE FUNCTION f() RETURNS void AS $$ BEGIN DROP TABLE a; PERFORM f(); END $$ LANGUAGE plpgsql; SELECT f();",
    ["create_function f", "drop_table a"],
  ],
];

for (const [name, text, expected] of BODIES)
  test(name, () => {
    const { operations, unread } = read(text);
    assert.deepEqual(
      operations.map((item) => short(item)),
      expected,
    );
    assert.deepEqual(unread, []);
  });

test("places are exact in bodies, in literals and behind doubled quotes", () => {
  const texts = [
    block("  ALTER TABLE é DROP COLUMN b;"),
    block("EXECUTE 'ALTER TABLE é DROP COLUMN b';"),
    "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT ''é''''; -- ''; ALTER TABLE é DROP COLUMN b'; CALL p();",
  ];
  for (const text of texts) {
    const operation = read(text).operations.find((item) => item.kind === "drop_column");
    assert.ok(operation !== undefined, text);
    assert.equal(at(text, operation.place), "ALTER TABLE é DROP COLUMN b");
  }
});

test("code names the tables that it can", () => {
  const text = block(
    "EXECUTE 'ALTER TABLE s.a DROP CONSTRAINT ' || name; EXECUTE format('DELETE FROM b WHERE %s', x);",
  );
  const tables = read(text).operations.map((item) => item.kind === "run_code" && item.details.tables);
  assert.deepEqual(tables, [[{ schema: "s", table: "a" }], [{ schema: null, table: "b" }]]);
});

test("a block is one transaction, and COMMIT in it begins the next", () => {
  const text = `${block("DROP TABLE a; DROP TABLE b; COMMIT; DROP TABLE c;")} DROP TABLE d;`;
  const groups = (transaction: string | null): (string | null)[] =>
    read(text, { transaction }).operations.map((item) => item.transaction);
  const [first, second, third, last] = groups(null);
  assert.ok(first !== null && first === second && third !== first && third !== null);
  assert.equal(last, null);
  assert.deepEqual(groups("file").slice(0, 2), ["file", "file"]);
});

test("directives are found in comments and bodies, and in no string", () => {
  const text = `-- lockstep: exempt a because b
SELECT '-- lockstep: exempt never because never';
/* words
 * lockstep: note releasenotes/x.yaml
 */
DO $$ BEGIN -- Lockstep:  exempt   c because d
DROP TABLE c; END $$;`;
  assert.deepEqual(
    read(text).directives.map((item) => [item.text, item.place.line, item.place.column]),
    [
      ["exempt a because b", 1, 4],
      ["note releasenotes/x.yaml", 4, 4],
      ["exempt c because d", 6, 16],
    ],
  );
});
