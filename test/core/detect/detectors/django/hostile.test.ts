/** Any text is read without an exception, in bounded time, and what was not followed is said. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { migration, readDjango } from "../../../../support/django.ts";

const SEED = 20_261_122;

const words = fc.constantFrom(
  ..."migrations. models. ( ) [ ] { } , : = ' \" \n # * ** lambda for x in if else True None class Migration operations += AddField AlterField RemoveField CreateModel RunSQL RunPython SeparateDatabaseAndState CharField( ForeignKey( Q( F( 'book' 'a' 1 | & ~ default= null= to= fields= options= \n\u00a0\u00a0\u00a0\u00a0".split(
    " ",
  ),
);

const valid = migration(
  null,
  'migrations.CreateModel("Book", [("id", models.AutoField(primary_key=True)), ("a", models.CharField(max_length=3))], options={"db_table": "b"})',
  'migrations.AddField("book", "b", models.ForeignKey("people.Person", models.CASCADE, default=1))',
  'migrations.AddIndex("book", models.Index(fields=["a"], name="i", condition=models.Q(a=1) | ~models.Q(b__in=[1, 2])))',
  'migrations.RunSQL([("DELETE FROM b WHERE a = %s", [1])])',
);

const read = (text: string): ReturnType<typeof readDjango> =>
  readDjango({ "shop/migrations/0001_x.py": text });

test("no text throws", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(words, { maxLength: 60 }).map((all) => all.join(" ")),
      ),
      (text) => {
        read(text);
        read(migration(null, text));
      },
    ),
    { seed: SEED, numRuns: 80 },
  );
});

test("no mutilated migration throws, and none that lost a bracket looks whole", () => {
  fc.assert(
    fc.property(fc.nat(valid.length), fc.nat(40), fc.string({ maxLength: 5 }), (at, length, put) => {
      const reading = read(valid.slice(0, at) + put + valid.slice(at + length));
      assert.ok(reading.operations.length < 100);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

const deep = 4_000;
const hostile: [name: string, text: string, said: RegExp][] = [
  ["nested brackets", migration(null, `${"(".repeat(deep)}1${")".repeat(deep)}`), /nest/u],
  [
    "a condition of conditions",
    migration(
      null,
      `migrations.AddConstraint("book", models.CheckConstraint(check=${"~".repeat(deep)}models.Q(a=1), name="c"))`,
    ),
    /./u,
  ],
  [
    "separate in separate",
    migration(
      null,
      `${"migrations.SeparateDatabaseAndState([".repeat(300)}migrations.RunSQL("DROP TABLE a")${"])".repeat(300)}`,
    ),
    /./u,
  ],
  [
    "loops in loops",
    [
      "from django.db import migrations",
      "class Migration(migrations.Migration):",
      "    operations = []",
      "    for a in range(900):",
      "        for b in range(900):",
      '            operations.append(migrations.DeleteModel("a"))',
    ].join("\n"),
    /too much work|more than|too long/u,
  ],
  ["no class at all", "from django.db import migrations\n", /no class named Migration/u],
  ["an old language", "print 'x'\nclass Migration:\n  pass\n", /derives from nothing/u],
  [
    "a table that refers to itself",
    migration(
      null,
      'migrations.CreateModel("A", [("id", models.OneToOneField("self", models.CASCADE, primary_key=True))])',
    ),
    /create_table/u,
  ],
];

for (const [name, text, said] of hostile)
  test(`hostile: ${name}`, () => {
    const start = performance.now();
    const expired = (): boolean => performance.now() > start + 1_400;
    const { operations, unread } = readDjango({ "shop/migrations/0001_x.py": text }, "postgresql", expired);
    assert.ok(performance.now() - start < 2_000);
    const words = [...operations.map(({ kind }) => kind), ...unread.map(({ reason }) => reason)].join("\n");
    assert.match(words, said);
  });

test("migrations that depend on each other in a circle are read once each", () => {
  const { operations } = readDjango({
    "shop/migrations/0001_a.py": migration(
      "0002_b",
      'migrations.CreateModel("Book", [("a", models.TextField())])',
    ),
    "shop/migrations/0002_b.py": migration("0001_a", 'migrations.AddField("book", "b", models.TextField())'),
    "shop/migrations/0003_c.py": migration("0002_b", 'migrations.RemoveField("book", "b")'),
  });
  assert.deepEqual(
    operations.map(({ kind, columns }) => [kind, ...columns]),
    [["drop_column", "b"]],
  );
});

test("a reader whose time is over says so", () => {
  const files = {
    "shop/migrations/0001_a.py": migration(
      null,
      'migrations.CreateModel("Log", [("a", models.TextField())])',
    ),
    "shop/migrations/0002_b.py": migration("0001_a", 'migrations.RemoveField("log", "a")'),
  };
  for (const most of [0, 1, 2, 3]) {
    let polls = 0;
    const { operations, unread } = readDjango(files, "postgresql", () => (polls += 1) > most);
    assert.ok(operations.length + unread.length > 0, `${most} polls`);
  }
});
