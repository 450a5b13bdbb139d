/** docs/commands.md says what the code does: each line of it is read, each command has its row, and no rule is left out. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import type { Code, InlineCode, Nodes, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

import { readCommands } from "../../../src/core/command/read-commands.ts";
import { commandHelp, registry } from "../../../src/core/command/registry.ts";
import { whoMay } from "../../../src/core/judge/authority.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { readExceptionsFile } from "../../../src/core/judge/exceptions-file.ts";
import { parseExemption } from "../../../src/core/judge/exception-text.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import { readerRules } from "../../../src/core/judge/reader-rules.ts";
import { registry as rules } from "../../../src/core/judge/registry.ts";
import { whyNotWaivable } from "../../../src/core/judge/waivable.ts";

const text = readFileSync(new URL("../../../docs/commands.md", import.meta.url), "utf8");
const page = unified().use(remarkParse).use(remarkGfm).parse(text);

function all<T extends Nodes>(node: Nodes, type: T["type"]): T[] {
  const own = node.type === type ? [node as T] : [];
  return "children" in node ? [...own, ...node.children.flatMap((child) => all<T>(child, type))] : own;
}

/** The rows of a table as texts, and what stands in them as code. */
function rowsOf(table: Table): { words: string[]; codes: string[] }[] {
  return table.children.slice(1).map((row) => ({
    words: row.children.map(({ position }) =>
      text.slice(position?.start.offset, position?.end.offset).replaceAll(/^\|?\s*|\s*\|?$/gu, ""),
    ),
    codes: row.children
      .slice(0, 1)
      .flatMap((cell) => all<InlineCode>(cell, "inlineCode"))
      .map(({ value }) => value),
  }));
}

const [asked, who, unwaivable] = all<Table>(page, "table").map(rowsOf);
const blocks = all<Code>(page, "code");

test("every command that the page shows is read without a mistake", () => {
  const lines = blocks.flatMap(({ value }) => value.split("\n")).filter((line) => line.startsWith("/"));
  assert.ok(lines.length > 8);
  for (const line of lines) {
    const { commands } = readCommands(line);
    assert.deepEqual(
      commands.map(({ mistake }) => mistake),
      [null],
      line,
    );
  }
  const shown = new Set(lines.map((line) => readCommands(line).commands[0]?.request?.verb));
  for (const verb of ["exempt", "revoke", "waive", "wrong", "explain"] as const)
    assert.ok(shown.has(verb), verb);
});

test("every form of every command has its row, and begins as help does", () => {
  const help = commandHelp();
  assert.deepEqual(
    asked?.map(({ codes }) => codes[0]),
    help.map(({ usage }) => usage),
  );
  for (const [at, { says }] of help.entries()) {
    const row = (asked?.[at]?.words[1] ?? "nothing").replace(/\.$/u, "");
    assert.ok(says.startsWith(row), `${says} ${row}`);
  }
});

test("every command is in the row of those who may run it", () => {
  for (const { verb } of registry) {
    const row = who?.find(({ codes }) => codes.includes(verb));
    assert.equal(row?.words[1], whoMay(verb, null, defaultPolicy), verb);
  }
});

test("the policy, the exceptions file and the comment of the page are read", () => {
  const [policy, exceptions] = blocks.filter(({ lang }) => lang === "yaml").map(({ value }) => value);
  const read = readPolicy([{ path: ".github/lockstep.yml", text: policy ?? "" }]);
  assert.deepEqual(read.findings, []);
  assert.deepEqual(read.policy.commands.emergency, ["on-call"]);
  assert.equal(read.policy.commands.who.length, 2);
  const file = readExceptionsFile("releasenotes/lockstep-exceptions.yaml", exceptions ?? "");
  assert.deepEqual([file.findings, file.entries.length], [[], 1]);
  const comments = blocks.flatMap(({ value }) => [...value.matchAll(/^-- lockstep: exempt (.*)$/gmu)]);
  assert.equal(comments.length, 1);
  for (const [, said = ""] of comments) assert.ok("exemption" in parseExemption(said), said);
});

test("exactly the rules that cannot be waived are said to be so", () => {
  const names = [...rules, ...readerRules].map(({ name }) => name);
  assert.deepEqual(
    unwaivable?.flatMap(({ codes }) => codes).toSorted(),
    names.filter((name) => whyNotWaivable(name) !== null).toSorted(),
  );
});
