/** Broken, deep, long and odd migrations: nothing throws, nothing hangs, and what is not read is said. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readLaravel, readUp } from "../../../../support/laravel.ts";

const deep = (open: string, inner: string, close: string, times = 900): string =>
  open.repeat(times) + inner + close.repeat(times);

const texts: [name: string, text: string][] = [
  ["nothing", ""],
  ["no PHP", "\0\ufeff<html>"],
  ["an open class", "<?php return new class extends Migration { public function up() { Schema::drop('t'"],
  [
    "deep parentheses",
    `<?php return new class extends Migration { function up() { $a = ${deep("(", "1", ")")}; } };`,
  ],
  [
    "deep arrays",
    `<?php return new class extends Migration { function up() { Schema::drop(${deep("[", "", "]")}); } };`,
  ],
  [
    "deep blocks",
    `<?php return new class extends Migration { function up() { ${deep("if ($a) { ", "", " }")} } };`,
  ],
  [
    "a long chain",
    `<?php return new class extends Migration { function up() { DB::table('t')${"->where('a', 1)".repeat(900)}->delete(); } };`,
  ],
  [
    "endless recursion",
    "<?php return new class extends Migration { function up() { $this->up(); $this->down(); } function down() { $this->up(); } };",
  ],
  [
    "endless closures",
    "<?php return new class extends Migration { function up() { $f = function () use (&$f) { $f(); }; $f(); } };",
  ],
  [
    "a class of classes",
    "<?php class A extends A { use A; } class B extends C {} class C extends B { function up() { parent::up(); } }",
  ],
  [
    "many strings",
    `<?php return new class extends Migration { function up() { ${"$a .= 'x' . $b;".repeat(600)} DB::statement($a); } };`,
  ],
  ["brackets", `<?php return new class extends Migration { function up() { ${"{[(<".repeat(4_000)}`],
];

test("odd texts", () => {
  for (const [name, text] of texts) {
    const start = process.cpuUsage();
    const { operations, unread } = readLaravel(text);
    const used = process.cpuUsage(start).user / 1_000;
    assert.ok(used < 2_000, `${name}: ${used} ms`);
    assert.ok(operations.length + unread.length > 0 || /parentheses|blocks|many strings/u.test(name), name);
  }
});

test("a time limit is heeded, and said", () => {
  let polls = 0;
  const { unread } = readLaravel(
    "<?php return new class extends Migration { function up() { for ($i = 0; $i < 400; $i++) for ($j = 0; $j < 400; $j++) { $x = $i + $j; } Schema::drop('t'); } };",
    "mysql",
    "^11.0",
    () => (polls += 1) > 3,
  );
  assert.match(unread[0]?.reason ?? "", /too long|too much/u);
});

test("what stands around broken code is read", () => {
  const { operations, unread } = readUp("Schema::drop('a');\n$x = = 1 foo(;\nSchema::drop('b');");
  assert.deepEqual(
    operations.map(({ table }) => table),
    ["a", "b"],
  );
  assert.match(unread[0]?.reason ?? "", /no PHP that can be read/u);
});

test("a destructive call behind anything that is open is never lost", () => {
  for (const line of [
    "try { risky(); } catch (Throwable $e) { Schema::drop('t'); }",
    "foreach (rows() as $r) { if ($r->x) continue; Schema::drop('t'); }",
    "match ($x) { 1 => null, default => Schema::drop('t') };",
    "$x && Schema::drop('t');",
    "$x ?: Schema::drop('t');",
    "$x ?? Schema::drop('t');",
    "switch ($x) { case 1: default: Schema::drop('t'); }",
    "while (more()) { Schema::drop('t'); break; }",
    "do { Schema::drop('t'); } while (false);",
    "collect(rows())->each(fn ($r) => Schema::drop('t'));",
    "tap('t', fn ($name) => Schema::drop($name));",
    "(function () { Schema::drop('t'); })();",
    "array_map([$this, 'gone'], ['t']);",
    "Schema::withoutForeignKeyConstraints(function () { Schema::drop('t'); });",
    "Schema::connection('x')->drop('t');",
    "app('db.schema')->drop('t');",
    "DB::connection()->getSchemaBuilder()->drop('t');",
    "DB::unprepared('DROP TABLE t');",
    "DB::getPdo()->exec('DROP TABLE t');",
    "Helper::each(function () { Schema::drop('t'); });",
    "retry(3, fn () => Schema::drop('t'));",
    "$s = new \\Illuminate\\Support\\Facades\\Schema; \\Schema::drop('t');",
    "goto end; end: Schema::drop('t');",
    "if ($a): Schema::drop('t'); endif;",
    "static fn () => 1; Schema::{'drop'}('t');",
    "$m = 'drop'; Schema::$m('t');",
  ]) {
    const text = `<?php return new class extends Migration { function up() { ${line} } function gone($n) { Schema::drop($n); } };`;
    const { operations } = readLaravel(text);
    assert.ok(
      operations.some(({ kind, table }) => kind === "drop_table" && table === "t"),
      `${line}: ${JSON.stringify(operations.map(({ kind, details }) => [kind, details]))}`,
    );
  }
});

test("what cannot be followed is said", () => {
  for (const line of [
    "$callback('t');",
    "Some\\Service::dropOldTables();",
    "(new Cleaner)->clean();",
    "$this->cleaner->clean();",
    "require __DIR__ . '/other.php';",
    "eval($code);",
    "Artisan::call('db:wipe');",
    "User::purgeAll();",
    "User::first()->posts()->removeAll();",
    "DB::statement(file_get_contents('x.sql'));",
    "DB::table($name)->delete();",
    "Schema::dropIfExists($name);",
    "Schema::macroOfOurs('t');",
    "Schema::dropAllTables();",
    "DB::table('t')->wipe();",
    "`mysql -e 'drop table t'`;",
    "$x = Importer::import('a');",
    "call_user_func($f);",
  ]) {
    const { operations } = readUp(line);
    assert.ok(
      operations.some(({ kind }) => kind === "run_code" || kind === "unknown_statement"),
      `${line}: ${JSON.stringify(operations.map(({ kind }) => kind))}`,
    );
  }
});
