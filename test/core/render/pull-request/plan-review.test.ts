import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";
import type { Code } from "mdast";

import { isShown } from "../../../../src/core/render/pull-request/diff-lines.ts";
import { readMarker } from "../../../../src/core/render/pull-request/marker.ts";
import type { InlineComment, ReviewPlan } from "../../../../src/core/render/pull-request/pages.ts";
import { planReview } from "../../../../src/core/render/pull-request/plan-review.ts";
import { matchesFile } from "../../../support/snapshot.ts";
import { committed } from "../../../support/suggestions.ts";
import { type Written, judged } from "./diffed.ts";
import { nodesOf, parsed } from "./markdown/github.ts";

const everything = { comments: true, note: "when-missing" } as const;
const migration = "db/migrations/2_drop_legacy.up.sql";
const notePath = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";

const missing: Written = {
  head: { [migration]: '-- The service was retired.\nALTER TABLE "user" DROP COLUMN legacy_id;\n' },
  title: "Drop legacy_id",
  body: "## Why\n\nThe identifiers belong to a service that was retired in 6.2.\n\nFixes #12",
};

const several: Written = {
  head: {
    [migration]: [
      'ALTER TABLE "user" DROP COLUMN legacy_id;',
      "",
      "ALTER TABLE token DROP COLUMN salt;",
      "ALTER TABLE token DROP COLUMN kind;",
      "",
      "",
      "CREATE INDEX ix_token_user ON token (user_id);",
      "",
    ].join("\n"),
    [notePath]: [
      "---",
      "upgrade:",
      "  - |",
      "    **Schema change**: Drops ``user.legacy_id``, ``token.salt`` and ``token.kind``.",
      "",
      "    **Downtime variables**: None.",
      "",
    ].join("\n"),
  },
};

test("a missing note, and an exception to propose", () => {
  const { verdict, facts } = judged(missing);
  matchesFile(shown(planReview(verdict, facts, everything)), fixture("missing-note"));
});

test("several comments, none of which repeats what another says", () => {
  const { verdict, facts } = judged(several);
  matchesFile(shown(planReview(verdict, facts, everything)), fixture("several-comments"));
});

test("every problem stands in one place, whatever is wanted", () => {
  for (const written of [missing, several, many(30)]) {
    const { verdict, facts } = judged(written);
    for (const comments of [true, false]) {
      for (const note of ["when-missing", "always", "never"] as const) {
        const plan = planReview(verdict, facts, { comments, note });
        const told = plan.comments.flatMap(({ line, path }) => [path, line]);
        assert.ok(comments || told.length === 0);
        const annotated = new Set(plan.annotated.map(({ id }) => id));
        const linked = verdict.problems.filter(({ id }) => plan.links.has(id));
        assert.ok(linked.every(({ id }) => !annotated.has(id)));
        assert.equal(annotated.size + linked.length, verdict.problems.length);
        assert.ok(linked.length > 0 || (!comments && (note === "never" || written !== missing)));
      }
    }
  }
});

test("applied, the suggestions mend what they say, and leave only the reason to be given", () => {
  for (const written of [several, many(5), many(12)]) {
    const { verdict, facts } = judged(written);
    const plan = planReview(verdict, facts, everything);
    const head = applied(written.head, plan.comments);
    const after = judged({ ...written, head }).verdict;
    const mended = verdict.problems
      .filter(({ id }) => plan.links.get(id)?.includes("/files#diff-"))
      .map(({ id }) => id);
    assert.ok(mended.length >= 5);
    const left = after.problems.filter(({ id }) => mended.includes(id));
    assert.deepEqual(left, []);
    const rules = new Set(after.problems.map(({ rule }) => rule));
    assert.ok(rules.has("exception-has-reason"));
  }
});

test("at most ten comments, those with an error first; the rest is annotated", () => {
  const { verdict, facts } = judged(many(120));
  const plan = planReview(verdict, facts, everything);
  assert.equal(plan.comments.length, 10);
  assert.ok(
    plan.comments.every(({ startLine, line }) => startLine !== null && startLine < line),
    "eight of one kind are one comment",
  );
  assert.ok(plan.annotated.filter(({ rule }) => rule === "exception-is-there").length >= 20);
  const mild = {
    ...verdict,
    problems: verdict.problems.map((one, at) => ({
      ...one,
      severity: at < 100 ? ("warning" as const) : one.severity,
    })),
  };
  const lines = planReview(mild, facts, everything).comments.map(({ line }) => line);
  const last = Math.max(...lines);
  assert.equal(
    lines.indexOf(last) < 6,
    true,
    "the errors at the end of the file come before the warnings above them",
  );
});

test("a hint is never a comment", () => {
  const { verdict, facts } = judged(several);
  const hints = {
    ...verdict,
    problems: verdict.problems.map((one) => ({ ...one, severity: "hint" as const })),
  };
  const plan = planReview(hints, facts, everything);
  assert.deepEqual([plan.comments, plan.note, plan.annotated.length], [[], null, hints.problems.length]);
  const alone = judged(missing);
  const noNote = {
    ...alone.verdict,
    problems: alone.verdict.problems.map((one) => ({ ...one, severity: "hint" as const })),
  };
  assert.equal(planReview(noNote, alone.facts, everything).note, null);
});

test("what the diff does not show is annotated", () => {
  const { verdict, facts } = judged(several);
  const plan = planReview(verdict, { ...facts, hunks: new Map() }, everything);
  assert.deepEqual([plan.comments.length, plan.annotated.length], [0, verdict.problems.length]);
  const unknown = planReview(verdict, { ...facts, source: () => null }, everything);
  assert.equal(unknown.comments.length, 0);
});

test("a comment keeps its key while its problems stay, wherever its lines go", () => {
  const keys = ({ head }: Written): string[] => {
    const { verdict, facts } = judged({ head });
    return planReview(verdict, facts, everything).comments.map(({ key }) => key);
  };
  const text = several.head[migration] ?? "";
  const moved = { head: { ...several.head, [migration]: `-- one\n-- two\n\n${text}` } };
  assert.deepEqual(keys(moved), keys(several));
  assert.equal(new Set(keys(several)).size, keys(several).length);
  const less = {
    head: { ...several.head, [migration]: text.replace("ALTER TABLE token DROP COLUMN kind;\n", "") },
  };
  assert.notDeepEqual(keys(less), keys(several));
});

test("comments stand in one hunk, do not overlap, and end with their key", () => {
  const statements = fc.constantFrom(
    "ALTER TABLE a DROP COLUMN b;",
    "ALTER TABLE a DROP COLUMN c; ALTER TABLE a DROP COLUMN d;",
    "ALTER TABLE t\n  DROP COLUMN x,\n  DROP COLUMN y;",
    "CREATE INDEX i ON t (z);",
    "-- nothing",
    "",
  );
  const files = fc.array(statements, { minLength: 1, maxLength: 14 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(files, fc.boolean(), (text, crlf) => {
      const written = { head: { [migration]: crlf ? text.replaceAll("\n", "\r\n") : text } };
      const { verdict, facts } = judged(written);
      const plan = planReview(verdict, facts, everything);
      const ranges = plan.comments.map(({ startLine, line }) => [startLine ?? line, line] as const);
      for (const [start, end] of ranges) {
        assert.ok(isShown(facts.hunks.get(migration) ?? [], start, end));
        assert.equal(ranges.filter(([from, to]) => from <= end && start <= to).length, 1);
      }
      for (const { body, key } of plan.comments) assert.equal(readMarker(body), key);
      const head = applied(written.head, plan.comments);
      const rules = judged({ head }).verdict.problems.map(({ rule }) => rule);
      const annotated = plan.annotated.filter(({ rule }) => rule === "exception-is-there").length;
      assert.equal(rules.filter((rule) => rule === "exception-is-there").length, annotated);
    }),
    { seed: 4, numRuns: 40 },
  );
});

/** As many columns as that, each dropped in a place of its own. */
function many(columns: number): Written {
  const drops = Array.from({ length: columns }, (_, at) => `ALTER TABLE t DROP COLUMN c${at};\n\n\n`);
  return { head: { [migration]: drops.join("") } };
}

/** All suggestions committed, from the last to the first. */
function applied(head: Record<string, string>, comments: readonly InlineComment[]): Record<string, string> {
  const result = { ...head };
  for (const { path, startLine, line, body } of comments.toSorted((a, b) => b.line - a.line)) {
    const [block, ...others] = nodesOf(parsed(body)).filter(
      (node): node is Code => node.type === "code" && node.lang === "suggestion",
    );
    assert.ok(block !== undefined && others.length === 0, body);
    const lines = block.value === "" ? [] : block.value.split("\n");
    result[path] = committed(result[path] ?? "", { start: startLine ?? line, end: line, lines });
  }
  return result;
}

function shown({ comments, note, annotated, links }: ReviewPlan): string {
  const parts = comments.map(({ path, startLine, line, body }) => {
    const lines = startLine === null ? `line ${line}` : `lines ${startLine} to ${line}`;
    return `<!-- ${path}, ${lines} -->\n\n${body}`;
  });
  if (note !== null) parts.push(`<!-- on the pull request -->\n\n${note.body}`);
  parts.push(`<!-- annotated: ${annotated.map(({ rule }) => rule).join(", ") || "nothing"} -->`);
  const places = [...links.values()].map((url) =>
    url.includes("/new/") ? url.slice(0, url.indexOf("&value=")) : url,
  );
  parts.push(`<!-- links:\n${[...new Set(places)].join("\n")} -->`);
  return `${parts.join("\n\n---\n\n")}\n`;
}

function fixture(name: string): string {
  return join(import.meta.dirname, "fixtures", `${name}.md`);
}
