import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { generalHelp } from "../../../src/edges/cli/help.ts";
import { commands } from "../../../src/edges/cli/registry.ts";
import { lockstep } from "../../support/lockstep.ts";

const root = join(import.meta.dirname, "..", "..", "..");

test("the folder of commands, the registry and the help name the same", async () => {
  const files = readdirSync(join(root, "src/edges/cli/commands")).map((name) => name.replace(/\.ts$/, ""));
  assert.deepEqual(commands.map(({ name }) => name).toSorted(), files.toSorted());
  for (const { name, summary, load } of commands) {
    assert.ok(generalHelp().includes(`  ${name}`) && generalHelp().includes(summary), name);
    const command = await load();
    assert.ok(command.examples.length > 0, name);
    for (const { line } of command.examples) assert.match(line, new RegExp(`lockstep ${name}\\b`));
  }
});

for (const { name, summary } of commands) {
  test(`${name} --help explains it`, () => {
    const { status, stdout, stderr } = lockstep([name, "--help"]);
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.ok(stdout.startsWith(summary));
    assert.match(stdout, new RegExp(`^Usage: lockstep ${name} ?`, "m"));
    assert.match(stdout, /^Examples:$/m);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 120, line);
  });
}

test("help in every form, and the version", () => {
  const help = lockstep(["--help"]);
  assert.equal(help.status, 0);
  assert.equal(help.stdout, generalHelp());
  assert.equal(lockstep(["help", "init"]).stdout, lockstep(["init", "-h"]).stdout);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  assert.equal(lockstep(["--version"]).stdout, `${version}\n`);
});
