/** Half-written, endless and hostile Ruby: reading never throws, ends in time, and says where it gave up. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { runRuby } from "../../../../support/ruby.ts";

const fragments =
  "class M < ActiveRecord::Migration[7.0]|def change|def self.up|end|create_table :a do |t||t.string :b|do|{|}|(|)|[|]|, |: |=> |<<~SQL|SQL|#{|\"|'|%w[a b]|:a|&:b|*a|**b|if x|unless|else|case x|when 1|in [a]|then|rescue => e|ensure|return|next|break|yield|super|->(x) { x }|loop do|5.times do |i||[1, 2].each do |x||x << x|a ||= 1|a += a|@a|self|nil|send(:c, 1)|define_method(:d) { }|begin|while true|__END__|=begin|=end|%|\\|\u0000|é".split(
    /(?<!\|[a-z]*)\|(?!\|)/u,
  );

test("nothing throws, whatever stands there", () => {
  const source = fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 6 })), { maxLength: 30 })
    .chain((parts) => fc.constantFrom("\n", " ").map((joint) => parts.join(joint)));
  fc.assert(
    fc.property(source, (text) => {
      runRuby(text);
    }),
    { numRuns: 250 },
  );
});

const endless: [name: string, source: string][] = [
  ["endless loops", "loop do\n  loop do\n    a\n  end\nend\nwhile true do b end"],
  ["endless recursion", "def f(x)\n  f(x + 1)\n  f(x)\nend\nf(0)"],
  ["growing strings", `a = 'x'\n${"a = a + a\n".repeat(80)}`],
  ["growing lists", `a = [1]\n${"a = a + a\n".repeat(80)}`],
  ["lists that grow while they are gone through", "a = [1]\na.each { |x| a << x }"],
  ["hashes that hold themselves", 'a = {}\na[:b] = a\nb = a.merge(a).to_a.flatten\nresult = "#{a}"'],
  ["lists that hold themselves", "a = []\na << a\nb = a.flatten.uniq.join('x')\nfoo(a)"],
  [
    "classes that derive from themselves",
    "class A < A\nend\nclass A\n include A\n extend A\nend\nA.new.foo\nA.bar",
  ],
  ["many branches", "a = 1\n" + "if x then a = [a, 1] else a = [a, 2] end\n".repeat(300)],
];

test("what never ends is stopped", () => {
  for (const [name, source] of endless) {
    const begun = process.cpuUsage();
    runRuby(source);
    const spent = process.cpuUsage(begun);
    assert.ok(spent.user + spent.system < 2_000_000, name);
  }
});

const deep: [name: string, source: string][] = [
  ["parentheses", `${"(".repeat(3_000)}1${")".repeat(3_000)}`],
  ["lists", `a = ${"[".repeat(3_000)}${"]".repeat(3_000)}`],
  ["blocks", `${"a do\n".repeat(1_000)}${"end\n".repeat(1_000)}`],
  ["conditions", `${"if a\n".repeat(1_000)}${"end\n".repeat(1_000)}`],
  ["chains", `a${".b".repeat(3_000)}`],
  ["sums", `a = 1${" + 1".repeat(3_000)}`],
  ["interpolations", `${'"#{'.repeat(1_000)}1${'}"'.repeat(1_000)}`],
  ["classes", `${"class A\n".repeat(1_000)}${"end\n".repeat(1_000)}`],
];

test("what nests too deeply is told", () => {
  for (const [name, source] of deep) {
    const { unread, stopped } = runRuby(`${source}\n`);
    assert.ok(unread.length > 0 || stopped !== null, name);
  }
});

test("a heredoc without an end is no Ruby", () => {
  const { run } = runRuby("execute <<~SQL\n  DROP TABLE a\ndrop_table :b\n");
  assert.equal(run.file.errors.length, 1);
});

test("an end too much is told", () => {
  assert.equal(runRuby("def f\n  drop_table :b\nend\nend\n").unread.length, 1);
});
