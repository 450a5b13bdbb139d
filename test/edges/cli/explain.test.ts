import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { readerRules } from "../../../src/core/judge/reader-rules.ts";
import { registry } from "../../../src/core/judge/registry.ts";
import { unswitchable } from "../../../src/core/judge/unswitchable.ts";
import { kinds } from "../../../src/core/kinds.ts";
import { pageNames, pageOf } from "../../../src/edges/pages/rule-pages.ts";
import { lockstep } from "../../support/lockstep.ts";

const root = pathToFileURL(join(import.meta.dirname, "..", "..", "..", "/"));

test("every rule and finding has a page whose summary is one line", () => {
  const names = pageNames(root);
  for (const { name } of [...registry, ...readerRules]) {
    assert.ok(names.includes(name), name);
    const page = pageOf(root, name);
    assert.ok(page !== null && page.markdown.startsWith(`# ${name}\n`), name);
    assert.match(page.summary, /^\S.*[.!?]$/, name);
    const headings = page.markdown.split("\n").filter((line) => line.startsWith("## "));
    assert.deepEqual(headings, ["## What to do", "## To leave it out", "## Examples"], name);
    const leave = page.markdown.split("## To leave it out")[1] ?? "";
    const off = unswitchable.includes(name)
      ? /^\n\nNo (?:policy|exception)/
      : new RegExp(`^ {2}${name}: (?:off|hint)$`, "m");
    assert.match(leave.split("## Examples")[0] ?? "", off, name);
  }
  assert.equal(pageOf(root, "../judge"), null);
});

test("without a name everything that can be explained is listed", () => {
  const { status, stdout } = lockstep(["explain"]);
  assert.equal(status, 0);
  for (const { name } of [...registry, ...readerRules])
    assert.match(stdout, new RegExp(`^ {2}${name} +\\S`, "m"));
  const words = new Set(stdout.split(/\s+/));
  for (const kind of kinds) assert.ok(words.has(kind), kind);
  const lines = stdout.split("\n");
  assert.ok(lines.length < 75 && lines.every((line) => line.length <= 120), stdout);
});

test("a kind is explained on every version, with the demand and the safer way", () => {
  const { status, stdout } = lockstep(["explain", "set_not_null"]);
  assert.equal(status, 0);
  assert.match(
    stdout,
    /^set_not_null\n\n {2}ALTER TABLE account ALTER COLUMN email SET NOT NULL;\n {4}asks for: /,
  );
  assert.match(stdout, /^ {4}PostgreSQL 10/m);
  assert.match(stdout, /^ {4}PostgreSQL (\d+ to )?18: /m);
  assert.match(stdout, /^ {8}\(1\) ALTER TABLE account ADD CONSTRAINT /m);
  assert.match(stdout, /^ {8}\(2\) /m);
});

test("kinds without a statement of their own say where they come from and what to do", () => {
  const partition = lockstep(["explain", "drop_partition"]).stdout;
  assert.match(partition, /note and exception/);
  assert.match(partition, /DETACH PARTITION/);
  const unknown = lockstep(["explain", "unknown_statement"]).stdout;
  assert.match(unknown, /everything-is-read/);
  assert.doesNotMatch(`${partition}${unknown}`, /No statement is this kind/);
});

test("a rule is explained by its page", () => {
  assert.match(lockstep(["explain", "note-is-there"]).stdout, /^# note-is-there\n/);
});
