/** What a short command must not load: each costs more than reading a small file does. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const bin = join(import.meta.dirname, "..", "..", "..", "bin", "lockstep.js");
const hook = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { process.stderr.write(url + "\\n"); return next(url, context); } });`;

function loadedBy(...args: string[]): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(hook)}`, bin, ...args],
    { encoding: "utf8", input: "ALTER TABLE account DROP COLUMN legacy_id;\n" },
  );
  assert.equal(status, 0, stderr);
  return stderr.trim().split("\n");
}

const heavy =
  /\/(?:zod|unified|remark-parse|micromark|js-yaml|pino|web-tree-sitter)\/|\/edges\/git\/|\/core\/note\//;

test("operations loads what it needs for SQL, and no more", () => {
  const loaded = loadedBy("operations", "--format", "json", "-", "--path", "x.sql");
  assert.ok(loaded.some((url) => url.includes("/libpg-query/")));
  assert.deepEqual(
    loaded.filter((url) => heavy.test(url)),
    [],
  );
});

test("the version and the help load no command", () => {
  const loaded = [...loadedBy("--version"), ...loadedBy("--help")];
  assert.ok(loaded.some((url) => url.endsWith("/src/cli.ts")));
  assert.deepEqual(
    loaded.filter((url) => heavy.test(url) || url.includes("/commands/") || url.includes("/libpg-query/")),
    [],
  );
});
