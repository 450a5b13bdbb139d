import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { toMarkdown } from "../../../../../src/core/render/pull-request/markdown/to-markdown.ts";
import { rstBlocks } from "../../../../../src/core/render/pull-request/preview/rst-blocks.ts";
import { assertHarmless } from "../../../../support/app-texts.ts";
import { hostileText } from "../markdown/hostile-text.ts";

function shown(...lines: string[]): string {
  return toMarkdown(rstBlocks(lines.join("\n")));
}

test("marks within a line", () => {
  const cases: [string, string][] = [
    ["``user.legacy_id`` goes", "`user.legacy_id` goes"],
    ["**Rationale**: it is *old*.", "**Rationale**: it is _old_."],
    ["a `title` of something", "a _title_ of something"],
    ["`the bug <https://bugs.example/1>`_ and `other`__", "the bug (`https://bugs.example/1`) and other"],
    ["`<https://bugs.example/1>`_", "`https://bugs.example/1`"],
    [":ref:`the page <target>` and :command:`reno`", "the page and `reno`"],
    ["``a`` ``b``", "`a` `b`"],
    ["5 * 6 * 7", String.raw`5 \* 6 \* 7`],
    [String.raw`\*not\* this`, String.raw`\*not\* this`],
    ["re\\ ``struct``\\ ured", "re`struct`ured"],
    ["snake_case and x_ stay", String.raw`snake_case and x\_ stay`],
    ["``open", "\\`\\`open"],
    ['(``a``), "*b*"', '(`a`), "_b_"'],
    ["a**b**c", String.raw`a\*\*b\*\*c`],
  ];
  for (const [source, expected] of cases) assert.equal(shown(source), expected, source);
});

test("lists, also in lists, and what follows them", () => {
  assert.equal(
    shown("* one", "  goes on", "", "  * in it", "", "  after it", "* two", "", "after"),
    "- one goes on\n  - in it\n\n  after it\n- two\n\nafter",
  );
  assert.equal(shown("1. one", "#. two", "", "done"), "1. one\n2. two\n\ndone");
});

test("literal blocks and directives", () => {
  assert.equal(
    shown("Run::", "", "    SELECT 1;", "", "    -- twice", "", "Then go on."),
    "Run:\n\n```\nSELECT 1;\n\n-- twice\n```\n\nThen go on.",
  );
  assert.equal(shown("::", "", "  x"), "```\nx\n```");
  assert.equal(shown(".. code-block:: sql", "   :linenos:", "", "   SELECT 1;"), "```sql\nSELECT 1;\n```");
  assert.equal(shown(".. code-block:: mermaid", "", "   graph"), "```\ngraph\n```");
  assert.equal(
    shown(".. warning:: Take a backup", "   first.", "", "   * of ``user``"),
    "**Warning:** Take a backup first.\n\n- of `user`",
  );
  assert.equal(shown(".. deprecated:: 7.0", "   Use x."), "**Deprecated since version:** 7.0 Use x.");
  assert.equal(
    shown(".. figure:: x.png", "", "   A picture."),
    "```\n.. figure:: x.png\n\n   A picture.\n```",
  );
});

test("what readers do not see is not shown", () => {
  assert.equal(
    shown(".. _target: https://bugs.example/1", "", ".. a comment", "   that goes on", "", "Text."),
    "Text.",
  );
});

test("quotes, terms and fields", () => {
  assert.equal(shown("Said:", "", "    quoted"), "Said:\n\n> quoted");
  assert.equal(shown("term", "    what it means"), "term\n\n> what it means");
  assert.equal(shown(":Rationale: it is old"), "**Rationale:** it is old");
});

test("what is not understood stands there as it is", () => {
  const table = ["===  ===", "a    b", "===  ===", "1    2", "===  ==="];
  for (const lines of [
    table,
    ["Title", "====="],
    ["| a", "| b"],
    ["+--+", "|a |", "+--+"],
    ["```sql", "SELECT 1;", "```"],
  ]) {
    assert.equal(shown(...lines).replaceAll(/^`{3,}\n|\n`{3,}$/gu, ""), lines.join("\n"));
  }
});

test("nothing of a text means anything", () => {
  const text = fc.array(
    fc.oneof(
      hostileText,
      fc.constantFrom("\n", "\n\n", "  ", "* ", "::\n\n  ", ".. note:: ", "`", "`_", "``", "**"),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(text, (parts) => {
      assertHarmless(`markdown\n${toMarkdown(rstBlocks(parts.join("")))}`, "https://github.example");
    }),
    { seed: 5, numRuns: 400 },
  );
});
