import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { toMarkdown } from "../../../../../src/core/render/pull-request/markdown/to-markdown.ts";
import { markdownBlocks } from "../../../../../src/core/render/pull-request/preview/markdown-blocks.ts";
import { assertHarmless } from "../../../../support/app-texts.ts";
import { hostileText } from "../markdown/hostile-text.ts";

function shown(source: string): string {
  return toMarkdown(markdownBlocks(source));
}

test("what a reader sees stays", () => {
  const same = [
    "**Rationale**: `user` is _old_.",
    "- one\n  - two\n\n  after\n- three",
    "1. one\n2. two",
    "```sql\nSELECT 1;\n```",
    "> quoted",
    "#### A title",
  ];
  for (const source of same) assert.equal(shown(source), source);
});

test("links, images and HTML are shown as text", () => {
  const cases: [string, string][] = [
    ["See [the bug](https://bugs.example/1).", "See the bug (`https://bugs.example/1`)."],
    ["![a picture](https://evil.example/i.png)", "a picture (`https://evil.example/i.png`)"],
    ["a <b>bold</b> word", "a `<b>`bold`</b>` word"],
    ["<details>\n\nx", "```\n<details>\n```\n\nx"],
    ["<!-- hidden -->\n\nx", "x"],
    ["[x][y]\n\n[y]: https://evil.example", "x"],
    ["# Title\ntext", "#### Title\n\ntext"],
    ["```mermaid\ngraph\n```", "```\ngraph\n```"],
    ["| a | b |\n|---|---|\n| 1 | 2 |", "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```"],
  ];
  for (const [source, expected] of cases) assert.equal(shown(source), expected, source);
});

test("nothing of a text means anything", () => {
  const text = fc.array(fc.oneof(hostileText, fc.constantFrom("\n", "\n\n", "  ", "> ", "- ", "```")), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (parts) =>
      assertHarmless(`markdown\n${shown(parts.join(""))}`, "https://github.example"),
    ),
    { seed: 6, numRuns: 400 },
  );
});
