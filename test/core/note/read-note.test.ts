/** Reading a note: exact places, insertion, guards, and that no text breaks it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { applyEdits } from "../../../src/core/edits.ts";
import { defaultNoteSettings as settings } from "../../../src/core/note/default-settings.ts";
import { lintNotes } from "../../../src/core/note/lint-tree.ts";
import type { Note } from "../../../src/core/note/note.ts";
import { largestNote, readNote } from "../../../src/core/note/read-note.ts";
import { Lines } from "../../../src/core/place.ts";
import type { Place } from "../../../src/core/place.ts";

const path = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";

function read(text: string): Note {
  return readNote(path, text, settings);
}

function at(text: string, place: Place): string {
  const lines = new Lines(path, text);
  return text.slice(lines.offset(place.line, place.column), lines.offset(place.endLine, place.endColumn));
}

const whole = `---
# A comment.
upgrade:
  - |
    **Schema change**: Drops \`\`user.legacy_id\`\`.

    **Downtime variables**:

    * the longest open transaction
    * rows

    **Data migration**:
fixes:
  - Answers again.
`;

for (const [title, text] of [
  ["line feeds", whole],
  ["CRLF", whole.replaceAll("\n", "\r\n")],
  ["a byte-order mark", `\ufeff${whole}`],
  ["a deeper indent", whole.replaceAll("\n    ", "\n        ").replace("- |", "-   |")],
  ["an indentation indicator", whole.replace("- |", "- |2")],
] as const) {
  test(`places are exact with ${title}`, () => {
    const note = read(text);
    assert.deepEqual(note.findings, []);
    assert.equal(note.readable, true);
    assert.equal(note.uid, "4b1c22d09ae1f377");
    assert.deepEqual(note.renoSections, ["upgrade", "fixes"]);
    const [change, downtime, data] = note.sections;
    assert.ok(change !== undefined && downtime !== undefined && data !== undefined);
    assert.equal(at(text, change.labelPlace), "**Schema change**:");
    assert.equal(at(text, change.place), "Drops ``user.legacy_id``.");
    assert.equal(at(text, downtime.labelPlace), "**Downtime variables**:");
    assert.equal(at(text, downtime.place).replace(/\r?\n +/, "\n"), "* the longest open transaction\n* rows");
    assert.equal(downtime.text, "* the longest open transaction\n* rows");
    assert.equal(data.empty, "nothing");
    assert.equal(at(text, data.place), "");
    assert.deepEqual(
      [data.place.line, data.place.column],
      [data.labelPlace.endLine, data.labelPlace.endColumn],
    );
    assert.ok(note.insertion !== null);
    assert.equal(note.insertion.place.line, 12);
  });
}

test("where lines are not kept, the place is the item", () => {
  const text = 'upgrade:\n  - "**Rationale**: It is\n    unused."\n  - >\n    **Data migration**: None.\n';
  const note = read(text);
  assert.deepEqual(
    note.sections.map((section) => [section.name, section.text, section.none]),
    [
      ["rationale", "It is unused.", false],
      ["data_migration", "None.", true],
    ],
  );
  assert.match(at(text, note.sections[0]?.place as Place), /^"\*\*Rationale[^]*unused\."$/);
  assert.equal(note.insertion, null);
});

test("a section on one line has an exact place", () => {
  const text = "upgrade:\n  - Rationale\n  - 'Downtime variables'\n  - '**Rationale**: unused.'\n";
  const note = read(text);
  assert.equal(at(text, note.sections[0]?.place as Place), "unused.");
});

test("without labels, text goes into the first item of upgrade", () => {
  const text = "fixes:\n  - |\n    a\nupgrade:\n  - |\n    b\n  - |\n    c\n";
  assert.deepEqual(read(text).insertion, {
    place: { path, line: 6, column: 6, endLine: 6, endColumn: 6 },
    indent: 4,
  });
  assert.equal(read("fixes:\n  - |\n    a\n").insertion, null);
  assert.equal(read("upgrade:\n  - a\n").insertion, null);
});

test("a renamed section of reno's is not joined with one that is there", () => {
  const [finding] = read("upgrade:\n  - a\nupgrades:\n  - b\n").findings;
  assert.equal(finding?.rule, "note-section-is-known");
  assert.equal(finding?.fix, null);
});

const rules = (text: string): string[] => read(text).findings.map(({ rule }) => rule);

test("guards: size, depth, aliases, control characters", () => {
  const bomb = `a: &a [x,x,x,x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [*a,*a,*a]`).join("\n")}\n`;
  assert.equal(read(bomb).sections.length, 0);
  assert.deepEqual(rules("x".repeat(largestNote + 1)), ["note-is-yaml"]);
  assert.deepEqual(rules("[".repeat(5000)), ["note-is-yaml"]);
  assert.deepEqual(rules(`a: ${"{a: ".repeat(40)}`), ["note-is-yaml"]);
  assert.equal(read("fixes:\n  - a\u0000b\n").readable, false);
  assert.deepEqual(rules("fixes:\n  - a\u0000b\n"), ["note-is-yaml"]);
  assert.deepEqual(rules("fixes:\n  - |\n    a\u2028b\n"), ["note-is-yaml"]);
  assert.equal(rules("\u0001".repeat(10000)).length, 5);
});

test("hostile texts of the greatest size take less than 2 seconds", () => {
  const size = largestNote - 200;
  const body = (line: string): string =>
    `upgrade:\n  - |\n${`    ${line}\n`.repeat(size / (line.length + 5))}`;
  const texts = [
    "- ".repeat(size / 2),
    "? ".repeat(size / 2),
    "`\n".repeat(size / 2),
    "- *a\n".repeat(size / 5),
    "- a: b: c\n".repeat(size / 10),
    "\ta\n".repeat(size / 3),
    "upgrade:\n  - |\n" + " x\n".repeat(size / 3),
    "fixes:\n" + "  -\n".repeat(size / 4),
    "fixes:\n" + "  - no #1\n".repeat(size / 10),
    "fixes: a\n".repeat(size / 9),
    Array.from({ length: size / 12 }, (_, n) => `k${n}: v`).join("\n"),
    body("**Rationale**: x"),
    body("* **Downtime varables**: x"),
    body("**".repeat(20)),
    body("[a](".repeat(20)),
    body("<a ".repeat(20)),
    body("## x"),
    body("x::"),
    body("```"),
    body("* x"),
    body("Rationale"),
    body("-----"),
    `upgrade: |\n  ${"**".repeat(size / 2)}`,
    `upgrade: |\n  ${"[a](https://".repeat(size / 12)}`,
    `upgrade: |\n  ${"``".repeat(size / 2)}](`,
    `upgrade: |\n  ${"<a ".repeat(size / 3)}`,
    `upgrade: |\n  **Data migration**: ${"no data ".repeat(size / 8)}`,
    `upgrade: |\n  **Data migration**: ${"-".repeat(size)}`,
    `upgrade: |\n  **Data migration**: ${" ".repeat(size)}x`,
    `upgrade: ${" ".repeat(size)}`,
    `upgrade: a${" ".repeat(size)}#`,
    `upgrade: a${"\t".repeat(size)}b`,
    `${" \n".repeat(size / 2)}a`,
    `a\n${" \n".repeat(size / 2)}- b`,
  ];
  for (const text of texts) {
    const start = performance.now();
    const note = read(text);
    const took = performance.now() - start;
    assert.ok(took < 2000, `${text.slice(0, 40)} took ${took} ms`);
    assert.ok(note.findings.length < text.length);
  }
});

const piece = fc.oneof(
  fc.constantFrom(
    "upgrade:",
    "fixes:\n",
    "  - ",
    "- |\n",
    "    ",
    "\n",
    "\n\n",
    "**Rationale**:",
    "## Data migration",
    ": ",
    " #1",
    "`",
    "*",
    "&a ",
    "*a",
    "!x ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "%",
    "@",
    "\t",
    "---\n",
    "...\n",
    "\r\n",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\0",
    "::\n",
    ".. note::\n",
    "```\n",
    "None.",
    "no",
    "12:30",
    "~",
    "<<: *a",
    "? ",
    "<why is it so?>",
    "TODO",
    "----",
    "Rationale\n",
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const hostile = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

test("no text makes it throw, and every place and edit is in the file", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const note = read(text);
      const last = new Lines(path, text).position(text.length);
      const places = [
        ...note.findings.flatMap(({ place, fix }) => [
          place,
          ...(fix?.edits ?? []).map((edit) => edit.place),
        ]),
        ...note.sections.flatMap((section) => [section.place, section.labelPlace]),
        ...(note.insertion === null ? [] : [note.insertion.place]),
      ];
      for (const place of places) {
        assert.ok(place.line >= 1 && place.column >= 1);
        assert.ok(
          place.endLine > place.line || (place.endLine === place.line && place.endColumn >= place.column),
        );
        assert.ok(place.endLine <= last.line);
      }
      lintNotes([note, note]);
    }),
    { numRuns: 3000, seed: 7 },
  );
});

test("an edit mends what it is offered for: the same finding is gone once it is applied", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const note = read(text);
      for (const { fix, rule, severity } of note.findings.slice(0, 3)) {
        if (fix === null || fix === undefined || severity !== "error" || !note.readable) continue;
        const after = read(applyEdits(path, text, fix.edits).text);
        const count = (of: Note): number => of.findings.filter((finding) => finding.rule === rule).length;
        assert.ok(!after.readable || count(after) <= count(note), `${rule}: ${JSON.stringify(text)}`);
      }
    }),
    { numRuns: 1500, seed: 11 },
  );
});

test("a note of thousands of items takes time in proportion to its text", () => {
  const before = process.cpuUsage();
  read(`upgrade:\n${"  - |\n    Words.\n".repeat(14_000)}`);
  assert.ok(process.cpuUsage(before).user < 900_000);
});
