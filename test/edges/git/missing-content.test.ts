/** A repository without all of its contents: a partial clone, a snapshot without its largest files. */

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { changesOf, stepsOf } from "../../../src/edges/git/first-parents.ts";
import { Repository } from "../../../src/edges/git/repository.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

/** Four commits; the content of `large` that the second one takes away is lost. */
function damaged(): { made: TemporaryRepository; base: string } {
  const made = new TemporaryRepository();
  const lines = "a line of text that is long enough\n".repeat(5);
  const base = made.commit({ large: `1${lines}`, "a.sql": "SELECT 1;" }, "first");
  const lost = made.git("rev-parse", "HEAD:large");
  made.git("rm", "-q", "large");
  made.commit({ larger: `1${lines}and more\n`, "b.sql": "SELECT 2;" }, "second");
  made.commit({ "c.sql": "SELECT 3;" }, "third");
  made.commit({ "d.sql": "SELECT 4;" }, "fourth");
  rmSync(join(made.directory, ".git", "objects", lost.slice(0, 2), lost.slice(2)), { force: true });
  assert.throws(() => made.git("diff-tree", "-r", "-M70%", base, "HEAD"));
  return { made, base };
}

test("a history is compared without the missing contents, and no step is left out", async () => {
  const { made, base } = damaged();
  const repository = await Repository.open(made.directory);
  const seen: string[] = [];
  for await (const { step, files } of changesOf(repository, await stepsOf(repository, `${base}..HEAD`))) {
    seen.push(`${step.subject}: ${files.map((file) => file.path).join(" ")}`);
  }
  repository.close();
  assert.deepEqual(seen, ["second: b.sql large larger", "third: c.sql", "fourth: d.sql"]);
});

test("a range is compared without the missing contents", async () => {
  const { made, base } = damaged();
  const repository = await Repository.open(made.directory);
  const files = await repository.changedFiles(base, await repository.resolve("HEAD"));
  repository.close();
  assert.deepEqual(
    files.map((file) => file.path),
    ["b.sql", "c.sql", "d.sql", "large", "larger"],
  );
});
