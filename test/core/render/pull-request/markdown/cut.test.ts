/** What is too long loses its end, whole parts at a time, and says so. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";
import type { RootContent } from "mdast";

import {
  type Block,
  code,
  codeBlock,
  details,
  heading,
  list,
  mark,
  paragraph,
  table,
} from "../../../../../src/core/render/pull-request/markdown/nodes.ts";
import { mostBytes, toMarkdown } from "../../../../../src/core/render/pull-request/markdown/to-markdown.ts";
import { parsed, seen } from "./github.ts";
import { hostileText } from "./hostile-text.ts";

const seal = "<!-- lockstep-seen: 12ab -->";
const ending = [paragraph("The end."), mark(seal)];

const rows = (number: number): Block =>
  table(
    [["operation"], ["where"]],
    Array.from({ length: number }, (_, at) => [[code(`op ${at}`)], [`line ${at}`]]),
    { one: "operation" },
  );

const block: fc.Arbitrary<Block> = fc.oneof(
  hostileText.map((value) => paragraph("a ", value, code(value))),
  hostileText.map((value) => heading(3, "b ", value)),
  hostileText.map((value) => codeBlock("sql", value)),
  hostileText.map((value) => details("more", paragraph("c ", value), rows(3))),
  fc.array(hostileText, { minLength: 1, maxLength: 12 }).map((values) =>
    table(
      [["one"], ["two"]],
      values.map((value) => [[code(value)], ["d ", value]]),
    ),
  ),
  fc.tuple(fc.boolean(), fc.array(hostileText, { minLength: 1, maxLength: 12 })).map(([ordered, values]) =>
    list(
      values.map((value) => [paragraph("e ", value), codeBlock("", value)]),
      { ordered },
    ),
  ),
);

/** A list that another follows is written with another sign: only what it says counts. */
function same(whole: RootContent | undefined, part: RootContent | undefined): boolean {
  if (whole === undefined || part === undefined || whole.type !== part.type) return false;
  if ((part.type !== "table" && part.type !== "list") || whole.type !== part.type)
    return seen(part) === seen(whole);
  const all = whole.children.map(seen);
  return part.children.every((child, at) => seen(child) === all[at]);
}

test("the result is within the limit, and is the beginning of the whole with its ending", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 8 }), fc.integer({ min: 220, max: 3000 }), (blocks, limit) => {
      const whole = toMarkdown(blocks, { limit: 1e9, ending });
      const markdown = toMarkdown(blocks, { limit, ending });
      if (Buffer.byteLength(whole) <= limit) return assert.equal(markdown, whole);
      assert.ok(Buffer.byteLength(markdown) <= limit, `${Buffer.byteLength(markdown)} of ${limit}`);
      assert.ok(markdown.endsWith(`The end.\n\n${seal}`));
      const all = parsed(whole).children;
      const shown = parsed(markdown).children;
      const [line] = shown.splice(-3);
      assert.match(seen(line as RootContent), /^\d.* did not fit here: /u);
      shown.forEach((part, at) => assert.ok(same(all[at], part), markdown));
      // Only the last may lack some of its entries.
      shown.slice(0, -1).forEach((part, at) => assert.equal(seen(part), seen(all[at] as RootContent)));
    }),
    { numRuns: 150 },
  );
});

test("what is left out is counted in its own words, and where all of it is to be read is said", () => {
  const blocks = [paragraph("Do this."), rows(40), paragraph("a"), paragraph("b")];
  const markdown = toMarkdown(blocks, { limit: 400, ending, elsewhere: ["look at ", code("x"), "."] });
  const shown = parsed(markdown).children[1];
  assert.ok(shown?.type === "table");
  const left = 40 - (shown.children.length - 1);
  assert.ok(left > 20 && left < 40, markdown);
  assert.ok(
    markdown.includes(`\n\n${left} operations and 2 more parts did not fit here: look at \`x\`.\n\n`),
  );
});

test("an ending that is too long is cut like the rest, but for its marks", () => {
  const long = Array.from({ length: 50 }, (_, at) => paragraph(`Remark ${at}.`));
  const markdown = toMarkdown([paragraph("Do this.")], { limit: 400, ending: [...long, mark(seal)] });
  assert.ok(Buffer.byteLength(markdown) <= 400 && markdown.startsWith("Do this.\n\nRemark 0."));
  assert.ok(markdown.endsWith(`shows everything.\n\n${seal}`), markdown);
});

test("what was left out before it came here is counted as well", () => {
  const short = table([["operation"]], [[["a"]]], { one: "operation", more: 9_999 });
  assert.match(
    toMarkdown([short]),
    /\| a \|\n\n9999 operations did not fit here: `lockstep check --format json` shows/,
  );
});

test("a hundred thousand rows take no longer than the limit is long", () => {
  const blocks = [rows(100_000)];
  const start = process.cpuUsage();
  const markdown = toMarkdown(blocks);
  assert.ok(process.cpuUsage(start).user < 1_500_000);
  assert.ok(Buffer.byteLength(markdown) <= mostBytes && Buffer.byteLength(markdown) > mostBytes - 200);
});

test("wide characters count as the bytes that they are", () => {
  const markdown = toMarkdown(Array.from({ length: 30_000 }, () => paragraph("日本")));
  assert.ok(Buffer.byteLength(markdown) <= mostBytes);
});
