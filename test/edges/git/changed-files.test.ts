import assert from "node:assert/strict";
import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import type { ChangedFile } from "../../../src/gather/source.ts";
import { Repository } from "../../../src/edges/git/repository.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

/** `path (old path): before -> after`, sorted. */
async function shown(made: TemporaryRepository, base: string, head: string): Promise<string[]> {
  const repository = await Repository.open(made.directory);
  try {
    const files = await repository.changedFiles(base, head);
    const side = async (entry: ChangedFile["before"]): Promise<string> => {
      if (entry === null) return "-";
      const content = await repository.content(entry);
      return "text" in content ? JSON.stringify(content.text) : content.unread;
    };
    const lines = files.map(async (file) => {
      const old = file.oldPath === null ? "" : ` (${file.oldPath})`;
      return `${file.path}${old}: ${await side(file.before)} -> ${await side(file.after)}`;
    });
    return (await Promise.all(lines)).toSorted();
  } finally {
    repository.close();
  }
}

test("added, edited, renamed, deleted, empty and swapped files", async () => {
  const made = new TemporaryRepository();
  const text = "a line of text that is long enough\n".repeat(5);
  const base = made.commit({
    edit: "1",
    gone: "2",
    old: text,
    empty: "",
    one: `${text}1`,
    two: `2${text.repeat(3)}`,
  });
  rmSync(join(made.directory, "gone"));
  renameSync(join(made.directory, "old"), join(made.directory, "new"));
  const head = made.commit({ edit: "", added: "3", "deep/file": "" });
  assert.deepEqual(await shown(made, base, head), [
    'added: - -> "3"',
    'deep/file: - -> ""',
    'edit: "1" -> ""',
    'gone: "2" -> -',
    `new (old): ${JSON.stringify(text)} -> ${JSON.stringify(text)}`,
  ]);
});

test("what is no UTF-8 text is unread, and says why", async () => {
  const made = new TemporaryRepository();
  const base = made.commit();
  const head = made.commit({
    binary: Buffer.from([1, 2, 0, 3]),
    bom: "\uFEFFa",
    crlf: "a\r\nb\r\n",
    latin: Buffer.from("one\ntwo\ncaf\xe9\n", "latin1"),
    limit: "x".repeat(5_000_000),
    large: "x".repeat(5_000_001),
    lfs: "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
    utf16: Buffer.from("\uFEFFselect", "utf16le"),
  });
  const lines = await shown(made, base, head);
  assert.deepEqual(
    lines.filter((line) => !line.startsWith("limit")),
    [
      "binary: - -> the file is binary: it has a NUL byte",
      'bom: - -> "a"',
      String.raw`crlf: - -> "a\r\nb\r\n"`,
      "large: - -> the file has 5.0 MB, and more than 5 MB is not read",
      "latin: - -> the file is not UTF-8: line 3 has bytes that are no character; save it as UTF-8",
      "lfs: - -> the file is a Git LFS pointer: its content is not in the repository",
      "utf16: - -> the file is UTF-16: save it as UTF-8",
    ],
  );
  assert.equal(lines.find((line) => line.startsWith("limit"))?.length, 'limit: - -> ""'.length + 5_000_000);
});

test("links and submodules are not followed, also where a file became one", async () => {
  const made = new TemporaryRepository();
  const base = made.commit({ file: "text", target: "secret" });
  rmSync(join(made.directory, "file"));
  symlinkSync("/etc/passwd", join(made.directory, "file"));
  symlinkSync("target", join(made.directory, "link"));
  const inner = new TemporaryRepository();
  inner.commit({ a: "1" });
  made.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.directory, "sub");
  const head = made.commit();
  const expected = [
    'file: "text" -> it is a symbolic link, and links are not followed',
    "link: - -> it is a symbolic link, and links are not followed",
    "sub: - -> it is a submodule, and submodules are not read",
  ];
  assert.deepEqual(
    (await shown(made, base, head)).filter((line) => !line.startsWith(".")),
    expected,
  );
  made.git("reset", "-q", "--soft", base);
  assert.deepEqual(
    (await shown(made, base, "staged")).filter((line) => !line.startsWith(".")),
    expected,
  );
  assert.deepEqual(
    (await shown(made, base, "worktree")).filter((line) => !line.startsWith(".")),
    expected,
  );
});

test("every file name is kept: spaces, quotes, newlines, dashes, other bytes and names of objects", async () => {
  const made = new TemporaryRepository();
  const base = made.commit();
  const names = [
    " a b ",
    "-rf",
    "--help",
    `"it's"`,
    "a\nb",
    "tab\there",
    "ünï",
    "__proto__",
    "constructor",
    ":(glob)*",
    "a\\351",
  ];
  made.write(Object.fromEntries(names.map((name) => [name, `is ${name}`])));
  writeFileSync(Buffer.from(`${made.directory}/caf\xe9`, "latin1"), "is latin");
  const expected = [
    ...names.map((name) => `${name}: - -> ${JSON.stringify(`is ${name}`)}`),
    'caf\\351: - -> "is latin"',
  ].toSorted();
  assert.deepEqual(await shown(made, base, "worktree"), expected);
  const head = made.commit();
  assert.deepEqual(await shown(made, base, head), expected);
  const repository = await Repository.open(made.directory);
  const tree = await repository.tree(head);
  assert.deepEqual(tree.paths, [...names, "caf\\351"].toSorted());
  assert.deepEqual(await repository.text(head, "--help"), { text: "is --help" });
  assert.equal(await repository.text(head, "a\nb"), null);
  assert.deepEqual(await repository.content(tree.entry("a\nb") ?? assert.fail()), { text: "is a\nb" });
  repository.close();
});

test("what is staged is the index, and the checkout is the disk with new files that nothing ignores", async () => {
  const made = new TemporaryRepository();
  const base = made.commit({ staged: "1", edited: "1", gone: "1", ".gitignore": "ignored\n" });
  made.write({ staged: "2" });
  made.git("add", "staged");
  made.write({ staged: "3", edited: "2", "new/file": "1", ignored: "1" });
  rmSync(join(made.directory, "gone"));
  assert.deepEqual(await shown(made, base, "staged"), ['staged: "1" -> "2"']);
  assert.deepEqual(await shown(made, base, "worktree"), [
    'edited: "1" -> "2"',
    'gone: "1" -> -',
    'new/file: - -> "1"',
    'staged: "1" -> "3"',
  ]);
  made.git("rm", "-q", "--cached", "edited");
  assert.ok((await shown(made, base, "worktree")).includes('edited: "1" -> "2"'));
});

test("a conflict that is not resolved is seen in the index and on disk", async () => {
  const made = new TemporaryRepository();
  const base = made.commit({ a: "1\n" });
  made.git("checkout", "-q", "-b", "topic");
  made.commit({ a: "2\n", topic: "1" });
  made.git("checkout", "-q", "main");
  made.commit({ a: "3\n" });
  assert.throws(() => made.git("merge", "topic"));
  assert.deepEqual(await shown(made, base, "staged"), [
    'a: "1\\n" -> it has merge conflicts that are not resolved yet',
    'topic: - -> "1"',
  ]);
  const onDisk = await shown(made, base, "worktree");
  assert.equal(onDisk.length, 2);
  assert.match(onDisk[0] ?? "", /^a: "1\\n" -> "<<<<<<< HEAD/);
});

test("what cannot be opened is unread", { skip: process.getuid?.() === 0 }, async () => {
  const made = new TemporaryRepository();
  const base = made.commit({ a: "1" });
  made.write({ a: "2" });
  chmodSync(join(made.directory, "a"), 0);
  assert.deepEqual(await shown(made, base, "worktree"), ['a: "1" -> it could not be opened (EACCES)']);
});
