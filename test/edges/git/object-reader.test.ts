import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { ObjectReader } from "../../../src/edges/git/object-reader.ts";
import { Repository } from "../../../src/edges/git/repository.ts";
import { runGit } from "../../../src/edges/git/run-git.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

/** Runs with another `git` in front of the PATH, a shell script. */
async function withGit(script: string, run: () => Promise<void>): Promise<void> {
  const folder = new TemporaryRepository(null).directory;
  writeFileSync(join(folder, "git"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "git"), 0o755);
  const path = process.env["PATH"];
  process.env["PATH"] = `${folder}:${path}`;
  try {
    await run();
  } finally {
    process.env["PATH"] = path;
  }
}

const realGit = execFileSync("which", ["git"], { encoding: "utf8" }).trim();

test("reads many objects at once, in order, with large and missing ones among them", async () => {
  const made = new TemporaryRepository();
  const large = "x".repeat(6_000_000);
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`f${index}`, `${index}\n`.repeat(index)]),
  );
  made.commit({ ...files, large1: large, large2: `${large}2` });
  const objects = new ObjectReader(made.directory);
  const names = Object.keys(files);
  const wanted = [...names.slice(0, 100), "large1", "missing", ...names.slice(100), "large2", "f7"];
  const found = await Promise.all(wanted.map((name) => objects.read(`HEAD:${name}`)));
  for (const [index, name] of wanted.entries()) {
    const object = found[index] ?? null;
    if (name === "missing") assert.equal(object, null);
    else if (name.startsWith("large"))
      assert.deepEqual([object?.bytes, object?.size], [null, name === "large1" ? 6_000_000 : 6_000_001]);
    else assert.equal(object?.bytes?.toString(), files[name]);
  }
  objects.close();
  assert.equal((await objects.read("HEAD:f1"))?.bytes?.toString(), "1\n");
  objects.close();
});

test("a git that is killed or ends fails what was asked, at once, and the next question starts another", async () => {
  const made = new TemporaryRepository();
  made.commit({ a: "1" });
  const objects = new ObjectReader(made.directory);
  for (const [script, words] of [
    ["kill -9 $$", /`git cat-file` was stopped \(SIGKILL\) before it was done/],
    ["exit 0", /`git cat-file` was stopped before it was done/],
    ["echo 'fatal: bad object store' >&2; exit 128", /`git cat-file` failed in .*: fatal: bad object store/],
    [
      "read line; echo 0123456789012345678901234567890123456789 blob 100; echo part; kill -9 $$",
      /was stopped/,
    ],
  ] as const) {
    await withGit(script, async () => {
      const asked = ["HEAD", "HEAD:a"].map((name) => objects.read(name));
      for (const answer of await Promise.allSettled(asked)) {
        assert.equal(answer.status, "rejected");
        assert.ok(answer.reason instanceof UserError);
        assert.match(answer.reason.message, words);
      }
    });
  }
  assert.equal((await objects.read("HEAD:a"))?.bytes?.toString(), "1");
  objects.close();
  await withGit("kill -9 $$", async () => {
    await assert.rejects(Repository.open(made.directory), /`git rev-parse` was stopped \(SIGKILL\)/);
  });
});

test("says that git is not installed", async () => {
  const path = process.env["PATH"];
  process.env["PATH"] = "/nowhere";
  try {
    await assert.rejects(runGit(".", ["version"]), /git was not found/);
    await assert.rejects(new ObjectReader(".").read("HEAD"), /git was not found/);
  } finally {
    process.env["PATH"] = path;
  }
});

test("a small range takes few processes", async () => {
  const made = new TemporaryRepository();
  const base = made.commit({ a: "1" });
  const head = made.commit({ a: "2", b: "3" });
  const log = join(made.directory, "log");
  await withGit(`echo "$@" >> '${log}'; exec '${realGit}' "$@"`, async () => {
    const repository = await Repository.open(made.directory);
    const from = await repository.mergeBase(
      await repository.resolve("HEAD~1"),
      await repository.resolve("HEAD"),
    );
    assert.equal(from, base);
    for (const { after } of await repository.changedFiles(base, head)) {
      if (after !== null) await repository.content(after);
    }
    assert.deepEqual((await repository.tree(base)).paths, ["a"]);
    repository.close();
  });
  const commands = execFileSync("cut", ["-d ", "-f4", log], { encoding: "utf8" }).trim().split("\n");
  assert.deepEqual(commands, ["rev-parse", "cat-file", "merge-base", "diff-tree", "ls-tree"]);
});
