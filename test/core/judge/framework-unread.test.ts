/** What is advised for a migration of a framework that is not read yet can be followed. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { whyNotRead } from "../../../src/core/detect/other-frameworks.ts";
import { matchesAny } from "../../../src/core/glob.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import { everythingIsRead } from "../../../src/core/judge/rules/everything-is-read.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { input, migration } from "./build.ts";

function said(path: string, framework: string, reason: string, ignore: string[] = []): string {
  const unread = [{ id: "a".repeat(32), place: wholeFile(path), reason }];
  const policy = { ...defaultPolicy, ignore };
  const found = everythingIsRead.check(
    input({ migrations: [migration({ path, framework, unread })], policy }),
  );
  assert.equal(found.length, 1);
  return found[0]?.message ?? "";
}

const django = (path: string, ignore?: string[]): string =>
  said(path, "django", whyNotRead("django"), ignore);

test("the author is not told to write it otherwise, but who can look and how to leave it out", () => {
  const [, advice] = django("shop/migrations/0012_drop.py").split("\n");
  assert.equal(
    advice,
    "An approving review by someone other than the author is the look that it needs. " +
      "All of this folder is left out with `ignore: [shop/migrations/**]` in the base's policy.",
  );
});

test("a policy that leaves out others already gets one entry more, not a second list", () => {
  const message = django("shop/migrations/0012_drop.py", ["db/seeds/**"]);
  assert.match(message, /`- shop\/migrations\/\*\*` below those that stand under `ignore:`/);
});

test("what could be read if it were written otherwise is still advised so", () => {
  assert.match(said("db/1.sql", "sql", "it is binary"), /Write it so that it can be read/);
});

test("the line can be pasted whatever the folder is called, and then leaves the file out", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      "[a]",
      "{b,c}",
      "a: b",
      "- x",
      "#y",
      "!z",
      "it's",
      "*",
      "a`b",
      "(q)",
      "\u{1F600}",
      "&a",
      "@(b)",
    ),
  );
  const segment = name
    .map((text) => text.replaceAll("/", "_"))
    .filter((text) => text !== "." && text !== ".." && !/[\0\n\r\\]/u.test(text));
  fc.assert(
    fc.property(segment, (folder) => {
      const path = `${folder}/migrations/0001_a.py`;
      const line = /`(ignore: .*)` in the base/su.exec(django(path))?.[1] ?? "";
      const { policy, findings } = readPolicy([{ path: "p.yml", text: `${line}\n` }]);
      assert.deepEqual(findings, []);
      assert.ok(matchesAny(path, policy.ignore), line);
    }),
    { seed: 7, numRuns: 150 },
  );
});
