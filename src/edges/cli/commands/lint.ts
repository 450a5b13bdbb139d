/** `lockstep lint`: every note of a tree by itself, and against the others. */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { UserError } from "../../../core/errors.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Note } from "../../../core/note/note.ts";
import type { Verdict } from "../../../core/verdict.ts";
import { type Command, formatOption } from "../command.ts";
import { renderVerdict } from "../render-verdict.ts";

export const lint: Command = {
  usage: "[--repo DIR] [--policy PATH] [--format FORMAT]",
  options: {
    repo: { type: "string", value: "DIR", help: "the checkout (default: this folder)" },
    policy: { type: "string", value: "PATH", help: "this policy file instead of .github/lockstep.yml" },
    format: formatOption("text", "json", "sarif", "github"),
  },
  positionals: { least: 0, most: 0 },
  description: `Finds what reno's own lint lets through and later breaks on. It looks at the files on disk, needs no
history and no reno, and honours reno's configuration.`,
  examples: [
    { line: "lockstep lint", says: "the notes of this checkout" },
    { line: "lockstep lint --repo ../keystone --format json", says: "those of another, for a program" },
  ],
  async run(given, world) {
    const root = resolve(world.cwd, given.text("repo") ?? ".");
    const policyFile = given.text("policy");
    const { readNoteTree } = await import("../note-tree.ts");
    const { readNote } = await import("../../../core/note/read-note.ts");
    const { lintNotes } = await import("../../../core/note/lint-tree.ts");
    const { problemsOf } = await import("../../../core/judge/judge.ts");

    const tree = await readNoteTree(root, policyFile === null ? null : resolve(world.cwd, policyFile));
    if (tree.notes.length === 0 && tree.findings.length === 0) {
      throw new UserError(`There are no notes in ${tree.settings.directories.join(", ")} of ${root}.`);
    }
    const progress = world.progress(tree.notes.length);
    const notes = tree.notes.map(({ path, text }) => {
      progress.step(path);
      return readNote(path, text, tree.settings);
    });
    progress.done();
    const findings = [...tree.findings, ...notes.flatMap((note) => note.findings), ...lintNotes(notes)];
    const verdict = asVerdict(problemsOf(findings, tree.policy), notes, tree.digest);
    const sources = new Map(notes.map((note) => [note.path, note.source]));
    const source = (path: string): string | null => sources.get(path) ?? readIfThere(join(root, path));
    world.out(await renderVerdict(verdict, given.text("format"), source, world, "notes"));
    return verdict.counts.errors > 0 ? 1 : 0;
  },
};

/** A verdict about notes only: there is no change, so there are no operations. */
function asVerdict(problems: Problem[], notes: Note[], policy: string): Verdict {
  const severe = (severity: Problem["severity"]): number =>
    problems.filter((problem) => problem.severity === severity).length;
  return {
    conclusion: severe("error") > 0 ? "failure" : "success",
    policy,
    mode: "enforce",
    files: [],
    operations: [],
    notes,
    exceptions: [],
    problems,
    counts: {
      files: notes.length,
      migrations: 0,
      operations: 0,
      offline: 0,
      errors: severe("error"),
      warnings: severe("warning"),
      hints: severe("hint"),
      ignored: 0,
    },
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
