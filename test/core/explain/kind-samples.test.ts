/** The samples are read as what they are samples of, without anything that had to be guessed. */

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { kindExamples, sampleFiles } from "../../../src/core/explain/kind-examples.ts";
import { everyEngine } from "../../../src/core/explain/kind-examples.ts";
import { samplesOf } from "../../../src/core/explain/kind-samples.ts";
import { kinds } from "../../../src/core/kinds.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";

const reader = new Reader();
after(() => reader.close());

test("a kind has samples, but for the one that nobody can read", () => {
  const silent = kinds.filter((kind) =>
    everyEngine.every(({ engine }) => samplesOf(kind, engine).length === 0),
  );
  assert.deepEqual(silent, ["unknown_statement"]);
});

for (const kind of kinds) {
  test(`the samples of ${kind} are read as ${kind}`, async () => {
    const files = sampleFiles(kind);
    const readings = await reader.read(files);
    for (const [at, { operations, unread }] of readings.entries()) {
      const text = files[at]?.text ?? "";
      assert.deepEqual(unread, [], text);
      const unknown = operations.filter((operation) => operation.kind === "unknown_statement");
      assert.deepEqual(unknown, [], text);
    }
    const examples = kindExamples(kind, readings);
    for (const { engine } of everyEngine) {
      const own = examples.filter((example) => example.engine.engine === engine && !example.borrowed);
      const wanted = samplesOf(kind, engine).map(({ sql }) => sql);
      assert.deepEqual(
        own.map(({ sql }) => sql),
        wanted,
        engine,
      );
      const variants = new Set(own.map(({ variant }) => variant));
      assert.equal(variants.size, wanted.length, engine);
      assert.ok(wanted.length < 2 || !variants.has(""), `${engine}: every variant has a name beside others`);
    }
    const told = new Set(examples.map(({ engine }) => engine.engine));
    if (kind !== "unknown_statement") assert.equal(told.size, everyEngine.length);
  });
}
