/** No text of a declared schema throws, or takes long. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { drizzleSnapshot } from "../../../../src/core/detect/declared/drizzle-snapshot.ts";
import { prismaSchema } from "../../../../src/core/detect/declared/prisma-schema.ts";

const context = {
  tree: { paths: [], text: () => null },
  parsers: {} as never,
  transaction: null,
  expired: () => false,
};

const prisma = (text: string) => prismaSchema.read("schema.prisma", text, context);

/** Each is quadratic where something is looked for in a list. */
const texts: [title: string, text: string][] = [
  ["blocks that never close", "model A {\n".repeat(20_000)],
  ["brackets", `model A {\n a Int @default(${"[".repeat(60_000)}`],
  ["calls", `model A {\n a Int ${"@a(".repeat(20_000)}`],
  ["braces", "}".repeat(60_000)],
  ["comments", "/*".repeat(30_000)],
  [
    "lists of itself",
    `model A {\n id Int @id\n${Array.from({ length: 5000 }, (_, at) => ` f${at} A[] @relation("r${at}")\n`).join("")}}`,
  ],
  [
    "one index over all",
    `model A {\n${Array.from({ length: 5000 }, (_, at) => ` f${at} Int @map("x")\n`).join("")}@@index([${Array.from({ length: 5000 }, (_, at) => `f${at}`).join()}])\n}`,
  ],
  [
    "values of an enum",
    `enum E {\n${Array.from({ length: 5000 }, (_, at) => ` v${at}\n`).join("")}}\nmodel A {\n${Array.from({ length: 2000 }, (_, at) => ` f${at} E @default(v${4999 - at})\n`).join("")}}`,
  ],
];

test("Prisma's language", () => {
  for (const [title, text] of texts) {
    const started = performance.now();
    prisma(text);
    assert.ok(performance.now() - started < 1000, title);
  }
  const words = fc.constantFrom(
    "model ",
    "enum ",
    "A ",
    "{",
    "}",
    "\n",
    "@",
    "@@",
    "(",
    ")",
    "[",
    "]",
    "?",
    ",",
    ":",
    '"',
    "\\",
    "//",
    "/*",
    "=",
    "Int",
    "id",
    "é",
    "1",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (parts) => void prisma(parts.join(""))),
    { numRuns: 300 },
  );
});

test("snapshots", () => {
  const snapshot = (text: string) => drizzleSnapshot.read("meta/0001_snapshot.json", text, context);
  assert.equal(snapshot("[".repeat(200_000)).unread.length, 1);
  const key = fc.constantFrom(
    "tables",
    "columns",
    "ddl",
    "entityType",
    "name",
    "table",
    "indexes",
    "__proto__",
    "dialect",
    "enums",
    "values",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(null, 1, "tables", "columns", "fks", true),
      fc.dictionary(key, tie("tree")),
      fc.array(tie("tree")),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => void snapshot(JSON.stringify(value))),
    { numRuns: 200 },
  );
});
