import assert from "node:assert/strict";
import { test } from "node:test";

import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

test("loads only what is asked for", async () => {
  assert.deepEqual(await loadParsers([]), {
    postgresql: null,
    python: null,
    ruby: null,
    php: null,
    typescript: null,
  });
  const { postgresql, python } = await loadParsers(["postgresql"]);
  assert.equal(python, null);
  assert.equal(postgresql?.parse("SELECT 1; DROP TABLE a").stmts?.length, 2);
});

test("reads Python, and loads each parser once", async () => {
  const [first, second] = await Promise.all([loadParsers(["python"]), loadParsers(["python", "postgresql"])]);
  assert.equal(first.python, second.python);
  assert.equal(first.python?.parse("import op\n")?.rootNode.type, "module");
});

test("several languages that are loaded at once do not disturb each other", async () => {
  const { python, ruby, php, typescript } = await loadParsers(["python", "ruby", "php", "typescript"]);
  const isRead = (parser: typeof python, text: string): boolean =>
    parser?.parse(text)?.rootNode.hasError === false;
  assert.ok(isRead(python, "def upgrade():\n    op.drop_table('a')\n"));
  assert.ok(isRead(ruby, "class A < B[7.1]\n  def change\n    drop_table :a\n  end\nend\n"));
  assert.ok(isRead(php, "<?php\nSchema::drop('a');\n"));
  assert.ok(isRead(typescript, "export async function up(knex: Knex): Promise<void> {}\n"));
});
