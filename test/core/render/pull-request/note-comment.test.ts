import assert from "node:assert/strict";
import { test } from "node:test";

import { completionKey, readMarker } from "../../../../src/core/render/pull-request/marker.ts";
import { foldedNoteComment } from "../../../../src/core/render/pull-request/note-comment.ts";
import { planReview } from "../../../../src/core/render/pull-request/plan-review.ts";
import { type Written, judged } from "./diffed.ts";
import { nodesOf, parsed } from "./markdown/github.ts";

const missing: Written = {
  head: { "db/migrations/2_drop.up.sql": "ALTER TABLE t DROP COLUMN a;\n" },
  title: "Drop a column that nobody reads",
};
const notePath = "releasenotes/notes/drop-4b1c22d09ae1f377.yaml";

function noteOf(written: Written, note: "when-missing" | "always" | "never" = "when-missing"): string | null {
  const { verdict, facts } = judged(written);
  return planReview(verdict, facts, { comments: true, note }).note?.body ?? null;
}

/** The lines between the heading and the drafted text. */
function howTo(body: string | null): string {
  const text = (body ?? "").replaceAll(/\]\([^)]*\)/gu, "](...)");
  return text.slice(text.indexOf("\n\n") + 2, text.indexOf("\n\n```"));
}

test("how the note gets to the branch", () => {
  const name = (): string => /`(releasenotes[^`]*)`/u.exec(noteOf(missing) ?? "")?.[1] ?? "";
  assert.match(name(), /^releasenotes\/notes\/drop-column-t-a-[\da-f]{16}\.yaml$/u);
  const note = name();
  const long = Array.from({ length: 400 }, (_, at) => `ALTER TABLE table_${at} DROP COLUMN a;\n`).join("");
  const cases: [string, Written, string][] = [
    ["filled in", missing, `[**Add the note**](...) (opens \`${note}\` on your branch, filled in)`],
    [
      "a deleted fork",
      { ...missing, branch: { url: null, exists: false } },
      `The branch of this pull request is gone, or in a private fork, so there is no page to open. Save this as \`${note}\`.`,
    ],
    [
      "a deleted branch",
      { ...missing, branch: { exists: false } },
      `The branch of this pull request is gone, or in a private fork, so there is no page to open. Save this as \`${note}\`.`,
    ],
  ];
  for (const [title, written, expected] of cases) assert.equal(howTo(noteOf(written)), expected, title);
  const pasted = howTo(noteOf({ head: { "db/migrations/2_drop.up.sql": long } }));
  assert.match(pasted, /on your branch, empty\): paste this, as it is too long for a link\.$/u);
});

test("the name of the note stays when the pull request gets another title or branch", () => {
  const names = [
    missing,
    { ...missing, title: "Another title for the same change", body: "And another reason for it." },
    { ...missing, branch: { ref: "other" } },
  ].map((written) => /filename=([^&\\]*)/u.exec(noteOf(written) ?? "")?.[1]);
  assert.ok(names[0] !== undefined);
  assert.equal(new Set(names).size, 1);
});

test("the reason comes from the pull request, to be confirmed", () => {
  assert.match(
    noteOf({ ...missing, body: "Nothing has read it since 7.0." }) ?? "",
    /\*\*Rationale\*\*: <from the pull request: is this why\?> Nothing has read it since 7\.0\.\n/u,
  );
});

test("several notes are sections of one comment", () => {
  const written: Written = {
    head: {
      "services/a/migrations/2_drop.up.sql": "ALTER TABLE t DROP COLUMN a;\n",
      "services/b/migrations/2_drop.up.sql": "ALTER TABLE t DROP COLUMN b;\n",
    },
    policy: [
      "mode: enforce",
      "notes: { directories: [services/a/notes, services/b/notes] }",
      "databases:",
      "  - { name: a, paths: ['services/a/**'], notes: ['services/a/notes/**'] }",
      "  - { name: b, paths: ['services/b/**'], notes: ['services/b/notes/**'] }",
      "",
    ].join("\n"),
  };
  const body = noteOf(written) ?? "";
  assert.ok(
    body.startsWith(
      "**This change needs two release notes for operators.** Most of it is written already; four lines are yours",
    ),
  );
  assert.deepEqual(
    body.match(/^#### `services\/[ab]\/notes\/drop-column-t-[ab]-[\da-f]{16}\.yaml`$/gmu)?.length,
    2,
  );
  assert.equal(
    nodesOf(parsed(body)).filter((node) => node.type === "code" && node.lang === "yaml").length,
    2,
  );
});

test("who asks for the draft gets what a note lacks as well", () => {
  const text =
    "---\nupgrade:\n  - |\n    **Schema change**: Drops ``t.a``.\n\n    **Data migration**: None.\n";
  const written: Written = { head: { ...missing.head, [notePath]: text } };
  assert.equal(noteOf(written), null);
  assert.equal(noteOf(written, "never"), null);
  const body = noteOf(written, "always") ?? "";
  assert.ok(
    body.startsWith(
      "**The release note, with what it lacks.** Most of it is written already; two lines are yours",
    ),
  );
  assert.equal(readMarker(body), completionKey);
  assert.equal(
    howTo(body),
    `[**Edit the note**](...) (opens \`${notePath}\` on your branch): put this in the place of what is there.`,
  );
  assert.match(
    body,
    /\(https:\/\/github\.com\/ada\/shop\/edit\/drop-legacy\/releasenotes\/notes\/drop-4b1c22d09ae1f377\.yaml\)/u,
  );
  for (const label of [
    "Schema change",
    "Rationale",
    "Data migration",
    "Downtime variables",
    "Also for operators",
  ])
    assert.equal(body.split(`**${label}**:`).length, 2, label);
  const gone = noteOf({ ...written, branch: { exists: false } }, "always");
  assert.match(howTo(gone), /no page to open\. Put this in the place of what is in `releasenotes/u);
});

test("a complete note has no draft", () => {
  const parts = [
    "Schema change**: Drops ``t.a``",
    "Rationale**: Nobody reads it",
    "Data migration**: None",
    "Downtime variables**: The longest open transaction on ``t``",
    "Also for operators**: None",
  ];
  const text = `---\nupgrade:\n  - |\n    ${parts.map((part) => `**${part}.`).join("\n\n    ")}\n`;
  assert.equal(noteOf({ head: { ...missing.head, [notePath]: text } }, "always"), null);
});

test("a note that is too long to show says where to get it", () => {
  const names = Array.from({ length: 60 }, (_, at) => `"${"x".repeat(60)}${at}"`);
  const sql = names.map((name) => `UPDATE ${name} SET a = '${"y".repeat(1200)}';\n`).join("");
  const body =
    noteOf(
      {
        head: {
          "db/migrations/2_fill.up.sql": sql,
          [notePath]: `---\nupgrade:\n  - |\n    **Schema change**: ${names.join(" ")}\n${`    ${"word ".repeat(20)}\n`.repeat(700)}`,
        },
      },
      "always",
    ) ?? "";
  assert.ok(Buffer.byteLength(body) <= 65_535);
  assert.match(
    body,
    /did not fit here: `lockstep draft` prints all of it\.\n\n<!-- lockstep: note-completion -->$/u,
  );
});

test("once the note is there, one line is left", () => {
  assert.equal(
    foldedNoteComment("notes/a`b.yaml"),
    "The release note is there: ``notes/a`b.yaml``.\n\n<!-- lockstep: note -->",
  );
  assert.equal(
    foldedNoteComment(null),
    "No release note is asked for here any more.\n\n<!-- lockstep: note -->",
  );
});
