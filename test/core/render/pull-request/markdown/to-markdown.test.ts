/** Whatever is written: GitHub reads the nodes that were meant, and makes nothing of the text. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import {
  code,
  codeBlock,
  details,
  emphasis,
  heading,
  type Inline,
  link,
  list,
  mark,
  paragraph,
  prose,
  strong,
  suggestion,
  table,
  text,
  type Words,
} from "../../../../../src/core/render/pull-request/markdown/nodes.ts";
import { toMarkdown } from "../../../../../src/core/render/pull-request/markdown/to-markdown.ts";
import { visible, visibleLines } from "../../../../../src/core/render/visible.ts";
import { meant, nodesOf, parsed, seen } from "./github.ts";
import { hostileText } from "./hostile-text.ts";

const ours = "https://github.com/owner/name/pull/7";

/** Parts of a line, and what a reader should see of them. */
interface Line {
  words: Words[];
  seen: string;
}

const word: fc.Arbitrary<Line> = fc.oneof(
  hostileText.map((value) => ({ words: [value], seen: visible(value) })),
  hostileText.map((value) => ({ words: [code(value)], seen: visible(value) })),
  hostileText.map((value) => ({ words: [strong(value)], seen: visible(value) })),
  hostileText.map((value) => ({ words: [emphasis("a ", code(value))], seen: `a ${visible(value)}` })),
  hostileText.map((value) => ({ words: [link(ours, value, strong(value))], seen: visible(value + value) })),
);

const line: fc.Arbitrary<Line> = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => ({
  words: words.flatMap((one) => one.words),
  seen: words.map((one) => one.seen).join(""),
}));

function check(markdown: string, kinds: readonly string[]): void {
  const nodes = nodesOf(parsed(markdown));
  for (const node of nodes) {
    assert.ok(
      ["root", "text", "inlineCode", "strong", "emphasis", "link", ...kinds].includes(node.type),
      node.type,
    );
    if (node.type === "link") assert.equal(node.url, ours);
  }
  assert.deepEqual(meant(markdown), []);
  assert.doesNotMatch(markdown, /[\p{Cf}\p{Cs}]|[^\P{Cc}\n]/u);
}

/** Spaces at an edge and in a row are not shown by HTML. */
function plain(value: string): string {
  return value.replace(/ +/g, " ").trim();
}

test("a paragraph is one, and reads as what was put in", () => {
  fc.assert(
    fc.property(line, (given) => {
      const markdown = toMarkdown([paragraph(...given.words)]);
      check(markdown, ["paragraph"]);
      const root = parsed(markdown);
      assert.equal(root.children.length, plain(given.seen) === "" ? root.children.length : 1, markdown);
      assert.equal(plain(seen(root)), plain(given.seen), markdown);
    }),
    { numRuns: 400 },
  );
});

test("a heading and what follows it", () => {
  fc.assert(
    fc.property(line, line, (one, other) => {
      const markdown = toMarkdown([heading(3, "A ", ...one.words), paragraph("B ", ...other.words)]);
      check(markdown, ["heading", "paragraph"]);
      const [first, second] = parsed(markdown).children;
      assert.equal(plain(seen(first as never)), plain(`A ${one.seen}`), markdown);
      assert.equal(plain(seen(second as never)), plain(`B ${other.seen}`), markdown);
    }),
  );
});

test("the cells of a table", () => {
  const cells = fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(cells, (rows) => {
      const markdown = toMarkdown([
        table(
          [["one"], ["two"]],
          rows.map((row) => row.map(({ words }) => words)),
        ),
      ]);
      check(markdown.replaceAll(/<\/?code>/gu, "`"), ["table", "tableRow", "tableCell"]);
      const [first, ...others] = parsed(markdown).children;
      assert.ok(first?.type === "table" && others.length === 0, markdown);
      assert.deepEqual(
        first.children.slice(1).map((row) => row.children.map((cell) => plain(seen(cell)))),
        rows.map((row) => row.map((cell) => plain(cell.seen))),
        markdown,
      );
    }),
    { numRuns: 120 },
  );
});

test("the items of lists, beside each other and folded away", () => {
  const items = fc.array(line, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(items, items, (one, other) => {
      const made = (lines: readonly Line[]) => lines.map(({ words }) => [paragraph("a ", ...words)]);
      const markdown = toMarkdown([
        list(made(one), { ordered: true }),
        list(made(other)),
        details("3 more, with numbers", list(made(one)), paragraph("b")),
        mark("<!-- lockstep: note -->"),
      ]);
      const html = nodesOf(parsed(markdown)).flatMap((node) => (node.type === "html" ? [node.value] : []));
      assert.deepEqual(html, [
        "<details><summary>3 more, with numbers</summary>",
        "</details>",
        "<!-- lockstep: note -->",
      ]);
      check(markdown, ["list", "listItem", "paragraph", "html"]);
      const lists = parsed(markdown).children.filter((node) => node.type === "list");
      assert.deepEqual(
        lists.map(({ children }) => children.map((item) => plain(seen(item)))),
        [one, other, one].map((lines) => lines.map((given) => plain(`a ${given.seen}`))),
        markdown,
      );
    }),
    { numRuns: 60 },
  );
});

test("a block of code is what was put in, at the top and in an item", () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      const lines = visibleLines(value).join("\n");
      for (const [block, shown] of [
        [codeBlock("yaml", value), lines],
        [suggestion(lines), lines],
      ] as const) {
        const markdown = toMarkdown([paragraph("a"), block, list([[paragraph("b"), block]]), paragraph("c")]);
        const found = nodesOf(parsed(markdown)).flatMap((node) => (node.type === "code" ? [node.value] : []));
        assert.deepEqual(found, [shown, shown], markdown);
        assert.equal(parsed(markdown).children.length, 4, markdown);
      }
    }),
    { numRuns: 150 },
  );
});

test("names between backticks are code, whatever they hold", () => {
  assert.deepEqual(prose("Drop `user.id` and ``b``."), [
    text("Drop "),
    code("user.id"),
    text(" and "),
    code("b"),
    text("."),
  ]);
  fc.assert(
    fc.property(hostileText, hostileText, (name, other) => {
      const markdown = toMarkdown([paragraph(...prose(`The \`${name}\` of ${other} is gone.`))]);
      check(markdown, ["paragraph"]);
    }),
  );
});

test("a word that means something to GitHub is code, its neighbours are not", () => {
  const rows: [Inline[], string][] = [
    [[text("thanks @reviewer, see #12.")], "thanks `@reviewer`, see `#12`."],
    [[text("Fixes owner/name#3 (http://x.example/a_b).")], "Fixes `owner/name#3` (`http://x.example/a_b`)."],
    [[text("GH-7 www.x.example a@b.example high-5")], "`GH-7` `www.x.example` `a@b.example` high-5"],
    [[text("costs $5 and $6, :octocat: too")], "costs `$5` and `$6`, `:octocat:` too"],
    [[text("@"), text("name"), code("x")], "`@namex`"],
    [[text("a @ b & c_d _e")], "a @ b \\& c_d \\_e"],
    [[strong("@name")], "**`@name`**"],
  ];
  for (const [words, markdown] of rows) assert.equal(toMarkdown([paragraph(...words)]), markdown);
});

test("nothing but our own words, marks and web addresses goes into HTML and links", () => {
  assert.throws(() => details("<b>"));
  assert.throws(() => mark("<!-- a --> <b> -->"));
  assert.throws(() => mark("<!-- a --><!-- b -->"));
  assert.throws(() => link("javascript:alert(1)", "x"));
  fc.assert(
    fc.property(hostileText, (path) => {
      const markdown = toMarkdown([
        table([["x"]], [[[link(`https://github.com/${path}`, "x")]]]),
        paragraph("y"),
      ]);
      const nodes = nodesOf(parsed(markdown));
      const links = nodes.flatMap((node) => (node.type === "link" ? [node.url] : []));
      assert.equal(links.length, 1, markdown);
      assert.ok(links[0]?.startsWith("https://github.com/"));
      assert.equal(nodes.filter((node) => node.type === "paragraph").length, 1, markdown);
    }),
  );
});

test("a sign sixty thousand times takes no time to speak of", () => {
  for (const [lead, sign] of ["@)", "a_", ":-", "``", "a ", "#(", "$.", "\\\\", "**", "|[", "&;"].map(
    (two) => [...two],
  )) {
    const long = `${lead}${sign?.repeat(60_000)}x `;
    const start = process.cpuUsage();
    toMarkdown([paragraph(long, ...prose(long)), table([["a"]], [[[long, code(long)]]])], { limit: 1e9 });
    assert.ok(process.cpuUsage(start).user < 1_000_000, `${lead}${sign}`);
  }
});
