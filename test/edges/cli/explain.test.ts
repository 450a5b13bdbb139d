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

test("a kind is explained on every engine, with who waits, the queries and the safer way", () => {
  const { status, stdout } = lockstep(["explain", "set_not_null"]);
  assert.equal(status, 0);
  assert.match(stdout, /^set_not_null\n\n {2}\S/);
  assert.match(stdout, /^ {2}ALTER TABLE account ALTER COLUMN email SET NOT NULL;$/m);
  for (const title of ["PostgreSQL", "MySQL and MariaDB", "SQLite", "Sources"])
    assert.match(stdout, new RegExp(`^${title}$`, "m"));
  assert.match(stdout, /^ {2}- 12 or later: waits: reads and writes of `account`, for a moment/m);
  assert.match(stdout, /asks for: note and exception/);
  assert.match(stdout, /^ {4}ALTER TABLE account ADD CONSTRAINT email_not_null CHECK/m);
  assert.match(stdout, /^ {4}SELECT /m);
  const words = stdout.split("\n").filter((line) => !/^ {4}/.test(line));
  for (const line of words) assert.ok(line.length <= 108, line);
});

test("--engine narrows a kind to what holds there", () => {
  const { status, stdout } = lockstep(["explain", "--engine", "mariadb@10.11", "add_column"]);
  assert.equal(status, 0);
  assert.match(stdout, /^MariaDB$/m);
  assert.match(stdout, /^ {2}- 10\.11: /m);
  assert.doesNotMatch(stdout, /PostgreSQL|SQLite|MySQL 8|11\.2/);
  const wrong = lockstep(["explain", "--engine", "oracle", "add_column"]);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /--engine oracle: no engine is called `oracle`/);
});

test("kinds that an engine has no statement for say what holds there", () => {
  const partition = lockstep(["explain", "drop_partition"]).stdout;
  assert.match(partition, /note and exception/);
  assert.match(partition, /^ {2}SQLite has no partitions\.$/m);
  assert.match(partition, /^PostgreSQL\n {2}A lock lasts/m);
  assert.match(lockstep(["explain", "unknown_statement"]).stdout, /everything-is-read/);
});

test("a rule is explained by its page", () => {
  assert.match(lockstep(["explain", "note-is-there"]).stdout, /^# note-is-there\n/);
});
