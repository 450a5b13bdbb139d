/** What Knex's builders come to on each engine, and input that is no good. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { FileReading } from "../../../../../src/core/detect/detector.ts";
import { knex } from "../../../../../src/core/detect/detectors/knex.ts";
import { typeorm } from "../../../../../src/core/detect/detectors/typeorm.ts";
import type { EngineName } from "../../../../../src/core/impact.ts";
import type { ReadOperation } from "../../../../../src/core/operation.ts";
import { parsers } from "../../../../support/typescript.ts";

function read(text: string, engine: EngineName = "postgresql", detector = knex): FileReading {
  const tree = { paths: [], text: () => null };
  const until = performance.now() + 400;
  return detector.read("migrations/1_a.js", text, {
    tree,
    parsers,
    transaction: null,
    dialect: { engines: [engine], stated: true },
    expired: () => performance.now() > until,
  });
}

/** The operations of lines that are called on `t` of a table that is altered. */
function altered(line: string, engine: EngineName): ReadOperation[] {
  return read(`exports.up = (knex) => knex.schema.table("a", (t) => { ${line} });`, engine).operations;
}

const types: [line: string, postgresql: string, mysql: string, sqlite: string][] = [
  ['t.string("c")', "varchar(255)", "varchar(255)", "varchar(255)"],
  ['t.integer("c").unsigned()', "integer", "int unsigned", "integer"],
  ['t.bigint("c")', "bigint", "bigint", "bigint"],
  ['t.boolean("c")', "boolean", "tinyint(1)", "boolean"],
  ['t.float("c")', "real", "float(8,2)", "float"],
  ['t.decimal("c", 10, 3)', "numeric(10,3)", "decimal(10,3)", "float"],
  ['t.timestamp("c")', "timestamp with time zone", "timestamp", "datetime"],
  ['t.timestamp("c", { useTz: false, precision: 3 })', "timestamp(3)", "timestamp(3)", "datetime"],
  ['t.binary("c")', "bytea", "blob", "blob"],
  ['t.jsonb("c")', "jsonb", "json", "json"],
  ['t.uuid("c")', "uuid", "char(36)", "char(36)"],
  ['t.text("c", "longtext")', "text", "longtext", "text"],
  ['t.enu("c", ["a", "b"])', "text", "enum('a','b')", "text"],
  ['t.specificType("c", "tsvector")', "tsvector", "unknown_statement", "tsvector"],
];

for (const [line, ...expected] of types) {
  test(`type: ${line}`, () => {
    const found = (["postgresql", "mysql", "sqlite"] as const).map((engine) => {
      const [operation] = altered(line, engine);
      return operation?.kind === "add_column" ? operation.details.column.type : operation?.kind;
    });
    assert.deepEqual(found, expected);
  });
}

test("a column of a type that is not known has none", () => {
  const [operation] = altered('t.specificType("c", type())', "postgresql");
  assert.ok(operation?.kind === "add_column");
  assert.equal(operation.details.column.type, null);
});

test("columns that are added to a table of MySQL go into one statement, other calls into their own", () => {
  const clauses = altered(
    't.string("a"); t.string("b"); t.dropColumns("c", "d"); t.index("a");',
    "mysql",
  ).map(({ clause }) => clause?.together);
  assert.equal(clauses[0], clauses[1]);
  assert.equal(clauses[2], clauses[3]);
  assert.equal(new Set(clauses).size, 3);
});

test("what a condition guards inside a callback stays conditional when the table is carried out", () => {
  const found = altered('if (x()) t.dropColumn("a"); t.dropColumn("b");', "postgresql");
  assert.deepEqual(
    found.map(({ columns, conditional }) => [columns[0], conditional]),
    [
      ["a", true],
      ["b", false],
    ],
  );
});

test("the statement of a call inside a callback is its own line", () => {
  const [operation] = read(
    'exports.up = (knex) =>\n  knex.schema.table("a", (t) => {\n    t.dropColumn("b");\n  });',
  ).operations;
  assert.equal(operation?.statement.line, 3);
});

test("names that can be one of several are read for each", () => {
  const found = read('exports.up = (knex) => knex.schema.dropTable(x() ? "a" : "b");').operations;
  assert.deepEqual(
    found.map(({ table, conditional }) => `${table} ${conditional}`),
    ["a true", "b true"],
  );
});

test("a client that is asked for decides", () => {
  const text = `exports.up = (knex) => {
    if (knex.client.config.client === "mysql2") return knex.schema.dropTable("a");
    return knex.schema.dropTable("b");
  };`;
  assert.deepEqual(
    read(text).operations.map(({ table }) => table),
    ["b"],
  );
  assert.deepEqual(
    read(text, "mysql").operations.map(({ table }) => table),
    ["a"],
  );
});

const silent: [name: string, lines: string][] = [
  [
    "a raw value of a query",
    'await knex("a").select(knex.raw("count(*) as n")).where(knex.raw("drop = 1"));',
  ],
  ["a raw value of a column", 'await knex.schema.hasTable("a");'],
  [
    "queries that only read",
    'const r = await knex("a").join("b", "a.id", "b.id").whereIn("x", [1]).orderBy("y").first();',
  ],
  ["what the schema is asked", 'if (await knex.schema.hasColumn("a", "b")) console.log("there");'],
];

for (const [name, lines] of silent) {
  test(`nothing is told of ${name}`, () => {
    const reading = read(`exports.up = async (knex) => { ${lines} };`);
    assert.deepEqual([reading.operations.map(({ kind }) => kind), reading.unread], [[], []]);
  });
}

const told: [name: string, line: string][] = [
  ["a table that is not known", "knex.schema.dropTable(name())"],
  ["a column that is not known", 'knex.schema.table("a", (t) => t.dropColumn(name()))'],
  ["columns that are handed on", 'knex.schema.table("a", (t) => t.dropColumns(...names()))'],
  ["a callback from elsewhere", 'knex.schema.table("a", require("./x").columns)'],
  ["a function from elsewhere", 'require("./x").run(knex)'],
  ["a function from elsewhere that gets it in an object", 'require("./x").run({ db: knex })'],
  ["raw SQL that is not known", "knex.raw(sql())"],
  ["raw SQL with a table that is not known", "knex.raw(`DROP TABLE ${name}`)"],
  ["a method of a plug-in", 'knex.schema.dropEverything("a")'],
  ["a connection that is not known", 'connect().schema.dropTable("a")'],
  ["a connection from elsewhere", 'require("./x").client.schema.dropTable("a")'],
  ["a function from elsewhere that says what it does", 'require("./x").dropColumns("a", "b")'],
  ["rows of a table that is not known", "knex(name()).del()"],
];

for (const [name, line] of told) {
  test(`told: ${name}`, () => {
    const { operations } = read(`exports.up = async (knex) => { await ${line}; };`);
    assert.match(operations.map(({ kind }) => kind).join(), /run_code|unknown_statement/u);
  });
}

const deep = 1_500;
const hostile: [name: string, text: string][] = [
  ["nothing", ""],
  ["no code", "\0\u{feff}<html>"],
  ["half of a file", "exports.up = (knex) => knex.schema.table('a', (t) => { t.dropColumn('b'"],
  ["brackets", `exports.up = ${"(".repeat(deep)}`],
  ["arrows", `exports.up = ${"() => ".repeat(deep)}1`],
  ["a long chain", `exports.up = (knex) => knex.schema${'.dropTable("a")'.repeat(deep)};`],
  ["long sums", `exports.up = (knex) => knex.raw(${"'a' + ".repeat(deep)}'b');`],
  ["nested templates", `exports.up = (knex) => knex.raw(${"`${".repeat(500)}1${"}`".repeat(500)});`],
  [
    "a class that derives from itself",
    "class A extends A { up() { return this.up(); } } module.exports = A;",
  ],
  ["a function that calls itself", "exports.up = function up(knex) { return up(knex) || up(knex); };"],
  [
    "loops in loops",
    `exports.up = (knex) => { ${"for (let i = 0; i < 9; i++) ".repeat(12)} knex.raw('x'); };`,
  ],
  ["growing texts", "let s = 'a'; for (let i = 0; i < 99; i++) s += s; exports.up = (knex) => knex.raw(s);"],
  [
    "growing arrays",
    "const a = [1]; for (let i = 0; i < 99; i++) a.push(...a); exports.up = (knex) => knex.raw(a);",
  ],
  ["an object that holds itself", "const o = {}; o.o = o; exports.up = (knex) => knex('a').insert(o);"],
  ["an array that holds itself", "const a = []; a.push(a); exports.up = (knex) => knex.raw(`${a}`, a);"],
];

for (const [name, text] of hostile) {
  test(`hostile: ${name}`, () => {
    for (const detector of [knex, typeorm]) {
      const start = process.cpuUsage();
      const reading = read(text, "postgresql", detector);
      const { user } = process.cpuUsage(start);
      assert.ok(user < 2_000_000, `${detector.name} took ${user} microseconds`);
      assert.ok(reading.operations.length + reading.unread.length >= 0);
    }
  });
}
