import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { readArguments } from "../../../src/edges/cli/arguments.ts";
import type { Command } from "../../../src/edges/cli/command.ts";
import { faultWords } from "../../../src/edges/cli/faults.ts";
import { hasColours } from "../../../src/edges/cli/terminal.ts";
import { lockstep } from "../../support/lockstep.ts";

const empty = mkdtempSync(join(tmpdir(), "lockstep-empty-"));
after(() => rmSync(empty, { recursive: true }));

test("wrong use is exit code 2, with words that help and no stack", () => {
  const cases: [string[], RegExp][] = [
    [[], /^Keeps schema changes/],
    [["chekc"], /There is no command chekc\. Did you mean check\?/],
    [["--verison"], /There is no option --verison\./],
    [["help", "explian"], /Did you mean explain\?/],
    [
      ["operations", "--fromat", "json", "x.sql"],
      /operations has no option --fromat\. Did you mean --format\?/,
    ],
    [
      ["operations", "--format", "jsno", "x.sql"],
      /--format cannot be jsno: it is one of text, json\. Did you mean json\?/,
    ],
    [["operations"], /operations wants more arguments/],
    [["operations", "nowhere.sql"], /There is no file nowhere\.sql\./],
    [["operations", "-"], /Say what the standard input is called/],
    [["operations", "--engine", "oracle@9", "x.sql"], /no engine is called `oracle`/],
    [["init", "here"], /init does not know what to do with here\./],
    [["init", "--repo"], /--repo <value>' argument missing/],
    [["check", "--base="], /--base is empty: it wants REV\./],
    [["check", "--head", "x", "--staged"], /Give either --head or --staged, not both\./],
    [["lint", "--repo", empty], /There are no notes in releasenotes\/notes/],
    [["explain", "drop_colum"], /Did you mean drop_column\?/],
    [["explain", "\u001B[2J"], /called \\x1b\[2J\./],
  ];
  for (const [args, words] of cases) {
    const { status, stderr, stdout } = lockstep(args, { cwd: empty });
    assert.match(stderr, words, args.join(" "));
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "", args.join(" "));
    assert.doesNotMatch(stderr, /\n\s+at |\u001B/);
  }
});

const command: Command = {
  usage: "[--all] [--name NAME]... [PATH]",
  options: {
    all: { type: "boolean", help: "everything" },
    name: { type: "string", value: "NAME", multiple: true, help: "a name" },
  },
  positionals: { least: 0, most: 1 },
  examples: [],
  run: () => Promise.resolve(0),
};

test("arguments are read as they are said", () => {
  const given = readArguments("try", command, ["--all", "--name=a", "--name", "b", "--", "--c"]);
  assert.equal(given.flag("all"), true);
  assert.deepEqual(given.texts("name"), ["a", "b"]);
  assert.equal(given.text("all"), null);
  assert.deepEqual(given.positionals, ["--c"]);
  assert.throws(() => readArguments("try", command, ["--all=x"]), UserError);
  assert.throws(() => readArguments("try", command, ["-x"]), /try has no option -x\./);
});

test("colours: a terminal has them unless it is told otherwise", () => {
  const plain = { noColor: false, forceColor: null, log: null, dumb: false };
  assert.equal(hasColours(plain, true), true);
  assert.equal(hasColours(plain, false), false);
  assert.equal(hasColours({ ...plain, noColor: true }, true), false);
  assert.equal(hasColours({ ...plain, dumb: true }, true), false);
  assert.equal(hasColours({ ...plain, forceColor: true }, false), true);
  assert.equal(hasColours({ ...plain, forceColor: false }, true), false);
});

test("a fault of our own is one calm sentence with an id, and details only when asked for", async () => {
  const environment = { noColor: false, forceColor: null, log: null, dumb: false };
  const logged: unknown[] = [];
  const log = (data: unknown) => Promise.resolve(void logged.push(data));
  const words = await faultWords(new Error("secret path"), environment, "https://example.org", log);
  assert.match(
    words,
    /^This is a fault of Lockstep's own, not of your change \([0-9a-f]{8}\)\..*https:\/\/example\.org\n$/,
  );
  assert.doesNotMatch(words, /secret/);
  assert.equal(logged.length, 0);
  await faultWords(new Error("x"), { ...environment, log: "debug" }, "", log);
  assert.equal(logged.length, 1);
});
