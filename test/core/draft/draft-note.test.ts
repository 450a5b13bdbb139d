/** The drafted note: what it says, what it leaves, and that it is read back as it was meant, whatever the names. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";
import { load } from "js-yaml";

import { draftNote } from "../../../src/core/draft/draft-note.ts";
import type { DraftInput } from "../../../src/core/draft/draft-note.ts";
import { draftSection } from "../../../src/core/draft/section-words.ts";
import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import { sectionNames } from "../../../src/core/note/note.ts";
import type { Note } from "../../../src/core/note/note.ts";
import { readNote } from "../../../src/core/note/read-note.ts";
import type { Impact } from "../../../src/core/impact.ts";
import type { Demand, Operation } from "../../../src/core/operation.ts";
import { operationsOf } from "../../support/operations.ts";

function impact(variables: string[], offline: boolean): Impact {
  return {
    engine: "postgresql",
    version: "14 or later",
    work: "metadata",
    locks: [],
    algorithm: null,
    grows: false,
    breaksOldCode: offline,
    irreversible: offline,
    offline,
    reasons: [],
    variables: variables.map((why) => ({ name: why, table: null, why, query: null })),
    saferWay: null,
    transaction: null,
    refused: null,
    source: "",
  };
}

function judged(sql: string, demand: Demand = "note_and_exception", variables: string[] = []): Operation[] {
  const one = impact(variables, demand === "note_and_exception");
  return operationsOf(sql).map(
    (operation) => ({ ...operation, newTable: false, impacts: [one], impact: one, demand }) as Operation,
  );
}

function draft(
  operations: readonly Operation[],
  more: Partial<DraftInput> = {},
): ReturnType<typeof draftNote> {
  return draftNote({
    operations,
    directory: "releasenotes/notes",
    slug: "Drop legacy/id",
    uid: "4b1c22d09ae1f377",
    existing: null,
    settings: defaultNoteSettings,
    rationale: null,
    ...more,
  });
}

function read(path: string, text: string): Note {
  return readNote(path, text, defaultNoteSettings);
}

const dropped = judged('ALTER TABLE "user" DROP COLUMN legacy_id', "note_and_exception", [
  "the longest open transaction on ``user``: the ALTER waits for it",
  "how long processes of the previous release keep running: they select the column",
]);

test("a new note", () => {
  const { path, text, gaps, edits } = draft(dropped);
  assert.equal(path, "releasenotes/notes/drop-legacy-id-4b1c22d09ae1f377.yaml");
  assert.equal(
    text,
    `---
upgrade:
  - |
    **Schema change**: Drops \`\`user.legacy_id\`\`.

    **Rationale**: <why is this change made?>

    **Data migration**: None.

    **Downtime variables**:

    * the longest open transaction on \`\`user\`\`: the ALTER waits for it
    * how long processes of the previous release keep running: they select the column

    **Also for operators**: What happens to \`\`user.legacy_id\`\` cannot be undone: take a backup first. <what else should operators know, or is there nothing?>
`,
  );
  assert.deepEqual(gaps, [
    "<why is this change made?>",
    "<what else should operators know, or is there nothing?>",
  ]);
  assert.deepEqual(edits, [{ place: { path, line: 1, column: 1, endLine: 1, endColumn: 1 }, text }]);
});

test("its gaps are refused, the rest says something", () => {
  const { path, text } = draft(dropped);
  const note = read(path, text);
  assert.deepEqual(note.findings, []);
  assert.deepEqual(
    note.sections.map(({ name, empty, none }) => [name, empty, none]),
    [
      ["schema_change", null, false],
      ["rationale", "gap", false],
      ["data_migration", null, true],
      ["downtime_variables", null, false],
      ["operator_notes", "gap", false],
    ],
  );
});

test("the reason of the pull request is in one line, and to be confirmed", () => {
  const rationale =
    "Nothing reads `legacy_id`.\n\n**Data migration**: all of it\n\n* and::\n<!-- a template -->";
  const { path, text } = draft(dropped, { rationale });
  const section = read(path, text).sections.find(({ name }) => name === "rationale");
  assert.equal(
    section?.text,
    "<from the pull request: is this why?> Nothing reads ``legacy_id``. **Data migration**: all of it * and.",
  );
  assert.equal(section?.empty, "gap");
  assert.equal(read(path, text).sections.length, 5);
});

test("each section as the operations tell it", () => {
  const many = judged(Array.from({ length: 5 }, (_, n) => `ALTER TABLE t${n} DROP COLUMN c;`).join("\n"));
  assert.equal(
    draftSection("schema_change", many),
    "Drops ``t0.c``, ``t1.c``, ``t2.c``, ``t3.c`` and ``t4.c``.",
  );
  const mixed = judged("DROP TABLE a; DROP TABLE b; ALTER TABLE c RENAME TO d; TRUNCATE e; DROP TYPE f;");
  assert.match(draftSection("schema_change", mixed), /^\* Drops the tables ``a`` and ``b``\.\n\* Renames/);
  assert.equal(draftSection("data_migration", judged("UPDATE a SET b = 1")), "Updates ``a.b`` in all rows.");
  assert.equal(draftSection("downtime_variables", judged("ALTER TABLE a ADD b int", "hint")), "None.");
  assert.match(
    draftSection("data_migration", judged("CALL f()", "note")),
    /Calls ``f``|<the migration runs code/,
  );
  const small = judged(
    Array.from({ length: 9 }, (_, n) => `CREATE INDEX i${n} ON t${n} (c);`).join("\n"),
    "hint",
  );
  const all = [...judged("DROP TABLE gone"), ...small];
  assert.match(draftSection("schema_change", all), /3 smaller changes that operators need not plan for\.$/);
  const variables = Array.from({ length: 20 }, (_, n) => `variable ${n}`);
  const lines = draftSection(
    "downtime_variables",
    judged("DROP TABLE a", "note_and_exception", variables),
  ).split("\n");
  assert.equal(lines.length, 8);
  assert.equal(lines[0], "* variable 0");
});

test("rows that change are told of in the data migration, and named in the change", () => {
  const both = judged("UPDATE a SET b = 1 WHERE b IS NULL; DELETE FROM c; ALTER TABLE a DROP COLUMN d;");
  assert.equal(
    draftSection("schema_change", both),
    "Drops ``a.d``. Changes rows of ``a`` and ``c``, as the data migration says.",
  );
  assert.equal(
    draftSection("data_migration", both),
    "Updates ``a.b`` in some rows. Deletes all rows of ``c``.",
  );
});

test("thirty operations stay under a page, and nothing that must be named is left out", () => {
  const tables = ["account", "session", "region"];
  const sql = tables.flatMap((table) => [
    ...[1, 2, 3, 4].map((n) => `CREATE INDEX ix_${table}_${n} ON ${table} (c${n}, d${n});`),
    ...[1, 2].map(
      (n) => `ALTER TABLE ${table} ADD CONSTRAINT fk_${table}_${n} FOREIGN KEY (c${n}) REFERENCES zone (id);`,
    ),
    ...[1, 2, 3].map((n) => `ALTER TABLE ${table} DROP COLUMN e${n};`),
    `UPDATE ${table} SET c1 = 1 WHERE c2 IS NULL;`,
  ]);
  assert.equal(sql.length, 30);
  const operations = judged(sql.join("\n"));
  assert.equal(operations.length, 30);
  const { text } = draft(operations);
  assert.ok(text.split("\n").length < 40 && text.length < 3500, text);
  const change = draftSection("schema_change", operations);
  for (const table of tables) {
    for (const name of [`${table}`, "e1", "e2", "e3"]) assert.ok(change.includes(`\`\`${name}\`\``), name);
    assert.ok(change.includes(`Creates 4 indexes on \`\`${table}\`\`: \`\`ix_${table}_1\`\`,`), change);
    assert.ok(change.includes(`Adds 2 foreign keys from \`\`${table}\`\` to \`\`zone\`\`.`), change);
  }
});

const existing: [string, string, string][] = [
  [
    "sections are added where the others are",
    "fixes:\n  - a\nupgrade:\n  - |\n    **Schema change**: Drops ``user.legacy_id``.\n  - b\n",
    "fixes:\n  - a\nupgrade:\n  - |\n    **Schema change**: Drops ``user.legacy_id``.\n\n    **Rationale**: <why",
  ],
  [
    "a missing section goes where a drafted note has it",
    "upgrade:\n  - |\n    **Schema change**: Drops ``user.legacy_id``.\n\n    **Data migration**: None.\n",
    "upgrade:\n  - |\n    **Schema change**: Drops ``user.legacy_id``.\n\n    **Rationale**: <why is this change made?>\n\n    **Data migration**: None.\n\n    **Downtime variables**:",
  ],
  [
    "a gap of the draft stays, an empty body is filled",
    "upgrade:\n  - |\n    **Schema change**:\n    **Rationale**: <why is this change made?>\n",
    "upgrade:\n  - |\n    **Schema change**: Drops ``user.legacy_id``.\n    **Rationale**: <why is this change made?>\n\n    **Data migration**: None.\n",
  ],
  [
    "a placeholder is replaced, below its label too",
    "upgrade:\n  - |\n    **Rationale**: Unused.\n\n    **Schema change**:\n\n      TODO\n",
    "upgrade:\n  - |\n    **Rationale**: Unused.\n\n    **Schema change**: Drops ``user.legacy_id``.\n\n    **Data migration**: None.",
  ],
  [
    "an item that is no literal block gets a neighbour",
    "upgrade:\n- Drops a column.\nfixes:\n- b\n",
    "upgrade:\n- Drops a column.\n- |\n  **Schema change**: Drops ``user.legacy_id``.\n\n  **Rationale**",
  ],
  [
    "a note without upgrade gets one",
    "---\nfixes:\n  - |\n    a\n",
    "---\nfixes:\n  - |\n    a\nupgrade:\n  - |\n    **Schema change**: Drops",
  ],
];

for (const [title, source, expected] of existing) {
  test(`an existing note: ${title}`, () => {
    const note = read("releasenotes/notes/x-88ab22d09ae1f3c1.yaml", source);
    const { path, text, edits } = draft(dropped, { existing: note });
    assert.equal(path, note.path);
    assert.equal(text.slice(0, expected.length), expected);
    assert.ok(edits.length > 0);
    const after = read(path, text);
    assert.deepEqual(after.findings, []);
    assert.equal(after.sections.length, 5);
    assert.deepEqual(draft(dropped, { existing: after }).edits, []);
  });
}

test("a note that cannot be read gets a new one beside it", () => {
  const note = read("releasenotes/notes/x-88ab22d09ae1f3c1.yaml", "a: [\n");
  assert.equal(
    draft(dropped, { existing: note }).path,
    "releasenotes/notes/drop-legacy-id-4b1c22d09ae1f377.yaml",
  );
});

const hostileName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        "`",
        "``",
        "'",
        '"',
        ":",
        ": ",
        " #",
        "\n",
        "\r\n",
        "\t",
        "\u0000",
        "\u001b[31m",
        "\u202e",
        "\u2028",
        "\u0085",
        "\ufeff",
        "**Rationale**:",
        "a",
        " ",
        "- ",
        "\\",
        "::",
        "\ud800",
        "é",
        "漢字",
        "<why is it so?>",
        "|",
        "]]>",
        "@you",
        "user",
        "\n\nRationale: x",
        "x".repeat(500),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((pieces) => pieces.join("")),
);

/** The text of the only item, as a reader of YAML sees it. */
function itemOf(text: string): string {
  const { upgrade } = load(text) as { upgrade: string[] };
  assert.equal(upgrade.length, 1);
  return upgrade[0] as string;
}

test("any names, reasons and variables come back as they were meant", () => {
  const [drop] = dropped;
  assert.ok(drop !== undefined);
  fc.assert(
    fc.property(
      hostileName,
      hostileName,
      hostileName,
      fc.constantFrom("rst", "markdown"),
      (table, column, other, markup) => {
        const one = impact([other, `rows of ${table}`], true);
        const operation = { ...drop, table, columns: [column], impacts: [one], impact: one } as Operation;
        const settings = { ...defaultNoteSettings, markup } as const;
        const { path, text } = draft([operation], { settings, rationale: other, slug: other });
        assert.match(path, /^releasenotes\/notes\/[a-z0-9-]+-4b1c22d09ae1f377\.yaml$/);
        assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, "nothing hidden");
        const note = readNote(path, text, settings);
        const errors = note.findings.filter(({ severity }) => severity === "error");
        assert.deepEqual(errors, []);
        assert.deepEqual(
          note.sections.map(({ name }) => name),
          [...sectionNames],
        );
        const body = draftSection("schema_change", [operation], markup);
        assert.equal(note.sections[0]?.text, body);
        assert.equal(
          note.sections[3]?.text,
          draftSection("downtime_variables", [operation], markup).trimEnd(),
        );
        assert.ok(itemOf(text).startsWith(`**Schema change**: ${body}\n`));
      },
    ),
    { seed: 5, numRuns: 1500 },
  );
});

test("the downtime variables of one table stand together, what is general first only where it came first", () => {
  const body = (...given: [name: string, table: string | null][][]): string[] => {
    const operations = given.map((list): Operation => {
      const [operation] = judged("DROP TABLE a");
      const variables = list.map(([name, table]) => {
        const why = `${name}${table === null ? "" : ` of \`\`${table}\`\``}`;
        return { name, table, why, query: null };
      });
      return { ...operation, impacts: [{ ...impact([], true), variables }] } as Operation;
    });
    return draftSection("downtime_variables", operations).split("\n");
  };
  const rows: [string, string | null][] = [
    ["rows", "a"],
    ["bytes", "a"],
    ["lag", null],
  ];
  assert.deepEqual(
    body(rows, [
      ["triggers", "b"],
      ["old", null],
      ["indexes", "b"],
    ]),
    ["* rows of ``a``", "* bytes of ``a``", "* triggers of ``b``", "* indexes of ``b``", "* old", "* lag"],
  );
  assert.deepEqual(body([["old", null], ...rows]), ["* old", "* lag", "* rows of ``a``", "* bytes of ``a``"]);
});
