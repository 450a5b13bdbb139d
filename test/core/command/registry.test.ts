/** The commands on disk are those of the registry and of the types, and help lists all of them. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { readLine } from "../../../src/core/command/read-line.ts";
import { commandHelp, registry } from "../../../src/core/command/registry.ts";
import { verbs } from "../../../src/core/command/request.ts";

const folder = join(import.meta.dirname, "../../../src/core/command/commands");

test("each command has its file, and none knows the registry", () => {
  const files = readdirSync(folder);
  assert.deepEqual(files.toSorted(), registry.map(({ verb }) => `${verb.replace(" ", "-")}.ts`).toSorted());
  assert.deepEqual(registry.map(({ verb }) => verb).toSorted(), verbs.toSorted());
  for (const file of files) assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /registry/u);
});

test("no word leads to two commands", () => {
  const words = registry.flatMap(({ verb, alike }) => [verb, ...alike]);
  assert.deepEqual(words, [...new Set(words)]);
});

test("help lists every form, and each of them can be written", () => {
  const help = commandHelp();
  assert.deepEqual(
    help.map(({ usage }) => usage),
    [
      "/lockstep check",
      "/lockstep draft",
      "/lockstep draft commit",
      "/lockstep preview",
      "/lockstep explain RULE",
      "/lockstep explain KIND",
      "/lockstep exempt TARGET [until DATE] because REASON",
      "/lockstep exempt all [until DATE] because REASON",
      "/lockstep revoke TARGET",
      "/lockstep revoke all",
      "/lockstep waive RULE [until DATE] because REASON",
      "/lockstep wrong PROBLEM because REASON",
      "/lockstep help",
    ],
  );
  const filled = {
    RULE: "note-is-there",
    KIND: "drop_column",
    TARGET: "drop_column user.legacy_id",
    PROBLEM: "3fa9c01b7e",
    REASON: "nothing reads it",
    "[until DATE]": "until 2030-01-31",
  };
  for (const { usage, says, who } of help) {
    const line = Object.entries(filled).reduce((text, [gap, word]) => text.replace(gap, word), usage);
    assert.ok("request" in readLine(line), line);
    assert.match(says, /^[A-Z].*\.$/u);
    assert.match(who, /^(?:the author, and )?anyone with (?:write|triage) access/u);
  }
});

test("help says whom the policy names", () => {
  const who = [{ commands: ["exempt" as const], kinds: [], roles: [], teams: ["dba"], users: [] }];
  const help = commandHelp({ commands: { who, emergency: [] } });
  const exempt = help.find(({ usage }) => usage.includes("exempt all"));
  assert.match(exempt?.who ?? "", /^members of the team dba/u);
});
