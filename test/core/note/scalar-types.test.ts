/** Plain scalars as PyYAML 6.0.3 read them: `fixtures/pyyaml-6.0.3.json` was printed by it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { load } from "js-yaml";

import { typeInPyYaml, typeInYaml12 } from "../../../src/core/note/scalar-types.ts";
import type { ScalarType } from "../../../src/core/note/scalar-types.ts";

const pythonTypes: Record<string, ScalarType> = {
  NoneType: "nothing",
  bool: "yes or no",
  int: "number",
  float: "number",
  date: "date",
  datetime: "date",
  str: "text",
  error: "refused",
};

const measured = JSON.parse(readFileSync(new URL("fixtures/pyyaml-6.0.3.json", import.meta.url), "utf8")) as [
  string,
  string,
][];

/** Refused by the syntax, whatever the type: the structure is checked elsewhere. */
const syntax = new Set(["-", "@x"]);

test("types are PyYAML's", () => {
  assert.ok(measured.length > 100);
  for (const [text, type] of measured) {
    if (!syntax.has(text)) assert.equal(typeInPyYaml(text), pythonTypes[type], JSON.stringify(text));
  }
});

test("types of YAML 1.2 are the parser's", () => {
  for (const [text] of measured) {
    if (syntax.has(text) || text === "...") continue;
    const value = (load(`a: ${text}\n`) as { a: unknown }).a;
    const type =
      value === null
        ? "nothing"
        : typeof value === "boolean"
          ? "yes or no"
          : typeof value === "number"
            ? "number"
            : "text";
    assert.equal(typeInYaml12(text), type, JSON.stringify(text));
  }
});
