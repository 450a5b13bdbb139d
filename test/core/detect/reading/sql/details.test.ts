/** What operations say besides their kind: columns, types, expressions, sources, transactions. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Column, Details, Kind } from "../../../../../src/core/operation.ts";
import { read } from "../../../../support/sql.ts";

function only<K extends Kind>(text: string, kind: K): Details<K> {
  const [operation] = read(text).operations;
  assert.equal(operation?.kind, kind, text);
  return operation?.details as Details<K>;
}

const column = (definition: string): Column =>
  only(`ALTER TABLE t ADD COLUMN ${definition}`, "add_column").column;

test("types are canonical", () => {
  const types: [string, string][] = [
    ["int", "integer"],
    ["INT8", "bigint"],
    ["bigserial", "bigserial"],
    ["SERIAL4", "serial"],
    ["bool", "boolean"],
    ["character varying(10)", "varchar(10)"],
    ["char(3)", "char(3)"],
    ["char", "char(1)"],
    ["decimal(10, 2)", "numeric(10,2)"],
    ["float", "double precision"],
    ["float4", "real"],
    ["timestamptz", "timestamp with time zone"],
    ["timestamp(3) with time zone", "timestamp(3) with time zone"],
    ["time", "time"],
    ["interval day to second(3)", "interval day to second(3)"],
    ["bit varying(4)", "bit varying(4)"],
    ["text[][]", "text[][]"],
    ["int ARRAY[3]", "integer[3]"],
    ["geometry(Point, 4326)", "geometry(point,4326)"],
    ['public."Mood"', "public.Mood"],
    ["citext", "citext"],
    ["jsonb", "jsonb"],
  ];
  assert.deepEqual(
    types.map(([written]) => column(`c ${written}`).type),
    types.map(([, canonical]) => canonical),
  );
});

test("a column keeps all that is declared with it", () => {
  const found = column(
    `c text COLLATE "C" DEFAULT lower('A, )') || current_user NOT NULL CONSTRAINT q CHECK (c <> ',') UNIQUE REFERENCES s.o (id) ON DELETE CASCADE`,
  );
  assert.deepEqual(found, {
    name: "c",
    type: "text",
    nullable: false,
    default: {
      text: "lower('A, )') || current_user",
      kind: "expression",
      functions: ["lower", "current_user"],
    },
    identity: false,
    generated: null,
    primaryKey: false,
    unique: true,
    check: "c <> ','",
    references: { schema: "s", table: "o", columns: ["id"] },
    collation: "C",
  });
});

test("defaults tell constants from expressions", () => {
  const kinds = [
    "1",
    "-1",
    "'x'::mood",
    "NULL",
    "ARRAY[]::text[]",
    "true",
    "now()",
    "CURRENT_TIMESTAMP",
    "nextval('s')",
    "1 + 1",
  ].map((text) => column(`c x DEFAULT ${text}`).default);
  assert.deepEqual(
    kinds.map((found) => [found?.text, found?.kind, found?.functions.join()]),
    [
      ["1", "literal", ""],
      ["-1", "literal", ""],
      ["'x'::mood", "literal", ""],
      ["NULL", "literal", ""],
      ["ARRAY[]::text[]", "literal", ""],
      ["true", "literal", ""],
      ["now()", "expression", "now"],
      ["CURRENT_TIMESTAMP", "expression", "current_timestamp"],
      ["nextval('s')", "expression", "nextval"],
      ["1 + 1", "expression", ""],
    ],
  );
});

test("identity, generated and primary key columns", () => {
  assert.deepEqual(
    [
      column("c int GENERATED ALWAYS AS IDENTITY").identity,
      column("c int GENERATED ALWAYS AS (a) STORED").generated,
    ],
    [true, "stored"],
  );
  assert.equal(column("c int GENERATED ALWAYS AS (a) VIRTUAL").generated, "virtual");
  assert.deepEqual(
    [column("c int PRIMARY KEY").primaryKey, column("c int PRIMARY KEY").nullable],
    [true, false],
  );
});

test("indexes", () => {
  const found = only(
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t USING gin (a, lower(b || ',') DESC) WHERE c > 1",
    "create_index",
  );
  assert.deepEqual(found, {
    unique: true,
    concurrently: true,
    ifNotExists: true,
    method: "gin",
    expressions: ["lower(b || ',') DESC"],
    where: "c > 1",
    only: true,
  });
});

test("types and their USING, checks and NOT NULL", () => {
  assert.deepEqual(
    only("ALTER TABLE t ALTER c TYPE numeric(5) USING (c::numeric), ADD d int", "alter_column_type"),
    {
      type: "numeric(5)",
      oldType: null,
      using: "(c::numeric)",
      collation: null,
    },
  );
  assert.deepEqual(only("ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID", "add_check"), {
    expression: "c IS NOT NULL",
    notValid: true,
    notNullOf: "c",
  });
});

test("data: sources, rows, WHERE and ON CONFLICT", () => {
  const facts = (text: string): unknown[] => {
    const found = only(text, "change_data");
    return [
      found.statement,
      found.sources.map((item) => item.table).join(),
      found.where,
      found.rows,
      found.onConflict,
    ];
  };
  assert.deepEqual(facts("INSERT INTO a VALUES (1), (2) ON CONFLICT DO NOTHING"), [
    "insert",
    "",
    true,
    2,
    "nothing",
  ]);
  assert.deepEqual(facts("INSERT INTO a SELECT 1 ON CONFLICT (x) DO UPDATE SET y = 1"), [
    "insert",
    "",
    true,
    1,
    "update",
  ]);
  assert.deepEqual(facts("INSERT INTO a VALUES ((SELECT id FROM b))"), ["insert", "b", true, null, null]);
  assert.deepEqual(facts("INSERT INTO a SELECT * FROM b JOIN s.c USING (x)"), [
    "insert",
    "b,c",
    true,
    null,
    null,
  ]);
  assert.deepEqual(facts("UPDATE a SET x = 1"), ["update", "", false, null, null]);
  assert.deepEqual(facts("UPDATE a SET x = b.x FROM b WHERE a.id = b.id"), ["update", "b", true, null, null]);
  assert.deepEqual(facts("DELETE FROM a USING b WHERE true"), ["delete", "b", true, null, null]);
  assert.deepEqual(facts("WITH w AS (SELECT * FROM b) UPDATE a SET x = 1 WHERE id IN (SELECT id FROM w)"), [
    "update",
    "b",
    true,
    null,
    null,
  ]);
});

test("a placeholder as a schema, a role, a value or a part of a name is read", () => {
  const { operations } = read(
    `ALTER TABLE \${s}.\${t}_x ADD c {{ index .Options "Namespace" }}.mood; DROP TABLE <%= schema %>.t; CREATE SCHEMA :schema; DROP SCHEMA @s@;
     GRANT SELECT ON t TO \${reader}; UPDATE "{{ s }}"."t" SET c = $value WHERE id = :id; CREATE FUNCTION {{s}}.f() RETURNS {{s}}.mood AS '' LANGUAGE sql;
     DO $$ BEGIN DROP TABLE {{s}}.u; END $$; DROP TABLE "{{ index .Options "Namespace" }}"."v";`,
  );
  assert.deepEqual(
    operations.map((item) => [item.kind, item.schema, item.table ?? item.name]),
    [
      ["add_column", "${s}", "${t}_x"],
      ["drop_table", "<%= schema %>", "t"],
      ["create_schema", null, ":schema"],
      ["drop_schema", null, "@s@"],
      ["change_privileges", null, "t"],
      ["change_data", "{{ s }}", "t"],
      ["create_function", "{{s}}", "f"],
      ["drop_table", "{{s}}", "u"],
      ["drop_table", '{{ index .Options "Namespace" }}', "v"],
    ],
  );
});

test("a placeholder that stands for a whole table, column, type, function or statement is unknown, and named", () => {
  const whole = [
    ["ALTER TABLE {{ table }} ADD COLUMN x int", "{{ table }}"],
    ['DROP TABLE "{{ t }}"', "{{ t }}"],
    ["ALTER TABLE a ADD c ${type}", "${type}"],
    ["ALTER TABLE a DROP COLUMN :column", ":column"],
    ["ALTER TABLE a ALTER c SET DEFAULT ${value}", "${value}"],
    ["ALTER TABLE ${s}.${t} ADD c int", "${t}"],
    ["CREATE INDEX ON a (<%= c %>)", "<%= c %>"],
    ["INSERT INTO @t@ VALUES (1)", "@t@"],
    ["SELECT ${f}()", "${f}"],
    ["DO $$ BEGIN DROP TABLE {{ t }}; END $$", "{{ t }}"],
    ["CREATE TABLE a (id $%AUTO_INCREMENT_PRIMARY_KEY%$, b text)", "$%AUTO_INCREMENT_PRIMARY_KEY%$"],
    ["${all}", "${all}"],
  ];
  for (const [text = "", marker = ""] of whole) {
    const { operations } = read(text);
    assert.deepEqual(
      operations.map(({ kind }) => kind),
      ["unknown_statement"],
      text,
    );
    const [operation] = operations;
    assert.ok(operation?.kind === "unknown_statement" && operation.details.reason.includes(marker), text);
  }
});

test("transactions: explicit ones split the framework's", () => {
  const groups = (text: string, transaction: string | null, implicit = false): (string | null)[] =>
    read(text, { transaction, implicit }).operations.map((item) => item.transaction);
  const text = "DROP TABLE a; COMMIT; DROP TABLE b; BEGIN; DROP TABLE c; COMMIT; DROP TABLE d";
  assert.deepEqual(groups(text, "file"), ["file", null, "block", null]);
  assert.deepEqual(groups(text, null), [null, null, "block", null]);
  assert.deepEqual(groups(text, "file", true), ["file", "file:2", "file:2", "file:3"]);
  assert.deepEqual(groups("DROP TABLE a", "file", true), [null]);
});
