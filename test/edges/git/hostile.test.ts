/** A repository whose configuration would start programs: none of them may ever run. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { changesOf, stepsOf } from "../../../src/edges/git/first-parents.ts";
import { Repository } from "../../../src/edges/git/repository.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

function hostile(): { made: TemporaryRepository; base: string; trace: string } {
  const made = new TemporaryRepository();
  const text = "a line of text that is long enough\n".repeat(20);
  const base = made.commit({
    "a.sql": text,
    "b.sql": text,
    ".gitattributes": "*.sql filter=evil diff=evil merge=evil\n",
  });
  made.git("tag", "1.0.0");
  made.commit({ "a.sql": `${text}more\n` });
  const trace = join(made.directory, ".git", "ran");
  const program = join(made.directory, ".git", "program");
  writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${trace}'\ncat 2>/dev/null\n`);
  chmodSync(program, 0o755);
  for (const key of [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "filter.a=b.clean",
    "merge.evil.driver",
    "gpg.program",
    "pager.diff",
    "interactive.diffFilter",
    "credential.helper",
  ]) {
    made.git("config", key, program);
  }
  for (const command of ["diff-tree", "cat-file", "ls-tree", "rev-parse", "describe"]) {
    made.git("config", `alias.${command}`, `!${program}`);
  }
  made.git("config", "core.hooksPath", join(made.directory, ".git"));
  made.git("config", "log.showSignature", "true");
  made.git("config", "diff.relative", "true");
  made.git("config", "filter.evil.required", "true");
  for (const hook of ["post-index-change", "fsmonitor-watchman", "reference-transaction"]) {
    writeFileSync(join(made.directory, ".git", hook), `#!/bin/sh\necho hook >> '${trace}'\n`, {
      mode: 0o755,
    });
  }
  made.write({ "a.sql": `${text}other\n`, "new.sql": "SELECT 1;\n" });
  // As new as the index: git must look into the file to tell whether it differs.
  const now = new Date();
  for (const name of ["a.sql", "b.sql", ".git/index"]) utimesSync(join(made.directory, name), now, now);
  return { made, base, trace };
}

test("the trap works: git itself runs the programs", () => {
  const { made, trace } = hostile();
  try {
    execFileSync("git", ["--no-pager", "diff"], { cwd: made.directory, stdio: "ignore", timeout: 5000 });
  } catch {
    // It fails on what the program prints; it has run then.
  }
  assert.ok(existsSync(trace));
});

test("nothing of the configuration runs", async () => {
  const { made, base, trace } = hostile();
  rmSync(trace, { force: true });
  const repository = await Repository.open(made.directory);
  const head = await repository.resolve("HEAD");
  await repository.mergeBase(base, head);
  await repository.defaultBranch();
  for (const target of [head, "staged", "worktree"]) {
    const files = await repository.changedFiles(base, target);
    assert.ok(
      files.some((file) => file.path === "a.sql"),
      target,
    );
    for (const { before, after } of files) {
      for (const entry of [before, after]) if (entry !== null) await repository.content(entry);
    }
  }
  await repository.tree(head);
  assert.equal(await repository.lastTag(head, []), "1.0.0");
  const steps = await stepsOf(repository, "HEAD");
  for await (const { files } of changesOf(repository, steps)) assert.ok(files.length > 0);
  repository.close();
  assert.equal(
    existsSync(trace),
    false,
    existsSync(trace) ? execFileSync("cat", [trace], { encoding: "utf8" }) : "",
  );
});

test("a partial clone fetches nothing, and says what is missing", async () => {
  const remote = new TemporaryRepository();
  const base = remote.commit({ "a.sql": "one\n" });
  remote.commit({ "a.sql": "two\n", "b.sql": "three\n" });
  remote.git("config", "uploadpack.allowFilter", "true");
  const clone = new TemporaryRepository(null);
  clone.git("clone", "-q", "--filter=blob:none", "--no-checkout", `file://${remote.directory}`, ".");
  const trace = join(clone.directory, "ran");
  clone.git("config", "remote.origin.url", `ext::sh -c 'touch ${trace}'`);
  clone.git("config", "protocol.ext.allow", "always");
  const repository = await Repository.open(clone.directory);
  const head = await repository.resolve("HEAD");
  const files = await repository.changedFiles(base, head);
  const after = files.find((file) => file.path === "b.sql")?.after ?? assert.fail();
  const content = await repository.content(after).catch((cause: unknown) => ({ unread: String(cause) }));
  assert.match("unread" in content ? content.unread : "", /--refetch/);
  repository.close();
  assert.equal(existsSync(trace), false);
});
