/** `lockstep exceptions`: which exceptions stand in a checkout, and which of them are stale. */

import { statSync } from "node:fs";
import { join, resolve } from "node:path";

import { mayBeOther } from "../../../core/detect/other-frameworks.ts";
import { languageOf } from "../../../core/detect/language-of.ts";
import { UserError } from "../../../core/errors.ts";
import { type TreeException, treeExceptions, type TreeSources } from "../../../core/judge/tree-exceptions.ts";
import type { Finding } from "../../../core/problem.ts";
import { type ExceptionsReport, exceptionsText } from "../../../core/render/exceptions-text.ts";
import { type Command, formatOption, type World } from "../command.ts";
import { namedFiles } from "../migration-files.ts";
import { MigrationSession } from "../read-migrations.ts";
import { readIfThere, readTreePolicy, type TreePolicy } from "../tree-policy.ts";

export const exceptions: Command = {
  usage: "[--repo DIR] [--format FORMAT]",
  options: {
    repo: { type: "string", value: "DIR", help: "the checkout (default: this folder)" },
    format: formatOption("text", "json"),
  },
  positionals: { least: 0, most: 0 },
  description: `Reads the exceptions file and every \`lockstep: exempt\` comment in the migrations on disk, by the policy of
the checkout. Stale are those that ended, give no reason, or name no operation of these migrations: they
allow nothing, and fail nothing. It exits with 1 only when an exception, the file or the policy cannot be
read. Exceptions by a reviewer's command stand on GitHub: see lockstep audit.`,
  examples: [
    { line: "lockstep exceptions", says: "those of this checkout" },
    { line: "lockstep exceptions --repo ../keystone --format json", says: "those of another, for a program" },
  ],
  async run(given, world) {
    const root = resolve(world.cwd, given.text("repo") ?? ".");
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new UserError(`There is no folder ${root}.`);
    const { policy, findings } = await readTreePolicy(root, null);
    const path = policy.exceptions.file;
    const text = readIfThere(path, join(root, path));
    const isText = text === null || typeof text === "string";
    const { migrations, unread } = await migrationsOf(root, policy, world);
    const known = treeExceptions({
      migrations,
      file: { path, text: isText ? text : null },
      today: world.today,
    });
    const broken = [...findings.filter(isSevere), ...(isText ? [] : [text])].map(asUnreadable);
    const report = { file: path, exceptions: [...broken, ...known], migrations: migrations.length, unread };
    world.out(await rendered(report, given.text("format"), world));
    return report.exceptions.some(({ state }) => state === "cannot_be_read") ? 1 : 0;
  },
};

async function rendered(report: ExceptionsReport, format: string | null, world: World): Promise<string> {
  if (format !== "json") return exceptionsText(report, world.paint);
  const { exceptionsJson } = await import("../../../core/render/exceptions-json.ts");
  return exceptionsJson(report, world.version);
}

async function migrationsOf(
  root: string,
  policy: TreePolicy["policy"],
  world: World,
): Promise<{ migrations: TreeSources["migrations"]; unread: ExceptionsReport["unread"] }> {
  const wanted = (path: string): boolean => languageOf(path) !== null || mayBeOther(path);
  const files = [...namedFiles(root, ["."], wanted)];
  const migrations = [];
  const unread = [];
  const progress = world.progress(files.length);
  const reader = await world.tools.reader();
  try {
    for await (const file of new MigrationSession(policy).read(files, reader)) {
      progress.step(file.path);
      if (file.framework === null) unread.push({ path: file.path, reason: file.unread[0]?.reason ?? "" });
      else migrations.push(file);
    }
  } finally {
    progress.done();
    await reader.close();
  }
  return { migrations, unread };
}

function isSevere({ severity }: Finding): boolean {
  return severity === "error";
}

/** Without the policy nobody knows where the exceptions are; without the file, what is in it. */
function asUnreadable({ message, place }: Finding): TreeException {
  return {
    state: "cannot_be_read",
    target: "",
    operations: [],
    reason: "",
    until: null,
    daysLeft: null,
    reusable: false,
    origin: "file",
    place,
    message,
  };
}
