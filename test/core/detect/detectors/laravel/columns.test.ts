/** What Laravel's columns and commands are on each engine. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { EngineName } from "../../../../../src/core/impact.ts";
import { targetOf } from "../../../../../src/core/operation.ts";
import { readTable, readUp } from "../../../../support/laravel.ts";

const types: [call: string, mysql: string | null, postgresql: string | null, sqlite: string | null][] = [
  ["string('c')", "varchar(255)", "varchar(255)", "varchar"],
  ["string('c', length: 40)", "varchar(40)", "varchar(40)", "varchar"],
  ["string('c', $n)", null, null, "varchar"],
  ["char('c', 3)", "char(3)", "char(3)", "varchar"],
  ["text('c')", "text", "text", "text"],
  ["longText('c')", "longtext", "text", "text"],
  ["integer('c')", "int", "integer", "integer"],
  ["unsignedBigInteger('c')", "bigint unsigned", "bigint", "integer"],
  ["tinyInteger('c')", "tinyint", "smallint", "integer"],
  ["foreignId('c')", "bigint unsigned", "bigint", "integer"],
  ["foreignUuid('c')", "char(36)", "uuid", "varchar"],
  ["foreignUlid('c')", "char(26)", "char(26)", "varchar"],
  ["float('c')", "double", "double precision", "float"],
  ["double('c')", "double", "double precision", "double"],
  ["decimal('c', 10, 4)", "decimal(10,4)", "numeric(10,4)", "numeric"],
  ["boolean('c')", "tinyint(1)", "boolean", "tinyint(1)"],
  ["enum('c', ['a', 'b'])", "enum('a','b')", "varchar(255)", "varchar"],
  ["json('c')", "json", "json", "text"],
  ["jsonb('c')", "json", "jsonb", "text"],
  ["dateTime('c')", "datetime", "timestamp(0)", "datetime"],
  ["dateTime('c', precision: 6)", "datetime(6)", "timestamp(6)", "datetime"],
  ["timestampTz('c')", "timestamp", "timestamp(0) with time zone", "datetime"],
  ["time('c')", "time", "time(0)", "time"],
  ["year('c')", "year", "integer", "integer"],
  ["binary('c')", "blob", "bytea", "blob"],
  ["uuid('c')", "char(36)", "uuid", "varchar"],
  ["ipAddress('c')", "varchar(45)", "inet", "varchar"],
  ["geometry('c', 'point', 4326)", "point", "geometry(point,4326)", "geometry"],
  ["vector('c', 3)", "vector(3)", "vector(3)", null],
  ["set('c', ['a'])", "set('a')", null, null],
  ["addColumn('string', 'c', ['length' => 7])", "varchar(7)", "varchar(7)", "varchar"],
  ["rawColumn('c', 'int(3)')", "int", null, "int(3)"],
];

for (const [at, engine] of (["mysql", "postgresql", "sqlite"] as const).entries()) {
  test(`types of columns on ${engine}`, () => {
    for (const [call, ...expected] of types) {
      if (call.startsWith("rawColumn") && engine === "postgresql") continue;
      const made = readTable(`$table->${call};`, engine);
      const [column] = made.flatMap((one) => (one.kind === "add_column" ? [one.details.column] : []));
      assert.equal(
        spaceless(column?.type ?? null),
        spaceless(expected[at] ?? null),
        `${call}: ${JSON.stringify(made[0]?.details)}`,
      );
    }
  });
}

function spaceless(type: string | null): string | null {
  return type?.replace(/ without time zone$/u, "").replaceAll(/,\s+/gu, ",") ?? null;
}

test("columns are NOT NULL unless somebody says nullable()", () => {
  const said: [call: string, nullable: boolean | null, text: string | null][] = [
    ["string('c')", false, null],
    ["string('c')->nullable()", true, null],
    ["string('c')->nullable(false)->default('x')", false, "'x'"],
    ["integer('c')->default(3)", false, "'3'"],
    ["boolean('c')->default(true)", false, "'1'"],
    ["softDeletes('c')", true, null],
    ["rememberToken()", true, null],
    ["string('c')->default(DB::raw('now()'))", false, "now()"],
    ["timestamp('c')->useCurrent()", false, "CURRENT_TIMESTAMP"],
    ["string('c')->nullable()->default(null)", true, null],
  ];
  for (const [call, nullable, text] of said) {
    const [made] = readTable(`$table->${call};`, "postgresql");
    assert.ok(made?.kind === "add_column", call);
    assert.equal(made.details.column.nullable, nullable, call);
    assert.equal(made.details.column.default?.text ?? null, text, call);
  }
});

const commands: [lines: string, engine: EngineName, expected: string[]][] = [
  ["$table->dropColumn('a', 'b');", "mysql", ["drop_column t.a", "drop_column t.b"]],
  ["$table->dropColumn(['a'], );", "postgresql", ["drop_column t.a"]],
  [
    "$table->dropTimestamps(); $table->dropSoftDeletes('gone'); $table->dropRememberToken();",
    "mysql",
    [
      "drop_column t.created_at",
      "drop_column t.updated_at",
      "drop_column t.gone",
      "drop_column t.remember_token",
    ],
  ],
  [
    "$table->dropConstrainedForeignId('user_id');",
    "mysql",
    ["drop_constraint t:t_user_id_foreign", "drop_column t.user_id"],
  ],
  [
    "$table->dropConstrainedForeignIdFor(\\App\\Models\\BlogPost::class);",
    "mysql",
    ["drop_constraint t:t_blog_post_id_foreign", "drop_column t.blog_post_id"],
  ],
  [
    "$table->dropPrimary(); $table->dropUnique(['a']); $table->dropIndex('i'); $table->dropForeign('f');",
    "postgresql",
    ["drop_constraint t:t_pkey", "drop_constraint t:t_a_unique", "drop_index t:i", "drop_constraint t:f"],
  ],
  [
    "$table->dropPrimary(); $table->dropUnique('u'); $table->dropSpatialIndex(['a']);",
    "mysql",
    ["drop_constraint t:PRIMARY", "drop_index t:u", "drop_index t:t_a_spatialindex"],
  ],
  [
    "$table->renameIndex('a', 'b'); $table->renameColumn(from: 'x', to: 'y'); $table->rename('u');",
    "mysql",
    ["rename_index t:a", "rename_column t.x", "rename_table t"],
  ],
  [
    "$table->foreign(['a', 'b'], 'k')->references(['x', 'y'])->on('u')->onDelete('cascade');",
    "mysql",
    ["add_foreign_key t:k"],
  ],
  [
    "$table->index(['a', DB::raw('b(10)')], 'i', 'hash'); $table->rawIndex('(lower(c))', 'j');",
    "mysql",
    ["create_index t:i", "create_index t:j"],
  ],
  [
    "$table->fullText('body'); $table->string('s')->unique()->index('other');",
    "mysql",
    ["create_index t:t_body_fulltext", "add_column t.s", "add_unique t:t_s_unique"],
  ],
  [
    "$table->string('s')->unique(false)->change();",
    "mysql",
    ["alter_column_type t.s", "set_not_null t.s", "drop_index t:t_s_unique"],
  ],
  [
    "$table->after('x', function ($table) { $table->string('a'); $table->string('b'); });",
    "mysql",
    ["add_column t.a", "add_column t.b"],
  ],
  [
    "foreach (['a', 'b'] as $c) { $table->unsignedInteger($c)->default(0); }",
    "sqlite",
    ["add_column t.a", "add_column t.b"],
  ],
  [
    "$table->dropForeign(['a_id']); $table->dropColumn('a_id'); $table->primary('x');",
    "sqlite",
    ["rewrite_table t", "drop_constraint t:t_a_id_foreign", "drop_column t.a_id", "add_primary_key t.x"],
  ],
  [
    "$table->text('c')->nullable()->change();",
    "sqlite",
    ["rewrite_table t", "alter_column_type t.c", "drop_not_null t.c", "drop_default t.c"],
  ],
  [
    "$table->foreignId('user_id')->constrained()->nullOnDelete();",
    "sqlite",
    ["add_column t.user_id", "rewrite_table t", "add_foreign_key t:t_user_id_foreign"],
  ],
  [
    "$table->unique('a')->online(); $table->comment('x');",
    "postgresql",
    ["create_index t:t_a_unique", "add_unique t:t_a_unique", "set_comment t"],
  ],
  [
    "$table->geometry('g')->spatialIndex(); $table->uuidMorphs('m');",
    "postgresql",
    [
      "add_column t.g",
      "add_column t.m_type",
      "add_column t.m_id",
      "create_index t:t_m_type_m_id_index",
      "create_index t:t_g_spatialindex",
    ],
  ],
  [
    "NestedSet::columns($table); $table->dropNestedSet();",
    "mysql",
    [
      "unknown_statement unknown_statement",
      "drop_index t:t__lft__rgt_parent_id_index",
      "drop_column t._lft",
      "drop_column t._rgt",
      "drop_column t.parent_id",
    ],
  ],
  [
    "\\Kalnoy\\Nestedset\\NestedSet::columns($table);",
    "mysql",
    [
      "add_column t._lft",
      "add_column t._rgt",
      "add_column t.parent_id",
      "create_index t:t__lft__rgt_parent_id_index",
    ],
  ],
  [
    "$table->string($x); $table->dropColumn($y); $table->{$z}('q'); $table->dropIndex($i);",
    "mysql",
    Array.from({ length: 4 }, () => "unknown_statement unknown_statement"),
  ],
];

test("commands of a Blueprint", () => {
  for (const [lines, engine, expected] of commands) {
    const found = readTable(lines, engine).map((one) => `${one.kind} ${targetOf(one)}`);
    assert.deepEqual(found, expected, `${engine}: ${lines}`);
  }
});

test("the table of constrained() is the column in the plural", () => {
  const said: [call: string, table: string, columns: string[]][] = [
    ["foreignId('user_id')->constrained()", "users", ["id"]],
    ["foreignId('category_id')->constrained()", "categories", ["id"]],
    ["foreignId('person_id')->constrained()", "people", ["id"]],
    ["foreignId('media_id')->constrained()", "media", ["id"]],
    ["foreignId('status_id')->constrained()", "statuses", ["id"]],
    ["foreignId('x')->constrained('other', 'key')", "other", ["key"]],
    ["foreignId('x')->constrained(table: 'other', indexName: 'i')", "other", ["id"]],
    ["foreignUuid('x')->references('uuid')->on('u')", "u", ["uuid"]],
    ["foreignIdFor(\\App\\Models\\Person::class)->constrained()", "people", ["id"]],
  ];
  for (const [call, table, columns] of said) {
    const made = readTable(`$table->${call};`, "mysql").find(({ kind }) => kind === "add_foreign_key");
    assert.ok(made?.kind === "add_foreign_key", call);
    assert.deepEqual(made.details.references, { schema: null, table, columns }, call);
  }
});

test("columns added together before Laravel 11 are one ALTER, later several", () => {
  const lines = "$table->string('a'); $table->dropColumn('z'); $table->string('b');";
  const together = (version: string): (string | undefined)[] =>
    readTable(lines, "mysql", version).map(({ clause }) => clause?.together);
  const [a, b, z] = together("^9.0");
  assert.ok(a !== undefined && a === b && a !== z);
  assert.equal(new Set(together("^12.0")).size, 3);
  assert.deepEqual(readTable(lines, "mysql", "^9.0").map(targetOf), ["t.a", "t.b", "t.z"]);
  assert.deepEqual(readTable(lines, "mysql", "^12.0").map(targetOf), ["t.a", "t.z", "t.b"]);
});

test("Doctrine keeps what change() does not say", () => {
  const kinds = (version: string): string[] =>
    readTable("$table->string('a', 50)->change();", "mysql", version).map(({ kind }) => kind);
  assert.deepEqual(kinds("^8.0"), ["alter_column_type"]);
  assert.deepEqual(kinds("5.7.*"), ["alter_column_type"]);
  assert.deepEqual(kinds("^13.0"), ["alter_column_type", "set_not_null"]);
});

test("data: what is written, and to how many rows", () => {
  const said: [line: string, kind: string, facts: object][] = [
    [
      "DB::table('t')->insert([['a' => 1], ['a' => 2]]);",
      "change_data",
      { statement: "insert", rows: 2, where: true },
    ],
    ["DB::table('t')->insert(['a' => 1]);", "change_data", { statement: "insert", rows: 1 }],
    [
      "DB::table('t')->upsert($rows, 'id');",
      "change_data",
      { statement: "insert", rows: null, onConflict: "update" },
    ],
    ["DB::table('t')->update(['a' => 1]);", "change_data", { statement: "update", where: false }],
    [
      "DB::table('t')->whereNull('a')->orWhere('b', 1)->increment('a');",
      "change_data",
      { statement: "update", where: true },
    ],
    [
      "DB::table('t')->join('u', 'u.id', 't.id')->delete();",
      "change_data",
      { statement: "delete", where: false, sources: [{ schema: null, table: "u" }] },
    ],
    [
      "DB::update('UPDATE t SET a = ? WHERE b = :b', [1, 'b' => 2]);",
      "change_data",
      { statement: "update", where: true },
    ],
    [
      "DB::table('t')->insertUsing(['a'], DB::table('u')->select('a'));",
      "change_data",
      { rows: null, sources: [{ schema: null, table: "u" }] },
    ],
    ["DB::table('t')->truncate();", "truncate_table", {}],
    ["DB::transaction(fn () => DB::table('t')->where('x', 1)->delete());", "change_data", { where: true }],
  ];
  for (const [line, kind, facts] of said) {
    const { operations, unread } = readUp(line);
    assert.equal(operations.length + unread.length, 1, line);
    const [made] = operations;
    assert.equal(made?.kind, kind, line);
    assert.equal(made?.table, "t", line);
    assert.deepEqual({ ...made?.details, ...facts }, made?.details, line);
  }
});

test("what only looks, logs or asks is nothing", () => {
  for (const line of [
    "DB::select('select 1'); DB::table('t')->where('a', 1)->get()->each(fn ($x) => strlen($x->a));",
    "Log::info('x'); Cache::forget('y'); $this->line('z'); app('cache')->forget('q'); Artisan::output();",
    "if (Schema::hasTable('t') && User::where('a', 1)->exists()) { return; }",
    "Schema::disableForeignKeyConstraints(); Schema::enableForeignKeyConstraints(); Schema::defaultStringLength(191);",
    "$m = Schema::getConnection()->getDoctrineSchemaManager(); $m->listTableIndexes('t'); DB::getDoctrineSchemaManager()->getDatabasePlatform()->registerDoctrineTypeMapping('enum', 'string');",
    "$now = now()->addDay(); $id = Str::uuid(); throw_if(empty($x), new Exception('y'));",
  ]) {
    const { operations, unread } = readUp(line);
    assert.deepEqual([...operations.map(({ kind, details }) => [kind, details]), ...unread], [], line);
  }
});
