/** Any text is read without an exception, in bounded time, and what was not followed is said. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { readMigration, readUpgrade } from "../../../../support/python.ts";

const SEED = 20_261_122;

const words = fc.constantFrom(
  ..."op . ( ) [ ] { } , : = ' \" \"\"\" f' \n # * ** lambda yield for x in if else while True def class return try except with as await sa Column execute drop_table add_column batch_alter_table 'a' 1 % + not is None match case global import from \\ ${ upgrade \n\u00a0\u00a0\u00a0\u00a0 \n\t".split(
    " ",
  ),
);

const valid = `from alembic import op
import sqlalchemy as sa
revision = "a"
def helper(t, *cols, **kw):
    for c in cols:
        op.add_column(t, sa.Column(c, sa.String(3), **kw))
def upgrade():
    with op.batch_alter_table("t") as b:
        b.drop_column("x")
    helper("t", "a", f"b{1}", nullable=False)
    op.execute("UPDATE t SET a = %s" % 3)
def downgrade():
    pass
`;

test("no text throws", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(words, { maxLength: 60 }).map((all) => all.join(" ")),
      ),
      (text) => {
        readMigration(text);
        readMigration(`from alembic import op\nrevision = 'a'\ndef upgrade():\n    ${text}`);
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test("no mutilated migration throws, and none that lost a bracket looks whole", () => {
  fc.assert(
    fc.property(fc.nat(valid.length), fc.nat(40), fc.string({ maxLength: 5 }), (at, length, put) => {
      const reading = readMigration(valid.slice(0, at) + put + valid.slice(at + length));
      assert.ok(reading.operations.length < 100);
    }),
    { seed: SEED, numRuns: 400 },
  );
});

const hostile: [name: string, text: string, said: RegExp][] = [
  ["nested brackets", `x = ${"(".repeat(5_000)}1${")".repeat(5_000)}`, /nests too deeply/u],
  [
    "nested blocks",
    Array.from({ length: 60 }, (_, at) => `${" ".repeat(at)}if x:`).join("\n") +
      `\n${" ".repeat(60)}op.drop_table("t")`,
    /./u,
  ],
  [
    "loops in loops",
    ["for a in range(900):", " for b in range(900):", "  for c in range(900):", '   op.drop_table("t")'].join(
      "\n",
    ),
    /too much work|more than/u,
  ],
  [
    "a list that doubles",
    ["x = [1]", "while True:", "  x += x", "for a in range(60):", "  x = x + x"].join("\n"),
    /^$/u,
  ],
  [
    "a string that doubles",
    ["x = 'abc'", "for a in range(60):", "  x = x + x", "op.execute(x)"].join("\n"),
    /./u,
  ],
  ["endless recursion", ["def f(n):", "  f(n + 1)", "f(1)"].join("\n"), /too deeply/u],
  [
    "unknown recursion that branches",
    ["def f(x):", "  if x: f(y)", "  elif z: f(w)", "  else: f(v)", "  op.drop_table('t')", "f(q)"].join(
      "\n",
    ),
    /^$/u,
  ],
];

for (const [name, text, said] of hostile) {
  test(name, () => {
    const start = performance.now();
    const reading = readUpgrade(...text.split("\n"));
    assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
    const reasons = reading.unread.map((item) => item.reason).join("; ");
    if (said.source !== "^$" && said.source !== ".") assert.match(reasons, said);
    assert.ok(reading.operations.length <= 5_000);
  });
}

test("when the time is over, the rest is said to be unread", () => {
  let polls = 0;
  const lines = Array.from({ length: 400 }, (_, at) => `    op.drop_table("t${at}")`);
  const text = `from alembic import op\nrevision = 'a'\ndef upgrade():\n${lines.join("\n")}\n`;
  const expired = (): boolean => {
    polls += 1;
    return polls > 1;
  };
  const reading = readMigration(text, "versions/a.py", expired);
  assert.ok(reading.unread.some((item) => /took too long/u.test(item.reason)));
});

test("a byte-order mark, CRLF and tabs", () => {
  const text = "\ufefffrom alembic import op\r\nrevision = 'a'\r\ndef upgrade():\r\n\top.drop_table('t')\r\n";
  const { operations } = readMigration(text);
  assert.deepEqual(
    operations.map(({ kind, place }) => [kind, place.line, place.column]),
    [["drop_table", 4, 2]],
  );
});

test("characters outside the BMP do not move places", () => {
  const { operations } = readUpgrade(`x = "🎵"; op.execute("🎵" and "DROP TABLE t")`);
  assert.deepEqual(
    operations.map(({ kind, place }) => [kind, place.line, place.column]),
    [["drop_table", 5, 36]],
  );
});
