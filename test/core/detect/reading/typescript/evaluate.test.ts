/** What the evaluator knows of JavaScript and TypeScript without running them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { resultOf } from "../../../../support/typescript.ts";

const values: [name: string, source: string, expected: string][] = [
  ["constants", "const A = 'x'; export const result = A;", "'x'"],
  ["exports of CommonJS", "exports.result = 1;", "1"],
  ["module.exports", "module.exports = { result: [1, 'a', null] };", "[1, 'a', null]"],
  ["module.exports.name", "module.exports.result = 2;", "2"],
  ["export default", "export default { a: 1 };", "{default: {a: 1}}"],
  ["export of names", "const a = 1; export { a as result };", "1"],
  ["export =", "const a = { result: 3 }; export = a;", "3"],
  [
    "escapes",
    String.raw`exports.result = 'a\x41\u0042\u{43}\'\\\n';`,
    String.raw`'aABC'\\\n'`.replace("\\\\", "\\\\"),
  ],
  ["templates", "const t = 'users'; exports.result = `drop ${t} ${1 + 1} ${x.y}`;", "'drop users 2 {x.y}'"],
  ["String.raw", "exports.result = String.raw`a\\nb`;", String.raw`'a\\nb'`],
  ["concatenation", "let s = 'a' + 1; s += 'b'; exports.result = s + y;", "'a1b{y}'"],
  ["arithmetic", "exports.result = (7 % 4) ** 2 - -1 / 2;", "9.5"],
  ["spread", "const a = [1, 2]; exports.result = [...a, 3, ...b];", "[1, 2, 3, ...]"],
  [
    "objects",
    "const k = 'z', o = { a: 1 }; exports.result = { ...o, [k]: 2, k, 'q-r': 3 };",
    "{a: 1, z: 2, k: 'z', q-r: 3}",
  ],
  [
    "destructuring",
    "const { a, b: { c = 5 }, ...rest } = { a: 1, b: {}, d: 2 }; const [x, , ...y] = [1, 2, 3, 4]; exports.result = [a, c, rest, x, y];",
    "[1, 5, {d: 2}, 1, [3, 4]]",
  ],
  [
    "parameters",
    "function f({ a, b = 2 }, [c] = [3], ...d) { return [a, b, c, d]; } exports.result = f({ a: 1 }, undefined, 4, 5);",
    "[1, 2, [3] | null, [4, 5]]".replace("[3] | null", "3"),
  ],
  ["missing arguments", "const f = (a, b = 'x') => [a, b]; exports.result = f(1);", "[1, 'x']"],
  ["arguments", "function f() { return arguments[arguments.length - 1]; } exports.result = f(1, 2);", "2"],
  [
    "functions are there before their text",
    "exports.result = f(); function f() { return 'later'; }",
    "'later'",
  ],
  ["blocks have their own names", "let a = 1; { let a = 2; } { a = 3; } exports.result = a;", "3"],
  ["closures", "const f = (a) => (b) => a + b; exports.result = f('x')('y');", "'xy'"],
  [
    "await and then",
    "exports.result = (async () => (await Promise.resolve(1).then((x) => x + 1)) + 1)();",
    "3",
  ],
  ["Promise.all", "exports.result = Promise.all([1, g().then(() => 2)]).then(([a, b]) => a + b);", "3"],
  [
    "optional chaining",
    "const o = null, p = { q: { r: 1 } }; exports.result = [o?.x, o?.f(), p?.q?.r];",
    "[null, null, 1]",
  ],
  ["decided conditions", "exports.result = 'a' === 'a' && !false ? (null ?? 'b') : 'c';", "'b'"],
  ["undecided conditions", "exports.result = process.env.X ? 'a' : 'b';", "'a' | 'b'"],
  [
    "the environment is not known",
    "exports.result = process.env.X === 'a' ? 1 : ['b'].includes(process.env.Y) ? 2 : 3;",
    "1 | 2 | 3",
  ],
  [
    "a switch over the environment",
    "function f() { switch (process.env.X) { case 'a': return 1; default: return 2; } } exports.result = f();",
    "1 | 2",
  ],
  [
    "one branch returns",
    "function f() { if (x()) return 'a'; return 'b'; } exports.result = f();",
    "'a' | 'b'",
  ],
  [
    "for",
    "let s = ''; for (let i = 0; i < 3; i++) { if (i === 1) continue; s += i; } exports.result = s;",
    "'02'",
  ],
  [
    "for of entries",
    "let s = ''; for (const [k, v] of Object.entries({ a: 1, b: 2 })) s += k + v; exports.result = s;",
    "'a1b2'",
  ],
  ["for in", "let s = ''; for (const k in { a: 1, b: 2 }) s += k; exports.result = s;", "'ab'"],
  ["while", "let i = 0; while (i < 4) i += 2; exports.result = i;", "4"],
  [
    "a count of unknown rounds",
    "let n = 0; for (const x of rows()) { exports.result = `t${n}`; n++; }",
    "'t{n}' | null",
  ],
  ["unknown rounds", "let n = 0; for (let i = 0; i < many; i++) n += 1; exports.result = n;", "?"],
  [
    "map, filter, join",
    "exports.result = ['a', 'b', 'c'].filter((x) => x !== 'b').map((x, i) => x + i).join('-');",
    "'a0-c1'",
  ],
  [
    "flatMap and concat",
    "exports.result = [1, 2].flatMap((x) => [x, x * 10]).concat([3], 4);",
    "[1, 10, 2, 20, 3, 4]",
  ],
  ["reduce", "exports.result = ['a', 'b'].reduce((s, x) => s + x, '');", "'ab'"],
  ["filter that is not decided", "exports.result = ['a', 'b'].filter((x) => has(x));", "['a', 'b', ...]"],
  [
    "push in a loop of unknown length",
    "const a = [1]; for (const x of rows) a.push(x); exports.result = a;",
    "[1, ?, ...]",
  ],
  ["Array.from", "exports.result = Array.from({ length: 2 }, (_, i) => `p${i}`);", "['p0', 'p1']"],
  [
    "Object functions",
    "const o = Object.assign({}, { a: 1 }, { b: 2 }); exports.result = [Object.keys(o), Object.values(o)];",
    "[['a', 'b'], [1, 2]]",
  ],
  [
    "string methods",
    "exports.result = ' aB '.trim().toUpperCase().replace('A', 'c').slice(0, 1) + 'a,b'.split(',')[1];",
    "'cb'",
  ],
  ["enumerations", "enum E { A, B = 'b', C = 5, D } export const result = [E.A, E.B, E.D];", "[0, 'b', 6]"],
  [
    "types",
    "const a = <any>'x' as string; const b = a! satisfies string; export const result: string = b;",
    "'x'",
  ],
  [
    "classes",
    "class A { k = 'c'; static s = 1; constructor(private v) {} get() { return this.k + this.v; } get w() { return 'w'; } } class B extends A { get() { return 'b' + super.get(); } } exports.result = [new B('x').get(), new B().w, B.s];",
    "['bcx', 'w', 1]",
  ],
  [
    "prototypes",
    "function P(a) { this.a = a; } P.prototype.get = function () { return this.a; }; exports.result = new P('x').get();",
    "'x'",
  ],
  [
    "this of objects",
    "const o = { a: 1, f() { return this.a; }, g: function () { return this.f(); } }; exports.result = o.g();",
    "1",
  ],
  [
    "call, apply, bind",
    "function f(a, b) { return this.x + a + b; } const o = { x: 'x' }; exports.result = [f.call(o, 1, 2), f.apply(o, [1, 2]), f.bind(o, 1)(2)];",
    "['x12', 'x12', 'x12']",
  ],
  ["generators", "function* g() { yield 1; yield* [2, 3]; } exports.result = [...g()];", "[1, 2, 3]"],
  [
    "switch",
    "let r = ''; switch ('b') { case 'a': r += 1; case 'b': r += 2; case 'c': r += 3; break; default: r += 4; } exports.result = r;",
    "'23'",
  ],
  [
    "switch that is not decided",
    "function f() { switch (x) { case 'a': return 1; default: return 2; } } exports.result = f();",
    "1 | 2",
  ],
  ["try", "let r; try { r = 1; } catch (e) { r = 2; } finally { r += 0; } exports.result = r;", "?"],
  [
    "labels",
    "let s = ''; outer: for (const a of [1, 2]) { for (const b of [1]) { s += a; break outer; } } exports.result = s;",
    "'12'",
  ],
  [
    "imports",
    "import a, { b as c } from './m'; import * as d from 'n'; const e = require('x').y; export const result = [a, c, d.z, e];",
    "[<./m>, <./m.b>, <n.z>, <x.y>]",
  ],
  ["namespaces", "namespace N { export const a = 1; } export const result = N.a;", "1"],
  ["sequences", "exports.result = (1, 2);", "2"],
  ["Set", "exports.result = [...new Set(['a', 'b'])].includes('b');", "true"],
  ["what is not known", "exports.result = unknown() + 1;", "?"],
];

for (const [name, source, expected] of values) {
  test(name, () => assert.equal(resultOf(source).result, expected));
}

const calls: [name: string, source: string, expected: string[]][] = [
  ["in order", "log(1); log('a');", ["1", "'a'"]],
  ["in branches", "if (x) log(1); else { log(2); } log(3);", ["1?", "2?", "3"]],
  ["behind an early return", "(async () => { if (await has()) return; log(1); })();", ["1?"]],
  ["behind &&", "x && log(1); false && log(2);", ["1?"]],
  ["forEach over literals", "['a', 'b'].forEach((x) => log(x));", ["'a'", "'b'"]],
  ["forEach over rows", "rows.forEach((x) => log(x));", ["??"]],
  ["map over rows that are awaited", "(await q()).map(async ({ id }) => { await log(id); });", ["??"]],
  ["in a loop over rows", "for (const r of await q()) log(r.id);", ["??"]],
  ["in then", "q().then((x) => log(1)).catch(() => log(2)).finally(() => log(3));", ["1", "2?", "3"]],
  ["Promise.each", "const P = require('bluebird'); P.each(['a'], (x) => log(x));", ["'a'"]],
  ["new Promise", "new Promise((resolve, reject) => { log(1); resolve(); });", ["1"]],
  [
    "one promise behind the other",
    "['a', 'b'].reduce((p, x) => p.then(() => log(x)), Promise.resolve());",
    ["'a'", "'b'"],
  ],
  ["a callback that something else takes", "setTimeout(() => log(1));", ["1"]],
  ["for await", "for await (const x of stream()) log(x);", ["??"]],
  ["do", "do { log(1); } while (more());", ["1"]],
  ["endless", "for (;;) { log(1); break; }", ["1?"]],
  [
    "a counter of a loop of unknown length is not known",
    "for (let i = 0; i < n; i++) log(`t${i}`);",
    ["'t{i}'?"],
  ],
  ["in a syntax error", "log(1); const = ; log(2);", ["1", "2"]],
];

for (const [name, source, expected] of calls) {
  test(`calls ${name}`, () => assert.deepEqual(resultOf(source).logged, expected));
}

test("loops and calls without an end stop", () => {
  assert.deepEqual(resultOf("function f() { f(); } f();").unread, ["f calls itself too deeply"]);
  assert.equal(resultOf("let i = 0; while (i >= 0) i += 1; exports.result = 1;").result, "1");
});

test("deep nesting is said, not thrown", () => {
  const deep = `exports.result = ${"[".repeat(3_000)}${"]".repeat(3_000)};`;
  assert.ok(resultOf(deep).unread.includes("an expression that nests too deeply"));
});
