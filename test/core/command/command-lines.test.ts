/** Which lines of a comment are commands: every context that Markdown and GitHub know. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { commandLines } from "../../../src/core/command/command-lines.ts";
import { plainLines } from "../../../src/core/command/plain-lines.ts";
import { skim } from "../../../src/core/command/skim.ts";
import { shownLines } from "./shown-lines.ts";

const commands: [string, string, number?][] = [
  ["alone", "/lockstep check"],
  ["in any case", "/LockStep check"],
  ["the word alone", "/lockstep"],
  ["behind up to three spaces", "   /lockstep check"],
  ["behind a space that does not break", "\u00A0/lockstep check"],
  ["before a tab", "/lockstep\tcheck"],
  ["before a space that does not break", "/lockstep\u00A0check"],
  ["before a wide space", "/lockstep\u3000check"],
  ["below text", "Fine by me.\n/lockstep check"],
  ["above text", "/lockstep check\nThanks"],
  ["with hard breaks around it", "Fine  \n/lockstep check\\\nThanks"],
  ["with Windows' line ends", "Fine\r\n/lockstep check\r\nThanks"],
  ["two in one paragraph", "/lockstep check\n/lockstep preview", 2],
  ["behind code in its paragraph", "`user` may go.\n/lockstep check"],
  ["behind a link in its paragraph", "See [this](https://example.com).\n/lockstep check"],
  ["behind brackets that are no link", "[ ] done\n/lockstep check ]"],
  ["within emphasis over lines", "*so\n/lockstep check*"],
  ["below a closed fence", "```\nlog\n```\n/lockstep check"],
  ["below a fence of tildes with backticks in it", "~~~\n```\n~~~\n/lockstep check"],
  ["below a fence in a list that ends", "- ```\n  log\n\n/lockstep check"],
  ["below a quote and an empty line", "> so\n\n/lockstep check"],
  ["below a heading", "# So\n/lockstep check"],
  ["below a line of dashes", "So\n\n---\n/lockstep check"],
  ["below a template's comment", "<!-- write\n\nhere -->\n/lockstep check"],
  ["below a footnote and an empty line", "[^1]: so\n\n/lockstep check"],
  ["above a table", "/lockstep check\na | b\n--- | ---\n1 | 2"],
  ["in what unfolds", "<details><summary>So</summary>\n\n/lockstep check\n\n</details>"],
  ["below a closed HTML quote", "<blockquote>\n\nso\n\n</blockquote>\n\n/lockstep check"],
  ["in a list, on a line of its own", "- so\n  /lockstep check"],
  ["in a list, as a paragraph of its own", "- so\n\n  /lockstep check"],
  ["right below a list", "- so\n/lockstep check"],
  ["with numbers that are not struck out", "~5 rows\n/lockstep check ~6"],
  ["a path in angle brackets", "<https://a\n/lockstep check>"],
];

for (const [context, markdown, count = 1] of commands) {
  test(`a command ${context}`, () => {
    assert.equal(commandLines(markdown).length, count);
  });
}

const others: [string, string][] = [
  ["inside a line", "please /lockstep check"],
  ["a longer word", "/lockstepcheck"],
  ["a path", "/lockstep/check"],
  ["with a colon", "/lockstep: check"],
  ["with a zero-width space", "/lockstep\u200B check"],
  ["with a zero-width space inside", "/lock\u200Bstep check"],
  ["with a byte order mark behind it", "/lockstep\uFEFFcheck"],
  ["with a byte order mark before it", "so\n\uFEFF/lockstep check"],
  ["with a Kelvin sign", "/loc\u212Astep check"],
  ["with a long s", "/lock\u017Ftep check"],
  ["with a Cyrillic letter", "/l\u043Eckstep check"],
  ["with a wide slash", "\uFF0Flockstep check"],
  ["behind a mark that turns the text around", "\u202E/lockstep check"],
  ["behind a backslash", "\\/lockstep check"],
  ["an entity", "&#47;lockstep check"],
  ["a named entity", "&sol;lockstep check"],
  ["in a code span", "`/lockstep check`"],
  ["in a code span over lines", "`so\n/lockstep check\n`"],
  ["in a fence", "```\n/lockstep check\n```"],
  ["in a fence with a language", "```sh\n/lockstep check\n```"],
  ["in a fence of tildes", "~~~\n/lockstep check\n~~~"],
  ["in a fence that is closed too shortly", "````\n```\n/lockstep check\n````"],
  ["in a fence that never closes", "```\nso\n\n/lockstep check"],
  ["in an indented fence", "  ```\n\n/lockstep check\n\n  ```"],
  ["in a fence in a list", "- so\n  ```\n  /lockstep check\n  ```"],
  ["indented code", "    /lockstep check"],
  ["code indented by a tab", "\t/lockstep check"],
  ["in a quote", "> /lockstep check"],
  ["right below a quote", "> so\n/lockstep check"],
  ["right below a quote in a list", "- > so\n/lockstep check"],
  ["behind a list's sign", "- /lockstep check"],
  ["behind a number", "1. /lockstep check"],
  ["behind a box", "- [ ] /lockstep check"],
  ["a heading", "# /lockstep check"],
  ["a heading by its underline", "/lockstep check\n---"],
  ["a heading of two lines", "/lockstep check\nso\n==="],
  ["in a link", "[so\n/lockstep check\n](https://example.com)"],
  ["in a link by reference", "[so\n/lockstep check][a]\n\n[a]: https://example.com"],
  ["in an image's text", "![so\n/lockstep check\n](https://example.com)"],
  ["in a link's title", '[a](https://example.com "so\n/lockstep check")'],
  ["the address of a definition", "[a]:\n/lockstep"],
  ["the title of a definition", "[a]: b 'so\n/lockstep check'"],
  ["in an HTML comment", "<!--\n/lockstep check\n-->"],
  ["in an HTML comment with empty lines", "<!--\n\n/lockstep check\n\n-->"],
  ["in an HTML comment inside a line", "so <!--\n/lockstep check\n-->"],
  ["in an HTML comment that never closes", "<!--\n\n/lockstep check"],
  ["in an HTML comment that a block begins", "<div>\n<!--\n\n/lockstep check\n\n-->"],
  ["in an HTML block", "<div>\n/lockstep check\n</div>"],
  ["in what unfolds, right below its tag", "<details>\n/lockstep check\n</details>"],
  ["in an HTML quote", "<blockquote>\n\n/lockstep check\n\n</blockquote>"],
  ["in a pre element", "<pre>\n\n/lockstep check\n\n</pre>"],
  ["in a code element", "so <code>\n/lockstep check\n</code>"],
  ["in a code element over paragraphs", "<code>\n\n/lockstep check\n\n</code>"],
  ["in an attribute", '<b title="\n/lockstep check\n">so</b>'],
  ["in a script", "<script>\n\n/lockstep check\n\n</script>"],
  ["in a processing instruction", "<?\n\n/lockstep check\n\n?>"],
  ["in a declaration", "<!A\n\n/lockstep check\n\n>"],
  ["in a CDATA section", "<![CDATA[\n\n/lockstep check\n\n]]>"],
  ["the head of a table", "/lockstep check | b\n--- | ---"],
  ["a row of a table", "a | b\n--- | ---\n/lockstep check | c"],
  ["a row without bars", "| a |\n| - |\n/lockstep check"],
  ["a row of a table below a line that would make a heading", "a\n| - |\nso\n===\n/lockstep check"],
  ["in a footnote", "[^1]: so\n/lockstep check"],
  ["in a footnote of two paragraphs", "[^1]: so\n\n    and so\n/lockstep check"],
  ["in a footnote that starts below text", "so\n[^1]: so\n/lockstep check"],
  ["in a footnote in a list", "1. [^1]: so\n/lockstep check"],
  ["behind a tag whose end is in quotes", '<pre><b title="</pre>">so</pre>\n\n<code>\n\n/lockstep check'],
  ["in an element that only seems to end", "<pre><?</pre>\n/lockstep check"],
  ["in an element that ends in quotes only", '<code><b title="</code>">\n\n/lockstep check'],
  ["behind a tag that does not end", '<div title="\n\n/lockstep check'],
  ["struck out", "~~/lockstep check~~"],
  ["struck out up to tildes behind a backslash", "~~so\n/lockstep check\\~~~"],
  ["struck out over tildes in code", "~~so `a~~`\n/lockstep check~~"],
  ["struck out over tildes in a link", "~~so [a](b~~)\n/lockstep check~~"],
  ["struck out over lines", "~~so\n/lockstep check~~"],
];

for (const [context, markdown] of others) {
  test(`no command ${context}`, () => {
    assert.deepEqual(commandLines(markdown), []);
    assert.deepEqual(plainLines(skim(markdown)), []);
  });
}

test("the line is taken from the source", () => {
  assert.deepEqual(commandLines("so\n  /lockstep explain `drop\\_column` &amp; *x*  \nso"), [
    "  /lockstep explain `drop\\_column` &amp; *x*  ",
  ]);
});

const pieces = [
  ..."\n,\n,\n\n,\n\n,> ,- ,* ,1. ,# ,  ,   ,    ,\t,```,```\n,~~~,~~~\n,`,``,<!--,-->,<?,?>,<![CDATA[,]]>".split(
    ",",
  ),
  ..."<details>,</details>,<div>,<pre>,</pre>,<code>,</code>,<b>,<blockquote>,</blockquote>,<a href='x'>,</a>,<".split(
    ",",
  ),
  ...'[,],](x),[^1]: ,[^1],[a]: ,[a],!,---,===,|,- | -,| - |,:-,x | y,*,**,_,~,~~,\\,\\\n,  \n,\r\n,so,so so,"'.split(
    ",",
  ),
];
/** At least half of the pieces are commands, each with its own number: so it can be told which of them was read. */
const comment = fc
  .array(
    fc.oneof(fc.constantFrom(...pieces), fc.constantFrom("\n/lockstep N", "/lockstep N", "/lockstep N\n")),
    {
      minLength: 2,
      maxLength: 14,
    },
  )
  .map((parts) => parts.map((part, at) => part.replace("N", `c${at}c`)).join(""));

function numbers(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^[\t\p{Zs}]*\/lockstep (c\d+c)/u.exec(line)?.[1] ?? []);
}

test("what runs is what GitHub shows as text", () => {
  let read = 0;
  fc.assert(
    fc.property(comment, (markdown) => {
      const found = numbers(commandLines(markdown));
      const shown = new Set(numbers(shownLines(markdown)));
      read += found.length;
      assert.deepEqual(
        found.filter((one) => !shown.has(one)),
        [],
      );
    }),
    { numRuns: 600 },
  );
  assert.ok(read > 200, `${read} commands were read`);
});

test("so it is where no parser is asked", () => {
  let read = 0;
  fc.assert(
    fc.property(comment, (markdown) => {
      const found = numbers(plainLines(skim(markdown.replaceAll("\r\n", "\n"))));
      const shown = new Set(numbers(shownLines(markdown)));
      read += found.length;
      assert.deepEqual(
        found.filter((one) => !shown.has(one)),
        [],
      );
    }),
    { numRuns: 600 },
  );
  assert.ok(read > 20, `${read} commands were read`);
});
