/** What the evaluator knows of PHP without running it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { runPhp } from "../../../../support/php.ts";

const cases: [name: string, source: string, expected: string][] = [
  ["single quotes", String.raw`$result = 'it\'s \n \\';`, String.raw`it's \n \ `.trim()],
  ["double quotes", String.raw`$a = 'x'; $result = "$a-{$a}\t\x41\u{42}\$";`, "x-x\tAB$"],
  ["interpolated items", "$a = ['k' => ['z'], 1 => 'y']; $result = \"$a[1] {$a['k'][0]}\";", "y z"],
  ["unquoted keys in strings", "$a = ['k' => 'v', 3 => 'w']; $result = \"$a[k] $a[3]\";", "v w"],
  ["old-style variables in strings", "$a = 'v'; $result = \"${a}\";", "v"],
  ["concatenation", "$t = 'users'; $result = 'drop table ' . $t . PHP_EOL;", "drop table users\n"],
  ["what is not known stands as a hole", "$result = 'a ' . $x . \" {$y->z()}\";", "a {$x} {$y->z()}"],
  [
    "heredoc without its margin",
    "$t = 'u';\n$result = <<<SQL\n    SELECT $t\n      FROM {$t} \\t x\n    SQL;",
    "SELECT u\n  FROM u \t x",
  ],
  ["nowdoc", "$result = <<<'SQL'\n  a $b\n   c\n  SQL;", "a $b\n c"],
  ["heredoc of PHP 5", '$result = <<<"X"\na\nb\nX;\n', "a\nb"],
  ["an empty heredoc", "$result = <<<X\nX;", ""],
  [
    "numbers",
    "$result = [0x1F, 1_000, 017, 0b11, 7 % 3, 2 ** 3, 1 + '2', 10 / 4];",
    "[31, 1000, 15, 3, 1, 8, 3, 2.5]",
  ],
  [
    "arrays with keys",
    "$result = ['a' => 1, 2, 'b' => ['c'], '5' => 6, 7];",
    "{a: 1, 0: 2, b: [c], 5: 6, 6: 7}",
  ],
  [
    "the long syntax and spread",
    "$a = [1, 2]; $result = array(0, ...$a, ...['k' => 3]);",
    "{0: 0, 1: 1, 2: 2, k: 3}",
  ],
  [
    "arrays are copied",
    "$a = [1]; $b = $a; $b[] = 2; $a['x'] = 3; $result = [$a, $b];",
    "[{0: 1, x: 3}, [1, 2]]",
  ],
  ["deep items", "$a['x']['y'][] = 1; $a['x']['z'] = 2; $result = $a;", "{x: {y: [1], z: 2}}"],
  ["unset", "$a = ['x' => 1, 'y' => 2]; unset($a['x']); $result = $a;", "{y: 2}"],
  [
    "destructuring",
    "[$a, , 'k' => $b] = ['1', 2, 'k' => 3]; list($c, list($d)) = [4, [5]]; $result = [$a, $b, $c, $d];",
    "[1, 3, 4, 5]",
  ],
  ["swapping", "$a = 1; $b = 2; [$a, $b] = [$b, $a]; $result = [$a, $b];", "[2, 1]"],
  [
    "ternaries and defaults",
    "$n = null; $result = [true ? 1 : 2, 0 ?: 3, $n ?? 4, $n['x'] ?? 5, '0' ? 6 : 7];",
    "[1, 3, 4, 5, 7]",
  ],
  ["both of a condition that is open", "$result = $x ? 'a' : 'b';", "a | b"],
  [
    "match",
    "$v = 'pgsql'; $result = match ($v) { 'mysql', 'mariadb' => 1, 'pgsql' => 2, default => 3 };",
    "2",
  ],
  ["match of true", "$v = 5; $result = match (true) { $v > 9 => 'a', $v > 3 => 'b', default => 'c' };", "b"],
  ["an open match", "$result = match ($x) { 1 => 'a', default => throw new E() };", "a"],
  ["nullsafe", "$n = null; $result = [$n?->a, $n?->b()->c];", "[null, null]"],
  ["null coalescing assignment", "$a = null; $a ??= 'x'; $a ??= 'y'; $a .= 'z'; $result = $a;", "xz"],
  ["counting", "$i = 1; $j = $i++ + ++$i; $result = [$i, $j];", "[3, 4]"],
  [
    "loose and strict comparison",
    "$result = ['1' == 1, '1' === 1, null == false, 'a' == 0, [] == false, 'a' <=> 'a'];",
    "[true, false, true, false, true, ?]",
  ],
  [
    "logic",
    "$result = [true && !false, false || 1, true xor true, (false and x()), !isset($q), empty($r)];",
    "[true, true, false, false, ?, ?]",
  ],
  [
    "isset",
    "$a = ['x' => 1, 'n' => null]; $result = [isset($a['x']), isset($a['n']), isset($a['y']['z']), empty($a['y'])];",
    "[true, false, false, true]",
  ],
  [
    "if with both syntaxes",
    "if (false): $r = 1; elseif (true): $r = 2; else: $r = 3; endif; if ($r == 2) $result = 'b'; else $result = 'c';",
    "b",
  ],
  [
    "an open if keeps both",
    "if ($x) { $result = 'a'; } else if ($y) { $result = 'b'; } else { $result = 'c'; }",
    "a | b | c",
  ],
  [
    "foreach with keys",
    "foreach (['a' => 1, 'b' => 2] as $k => $v) $r[] = $k . $v; $result = $r;",
    "[a1, b2]",
  ],
  [
    "foreach with patterns",
    "$result = ''; foreach ([['a', 1], ['b', 2]] as [$n, $c]): $result .= $n . $c; endforeach;",
    "a1b2",
  ],
  ["a count of unknown rounds", "$n = 0; while (rows()) { $result = 't' . $n; $n++; }", "t{$n}"],
  ["more rounds than are run", "for ($n = 0; $n < 100000; $n++) { $result = $n; }", "?"],
  ["foreach over what is open", "$result = []; foreach (rows() as $r) { $result[] = $r; }", "[?, ...] | []"],
  ["for", "$result = ''; for ($i = 0; $i < 3; $i++) { if ($i == 1) continue; $result .= $i; }", "02"],
  [
    "while and do",
    "$i = 0; $result = ''; while ($i < 2) { $result .= $i; $i += 1; } do { $result .= 'x'; } while (false);",
    "01x",
  ],
  [
    "switch falls through",
    "$r = ''; switch ('b') { case 'a': $r .= 'a'; case 'b': $r .= 'b'; case 'c': $r .= 'c'; break; default: $r .= 'd'; } $result = $r;",
    "bc",
  ],
  ["an open switch", "switch ($x) { case 1: $result = 'a'; break; default: $result = 'b'; }", "a | b"],
  ["try", "try { $result = 'a'; } catch (A | B $e) { $result = 'b'; } finally { $done = 1; }", "a | b"],
  [
    "functions, defaults and named arguments",
    "$result = f(1, c: 3); function f($a, $b = 2, $c = 0, ...$d) { return [$a, $b, $c, $d]; }",
    "[1, 2, 3, []]",
  ],
  [
    "variadic",
    "function f(string ...$x) { return implode('-', $x); } $result = f('a', ...['b', 'c']);",
    "a-b-c",
  ],
  ["closures", "$x = 1; $f = function ($a) use ($x) { return $a + $x; }; $x = 5; $result = $f(2);", "3"],
  ["closures by reference", "$n = 0; $f = function () use (&$n) { $n++; }; $f(); $f(); $result = $n;", "2"],
  ["arrow functions", "$x = 2; $f = fn ($a) => fn ($b) => $a + $b + $x; $result = $f(1)(3);", "6"],
  ["functions do not see outer variables", "$x = 1; function f() { return $x; } $result = f();", "?"],
  ["references to parameters", "function f(&$a) { $a = 2; } $x = 1; f($x); $result = $x;", "?"],
  [
    "generators",
    "function g() { yield 'a'; yield from ['b']; } foreach (g() as $x) { $r[] = $x; } $result = $r;",
    "[a, b]",
  ],
  [
    "early return under a condition",
    "function f() { if ($x) return 'a'; return 'b'; } $result = f();",
    "a | b",
  ],
  [
    "first-class callables",
    "$f = strtoupper(...); $result = [$f('a'), array_map('trim', [' b '])];",
    "[A, [b]]",
  ],
  [
    "classes",
    "class A { const C = 'c'; protected $p = self::C . 'p'; static $s = 's'; private array $l = ['x' => 1]; function __construct(private $q = 'q') {} function get() { return $this->p . $this->q . static::$s . self::C . $this->h('!'); } private function h($a) { return $a . $this->l['x']; } } $result = (new A('Q'))->get();",
    "cpQsc!1",
  ],
  [
    "inheritance and traits",
    "trait T { function t() { return $this->n() . static::class; } } abstract class P { function n() { return 'p'; } function m() { return 'm'; } } class A extends P { use T; function n() { return 'a' . parent::n(); } } $a = new A; $result = $a->t() . $a->m() . A::class;",
    "apAmA",
  ],
  [
    "late static binding",
    "class P { static function make() { return static::N; } const N = 'p'; } class A extends P { const N = 'a'; } $result = A::make();",
    "a",
  ],
  [
    "anonymous classes",
    "$o = new class('x') extends B { public $v; function __construct($v) { $this->v = $v; } }; $result = $o->v;",
    "x",
  ],
  [
    "enumerations",
    "enum S: string { case A = 'a'; case B = 'b'; const D = self::B; } $result = [S::A->value, S::D->name, array_map(fn ($c) => $c->value, S::cases()), array_column(S::cases(), 'value')];",
    "[a, B, [a, b], [...]]",
  ],
  ["constants", "define('X', 'x'); const Y = X . 'y'; $result = Y;", "xy"],
  [
    "callables in arrays",
    "class A { static function s($x) { return $x . 's'; } function m($x) { return $x . 'm'; } } $result = [array_map([new A, 'm'], ['a']), array_map('A::s', ['b']), call_user_func(['A', 's'], 'c')];",
    "[[am], [bs], cs]",
  ],
  [
    "array functions",
    "$a = ['x' => 1, 'y' => 2]; $result = [array_keys($a), array_merge($a, ['z' => 3]), array_values($a), array_flip(['p', 'q']), array_combine(['a'], ['b']), array_diff(['a', 'b'], ['a']), in_array('1', [1]), count($a), array_slice([1, 2, 3], 1)];",
    "[[x, y], {x: 1, y: 2, z: 3}, [1, 2], {p: 0, q: 1}, {a: b}, {1: b}, true, 2, [2, 3]]",
  ],
  [
    "filter and reduce",
    "$result = [array_filter(['a' => 1, 'b' => 0]), array_filter([1, 2, 3], fn ($x) => $x > 1), array_reduce([1, 2], fn ($c, $x) => $c + $x, 0)];",
    "[{a: 1}, {1: 2, 2: 3}, 3]",
  ],
  [
    "functions that change their array",
    "$a = [1]; array_push($a, 2, 3); $l = array_pop($a); array_unshift($a, 0); $result = [$a, $l, array_shift($a), $a];",
    "[[0, 1, 2], 3, 0, [1, 2]]",
  ],
  [
    "string functions",
    "$result = [strtoupper('a'), ucfirst('ab'), str_replace(['a', 'b'], ['x', 'y'], 'ab'), substr('abc', 1), substr('abc', -2, 1), trim(' a '), explode(',', 'a,b'), sprintf('%s_%03d%%', 'a', 7), str_contains('abc', 'b'), strpos('abc', 'z')];",
    "[A, Ab, xy, bc, b, a, [a, b], a_007%, true, false]",
  ],
  ["compact", "$a = 1; $b = 2; $result = compact('a', ['b']);", "{a: 1, b: 2}"],
  [
    "casts",
    "$result = [(int) '7x', (string) 5, (bool) '0', (array) 'a', (float) '1.5'];",
    "[?, 5, false, [a], 1.5]",
  ],
  [
    "an import gives the full name",
    "namespace App\\X;\nuse Illuminate\\Support\\Facades\\{Schema as S, DB};\nuse A\\B;\n$result = [S::class, DB::class, B\\C::class, Own::class, \\Root::class];",
    "[Illuminate\\Support\\Facades\\Schema, Illuminate\\Support\\Facades\\DB, A\\B\\C, App\\X\\Own, Root]",
  ],
  [
    "dynamic calls",
    "class A { function up() { return 'u'; } } $m = 'up'; $c = 'A'; $result = (new $c)->$m();",
    "u",
  ],
];

for (const [name, source, expected] of cases) {
  test(name, () => {
    assert.equal(runPhp(`<?php\n${source}`).result, expected);
  });
}

const calls: [name: string, source: string, expected: string[]][] = [
  [
    "static calls by full name",
    "use Illuminate\\Support\\Facades\\Schema as S; S::drop('a'); \\DB::table('b');",
    ["Illuminate\\Support\\Facades\\Schema.drop(a)", "DB.table(b)"],
  ],
  ["a static call without an import in a namespace", "namespace X; Y::z();", ["X\\Y.z()"]],
  [
    "methods of a parent that is elsewhere",
    "class A extends B { function up() { parent::up(); $this->own('x'); } } (new A)->up();",
    ["B.up()", "own(x)"],
  ],
  ["PHP's own functions do nothing", "strlen('a'); md5($x); array_multisort($a); helper(1);", ["helper(1)"]],
  ["other files", "require __DIR__ . '/x.php'; include_once 'y.php';", ["require()", "include_once()"]],
  [
    "what stands behind throw does not run",
    "function f() { throw new E('x'); after(); } f(); g();",
    ["E.new(x)", "g()"],
  ],
  ["inline HTML", "?>\n<b><?= shown() ?></b>\n<?php last();", ["shown()", "last()"]],
  [
    "broken code keeps what stands around it",
    "first(1); $x = = foo(; \n second(2); }}",
    ["first(1)", "second(2)"],
  ],
];

for (const [name, source, expected] of calls) {
  test(name, () => {
    const found = runPhp(`<?php ${source}`).calls;
    assert.deepEqual(
      found.filter((call) => expected.includes(call)),
      expected,
    );
  });
}

test("strings remember where they stand", () => {
  const source = "<?php $t = 'users';\n$result = 'drop ' . \"table {$t} cascade\";";
  const { value } = runPhp(source);
  assert.ok(value?.kind === "text");
  const places = value.pieces.map((piece) =>
    piece.source === null ? null : source.slice(piece.source, piece.source + piece.text.length),
  );
  assert.deepEqual(places, ["drop ", "table ", null, " cascade"]);
});

test("deep nesting and endless loops end", () => {
  for (const source of [
    `$result = ${"(".repeat(3_000)}1${")".repeat(3_000)};`,
    `$result = ${"[".repeat(3_000)}1${"]".repeat(3_000)};`,
    "while (true) { $i = 1; }",
    "function f() { return f(); } f();",
    "for (;;) { } for ($i = 0; $i >= 0; $i++) { }",
    `${"if ($a) { ".repeat(1_500)}x();${" }".repeat(1_500)}`,
  ]) {
    try {
      runPhp(`<?php ${source}`);
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  }
});
