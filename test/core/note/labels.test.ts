/** The forms in which a note may label its sections, and what is none of them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import type { Note, NoteSettings } from "../../../src/core/note/note.ts";
import { readNote } from "../../../src/core/note/read-note.ts";

function read(body: string, settings: Partial<NoteSettings> = {}): Note {
  const lines = body.split("\n").map((line) => (line === "" ? "" : `    ${line}`));
  const text = `upgrade:\n  - |\n${lines.join("\n")}\n`;
  return readNote("releasenotes/notes/x-4b1c22d09ae1f377.yaml", text, {
    ...defaultNoteSettings,
    ...settings,
  });
}

function told(note: Note): Record<string, string> {
  return Object.fromEntries(note.sections.map((section) => [section.name, section.text]));
}

const forms: [string, string][] = [
  ["bold, colon behind", "**Rationale**: It is unused."],
  ["bold, colon inside", "**Rationale:** It is unused."],
  ["underscores", "__Rationale__: It is unused."],
  ["field", ":Rationale: It is unused."],
  ["bare", "Rationale: It is unused."],
  ["heading", "## Rationale\n\nIt is unused."],
  ["heading with a colon", "# Rationale:\nIt is unused."],
  ["heading closed", "### Rationale ###\n\nIt is unused."],
  ["bold alone", "**Rationale**\n\nIt is unused."],
  ["bold alone over a block", "**Rationale**\n  It is unused."],
  ["alone over a block", "Rationale\n  It is unused."],
  ["underlined", "Rationale\n---------\n\nIt is unused."],
  ["bold and underlined", "**Rationale**\n=============\nIt is unused."],
  ["in a list", "* **Rationale**: It is unused."],
  ["bare in a list", "- Rationale: It is unused."],
  ["numbered", "1. **Rationale**: It is unused."],
  ["lower case", "**rationale**: It is unused."],
  ["as a section is written", "**RATIONALE**: It is unused."],
  ["below the label", "**Rationale**:\n\n  It is unused."],
];

for (const [title, body] of forms) {
  test(`a label: ${title}`, () => assert.deepEqual(told(read(body)), { rationale: "It is unused." }));
}

const alone: [string, string, string[]][] = [
  [
    "full names count line under line",
    "**Schema change**\nDrops a.\n**Rationale**\nUnused.",
    ["schema_change", "rationale"],
  ],
  ["a synonym begins a paragraph", "Drops a.\n\n**Why**\nUnused.", ["rationale"]],
  ["a synonym stands over a block", "Drops a.\n**Why**\n  Unused.", ["rationale"]],
  ["a synonym in the middle of a paragraph is a word", "This is the\n**schema**\nof the table.", []],
];

for (const [title, body, expected] of alone) {
  test(`bold alone: ${title}`, () => {
    assert.deepEqual(
      read(body).sections.map(({ name }) => name),
      expected,
    );
  });
}

const names: [string, string][] = [
  ["Schema change", "schema_change"],
  ["schema_changes", "schema_change"],
  ["Database change", "schema_change"],
  ["Why", "rationale"],
  ["Reason for this change", "rationale"],
  ["data-migration", "data_migration"],
  ["DataMigration", "data_migration"],
  ["Downtime", "downtime_variables"],
  ["Downtime variables", "downtime_variables"],
  ["Also for operators", "operator_notes"],
  ["Operator notes", "operator_notes"],
  ["For operators", "operator_notes"],
];

for (const [label, name] of names) {
  test(`a name: ${label}`, () => assert.deepEqual(told(read(`**${label}**: text`)), { [name]: "text" }));
}

const none: [string, string][] = [
  ["a bare synonym", "Why: it is unused."],
  ["a field that is a synonym", ":Reason: it is unused."],
  ["prose with the words", "The rationale: it is unused."],
  ["in a literal block", "Write::\n\n    Rationale: It is unused."],
  ["in a directive", ".. code-block:: yaml\n\n   rationale: It is unused."],
  ["in a fence", "```\nRationale: It is unused.\n```"],
  ["in a comment", ".. Rationale: It is unused."],
  ["code", "``Rationale``"],
  ["a role", ":ref:`Rationale`"],
  ["two colons", "Rationale:: It is unused."],
  ["alone over prose", "Rationale\nof this."],
];

for (const [title, body] of none) {
  test(`no label: ${title}`, () => assert.deepEqual(told(read(body)), {}));
}

test("bare labels of a list inside a section are its text", () => {
  const note = read("**Downtime variables**:\n\n* rationale: none\n* rows");
  assert.deepEqual(told(note), { downtime_variables: "* rationale: none\n* rows" });
});

test("bare labels of a list that is not inside a section count, one after the other", () => {
  const note = read("* Schema change: Drops it.\n* Rationale: It is\n  unused.\n* Data migration: None.");
  assert.deepEqual(told(note), {
    schema_change: "Drops it.",
    rationale: "It is\nunused.",
    data_migration: "None.",
  });
});

test("a body is dedented, with its blocks", () => {
  const note = read(
    "**Schema change**:\n\n  Runs this::\n\n      ALTER TABLE x\n\n  and ends.\n\n**Rationale**: y",
  );
  assert.equal(told(note)["schema_change"], "Runs this::\n\n    ALTER TABLE x\n\nand ends.");
});

test("another heading ends a section", () => {
  const note = read("## Rationale\n\nIt is unused.\n\n## Configuration\n\nSet it.", { markup: "markdown" });
  assert.deepEqual(told(note), { rationale: "It is unused." });
});

test("a bold label of something else does not", () => {
  const note = read("**Data migration**: Moves rows.\n\n**Hint**: slowly.");
  assert.deepEqual(told(note), { data_migration: "Moves rows.\n\n**Hint**: slowly." });
});

test("the policy's labels count on top", () => {
  const settings = { labels: { rationale: ["Begründung"], downtime_variables: ["Wartezeit hängt ab von"] } };
  const note = read(
    "Begründung: Ungenutzt.\n\n**wartezeit hängt ab von**: Zeilen\n\n**Rationale**: more",
    settings,
  );
  assert.deepEqual(told(note), { rationale: "Ungenutzt.\n\nmore", downtime_variables: "Zeilen" });
});

test("parts of several items are one section", () => {
  const text =
    "upgrade:\n  - |\n    **Schema change**: Drops a.\n  - |\n    **Schema change**: Drops b.\nother:\n  - |\n    **Rationale**: Unused.\n";
  const note = readNote("releasenotes/notes/x-4b1c22d09ae1f377.yaml", text, defaultNoteSettings);
  assert.deepEqual(told(note), { schema_change: "Drops a.\n\nDrops b.", rationale: "Unused." });
  assert.deepEqual(note.findings, []);
});

test("sections of their own count where the configuration lists them, beside labels", () => {
  const settings: NoteSettings = {
    ...defaultNoteSettings,
    renoSections: ["prelude", "upgrade", "schema_change", "downtime_variables"],
  };
  const text =
    "schema_change:\n  - |\n    Drops a.\n  - Drops b.\ndowntime_variables: none\nupgrade:\n  - |\n    **Rationale**: Unused.\n\n    **Schema change**: Twice.\n";
  const note = readNote("releasenotes/notes/x-4b1c22d09ae1f377.yaml", text, settings);
  assert.deepEqual(told(note), {
    schema_change: "Drops a.\n\nDrops b.\n\nTwice.",
    downtime_variables: "none",
    rationale: "Unused.",
  });
  assert.deepEqual(
    note.findings.map(({ rule, place }) => [rule, place.line]),
    [["note-section-stands-once", 10]],
  );
});
