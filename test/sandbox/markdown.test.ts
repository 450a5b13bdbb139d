/** What people and Apps write, as the sandbox's pages show it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { html } from "../../sandbox/page/html.ts";
import { renderMarkdown } from "../../sandbox/page/markdown.ts";

function rendered(markdown: string): string {
  return renderMarkdown(markdown).text;
}

/** What each text holds that does more than be read. */
function marked(markdown: string): string[] {
  return [...rendered(markdown).matchAll(/<span class="mention[^"]*">([^<]*)</gu)].map(
    (match) => match[1] ?? "",
  );
}

describe("mentions and references", () => {
  const active: [string, string[]][] = [
    ["thanks @ada and @grace-h", ["@ada", "@grace-h"]],
    ["cc @identity/core", ["@identity/core"]],
    ["escaped \\@ada", ["@ada"]],
    ["by its number &#64;ada", ["@ada"]],
    ["(@ada)", ["@ada"]],
    ["see #12, GH-3, grace#4 and identity/identity#5", ["#12", "GH-3", "grace#4", "identity/identity#5"]],
    ["**#7** and _@ada_", ["#7", "@ada"]],
    ["| @ada |\n|---|\n| #1 |", ["@ada", "#1"]],
  ];
  for (const [markdown, found] of active) {
    test(`are marked in ${JSON.stringify(markdown)}`, () => assert.deepEqual(marked(markdown), found));
  }

  const inert = [
    "`@ada` and ``#12``",
    "```\n@ada #12\n```",
    "ada@example.org",
    "a#b, x#, # 12, #12th",
    "[@ada](https://example.org)",
    "@\u200Bada",
    "@<!-- -->ada",
    "<!-- @ada -->",
    "user.legacy_id and op.drop_column",
  ];
  for (const markdown of inert) {
    test(`are not found in ${JSON.stringify(markdown)}`, () => assert.deepEqual(marked(markdown), []));
  }
});

describe("what could do harm", () => {
  test("is taken away", () => {
    const text = rendered(
      '<script>alert(1)</script><a href="javascript:alert(1)" onclick="x">a</a><iframe src="https://example.org"></iframe><p style="color:red" class="pill">b</p><form action="/x"><button>c</button></form>',
    );
    assert.doesNotMatch(text, /script|javascript|onclick|iframe|style=|pill|<form|<button/u);
  });

  test("images are told, and never loaded", () => {
    const text = rendered(
      '![a](https://example.org/a.png) <img src="https://example.org/b.png"> <picture><source srcset="https://example.org/c.png"></picture>',
    );
    assert.equal(text.match(/class="external-image"/gu)?.length, 2);
    assert.doesNotMatch(text, /<img|<source|srcset/u);
  });

  test("hidden characters are seen, in code too", () => {
    const text = rendered("a\u202Eb `c\u200Bd`");
    assert.match(text, /a<span class="hidden-character">U\+202E<\/span>b/u);
    assert.match(text, /<code>c<span class="hidden-character">U\+200B<\/span>d<\/code>/u);
  });

  test("comments of HTML are hidden", () => {
    assert.equal(rendered("a <!-- lockstep: 1 --> b").includes("lockstep"), false);
  });
});

describe("what GitHub adds", () => {
  test("tables, folded parts and tasks", () => {
    assert.match(rendered("| a |\n|---|\n| b |"), /<table>[\s\S]*<td>b<\/td>/u);
    assert.match(
      rendered("<details><summary>More</summary>\n\n**b**\n\n</details>"),
      /<details>[\s\S]*<strong>b/u,
    );
    assert.match(rendered("- [x] done"), /type="checkbox" checked disabled/u);
  });

  test("a line ends where its author ended it", () => {
    assert.match(rendered("a\nb"), /a<br \/>\s*b/u);
    assert.doesNotMatch(rendered("```\na\nb\n```"), /<br/u);
  });

  test("alerts, at the top only", () => {
    assert.match(rendered("> [!WARNING]\n> Look"), /alert-warning[\s\S]*Warning[\s\S]*Look/u);
    assert.doesNotMatch(rendered("- > [!WARNING]\n  > Look"), /alert-warning/u);
  });

  test("a suggestion is shown by whoever knows its place, and is code elsewhere", () => {
    const markdown = "Do this:\n\n````suggestion\n```sql\nSELECT '<b>';\n```\n````\n";
    const seen: string[] = [];
    const suggestion = (text: string) => {
      seen.push(text);
      return html`<ins>${text}</ins>`;
    };
    assert.match(renderMarkdown(markdown, { suggestion }).text, /<ins>```sql/u);
    assert.deepEqual(seen, ["```sql\nSELECT '<b>';\n```\n"]);
    assert.match(rendered(markdown), /<code class="language-suggestion">/u);
  });
});

test("templates escape whatever is no HTML of ours", () => {
  const hostile = `<script>"'&`;
  assert.equal(
    html`<p title="${hostile}">${hostile}${[1, null, false]}</p>`.text.includes("<script>"),
    false,
  );
  assert.equal(html`<p>${html`<b>x</b>`}</p>`.text, "<p><b>x</b></p>");
});
