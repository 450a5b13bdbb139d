import assert from "node:assert/strict";
import { before, test } from "node:test";

import { plainSql } from "../../../src/core/detect/detectors/plain-sql.ts";
import type { Parsers } from "../../../src/core/detect/parsers.ts";
import { kindSamples } from "../../../src/core/explain/kind-samples.ts";
import { kindWords } from "../../../src/core/explain/kind-words.ts";
import { kinds } from "../../../src/core/kinds.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

let parsers: Parsers;
before(async () => {
  parsers = await loadParsers(["postgresql"]);
});

test("a kind has samples, or else words", () => {
  const silent = kinds.filter((kind) => kindSamples[kind].length === 0);
  assert.deepEqual(silent.toSorted(), Object.keys(kindWords).toSorted());
});

for (const kind of kinds) {
  test(`the samples of ${kind} are read as ${kind}`, () => {
    for (const sql of kindSamples[kind]) {
      const { operations, unread } = plainSql.read("sample.sql", `${sql};\n`, {
        tree: { paths: [], text: () => null },
        parsers,
        transaction: null,
        expired: () => false,
      });
      assert.deepEqual(unread, [], sql);
      assert.ok(
        operations.some((operation) => operation.kind === kind),
        `${sql}: ${operations.map((operation) => operation.kind).join(", ")}`,
      );
    }
  });
}
