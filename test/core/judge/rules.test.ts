/** Every page beside a rule is its test, and the fixes that it offers mend what it found. */

import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { test } from "node:test";

import { applyEdits } from "../../../src/core/edits.ts";
import { registry } from "../../../src/core/judge/registry.ts";
import type { Problem } from "../../../src/core/problem.ts";
import { pagesIn, readPage } from "../../support/pages.ts";
import type { Example } from "../../support/pages.ts";
import { changeOf, verdictOf } from "./example.ts";
import type { Change } from "./example.ts";

const folder = join(import.meta.dirname, "../../../src/core/judge/rules");
/** Those that pass on what readers found, under the readers' names. */
const passingOn = new Set(["note-file-is-sound", "settings-are-sound"]);
const own = new Set(registry.map(({ name }) => name));

for (const page of pagesIn(folder)) {
  const rule = basename(page, ".md");
  test(rule, async (context) => {
    const examples = readPage(page);
    assert.ok(
      examples.some((example) => expectedOf(example).length > 0),
      "an example shows the problem",
    );
    assert.ok(
      examples.some((example) => expectedOf(example).length === 0),
      "an example shows that all is well",
    );
    for (const example of examples) {
      await context.test(`line ${example.line}: ${example.title}`, () => {
        const change = changeOf(example);
        const found = verdictOf(change).problems.filter((problem) => isOf(rule, problem));
        compare(found, expectedOf(example));
        for (const problem of found) mends(problem, rule, change);
      });
    }
  });
}

function isOf(rule: string, problem: Problem): boolean {
  return passingOn.has(rule) ? !own.has(problem.rule) : problem.rule === rule;
}

function expectedOf(example: Example): string[] {
  const blocks = example.blocks.filter(({ language }) => language === "problems");
  assert.equal(blocks.length, 1, `${example.page}:${example.line}: an example has one block of problems`);
  return (blocks[0]?.text ?? "").split("\n").filter((line) => line.trim() !== "");
}

/** `error RULE PATH:LINE:COLUMN part of the message`. */
function compare(found: readonly Problem[], expected: readonly string[]): void {
  const lines = found.map(({ severity, rule, place, message }, index) => {
    const head = `${severity} ${rule} ${place.path}:${place.line}:${place.column}`;
    const part = expected[index]?.slice(head.length + 1) ?? "";
    return part !== "" && message.includes(part) ? `${head} ${part}` : `${head} ${message}`;
  });
  assert.deepEqual(lines, expected);
}

/** An edit that is offered leaves the problem behind, except for what only a person can write. */
function mends(problem: Problem, rule: string, change: Change): void {
  if (problem.fix === null || problem.fix.edits.length === 0) return;
  const head = new Map(change.head);
  for (const path of new Set(problem.fix.edits.map(({ place }) => place.path))) {
    const { text, skipped } = applyEdits(path, head.get(path) ?? "", problem.fix.edits);
    assert.equal(skipped, 0);
    head.set(path, text);
  }
  const left = verdictOf({ ...change, head }).problems;
  assert.ok(
    !left.some(({ id }) => id === problem.id),
    `the fix of ${rule} does not mend:\n${[...head.values()].join("\n")}`,
  );
  assert.ok(!left.some(({ rule: name }) => name === "everything-is-read" || name === "note-is-yaml"));
}
