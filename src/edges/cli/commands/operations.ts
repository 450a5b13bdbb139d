/** `lockstep operations`: what migration files do, and nothing else is read. */

import { mayBeOther } from "../../../core/detect/other-frameworks.ts";
import { languageOf } from "../../../core/detect/language-of.ts";
import { UserError } from "../../../core/errors.ts";
import { defaultPolicy } from "../../../core/judge/default-policy.ts";
import { parseEngine } from "../../../core/judge/engine-text.ts";
import type { Policy } from "../../../core/judge/policy.ts";
import { operationsJson } from "../../../core/render/json.ts";
import { operationsText } from "../../../core/render/operations-text.ts";
import { type Arguments, type Command, formatOption, type World } from "../command.ts";
import { namedFiles, standardInput, type NamedFile } from "../migration-files.ts";
import { MigrationSession } from "../read-migrations.ts";

export const operations: Command = {
  usage: "[--engine ENGINE]... [--format FORMAT] PATH...   or: - --path NAME",
  options: {
    engine: {
      type: "string",
      value: "ENGINE",
      multiple: true,
      help: "postgresql@16 or 'postgresql >= 14', as often as needed (default: what the project uses)",
    },
    format: formatOption("text", "json"),
    path: { type: "string", value: "NAME", help: "the name of what is read from the standard input" },
  },
  positionals: { least: 1, most: Number.POSITIVE_INFINITY },
  description: `A file that is named is read as a migration wherever it lies; in a folder only what looks like one.
Neither policy nor notes are read. Operations that go back (down) are listed with the others.`,
  examples: [
    { line: "lockstep operations migrations/0042_drop_legacy.sql", says: "one file" },
    { line: "lockstep operations --engine postgresql@12 --format json db/", says: "a folder, for a program" },
    { line: "git show HEAD:0042.sql | lockstep operations - --path 0042.sql", says: "the standard input" },
  ],
  async run(given, world) {
    const session = new MigrationSession(policyFor(given.texts("engine")));
    const files = filesOf(given, world);
    const json = given.text("format") === "json";
    const report = json ? operationsJson(world.version) : operationsText(world.paint);
    const reader = await world.tools.reader();
    try {
      for await (const file of session.read(files, reader)) {
        if (!world.out(report.file(file))) break;
        await world.ready();
      }
    } finally {
      await reader.close();
    }
    world.out(report.end(session.ignored));
    return session.unreadable ? 2 : 0;
  },
};

function filesOf(given: Arguments, world: World): NamedFile[] {
  const { positionals } = given;
  const name = given.text("path");
  if (positionals.includes("-")) {
    if (positionals.length > 1) throw new UserError("Read either the standard input (-) or files, not both.");
    if (name === null) throw new UserError("Say what the standard input is called: - --path 0042_drop.sql");
    return [standardInput(name)];
  }
  if (name !== null) throw new UserError("--path goes with -, which reads the standard input.");
  return [...namedFiles(world.cwd, positionals, (path) => languageOf(path) !== null || mayBeOther(path))];
}

function policyFor(texts: readonly string[]): Policy {
  if (texts.length === 0) return defaultPolicy;
  const engines = texts.map((text) => {
    const read = parseEngine(text);
    if ("error" in read) throw new UserError(`--engine ${text}: ${read.error}`);
    return read.engine;
  });
  return { ...defaultPolicy, databases: defaultPolicy.databases.map((one) => ({ ...one, engines })) };
}
