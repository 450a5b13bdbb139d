import assert from "node:assert/strict";
import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { Repository } from "../../../src/edges/git/repository.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

async function refused(promise: Promise<unknown>, words: RegExp): Promise<void> {
  await assert.rejects(promise, (cause: unknown) => {
    assert.ok(cause instanceof UserError, String(cause));
    assert.match(cause.message, words);
    return true;
  });
}

test("says when a folder is no repository, or is not there", async () => {
  const plain = new TemporaryRepository(null);
  await refused(Repository.open(plain.directory), /is no git repository.*--repo DIR/);
  await refused(Repository.open(join(plain.directory, "nowhere")), /There is no folder/);
  await refused(Repository.open("--help"), /There is no folder `--help`/);
});

test("opens a checkout from any folder in it, a linked worktree, a submodule, a bare repository and the .git folder", async () => {
  const inner = new TemporaryRepository();
  inner.commit({ "inner.sql": "SELECT 1" });
  const outer = new TemporaryRepository();
  outer.commit({ "deep/er/a.sql": "SELECT 1" });
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.directory, "sub");
  const head = outer.commit();
  outer.git("worktree", "add", "-q", "../linked", "-b", "topic");
  const linked = join(outer.directory, "..", "linked");
  const bare = new TemporaryRepository(null);
  bare.git("clone", "-q", "--bare", outer.directory, ".");

  const cases: [string, string, boolean, string][] = [
    [join(outer.directory, "deep/er"), outer.directory, true, head],
    [linked, linked, true, head],
    [join(outer.directory, "sub"), join(outer.directory, "sub"), true, inner.git("rev-parse", "HEAD")],
    [bare.directory, bare.directory, false, head],
    [join(outer.directory, ".git"), join(outer.directory, ".git"), false, head],
  ];
  for (const [folder, directory, checkout, commit] of cases) {
    const repository = await Repository.open(folder);
    assert.deepEqual([repository.directory, repository.checkout], [directory, checkout]);
    assert.equal(await repository.resolve("HEAD"), commit);
    repository.close();
  }
  outer.git("worktree", "remove", "--force", linked);
  const repository = await Repository.open(bare.directory);
  await refused(repository.changedFiles(head, "worktree"), /has no checkout.*--head REV/);
  repository.close();
});

test("says which revision is unknown, and what could be meant", async () => {
  const remote = new TemporaryRepository();
  remote.commit({ a: "1" });
  remote.git("branch", "feature");
  const clone = new TemporaryRepository(null);
  clone.git("clone", "-q", remote.directory, ".");
  const repository = await Repository.open(clone.directory);
  await refused(
    repository.resolve("feature"),
    /Unknown revision `feature`. Did you mean `origin\/feature`\?/,
  );
  for (const revision of ["nope", "--output=x", "-x", "", "a\nb", "main..main", "HEAD:a", "a\0b", "🦄"]) {
    await refused(repository.resolve(revision), /Unknown revision/);
  }
  assert.equal(await repository.resolve("origin/feature"), remote.git("rev-parse", "main"));
  repository.close();
  const empty = await Repository.open(new TemporaryRepository().directory);
  await refused(empty.resolve("HEAD"), /has no commits yet/);
  empty.close();
});

test("a shallow clone is told from a wrong name", async () => {
  const remote = new TemporaryRepository();
  const first = remote.commit({ a: "1" });
  remote.commit({ a: "2" });
  remote.git("checkout", "-q", "-b", "topic", first);
  remote.commit({ b: "1" });
  const clone = new TemporaryRepository(null);
  clone.git("clone", "-q", "--depth=1", "--no-single-branch", `file://${remote.directory}`, ".");
  const repository = await Repository.open(clone.directory);
  await refused(repository.resolve(first), /shallow.*git fetch --unshallow/);
  const [main, topic] = await Promise.all([
    repository.resolve("origin/main"),
    repository.resolve("origin/topic"),
  ]);
  await refused(repository.mergeBase(main, topic), /no common commit in this shallow clone.*--unshallow/);
  repository.close();
});

test("finds where branches parted, also across merges, and says when they never were one", async () => {
  const made = new TemporaryRepository();
  const first = made.commit({ a: "1" });
  made.git("checkout", "-q", "-b", "topic");
  made.commit({ b: "1" });
  made.git("checkout", "-q", "main");
  const second = made.commit({ a: "2" });
  made.git("checkout", "-q", "topic");
  const repository = await Repository.open(made.directory);
  assert.equal(await repository.mergeBase(second, await repository.resolve("topic")), first);
  made.git("merge", "-q", "--no-edit", "main");
  assert.equal(await repository.mergeBase(second, await repository.resolve("topic")), second);
  made.git("checkout", "-q", "--orphan", "other");
  const other = made.commit({ c: "1" });
  await refused(repository.mergeBase(second, other), /have no common commit/);
  repository.close();
});

test("finds the default branch", async () => {
  const remote = new TemporaryRepository(["-b", "trunk"]);
  const first = remote.commit({ a: "1" });
  const clone = new TemporaryRepository(null);
  clone.git("clone", "-q", remote.directory, ".");
  const local = clone.commit({ b: "1" });
  const branch = async (): Promise<{ name: string; id: string }> => {
    const repository = await Repository.open(clone.directory);
    try {
      return await repository.defaultBranch();
    } finally {
      repository.close();
    }
  };
  assert.deepEqual(await branch(), { name: "origin/HEAD", id: first });
  clone.git("remote", "set-head", "origin", "--delete");
  clone.git("config", "init.defaultBranch", "trunk");
  assert.deepEqual(await branch(), { name: "origin/trunk", id: first });
  clone.git("remote", "remove", "origin");
  assert.deepEqual(await branch(), { name: "trunk", id: local });
  clone.git("config", "init.defaultBranch", "none");
  await refused(branch(), /--base REV/);
  clone.git("branch", "-m", "trunk", "master");
  assert.deepEqual(await branch(), { name: "master", id: local });
});

test(
  "a repository of another user is refused in clear words",
  { skip: process.getuid?.() !== 0 },
  async () => {
    const made = new TemporaryRepository();
    made.commit({ a: "1" });
    mkdirSync(join(made.directory, "sub"));
    for (const path of [made.directory, join(made.directory, ".git")]) chownSync(path, 12345, 12345);
    const before = { ...process.env };
    Object.assign(process.env, { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" });
    try {
      await refused(Repository.open(made.directory), /belongs to another user.*safe\.directory \//);
    } finally {
      for (const name of ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  },
);

test("the environment does not lead elsewhere", async () => {
  const right = new TemporaryRepository();
  const head = right.commit({ a: "right" });
  const wrong = new TemporaryRepository();
  wrong.commit({ a: "wrong" });
  process.env["GIT_DIR"] = join(wrong.directory, ".git");
  try {
    const repository = await Repository.open(right.directory);
    assert.equal(await repository.resolve("HEAD"), head);
    repository.close();
  } finally {
    delete process.env["GIT_DIR"];
  }
});

test("the last tag is the nearest that is a release", async () => {
  const made = new TemporaryRepository();
  const first = made.commit({ a: "1" });
  made.git("tag", "1.0.0");
  made.git("tag", "-a", "-m", "annotated", "v1.1.0");
  const second = made.commit({ a: "2" });
  made.git("tag", "odd]name7");
  made.git("tag", "pkg/2.0.0");
  made.git("checkout", "-q", "-b", "stable");
  made.commit({ a: "3" });
  made.git("tag", "3.0.0");
  const repository = await Repository.open(made.directory);
  assert.equal(await repository.lastTag(second, []), "pkg/2.0.0");
  assert.equal(await repository.lastTag(first, []), "v1.1.0");
  assert.equal(await repository.lastTag(second, ["{v,x}[0-9]*"]), "v1.1.0");
  assert.equal(await repository.lastTag(second, ["odd*"]), "odd]name7");
  assert.equal(await repository.lastTag(second, ["nothing-*"]), null);
  made.git("tag", "-d", "1.0.0", "v1.1.0", "pkg/2.0.0");
  assert.equal(await repository.lastTag(second, []), null);
  repository.close();
});
