/** The policy file: layers, locks, words for what is wrong, and the pages made from the schema. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { policyDigest } from "../../../src/core/judge/policy-digest.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import { readerRules } from "../../../src/core/judge/reader-rules.ts";
import { registry } from "../../../src/core/judge/registry.ts";
import { policyPage, policySchema } from "../../../scripts/make-policy-schema.ts";

const path = ".github/lockstep.yml";
const read = (...texts: string[]): ReturnType<typeof readPolicy> =>
  readPolicy(
    texts.map((text, index) => ({
      path: index === texts.length - 1 ? path : "org/lockstep.yml",
      text,
      organisation: index < texts.length - 1,
    })),
  );

test("no layer, an empty one and keys without values are the defaults", () => {
  for (const layers of [[], [""], ["# nothing\n"], ["mode:\nignore:\nnotes:\n"]]) {
    const { policy, findings, digest } = read(...layers);
    assert.deepEqual(policy, defaultPolicy);
    assert.deepEqual(findings, []);
    assert.equal(digest, policyDigest(defaultPolicy));
  }
});

const whole = `
mode: enforce
databases:
  - name: identity
    paths: keystone/**
    engines: [postgresql 12 - 15, postgresql@17]
    notes: [releasenotes/notes/identity-*]
    small_tables: [region, "public.config_*"]
    topology: replicas
    transaction: all
migrations:
  - paths: [sql/*.sql]
    framework: sql
ignore: [tests/**]
notes:
  directories: [notes]
  markup: markdown
  labels: { rationale: [Warum] }
  demand: any-change
exceptions:
  file: exceptions.yaml
  grant: author
demands:
  - kinds: drop_index
    tables: [token]
    paths: [a/**]
    database: identity
    demand: note
commands:
  who:
    - teams: "@acme/DBA"
      users: ["@Grace", linus]
    - { commands: [exempt, draft commit], kinds: drop_table, roles: [Write, Security Lead] }
  emergency: [acme/on-call]
phases:
  expand: [x/**]
  data: [y/**]
  contract: [z/**]
  banned: { expand: [drop_table], contract: [] }
rules:
  change-is-named: warning
  note-name-has-id: "off"
release_tags: ["v*"]
`;

test("every key is taken over", () => {
  const { policy, findings } = read(whole);
  assert.deepEqual(findings, []);
  assert.deepEqual(policy, {
    mode: "enforce",
    databases: [
      {
        name: "identity",
        paths: ["keystone/**"],
        engines: [
          { engine: "postgresql", from: 12, to: 15 },
          { engine: "postgresql", from: 17, to: 17 },
        ],
        notes: ["releasenotes/notes/identity-*"],
        smallTables: ["region", "public.config_*"],
        topology: "replicas",
        transaction: "all",
      },
    ],
    migrations: [{ paths: ["sql/*.sql"], framework: "sql" }],
    ignore: ["tests/**"],
    notes: {
      directories: ["notes"],
      markup: "markdown",
      labels: { rationale: ["Warum"] },
      demand: "any-change",
    },
    exceptions: { file: "exceptions.yaml", grant: "author" },
    demands: [
      { kinds: ["drop_index"], tables: ["token"], paths: ["a/**"], database: "identity", demand: "note" },
    ],
    commands: {
      who: [
        { commands: [], kinds: [], roles: [], teams: ["dba"], users: ["Grace", "linus"] },
        {
          commands: ["exempt", "draft commit"],
          kinds: ["drop_table"],
          roles: ["write", "Security Lead"],
          teams: [],
          users: [],
        },
      ],
      emergency: ["on-call"],
    },
    phases: {
      expand: ["x/**"],
      data: ["y/**"],
      contract: ["z/**"],
      banned: { expand: ["drop_table"], contract: [] },
    },
    rules: { "change-is-named": "warning", "note-name-has-id": "off" },
    releaseTags: ["v*"],
  });
});

const wrong: [string, string[]][] = [
  ["mode: warm\n", ["1:7 `mode` cannot be `warm`. Did you mean `warn`?"]],
  ["mode: [warn]\n", ["1:7 `mode` cannot be a list. It is one of `off`, `monitor`, `warn`, `enforce`."]],
  ["databse:\n  - x\n", ["1:1 `databse` is no setting. Did you mean `databases`?"]],
  [
    "x: 1\n",
    [
      "1:1 `x` is no setting. Known: `mode`, `databases`, `migrations`, `ignore`, `notes`, `exceptions`, `demands`, `commands`, `phases`, `rules`, `release_tags`, `lock`.",
    ],
  ],
  ["small_tables: [a]\n", ["1:1 `small_tables` is no setting. It belongs under `databases[]`."]],
  [
    "notes:\n  labels:\n    rational: a\n",
    ["3:5 `rational` is no setting under `notes.labels`. Did you mean `rationale`?"],
  ],
  ["databases:\n  - paths: a\n", ["2:5 `databases[0].name` is missing."]],
  ["databases: []\n", ["1:12 `databases` must not be empty."]],
  [
    "databases:\n  - name: a\n    engines: [postgresql >= 9]\n",
    ["3:15 `databases[0].engines[0]`: postgresql before 10 is not known; the oldest version is 10."],
  ],
  ["ignore: [1]\n", ["1:10 `ignore[0]` must be text, not `1`."]],
  ["- a\n", ["1:1 the policy must be a mapping of settings, not a list."]],
  [
    "demands:\n  - kinds: [drop_colum]\n    demand: note\n",
    ["2:13 `demands[0].kinds[0]` cannot be `drop_colum`. Did you mean `drop_column`?"],
  ],
  [
    "rules:\n  note-is-thre: off\n  change-is-named: of\n",
    [
      "3:20 `rules.change-is-named` cannot be `of`. Did you mean `off`?",
      "2:3 `note-is-thre` is no setting under `rules`. Did you mean `note-is-there`?",
    ],
  ],
  [
    "rules:\n  engine-accepts: warning\n",
    ["2:19 `rules.engine-accepts` cannot be `warning`. It is one of `error`."],
  ],
  [
    "migrations:\n  - paths: a\n    framework: alembics\n",
    ["3:16 `migrations[0].framework` cannot be `alembics`. Did you mean `alembic`?"],
  ],
  [
    "commands:\n  who:\n    - { commands: exemt, users: grace }\n",
    ["3:19 `commands.who[0].commands` cannot be `exemt`. Did you mean `exempt`?"],
  ],
  [
    "commands:\n  who:\n    - commands: exempt\n      teams: []\n",
    ["3:7 `commands.who[0]`: it names nobody. Say who may with `roles`, `teams` or `users`."],
  ],
  [
    "commands:\n  who: [{ roles: none }]\n",
    [
      "2:18 `commands.who[0].roles`: it is nobody's role. Write `triage`, `write`, `maintain`, `admin`, or the name of a custom role.",
    ],
  ],
  [
    "commands:\n  emergency: Database Admins\n",
    [
      "2:14 `commands.emergency`: `Database Admins` is no team. Write its slug, as it stands in its address: `dba` or `ORG/dba`.",
    ],
  ],
  [
    "commands:\n  who: [{ users: [acme/dba] }]\n",
    ["2:19 `commands.who[0].users[0]`: `acme/dba` is no login. A team stands under `teams`."],
  ],
];

const meantOtherwise: [string, string][] = [
  ["notes: any-change\n", "Below it stand `directories:`, `markup:`, `labels:`, `demand:`."],
  ["demands:\n  demand: note\n", "`demands` must be a list, not a mapping. Put `- ` before each entry."],
  ["rules:\n  - note-is-there: off\n", "not a list. Take the `- ` away."],
  ["rules:\n  note-is-there: no\n", "cannot be `no`. Did you mean `off`?"],
  ["rules:\n  note-is-there: false\n", "cannot be `false`. Did you mean `off`?"],
  ["demands:\n  - demand: none\n", "cannot be `none`. Did you mean `listed`?"],
  ["commands: [{ users: grace }]\n", "not a list. Take the `- ` away."],
  ["commands: { exempt: dba }\n", "Known: `who`, `emergency`."],
  ["who: []\n", "`who` is no setting. It belongs under `commands`."],
  ["demand: any-change\n", "It belongs under `notes`, or did you mean `demands`?"],
  ["phases:\n  banned: { contract: [bulk_insert] }\n", "Did you mean `seed_rows`?"],
  ["demands: [{ kinds: create_foreign_key, demand: note }]\n", "Did you mean `add_foreign_key`?"],
  ["demands: [{ kinds: xyzzy, demand: note }]\n", "docs/policy.schema.json has all."],
  ["ignore:\n  paths: [a]\n", "`ignore` must be text or a list of texts, not a mapping."],
  ["release_tags: *\n", "a value that starts with `*` must stand in quotes."],
  ["mode: warn\n\tx: 1\n", "a tab stands in the indentation: indent with spaces."],
  [
    "demands:\n  - database: billing\n    demand: note\n",
    "`demands[0].database` names no database: `billing`. Under `databases` is `main`.",
  ],
];

for (const [text, words] of meantOtherwise) {
  test(`says what was meant by ${JSON.stringify(text)}`, () => {
    const [first] = read(text).findings;
    assert.ok(first?.message.includes(words), first?.message ?? "nothing was found wrong");
  });
}

const suffix = " Until this is mended, the policy counts as `mode: enforce`.";

for (const [text, expected] of wrong) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const { policy, findings } = read(text);
    assert.equal(policy.mode, "enforce");
    assert.deepEqual({ ...policy, mode: "monitor" }, defaultPolicy);
    assert.deepEqual(
      findings.map(({ place, message, severity }) => {
        assert.equal(severity, "error");
        assert.equal(place.path, path);
        return `${place.line}:${place.column} ${message}`;
      }),
      expected.map((message, index) => (index === 0 ? message + suffix : message)),
    );
  });
}

for (const [text, line, message] of [
  ["a: [\n", 2, /cannot be read/],
  ["a: 1\na: 2\n", 2, /duplicated mapping key/],
  ["a: &x 1\nb: *x\n", 2, /aliases/],
  ["a: 1\n---\nb: 1\n", 1, /more than one document/],
] as const) {
  test(`no YAML: ${JSON.stringify(text)}`, () => {
    const { policy, findings } = read(text);
    assert.equal(policy.mode, "enforce");
    assert.equal(findings[0]?.place.line, line);
    assert.match(findings[0]?.message ?? "", message);
  });
}

test("later layers win key by key, lists as a whole", () => {
  const { policy } = read(
    "mode: enforce\nignore: [a]\nnotes: { markup: markdown, directories: [n] }\nrules: { note-stays: hint, note-is-there: error }\n",
    "ignore: [b]\nnotes: { directories: [m] }\nrules: { note-stays: warning }\n",
  );
  assert.equal(policy.mode, "enforce");
  assert.deepEqual(policy.ignore, ["b"]);
  assert.deepEqual([policy.notes.markup, policy.notes.directories], ["markdown", ["m"]]);
  assert.deepEqual(policy.rules, { "note-stays": "warning", "note-is-there": "error" });
});

test("what is locked stays, and the place that tries is told", () => {
  const { policy, findings } = read(
    "mode: enforce\nexceptions: { grant: review }\nlock: [mode, exceptions.grant, rules.note-is-there]\n",
    "mode: off\nexceptions:\n  grant: author\n  file: x.yaml\nrules: { note-is-there: off, note-stays: off }\n",
  );
  assert.equal(policy.mode, "enforce");
  assert.deepEqual(policy.exceptions, { file: "x.yaml", grant: "review" });
  assert.deepEqual(policy.rules, { "note-stays": "off" });
  assert.deepEqual(
    findings.map(({ place, severity }) => `${severity} ${place.line}:${place.column}`),
    ["warning 1:1", "warning 3:3", "warning 5:10"],
  );
});

test("who may run commands is locked as a whole or in part", () => {
  const organisation = "commands: { who: [{ commands: exempt, teams: dba }], emergency: [on-call] }\n";
  const repository = "commands: { who: [{ users: mallory }], emergency: [mallory-and-friends] }\n";
  const whole = read(`${organisation}lock: commands\n`, repository);
  assert.deepEqual(whole.policy.commands.who[0]?.teams, ["dba"]);
  assert.deepEqual(whole.policy.commands.emergency, ["on-call"]);
  const part = read(`${organisation}lock: commands.who\n`, repository);
  assert.deepEqual(part.policy.commands.who, whole.policy.commands.who);
  assert.deepEqual(part.policy.commands.emergency, ["mallory-and-friends"]);
  for (const { findings } of [whole, part]) assert.match(findings[0]?.message ?? "", /is locked by/u);
});

test("a lock of nothing is told", () => {
  const { findings } = read("lock: [mod]\n");
  assert.match(findings[0]?.message ?? "", /`mod`, which is no setting\. Did you mean `mode`\?/);
});

test("a lock in the repository's own policy is told to do nothing", () => {
  const { findings } = read("mode: warn\nlock: [mode]\n");
  assert.deepEqual(
    findings.map(({ place, severity, message }) => `${severity} ${place.line}:${place.column} ${message}`),
    [
      "warning 2:7 `lock` does nothing in a repository's own policy: no other file could change `mode`. Take it out, or put it into the organisation's policy.",
    ],
  );
});

test("a broken layer counts as enforce, whatever the layers around it say of the mode", () => {
  const { policy, findings } = read("databse: 1\n", "mode: off\nignore: [b]\n");
  assert.equal(policy.mode, "enforce");
  assert.deepEqual(policy.ignore, ["b"]);
  assert.equal(findings.length, 1);
});

test("the digest changes with the policy and not with the order of keys", () => {
  const one = read("mode: warn\nrules: { note-stays: off, note-is-there: hint }\n");
  const other = read("rules: { note-is-there: hint, note-stays: off }\nmode: warn\n");
  assert.equal(one.digest, other.digest);
  assert.notEqual(one.digest, read("mode: warn\n").digest);
  assert.match(one.digest, /^[0-9a-f]{64}$/);
});

test("the names of the readers' rules are those in the readers", () => {
  const root = join(import.meta.dirname, "../../..");
  const found = globSync("src/core/{note,detect}/**/*.ts", { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/"(note-[a-z]+-[a-z-]+|reno-[a-z-]+|settings-[a-z-]+)"/g)].map(
      (match) => match[1] as string,
    );
  });
  const rules = new Set(registry.map(({ name }) => name));
  const expected = [...new Set(["policy-is-sound", ...found])].filter((name) => !rules.has(name));
  assert.deepEqual(readerRules.map(({ name }) => name).toSorted(), expected.toSorted());
});

test("docs/policy.md and docs/policy.schema.json are current: node scripts/make-policy-schema.ts", () => {
  const docs = join(import.meta.dirname, "../../../docs");
  assert.equal(readFileSync(join(docs, "policy.md"), "utf8"), policyPage());
  assert.equal(readFileSync(join(docs, "policy.schema.json"), "utf8"), policySchema());
});

test("every key of the policy is described", () => {
  const undescribed: string[] = [];
  const visit = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties, items, anyOf } = node as {
      properties?: Record<string, { description?: string }>;
      items?: unknown;
      anyOf?: unknown[];
    };
    for (const [key, value] of Object.entries(properties ?? {})) {
      if (value.description === undefined) undescribed.push(`${at}.${key}`);
      visit(value, `${at}.${key}`);
    }
    visit(items, `${at}[]`);
    for (const one of anyOf ?? []) visit(one, at);
  };
  visit(JSON.parse(policySchema()), "");
  assert.deepEqual(undescribed, []);
});

test("a policy that is no YAML says so, and on which line", () => {
  const { findings } = readPolicy([{ path: "p.yml", text: "mode: warn\nignore: [a\nrules: {}\n" }]);
  assert.equal(findings.length, 1);
  const { message, place } = findings[0] as (typeof findings)[number];
  assert.match(
    message,
    /^The policy cannot be read as YAML, so it counts as `mode: enforce`\. Line 3: \S.*\.$/,
  );
  assert.equal(place.line, 3);
});
