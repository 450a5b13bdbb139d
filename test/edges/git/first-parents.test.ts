import assert from "node:assert/strict";
import { test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { changesOf, stepsOf } from "../../../src/edges/git/first-parents.ts";
import { Repository } from "../../../src/edges/git/repository.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

async function shown(made: TemporaryRepository, range: string): Promise<string[]> {
  const repository = await Repository.open(made.directory);
  const lines: string[] = [];
  try {
    const steps = await stepsOf(repository, range);
    const tree = await repository.tree(steps[0]?.parent ?? "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    for await (const { step, files } of changesOf(repository, steps)) {
      const paths = files.map(({ path, oldPath }) => (oldPath === null ? path : `${oldPath}>${path}`));
      lines.push(`${step.subject}: ${paths.join(" ")}`);
      tree.apply(files);
      assert.deepEqual(tree.paths, (await repository.tree(step.id)).paths);
    }
  } finally {
    repository.close();
  }
  return lines;
}

function history(): TemporaryRepository {
  const made = new TemporaryRepository();
  const text = "a line of text that is long enough\n".repeat(5);
  made.commit({ one: `1${text}`, two: `2${text.toUpperCase()}` }, "first");
  made.git("tag", "start");
  made.git("checkout", "-q", "-b", "topic");
  made.commit({ topic: "1" }, "on the topic");
  made.commit({ topic: "2" }, "on the topic again");
  made.git("checkout", "-q", "main");
  made.commit({ main: "1" }, "on main: \u0001 with *odd* bytes");
  made.git("merge", "-q", "--no-ff", "-m", "merge of topic", "topic");
  made.git("commit", "-q", "--allow-empty", "-m", "empty");
  made.git("mv", "one", "swap");
  made.git("mv", "two", "one");
  made.git("mv", "swap", "two");
  made.git("mv", "main", "0123456789012345678901234567890123456789");
  made.commit({}, "renames");
  return made;
}

test("a merge is one change, along the first parents, and the tree moves with each", async () => {
  const made = history();
  const after = [
    "on main: \u0001 with *odd* bytes: main",
    "merge of topic: topic",
    "empty: ",
    "renames: main>0123456789012345678901234567890123456789 one two",
  ];
  assert.deepEqual(await shown(made, "start..main"), after);
  assert.deepEqual(await shown(made, "start.."), after);
  assert.deepEqual(await shown(made, "main"), ["first: one two", ...after]);
  assert.deepEqual(await shown(made, "topic...main"), after);
  assert.deepEqual(await shown(made, "main..main"), []);
});

test("a shallow history begins where it is cut off", async () => {
  const made = history();
  const clone = new TemporaryRepository(null);
  clone.git("clone", "-q", "--depth=2", `file://${made.directory}`, ".");
  const lines = await shown(clone, "HEAD");
  assert.match(lines[0] ?? "", /^empty: main one topic two$/);
  assert.equal(lines.length, 2);
});

test("what is no range is refused", async () => {
  const made = history();
  const repository = await Repository.open(made.directory);
  for (const range of [
    "",
    "nope",
    "nope..main",
    "main..nope",
    "--all",
    "-n1",
    "a..b..c",
    "main main",
    "^main",
  ]) {
    await assert.rejects(stepsOf(repository, range), UserError, range);
  }
  repository.close();
});

test("a caller may stop in the middle, and git ends", async () => {
  const made = history();
  const repository = await Repository.open(made.directory);
  const steps = await stepsOf(repository, "main");
  for await (const { step } of changesOf(repository, steps)) {
    assert.equal(step.subject, "first");
    break;
  }
  repository.close();
});
