import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import { defaultNoteSettings } from "../../../../../src/core/note/default-settings.ts";
import type { NoteSettings } from "../../../../../src/core/note/note.ts";
import { readNote } from "../../../../../src/core/note/read-note.ts";
import { toMarkdown } from "../../../../../src/core/render/pull-request/markdown/to-markdown.ts";
import { notePreview } from "../../../../../src/core/render/pull-request/preview/note-preview.ts";
import { assertHarmless } from "../../../../support/app-texts.ts";
import { matchesFile } from "../../../../support/snapshot.ts";
import { hostileText } from "../markdown/hostile-text.ts";

const path = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";

function preview(text: string, settings: Partial<NoteSettings> = {}): string {
  return toMarkdown(notePreview([readNote(path, text, { ...defaultNoteSettings, ...settings })]));
}

/** A note with one item, whatever is in it. */
function noteWith(item: string): string {
  return JSON.stringify({ upgrade: [item] });
}

const note = `---
fixes:
  - The \`bug 1929066 <https://bugs.launchpad.net/keystone/+bug/1929066>\`_ is gone.
upgrade:
  - |
    **Schema change**: Drops \`\`user.legacy_id\`\`.

    **Rationale**: It holds identifiers of a service that was retired in 6.2, see
    :ref:\`retired <services>\`.

    **Data migration**: Rows are copied first::

      INSERT INTO archive SELECT * FROM "user";

    **Downtime variables**:

    * the longest open transaction on \`\`user\`\`
    * how long processes of the previous release
      keep running

      1. on the first host
      2. on the others

    .. warning::
       Take a backup first.

    **Also for operators**: None.
  - Another item, of one line.
prelude: >
    What this release is about.
rationale:
  - Nobody reads this.
`;

test("a note is shown as reno's report prints it", () => {
  matchesFile(`${preview(note)}\n`, join(import.meta.dirname, "..", "fixtures", "preview.md"));
});

test("sections have the titles of reno, and those of its configuration stand in its order", () => {
  const text = "upgrade: one\nschema_change: two\nprelude: three\n";
  const renoSections = ["prelude", "schema_change", "upgrade"];
  const titles = (shown: string): string[] =>
    [...shown.matchAll(/^#### (.*)$/gmu)].map(([, title = ""]) => title);
  assert.deepEqual(titles(preview(text, { renoSections })), ["Prelude", "Schema change", "Upgrade Notes"]);
  assert.match(
    preview("features: one\nnobody: two\n"),
    /reno leaves out what it does not know: `nobody`\.$/u,
  );
});

test("what nobody will see is said", () => {
  assert.match(preview("upgrade: [\n"), /cannot be read/u);
  assert.match(preview("upgrade:\n  -\n"), /It says nothing\.$/u);
});

test("notes in Markdown are shown as Markdown", () => {
  const text = noteWith("**Rationale**: `a` and ``b``.\n\n- *one*\n");
  assert.match(preview(text, { markup: "markdown" }), /- \*\*Rationale\*\*: `a` and `b`\.\n {2}- _one_$/u);
});

test("nothing of a note means anything", () => {
  const item = fc.array(fc.oneof(hostileText, fc.constantFrom("\n", "\n\n", "  ", "::\n\n  ")), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(item, hostileText, fc.constantFrom("rst", "markdown"), (parts, name, markup) => {
      const text = JSON.stringify({ upgrade: [parts.join("")], prelude: parts.join(" "), [name]: name });
      assertHarmless(`markdown\n${preview(text, { markup })}`, "https://github.example");
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("no text takes long", () => {
  const rst = [
    "*a ",
    "``a ",
    "`a <",
    ":a-",
    "* ",
    "  * a\n",
    "a\n b\n",
    ".. a\n",
    "\n\n",
    "| a\n\n",
    "`` ` ",
    "   ",
  ];
  const markdown = [
    "*a _b ",
    "[",
    "> ",
    "- ",
    "**a*",
    "![[](",
    "<a ",
    "[a](",
    "- a\n  ",
    "&#",
    "\\",
    "_a__",
    "   ",
  ];
  const cases = [
    ...rst.map((part) => ["rst", part] as const),
    ...markdown.map((part) => ["markdown", part] as const),
  ];
  for (const [markup, part] of cases) {
    const deep = Array.from({ length: 240 }, (_, at) => `${" ".repeat(at)}${part}`).join("\n");
    for (const text of [part.repeat(Math.floor(29_000 / part.length)), part.repeat(700), deep]) {
      const start = process.cpuUsage();
      preview(noteWith(text), { markup });
      const { user } = process.cpuUsage(start);
      assert.ok(user < 1_000_000, `${markup} ${JSON.stringify(part)}: ${user}`);
    }
  }
});
