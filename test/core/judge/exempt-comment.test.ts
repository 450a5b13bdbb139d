/** The comment that exempts an operation stands above its statement, indented alike, and never inside a text. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdits } from "../../../src/core/edits.ts";
import { exemptAdvice, exemptFix } from "../../../src/core/judge/exempt-comment.ts";
import { operation } from "./build.ts";

const exempt = "lockstep: exempt drop_column user.a because <why is this safe?>";

function mended(path: string, source: string, line: number, column: number): string | null {
  const one = operation("drop_column", { table: "user", columns: ["a"], path });
  const statement = { path, line, column, endLine: line, endColumn: column + 5 };
  const fix = exemptFix({ ...one, statement }, new Map([[statement.path, source]]));
  return fix === null ? null : applyEdits(path, source, fix.edits).text;
}

const rows: [string, string, number, number, string | null][] = [
  ["a.sql", "DROP x;\n", 1, 1, `-- ${exempt}\nDROP x;\n`],
  ["a.sql", "A;\n  DROP x;\n", 2, 3, `A;\n  -- ${exempt}\n  DROP x;\n`],
  ["a.py", "def f():\n\top.drop()\n", 2, 2, `def f():\n\t# ${exempt}\n\top.drop()\n`],
  ["a.sql", "A;\r\nDROP x;\r\n", 2, 1, `A;\r\n-- ${exempt}\r\nDROP x;\r\n`],
  // A question mark before a bracket ends PHP, but not inside this comment.
  ["a.php", "<?php\n f();\n", 2, 2, `<?php\n /* ${exempt} */\n f();\n`],
  ["a.xml", "<a>\n <b/>\n", 2, 2, `<a>\n <!-- ${exempt} -->\n <b/>\n`],
  ["a.json", "[\n {}\n", 2, 2, null],
  // Another statement before it on the line: its end may be the end of a text.
  ["a.sql", "INSERT 'a\nb'; DROP x;\n", 2, 5, null],
  ["a.py", "if x: op.drop()\n", 1, 7, null],
  // A line that goes on.
  ["a.py", "x = 1; \\\nop.drop()\n", 2, 1, null],
  ["a.sql", "", 7, 9, null],
];

for (const [path, source, line, column, expected] of rows) {
  test(`${path} ${JSON.stringify(source)} at ${line}:${column}`, () => {
    assert.equal(mended(path, source, line, column), expected);
  });
}

test("without the text of the file there is no edit", () => {
  assert.equal(exemptFix(operation("drop_column"), undefined), null);
});

test("what has no name of its own goes by its id", () => {
  const id = "3fa9c01b7e000000000000000000beef";
  assert.equal(
    exemptAdvice(operation("run_code", { table: null, id, path: "a.py" })).text,
    "# lockstep: exempt 3fa9c01b7e because <why is this safe?>",
  );
});

test("thousands of operations of one large file cost no walk through it each", () => {
  const one = operation("drop_column", { table: "user", columns: ["a"], path: "a.sql" });
  const sources = new Map([["a.sql", "DROP x;\n".repeat(250_000)]]);
  const began = performance.now();
  for (let line = 1; line <= 2000; line += 1) {
    const statement = { path: "a.sql", line, column: 1, endLine: line, endColumn: 8 };
    assert.notEqual(exemptFix({ ...one, statement }, sources), null);
  }
  assert.ok(performance.now() - began < 2000);
});
