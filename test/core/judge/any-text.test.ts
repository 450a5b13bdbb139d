/** Properties of everything here that reads text of strangers: it answers, quickly, and reads back what it writes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { engineText, parseEngine } from "../../../src/core/judge/engine-text.ts";
import { parseExemption } from "../../../src/core/judge/exception-text.ts";
import { readExceptionsFile } from "../../../src/core/judge/exceptions-file.ts";
import { exemptText } from "../../../src/core/judge/exempt-comment.ts";
import { namesTable } from "../../../src/core/judge/name-in-text.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import { matchTarget, readTarget } from "../../../src/core/judge/target.ts";
import { operation } from "./build.ts";

test("engines: what is written is read back, and any text is answered", () => {
  const engine = fc
    .tuple(fc.integer({ min: 10, max: 99 }), fc.option(fc.integer({ min: 0, max: 20 })))
    .map(([from, more]) => ({ engine: "postgresql" as const, from, to: more === null ? null : from + more }));
  fc.assert(
    fc.property(engine, (value) => assert.deepEqual(parseEngine(engineText(value)), { engine: value })),
    { seed: 1, numRuns: 40 },
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(Object.keys(parseEngine(text)).length, 1);
    }),
    { seed: 1, numRuns: 40 },
  );
});

test("the exceptions file: any file is answered, hostile ones quickly", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      readExceptionsFile("exceptions.yaml", text);
    }),
    { seed: 3, numRuns: 40 },
  );
  const words = fc.constantFrom(
    "- ",
    "operation: ",
    "target: ",
    "drop_column",
    "\n",
    "  ",
    "a.b",
    "{",
    "[",
    "*a",
    "&a",
    "|",
    "'",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
      readExceptionsFile("exceptions.yaml", parts.join(""));
    }),
    { seed: 3, numRuns: 40 },
  );
  const start = performance.now();
  for (const part of ["[", "- ", "{a: ", "? ", "- *a\n", "#", "a:\n "])
    readExceptionsFile("exceptions.yaml", part.repeat(60_000));
  assert.ok(performance.now() - start < 1500);
});

test("names in prose: every name is named by itself, between any marks, and no text is slow", () => {
  const name = fc.string({ unit: "binary", minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(name, fc.constantFrom("``", "**", '"', " ", "(", "public."), (table, mark) => {
      if (/[\s\\]/u.test(table)) return;
      assert.ok(namesTable(`x ${mark}${table}${mark.startsWith("p") ? "" : mark} y`, table), table);
    }),
    { seed: 2, numRuns: 60 },
  );
  const start = performance.now();
  for (const table of ["user_role_x", "a_a_a_a_a_a_a_a", "aaaa"]) {
    for (const part of ["user ", "a", "a_", "_", "user_role "]) namesTable(part.repeat(15_000), table);
  }
  assert.ok(performance.now() - start < 800);
});

test("policy: any text is answered", () => {
  const words = fc.constantFrom(
    "mode: ",
    "warn",
    "databases:",
    "\n",
    "  ",
    "- ",
    "name: a",
    "rules: {",
    "}",
    "[",
    "]",
    "*a",
    "&a ",
    "engines: ",
    "null",
    "__proto__: 1",
    "constructor: 1",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(words).map((parts) => parts.join("")),
      ),
      (text) => {
        const { policy, findings } = readPolicy([{ path: ".github/lockstep.yml", text }]);
        assert.ok(findings.length > 0 || policy.mode !== undefined);
      },
    ),
    { seed: 5, numRuns: 60 },
  );
});

const name = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });

test("exemptions: the comment that is suggested is read back and fits, for any names", () => {
  const any = fc.record({
    schema: fc.option(name),
    table: name,
    columns: fc.array(name, { maxLength: 2 }),
    name: fc.option(name),
  });
  fc.assert(
    fc.property(any, (said) => {
      const one = operation("drop_column", said);
      const text = exemptText(one, "it is safe");
      assert.ok(!/[\r\n\0]/u.test(text));
      const read = parseExemption(text.replace(/^exempt /u, ""));
      assert.ok("exemption" in read, text);
      const { target, id, reason } = read.exemption;
      assert.equal(reason, "it is safe");
      if (id === null) assert.ok(target !== null && matchTarget(target, one) !== null, text);
      else assert.ok(one.id.startsWith(id));
    }),
    { seed: 7, numRuns: 60 },
  );
});

test("exemptions: any text is answered, and quickly", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(Object.keys(parseExemption(text)).length, 1);
      readTarget(text);
    }),
    { seed: 7, numRuns: 60 },
  );
  const start = performance.now();
  for (const part of [
    '"',
    "a.",
    "reusable ",
    "until ",
    "until 2027-01-01 ",
    "because ",
    " ",
    "`",
    "drop_column ",
  ]) {
    parseExemption(`drop_column x ${part.repeat(30_000)}`);
    parseExemption(part.repeat(30_000));
  }
  assert.ok(performance.now() - start < 1000);
});
