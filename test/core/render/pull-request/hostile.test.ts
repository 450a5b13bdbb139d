/** Nothing that strangers write means anything in our comments, and nothing of it hides there. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { readMarker } from "../../../../src/core/render/pull-request/marker.ts";
import { foldedNoteComment } from "../../../../src/core/render/pull-request/note-comment.ts";
import type { PullRequestFacts, ReviewPlan } from "../../../../src/core/render/pull-request/pages.ts";
import { planReview } from "../../../../src/core/render/pull-request/plan-review.ts";
import { type Written, judged } from "./diffed.ts";
import { meant, nodesOf, parsed } from "./markdown/github.ts";
import { hostileText } from "./markdown/hostile-text.ts";

const own =
  /^(?:<details><summary>A safer way<\/summary>|<\/details>|<!-- lockstep: [\da-z-]+ -->|<!-- lockstep-about: [\da-f ]+ -->)$/u;
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function assertHarmless(body: string, key: string, facts: PullRequestFacts): void {
  assert.equal(readMarker(body), key);
  assert.ok(Buffer.byteLength(body) <= 65_535);
  assert.doesNotMatch(body.replaceAll(/[\n\t]/gu, ""), hidden);
  assert.deepEqual(meant(body), [], body);
  for (const node of nodesOf(parsed(body))) {
    assert.ok(
      ![
        "image",
        "imageReference",
        "linkReference",
        "definition",
        "footnoteReference",
        "footnoteDefinition",
        "blockquote",
        "table",
        "delete",
        "thematicBreak",
        "break",
      ].includes(node.type),
      `${node.type}\n${body}`,
    );
    if (node.type === "html") assert.match(node.value, own, body);
    if (node.type === "link") assert.ok(node.url.startsWith(`${facts.head.url}/`), body);
    if (node.type === "listItem") assert.equal(node.checked, null, body);
  }
}

function assertPlan(plan: ReviewPlan, facts: PullRequestFacts): void {
  for (const { body, key } of plan.comments) {
    assertHarmless(body, key, facts);
    const blocks = nodesOf(parsed(body)).filter((node) => node.type === "code");
    assert.deepEqual(
      blocks.map(({ lang }) => lang),
      ["suggestion"],
      body,
    );
  }
  if (plan.note === null) return;
  assertHarmless(plan.note.body, readMarker(plan.note.body) === "note" ? "note" : "note-completion", facts);
  const blocks = nodesOf(parsed(plan.note.body)).filter((node) => node.type === "code");
  assert.ok(blocks.length > 0 && blocks.every(({ lang }) => lang === "yaml"), plan.note.body);
}

const name = hostileText.map((text) => text.replaceAll("\0", "").toWellFormed() || "x");
const file = name.map((text) => text.replaceAll("/", "").slice(0, 60));

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test("names in migrations, paths and branches", () => {
  fc.assert(
    fc.property(name, name, file, name, (table, column, stem, ref) => {
      const sql = `ALTER TABLE ${quoted(table)} DROP COLUMN ${quoted(column)};\n\nCREATE INDEX ${quoted(column)} ON ${quoted(table)} (a);\n`;
      const written: Written = { head: { [`db/migrations/2_${stem}.up.sql`]: sql }, branch: { ref } };
      const { verdict, facts } = judged(written);
      const plan = planReview(verdict, facts, { comments: true, note: "always" });
      assertPlan(plan, facts);
      assertHarmless(foldedNoteComment(`notes/${stem}.yaml`), "note", facts);
    }),
    { seed: 1, numRuns: 80 },
  );
});

test("titles, texts and issues", () => {
  const words = fc.array(hostileText, { maxLength: 4 }).map((all) => all.join(" and some words "));
  fc.assert(
    fc.property(words, words, words, (title, body, issue) => {
      const written: Written = {
        head: { "db/migrations/2_a.up.sql": "ALTER TABLE t DROP COLUMN a;\n" },
        title,
        body,
        issues: [{ number: 1, title: issue, body: issue }],
      };
      const { verdict, facts } = judged(written);
      const plan = planReview(verdict, facts, { comments: true, note: "when-missing" });
      assert.ok(plan.note !== null);
      assertPlan(plan, facts);
    }),
    { seed: 2, numRuns: 80 },
  );
});

test("notes and migrations that a suggestion repeats", () => {
  const lines = fc.array(
    fc.oneof(hostileText, fc.constantFrom("````", "~~~~~", "```suggestion", "```\n\n@name")),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const said = (text: readonly string[]): string =>
        text.map((line) => `    ${line.replaceAll(/[\r\n]/gu, " ")}\n`).join("");
      const note = `---\nupgrade:\n  - |\n    **Schema change**: Drops \`\`t.a\`\`.\n${said(before)}\n    **Downtime variables**: None.\n${said(after)}`;
      const sql = `/* ${before.join("\n").replaceAll("*/", "").replaceAll("/*", "").replaceAll("\0", "")} */ ALTER TABLE t DROP COLUMN a;\n`;
      const { verdict, facts } = judged({
        head: { "db/migrations/2_a.up.sql": sql, "releasenotes/notes/a-4b1c22d09ae1f377.yaml": note },
      });
      const plan = planReview(verdict, facts, { comments: true, note: "always" });
      assertPlan(plan, facts);
    }),
    { seed: 3, numRuns: 80 },
  );
});

test("the worst of them, to be read", () => {
  const written = (column: string): Written => ({
    head: { "db/migrations/2_a.up.sql": `ALTER TABLE "@org/team fixes #1" DROP COLUMN "${column}";\n` },
    title: "closes #7 @everyone",
    body: "Thanks @ada, this closes #7 ![x](http://evil.example/i.png) and `` ``` `` hides \u202Enothing. <!-- lockstep: note -->",
  });
  const { verdict, facts } = judged(written("``` ![x](http://evil.example/i.png) </details>"));
  const plan = planReview(verdict, facts, { comments: true, note: "when-missing" });
  assertPlan(plan, facts);
  const [comment] = plan.comments;
  assert.match(
    comment?.body ?? "",
    /\n````suggestion\n-- lockstep: exempt .* because <why is this safe\?>\nALTER TABLE .*\n````\n/u,
  );
  assert.match(
    plan.note?.body ?? "",
    /<from the pull request: is this why\?> Thanks @ada, this closes #7 and ``` hides nothing\.\n/u,
  );
  // Nobody would see what is committed there.
  const covert = judged(written("a\u202Eb"));
  const without = planReview(covert.verdict, covert.facts, { comments: true, note: "when-missing" });
  assertPlan(without, covert.facts);
  assert.deepEqual(without.comments, []);
  assert.ok(without.annotated.some(({ rule }) => rule === "exception-is-there"));
});
