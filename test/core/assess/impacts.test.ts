/** What operations mean in the company of others: new tables, transactions, phases, small tables, ranges of versions. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { assess } from "../../../src/core/assess/assess.ts";
import type { AssessSettings } from "../../../src/core/assess/assess.ts";
import type { AssessedOperation } from "../../../src/core/operation.ts";
import { operationsOf } from "../../support/operations.ts";
import type { SqlOptions } from "../../support/operations.ts";

const settings: AssessSettings = { engines: [{ engine: "postgresql", from: 14, to: null }], smallTables: [] };
const users =
  "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL DEFAULT '', age int, at timestamp);";

function assessed(
  sql: string,
  options: SqlOptions & { base?: string; settings?: Partial<AssessSettings> } = {},
): AssessedOperation[] {
  const base = operationsOf(options.base ?? "", { path: "0.sql" });
  return assess(operationsOf(sql, { transaction: "one", ...options }), base, {
    ...settings,
    ...options.settings,
  });
}

function last(sql: string, options: Parameters<typeof assessed>[1] = {}): AssessedOperation {
  return assessed(sql, options).at(-1) as AssessedOperation;
}

const offline = (sql: string, options: Parameters<typeof assessed>[1] = {}): boolean =>
  last(sql, options).impact.offline;

describe("new tables", () => {
  const make = "CREATE TABLE a (id int);";
  const cases: [string, string, string, boolean][] = [
    ["made in the change", make, "", true],
    ["made in the base too", make, make, false],
    ["made in the base, and dropped there", make, `${make} DROP TABLE a;`, true],
    ["perhaps there before", "CREATE TABLE IF NOT EXISTS a (id int);", "", false],
    ["unheard of in the base", "CREATE TABLE IF NOT EXISTS a (id int);", users, true],
    [
      "perhaps made in the base",
      "CREATE TABLE IF NOT EXISTS a (id int);",
      "DROP INDEX i; SELECT make('a');",
      false,
    ],
    [
      "only referenced in the base",
      "CREATE TABLE IF NOT EXISTS a (id int);",
      "CREATE TABLE b (a int REFERENCES a);",
      false,
    ],
    [
      "of which the base has a part of a word",
      "CREATE TABLE IF NOT EXISTS a (id int);",
      "CREATE TABLE data (b int);",
      true,
    ],
    ["only granted in the base", "CREATE TABLE IF NOT EXISTS a (id int);", "GRANT SELECT ON a TO r;", false],
    ["only indexed in the base", "CREATE TABLE IF NOT EXISTS a (id int);", "CREATE INDEX ON a (id);", false],
    ["dropped before it is made again", "DROP TABLE a; CREATE TABLE IF NOT EXISTS a (id int);", make, true],
    ["under another name later", "CREATE TABLE b (id int); ALTER TABLE b RENAME TO a;", "", true],
    [
      "swapped into an old name",
      "CREATE TABLE b (id int); DROP TABLE a; ALTER TABLE b RENAME TO a;",
      make,
      false,
    ],
    ["in another schema", "CREATE TABLE other.a (id int);", "", false],
    ["public is the schema that is meant", "CREATE TABLE public.a (id int);", "", true],
    ["made from a query", "CREATE TABLE a AS SELECT 1 AS id;", "", true],
  ];
  for (const [title, sql, base, expected] of cases) {
    test(title, () => assert.equal(last(`${sql} ALTER TABLE a ADD x int;`, { base }).newTable, expected));
  }

  test("a new view is as large as what it reads: a materialized view of it is built under the lock", () => {
    const views = "CREATE VIEW v AS SELECT * FROM users; CREATE MATERIALIZED VIEW m AS SELECT * FROM v;";
    assert.equal(offline(`ALTER TABLE users ADD x int; ${views}`, { base: users }), true);
    assert.equal(offline(views, { base: users }), false);
    assert.equal(last(views, { base: users }).impact.grows, true);
  });

  test("an edited migration of the base makes no column new: old code uses it", () => {
    const { impact } = last(`${make} ALTER TABLE a DROP COLUMN id;`, { base: make });
    assert.deepEqual([impact.breaksOldCode, impact.offline], [true, true]);
    const own = last(`${make} ALTER TABLE a DROP COLUMN id;`).impact;
    assert.deepEqual([own.breaksOldCode, own.offline], [false, false]);
  });

  test("a column that the change adds and makes mandatory later on breaks the INSERTs of old code", () => {
    const base = "CREATE TABLE a (id int);";
    const breaks = (sql: string): boolean => last(sql, { base }).impact.breaksOldCode;
    assert.equal(breaks("ALTER TABLE a ADD x int; ALTER TABLE a ALTER x SET NOT NULL;"), true);
    assert.equal(breaks("ALTER TABLE a ADD x int DEFAULT 0; ALTER TABLE a ALTER x SET NOT NULL;"), false);
    assert.equal(breaks("ALTER TABLE a ALTER id SET NOT NULL;"), false);
    const dropped = "ALTER TABLE a ADD x int NOT NULL DEFAULT 0; ALTER TABLE a ALTER x DROP DEFAULT;";
    assert.equal(breaks(dropped), true);
    assert.equal(breaks("ALTER TABLE a ADD x int DEFAULT 0; ALTER TABLE a ALTER x DROP DEFAULT;"), false);
  });

  test("a default that is set again is not missed", () => {
    const base = operationsOf("CREATE TABLE a (id int, x int NOT NULL DEFAULT 0);");
    const dropped = (after: string): boolean | undefined =>
      assess(operationsOf(`ALTER TABLE a ALTER x DROP DEFAULT; ${after}`), base, settings)[0]?.impact
        .breaksOldCode;
    assert.equal(dropped("ALTER TABLE a ALTER x SET DEFAULT 1;"), false);
    assert.equal(dropped("ALTER TABLE a ALTER y SET DEFAULT 1;"), true);
    assert.equal(dropped(""), true);
  });

  test("nothing on it blocks or grows", () => {
    const { impact } = last(`${make} CREATE INDEX ON a (id);`);
    assert.deepEqual([impact.locks, impact.grows, impact.offline], [[], false, false]);
  });

  test("rows from an old table make the work grow, but nobody waits", () => {
    const { impact } = last("CREATE TABLE a AS SELECT * FROM users; CREATE INDEX ON a (id);", {
      base: users,
    });
    assert.deepEqual([impact.locks, impact.grows, impact.offline], [[], true, false]);
  });

  test("a foreign key to an old table locks that one", () => {
    const { impact } = last("CREATE TABLE a (u bigint REFERENCES users (id));", { base: users });
    assert.deepEqual(impact.locks, [{ table: "users", mode: "ShareRowExclusiveLock", blocks: ["writes"] }]);
    assert.equal(impact.offline, false);
    assert.match(impact.variables[0]?.why ?? "", /longest open transaction on ``users``/u);
  });

  test("going back finds the tables that the change made", () => {
    const change = [...operationsOf(make), ...operationsOf("DROP TABLE a;", { direction: "down" })];
    const back = assess(change, [], settings)[1] as AssessedOperation;
    assert.equal(back.newTable, false);
    assert.equal(back.impact.irreversible, true);
  });
});

describe("branches", () => {
  const made = "CREATE TABLE z (id int); CREATE INDEX inside ON z (id);";
  const block = (body: string): string => `DO $$ BEGIN ${body} END $$;`;
  const cases: [string, string, string, boolean][] = [
    ["in the same branch", block(`IF a() THEN ${made} END IF;`), "", true],
    [
      "in a branch inside",
      block(`IF a() THEN CREATE TABLE z (id int); IF b() THEN CREATE INDEX ON z (id); END IF; END IF;`),
      "",
      true,
    ],
    ["after the branch", block(`IF a() THEN ${made} END IF; CREATE INDEX ON z (id);`), "", false],
    ["in the other branch", block(`IF a() THEN ${made} ELSE CREATE INDEX ON z (id); END IF;`), "", false],
    [
      "in a branch after it",
      block(`IF a() THEN ${made} END IF; IF b() THEN CREATE INDEX ON z (id); END IF;`),
      "",
      false,
    ],
    [
      "under another name after it",
      block(
        "IF a() THEN CREATE TABLE y (id int); ALTER TABLE y RENAME TO z; END IF; CREATE INDEX ON z (id);",
      ),
      "",
      false,
    ],
    [
      "in another block",
      `${block(`IF a() THEN ${made} END IF;`)} ${block("IF a() THEN CREATE INDEX ON z (id); END IF;")}`,
      "",
      false,
    ],
    ["made in the base too", block(`IF a() THEN ${made} END IF;`), "CREATE TABLE z (id int);", false],
    [
      "perhaps there before",
      block("IF a() THEN CREATE TABLE IF NOT EXISTS z (id int); CREATE INDEX ON z (id); END IF;"),
      "",
      false,
    ],
  ];
  for (const [title, sql, base, isNew] of cases) {
    test(`a table made under a condition, and used ${title}`, () => {
      const { newTable, impact } = last(sql, { base });
      assert.deepEqual([newTable, impact.offline], [isNew, !isNew]);
    });
  }
});

describe("trigger functions", () => {
  const base =
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS ''; CREATE TRIGGER touch BEFORE UPDATE ON users EXECUTE FUNCTION f();";
  test("nobody can call one", () => {
    assert.equal(offline("DROP TRIGGER touch ON users; DROP FUNCTION public.f();", { base }), false);
    assert.equal(offline("DROP TABLE users; DROP FUNCTION f();", { base }), false);
    assert.equal(offline("DROP FUNCTION g();", { base }), true);
  });
});

describe("transactions", () => {
  const fill = "ALTER TABLE users ADD x int; UPDATE users SET x = 1;";
  test("growing work under a lock that its transaction holds is offline", () => {
    const [add, update] = assessed(fill, { base: users });
    assert.equal(add?.impact.offline, false);
    assert.equal(update?.impact.offline, true);
    assert.equal(update?.impact.irreversible, false);
    assert.equal(
      update?.impact.transaction,
      "the same transaction has locked `users` against reads and writes (`add_column users.x`)",
    );
    assert.deepEqual(update?.impact.reasons, [
      "reads and writes of `users` wait until this ends: `add_column users.x` in the same transaction has locked it",
    ]);
    assert.deepEqual(update?.impact.variables.map(({ name, why }) => [name, why])[0], [
      "longest_transaction",
      "the longest open transaction on ``users``: the ALTER waits for it, and every query behind the ALTER waits too",
    ]);
  });

  test("what an operation locks itself is not said of its transaction again", () => {
    const add = "ALTER TABLE users ADD x int;";
    const { impact } = last(`${add} ALTER TABLE users DROP COLUMN age;`, { base: users });
    assert.equal(impact.transaction, null);
    const other = last(`${add} CREATE INDEX ON users (age);`, { base: users }).impact;
    assert.equal(other.reasons.length, 1);
    assert.match(other.reasons[0] ?? "", /^reads and writes of `users` wait until this ends: `add_column/u);
  });

  test("no impact has more than eight variables, and none twice", () => {
    const tables = Array.from(
      { length: 20 },
      (_, at) => `CREATE TABLE t${at} (id int REFERENCES users (id));`,
    );
    const { impact } = last("ALTER TABLE users ALTER id TYPE numeric;", { base: users + tables.join("") });
    assert.equal(impact.variables.length, 8);
    assert.deepEqual(impact.variables.map(({ name }) => name).slice(0, 3), [
      "old_processes",
      "longest_transaction",
      "rows",
    ]);
    assert.equal(new Set(impact.variables.map(({ why }) => why)).size, 8);
  });

  test("each in a transaction of its own is not", () => {
    assert.equal(offline(fill, { base: users, transaction: null }), false);
  });

  test("commands of one ALTER TABLE share its lock", () => {
    const check = "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID";
    assert.equal(offline(`${check}, VALIDATE CONSTRAINT c;`, { base: users, transaction: null }), true);
    assert.equal(
      offline(`${check}; ALTER TABLE users VALIDATE CONSTRAINT c;`, { base: users, transaction: null }),
      false,
    );
    const valid = "ALTER TABLE users ADD x int, VALIDATE CONSTRAINT c;";
    const own = assessed(`${check}; ${valid}`, { base: users, transaction: null });
    assert.deepEqual(
      own.map(({ kind, impact }) => [kind, impact.offline]),
      [
        ["add_check", false],
        ["add_column", false],
        ["validate_constraint", true],
      ],
    );
  });

  test("one transaction over all files spans them", () => {
    const change = (transaction: string): AssessedOperation[] =>
      assess(
        [
          ...operationsOf("ALTER TABLE users ADD x int;", { path: "1.py", transaction }),
          ...operationsOf("UPDATE users SET x = 1;", { path: "2.py", transaction }),
        ],
        [],
        settings,
      );
    assert.equal(change("all")[1]?.impact.offline, true);
    assert.equal(change("file")[1]?.impact.offline, false);
  });

  test("code that cannot be read is taken to grow", () => {
    assert.equal(offline("ALTER TABLE users ADD x int; SELECT backfill();", { base: users }), true);
    assert.equal(offline("SELECT backfill();", { base: users }), false);
  });

  test("work on a table that holds no data does not grow", () => {
    assert.equal(
      offline("ALTER TABLE users ADD x int; CREATE TABLE a (id int); CREATE INDEX ON a (id);", {
        base: users,
      }),
      false,
    );
  });
});

describe("what breaks old code", () => {
  const cases: [string, boolean][] = [
    ["ALTER TABLE users DROP COLUMN age", true],
    ["ALTER TABLE users ADD y int; ALTER TABLE users DROP COLUMN y", false],
    ["ALTER TABLE users RENAME TO people", true],
    ["ALTER TABLE users ALTER name TYPE text", false],
    ["ALTER TABLE users ALTER age TYPE bigint", false],
    ["ALTER TABLE users ALTER age TYPE text", true],
    ["ALTER TABLE users ALTER at TYPE timestamptz", true],
    ["ALTER TABLE users ALTER name TYPE varchar(20)", false],
    ["ALTER TABLE users ALTER unknown TYPE bigint", true],
    ["ALTER TABLE users ALTER name DROP DEFAULT", true],
    ["ALTER TABLE users ALTER age DROP DEFAULT", false],
    ["ALTER TABLE users ALTER age SET NOT NULL", false],
    ["ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0)", false],
    ["ALTER TABLE users ENABLE ROW LEVEL SECURITY", true],
    ["ALTER TABLE users NO FORCE ROW LEVEL SECURITY", false],
    ["CREATE POLICY p ON users USING (true)", false],
    ["CREATE POLICY p ON users AS RESTRICTIVE USING (true)", true],
    ["DROP POLICY p ON users; CREATE POLICY p ON users USING (true)", false],
    ["REVOKE SELECT ON users FROM app", true],
    ["GRANT SELECT ON users TO app", false],
    ["CREATE TABLE n (id int); REVOKE SELECT ON n FROM app", false],
    ["DROP VIEW v", true],
    ["DROP TYPE mood", true],
    ["ALTER TYPE mood RENAME VALUE 'a' TO 'b'", true],
    ["ALTER TYPE mood ADD VALUE 'c'", false],
    ["DROP INDEX i", false],
    ["ALTER TABLE users SET SCHEMA s", true],
    ["ALTER SCHEMA s RENAME TO r", true],
    ["TRUNCATE users", false],
    ["ALTER TABLE users DETACH PARTITION p", true],
    ["REFRESH MATERIALIZED VIEW m WITH NO DATA", true],
  ];
  for (const [sql, breaks] of cases) {
    test(sql, () => {
      const found = last(`${sql};`, { base: users });
      assert.equal(found.impact.breaksOldCode, breaks);
      if (!breaks) return;
      assert.equal(found.impact.offline, true);
      assert.equal(found.impact.variables[0]?.name, "old_processes");
      assert.equal(last(`${sql};`, { base: users, phase: "contract" }).impact.breaksOldCode, false);
    });
  }

  test("a view that is dropped and made again is replaced", () => {
    const [drop] = assessed("DROP VIEW v; CREATE VIEW v AS SELECT 1;");
    assert.equal(drop?.impact.breaksOldCode, false);
  });
});

describe("what cannot be undone", () => {
  const cases: [string, boolean][] = [
    ["DROP TABLE users", true],
    ["TRUNCATE users", true],
    ["DELETE FROM users", true],
    ["ALTER TABLE users DROP COLUMN age", true],
    ["UPDATE users SET age = 1", true],
    ["INSERT INTO users (id) SELECT 1", false],
    ["DROP INDEX i", false],
    ["ALTER TABLE users ALTER at TYPE date", true],
    ["ALTER TABLE users ALTER age TYPE bigint", false],
    ["CREATE TABLE n (id int); DROP TABLE n", false],
    ["ALTER TABLE users ALTER at TYPE timestamptz", false],
  ];
  for (const [sql, irreversible] of cases) {
    test(sql, () => assert.equal(last(`${sql};`, { base: users }).impact.irreversible, irreversible));
  }
});

describe("what the engine refuses", () => {
  const cases: [string, string | null, RegExp | null][] = [
    ["CREATE INDEX CONCURRENTLY i ON users (age)", "one", /inside a transaction/u],
    ["CREATE INDEX CONCURRENTLY i ON users (age)", null, null],
    ["DROP INDEX CONCURRENTLY i", "one", /inside a transaction/u],
    ["ALTER TABLE users ADD x int NOT NULL", "one", /table that has rows/u],
    ["CREATE TABLE n (id int); ALTER TABLE n ADD x int NOT NULL", "one", null],
    ["ALTER TYPE mood ADD VALUE 'c'; INSERT INTO m (x) VALUES ('c'::mood)", "one", /new enum value/u],
    [
      "CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'c'; INSERT INTO m (x) VALUES ('c'::mood)",
      "one",
      null,
    ],
    ["ALTER TYPE mood ADD VALUE 'c'; INSERT INTO m (x) VALUES ('c'::mood)", null, null],
    ["VACUUM FULL users", "one", /inside a transaction/u],
    ["LOCK TABLE users", null, /transaction block/u],
    [
      "CREATE TABLE pt (id int) PARTITION BY RANGE (id); CREATE INDEX CONCURRENTLY i ON pt (id)",
      null,
      /partitioned/u,
    ],
  ];
  for (const [sql, transaction, refused] of cases) {
    test(`${sql} ${transaction === null ? "alone" : "in a transaction"}`, () => {
      const { impact } = last(`${sql};`, { base: users, transaction });
      if (refused === null) assert.equal(impact.refused, null);
      else assert.match(impact.refused ?? "", refused);
    });
  }

  test("only what every version of the range refuses", () => {
    const sql = "ALTER TABLE users ADD x int GENERATED ALWAYS AS (age + 1) VIRTUAL;";
    const range = last(sql, { base: users }).impact;
    assert.equal(range.refused, null);
    assert.ok(range.reasons.some((reason) => /PostgreSQL 14 to 17 refuses it/u.test(reason)));
    const old = last(sql, {
      base: users,
      settings: { engines: [{ engine: "postgresql", from: 10, to: 12 }] },
    }).impact;
    assert.match(old.refused ?? "", /since PostgreSQL 18/u);
    assert.equal(old.version, "10 to 12");
  });

  test("text that may be another type's is a reason, not a refusal", () => {
    const { impact } = last("ALTER TYPE mood ADD VALUE 'c'; INSERT INTO m (x) VALUES ('c');");
    assert.equal(impact.refused, null);
    assert.match(impact.reasons.join(), /if `c` is meant as a value of `mood`/u);
  });
});

describe("versions and tables", () => {
  test("the worst version of the range counts, whole", () => {
    const sql = "ALTER TABLE users ADD x int DEFAULT 7;";
    const old = last(sql, {
      base: users,
      settings: { engines: [{ engine: "postgresql", from: 10, to: null }] },
    }).impact;
    assert.deepEqual([old.work, old.offline, old.version], ["rewrite", true, "10 or later"]);
    assert.ok(old.reasons.some((reason) => reason.includes("PostgreSQL 11 or later")));
    const now = last(sql, { base: users }).impact;
    assert.deepEqual([now.work, now.offline, now.version], ["metadata", false, "14 or later"]);
  });

  test("one impact per engine, the worst of them on top", () => {
    const engines = [16, 10].map((version) => ({
      engine: "postgresql" as const,
      from: version,
      to: version,
    }));
    const found = last("ALTER TABLE users ADD x int DEFAULT 7;", { base: users, settings: { engines } });
    assert.deepEqual(
      found.impacts.map(({ version }) => version),
      ["16", "10"],
    );
    assert.equal(found.impact, found.impacts[1]);
  });

  test("growing work on a small table is brief, breaking stays", () => {
    const small = { base: users, settings: { smallTables: ["users"] } };
    const index = last("CREATE INDEX ON users (age);", small).impact;
    assert.deepEqual([index.grows, index.offline, index.work], [false, false, "scan"]);
    assert.equal(offline("ALTER TABLE users DROP COLUMN age;", small), true);
    assert.equal(offline("CREATE INDEX ON other (age);", small), true);
  });

  test("results come in the order of the operations, databases apart", () => {
    const one = operationsOf("CREATE TABLE a (id int);").map((operation) => ({
      ...operation,
      database: "one",
    }));
    const two = operationsOf("ALTER TABLE a ADD x int;", { path: "2.sql" }).map((operation) => ({
      ...operation,
      database: "two",
    }));
    const found = assess([...one, ...two], [], settings);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["create_table", "add_column"],
    );
    assert.equal(found[1]?.newTable, false);
  });

  const addUnknown = "ALTER TABLE users ADD x \"Mood\" NOT NULL DEFAULT 'a';";
  const typed: [string, string, string, boolean][] = [
    ["an unknown type is taken for no domain with a constraint, and that is said", "", "metadata", true],
    ["an enum is none", `CREATE TYPE "Mood" AS ENUM ('a');`, "metadata", false],
    ["a domain without a constraint is as its base", 'CREATE DOMAIN "Mood" AS text;', "metadata", false],
    [
      "a domain with one has every row written",
      `CREATE DOMAIN "Mood" AS text CHECK (VALUE <> '');`,
      "rewrite",
      false,
    ],
  ];
  for (const [title, type, work, said] of typed) {
    test(title, () => {
      const { impact } = last(addUnknown, { base: users + type });
      assert.equal(impact.work, work);
      assert.equal(impact.offline, work === "rewrite");
      assert.equal(impact.reasons.join().includes("what `Mood` is, is not known"), said);
    });
  }

  test("the old type is not known: the worst is taken, and that is said", () => {
    const { impact } = last("ALTER TABLE other ALTER x TYPE bigint;", { base: users });
    assert.equal(impact.work, "rewrite");
    assert.match(impact.reasons.join(), /the type of `x` before is not known/u);
  });

  test("a foreign key in a statement of its own reads all rows under the lock of the first", () => {
    const [add] = operationsOf("ALTER TABLE users ADD x bigint REFERENCES other (id);", {
      transaction: "one",
    });
    assert.equal(add?.kind, "add_column");
    const apart = { ...add, details: { ...add.details, separateReference: true } };
    const both = assess([add, apart], operationsOf(users, { path: "0.sql" }), settings);
    assert.deepEqual(
      both.map(({ impact }) => [impact.work, impact.offline]),
      [
        ["metadata", false],
        ["scan", true],
      ],
    );
    assert.match(both[1]?.impact.reasons[1] ?? "", /second statement/u);
    assert.match(both[1]?.impact.saferWay ?? "", /FOREIGN KEY \(x\) REFERENCES other \(id\) NOT VALID;/u);
  });

  test("a written DEFAULT NULL has PostgreSQL check the foreign key of a new column against all rows", () => {
    const add =
      "ALTER TABLE users ADD COLUMN IF NOT EXISTS owner uuid REFERENCES owners (id) ON DELETE CASCADE";
    assert.equal(offline(`${add};`, { base: users }), false);
    const { impact } = last(`${add} DEFAULT NULL;`, { base: users });
    assert.deepEqual([impact.work, impact.offline], ["scan", true]);
    assert.match(impact.reasons[1] ?? "", /without DEFAULT NULL/u);
    assert.match(impact.saferWay ?? "", /ADD COLUMN owner uuid;[\s\S]* NOT VALID;/u);
  });

  const check =
    "ALTER TABLE users ADD CONSTRAINT users_rank_check CHECK (rank > 0) NOT VALID; (3) In another transaction: ALTER TABLE users VALIDATE CONSTRAINT users_rank_check;";
  const unique = (from: number): string =>
    `(${from}) In a migration that runs outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY users_rank_key ON users (rank); (${from + 1}) ALTER TABLE users ADD CONSTRAINT users_rank_key UNIQUE USING INDEX users_rank_key;`;
  const add = "(1) ALTER TABLE users ADD COLUMN rank integer;";
  for (const [constraints, steps] of [
    ["CHECK (rank > 0)", [add, `(2) ${check}`]],
    ["UNIQUE", [add, unique(2)]],
    ["UNIQUE CHECK (rank > 0)", [add, `(2) ${check}`, unique(4)]],
    ["DEFAULT NULL UNIQUE", [add, unique(2)]],
    ["NOT NULL DEFAULT 1 UNIQUE", [add, "SET DEFAULT 1;", "batches", "SET NOT NULL;", unique(7)]],
    ["UNIQUE REFERENCES ranks (id)", [add, "REFERENCES ranks (id) NOT VALID;", unique(4)]],
  ] as const) {
    test(`the safer way of a new column with ${constraints} has all its steps`, () => {
      const { impact } = last(`ALTER TABLE users ADD COLUMN rank integer ${constraints};`, { base: users });
      const way = impact.saferWay ?? "";
      let from = 0;
      for (const step of steps) {
        const at = way.indexOf(step, from);
        assert.ok(at !== -1, `${step}\nis not in order in\n${way}`);
        from = at + step.length;
      }
    });
  }
});

describe("words", () => {
  test("every lock has its wait, every offline operation its variables, in the author's names", () => {
    const { impact } = last('CREATE INDEX "by age" ON users (age);', { base: users });
    assert.deepEqual(
      impact.variables.map(({ name }) => name),
      ["longest_transaction", "rows", "heap_bytes", "write_rate", "disk", "replica_lag"],
    );
    assert.match(impact.saferWay ?? "", /CREATE INDEX CONCURRENTLY "by age" ON users \(age\);/u);
    assert.equal(impact.reasons[0], "writes of `users` wait while all rows are read");
  });

  test("no lock_timeout is asked for before what runs CONCURRENTLY", () => {
    const setting = (sql: string, transaction: string | null): string | null => {
      const { impact } = last(sql, { base: `${users} CREATE INDEX i ON users (age);`, transaction });
      return (
        /(?:\(\d\) )?Before [^:]*: SET lock_timeout|SET lock_timeout/u.exec(impact.saferWay ?? "")?.[0] ??
        null
      );
    };
    for (const [sql, expected] of [
      ["CREATE INDEX j ON users (age);", null],
      ["DROP INDEX i;", "SET lock_timeout"],
      ["REINDEX INDEX i;", null],
      ["REINDEX TABLE users;", null],
      ["CREATE INDEX CONCURRENTLY j ON users (age);", null],
      ["DROP INDEX CONCURRENTLY i;", null],
      ["REINDEX INDEX CONCURRENTLY i;", null],
      ["ALTER TABLE users ADD UNIQUE (age);", "(3) Before each ALTER TABLE: SET lock_timeout"],
      ["ALTER TABLE users ALTER age TYPE bigint;", "(4) Before each ALTER TABLE: SET lock_timeout"],
      ["ALTER TABLE users ADD CHECK (age > 0);", "(3) Before each: SET lock_timeout"],
      ["ALTER TABLE users ADD x int;", "SET lock_timeout"],
    ] as const) {
      assert.equal(setting(sql, null), expected, sql);
    }
  });

  test("a name with characters that cannot be seen gets no query, and it says so", () => {
    const { impact } = last('CREATE INDEX ON "us\u202eers" (age);');
    for (const variable of impact.variables.filter(({ table }) => table !== null)) {
      assert.equal(variable.query, null);
      assert.match(variable.why, /``us\\u\{202e\}ers``.*no query/u);
    }
    assert.doesNotMatch(impact.saferWay ?? "", /\u202e/u);
  });

  test("no other text of the change goes into a query", () => {
    const marker = "MARKER";
    const sql = `ALTER TABLE users ADD CONSTRAINT ${marker} CHECK (age > 0 AND name <> '${marker}'); UPDATE users SET name = '${marker}' WHERE name = '${marker}';`;
    for (const { impact } of assessed(sql, { base: users })) {
      for (const { query } of impact.variables) assert.doesNotMatch(query ?? "", /marker/iu);
    }
  });
});
