/** The changes of a history along the first parents: one process lists them, one compares them all. */

import { UserError } from "../../core/errors.ts";
import { diffArguments, exactArguments } from "./changed-files.ts";
import type { ChangedFile } from "../../gather/source.ts";
import { fields } from "./path-bytes.ts";
import { readRawDiff } from "./raw-diff.ts";
import type { Repository } from "./repository.ts";
import { runGit, startGit } from "./run-git.ts";
import { MissingContent, gitTrouble, missingGit, stoppedGit } from "./trouble.ts";

/** A commit as one change: what it, or the branch that it merged, did to its first parent. */
export interface Step {
  id: string;
  /** The first parent, null for the first commit of a history, and where a shallow clone is cut off. */
  parent: string | null;
  /** When it was committed, ISO 8601 with its offset. */
  date: string;
  subject: string;
}

/** The commits of `A..B`, `A...B` or of all history up to one revision, oldest first. Throws a UserError for what is no range. */
export async function stepsOf(repository: Repository, range: string): Promise<Step[]> {
  const { from, to } = await endsOf(repository, range);
  const limits = from === null ? [to] : [to, `^${from}`];
  const args = [
    "rev-list",
    "--first-parent",
    "--reverse",
    "--encoding=UTF-8",
    "--format=%P%x00%cI%x00%s",
    ...limits,
  ];
  const { stdout } = await runGit(repository.directory, args);
  const lines = stdout.toString("utf8").split("\n");
  const steps: Step[] = [];
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const [parents = "", date = "", subject = ""] = (lines[index + 1] as string).split("\0");
    const parent = parents.split(" ")[0] ?? "";
    const id = (lines[index] as string).slice("commit ".length);
    steps.push({ id, parent: parent || null, date, subject });
  }
  return steps;
}

/** The step at which a shallow clone ends, and that so seems to add all there is; null when the first one has all of its history. */
export async function cutOffAt(repository: Repository, steps: readonly Step[]): Promise<string | null> {
  const [first] = steps;
  if (!repository.shallow || first === undefined || first.parent !== null) return null;
  // The commit itself still names the parents that the clone is without.
  const { stdout } = await runGit(repository.directory, ["cat-file", "commit", first.id]);
  const [header = ""] = stdout.toString("latin1").split("\n\n");
  return /^parent /mu.test(header) ? first.id : null;
}

async function endsOf(repository: Repository, range: string): Promise<{ from: string | null; to: string }> {
  const [, left, dots, right] = /^(.*?)(\.{2,3})(.*)$/.exec(range) ?? [];
  if (dots === undefined) return { from: null, to: await repository.resolve(range) };
  const from = await repository.resolve(left || "HEAD");
  const to = await repository.resolve(right || "HEAD");
  if (dots.length === 2) return { from, to };
  return { from: await repository.mergeBase(from, to), to };
}

/** What each step changed, in order. A step whose contents are missing is compared without them, so that it is not left out. */
export async function* changesOf(
  repository: Repository,
  steps: readonly Step[],
): AsyncGenerator<{ step: Step; files: ChangedFile[] }> {
  let done = 0;
  while (done < steps.length) {
    try {
      for await (const change of compareSteps(repository, steps.slice(done), diffArguments)) {
        done++;
        yield change;
      }
    } catch (error) {
      if (!(error instanceof MissingContent)) throw error;
      yield* compareSteps(repository, steps.slice(done, done + 1), exactArguments);
      done++;
    }
  }
}

/** Yields a step when git has begun the next one or ended well: the last record of a git that failed may be half of one. */
async function* compareSteps(
  repository: Repository,
  steps: readonly Step[],
  options: readonly string[],
): AsyncGenerator<{ step: Step; files: ChangedFile[] }> {
  const git = startGit(repository.directory, ["diff-tree", "--stdin", "--root", "--always", ...options]);
  let errors = "";
  const ended = new Promise<Error | null>((resolve) => {
    git.on("error", (cause) => resolve(missingGit(cause)));
    git.stderr.on("data", (chunk: Buffer) => (errors = `${errors}${chunk.toString("utf8")}`.slice(-4000)));
    git.on("close", (code, signal) => {
      if (code === 0) resolve(null);
      else if (code === null) resolve(stoppedGit("diff-tree", signal));
      else resolve(gitTrouble(repository.directory, "diff-tree", errors));
    });
  });
  git.stdin.end(steps.map(({ id, parent }) => `${id}${parent === null ? "" : ` ${parent}`}\n`).join(""));
  try {
    let index = 0;
    let last: { step: Step; files: ChangedFile[] } | null = null;
    for await (const record of recordsOf(git.stdout)) {
      const step = steps[index++];
      if (step === undefined || record[0]?.toString("latin1") !== step.id) break;
      if (last !== null) yield last;
      last = { step, files: readRawDiff(record, 1).files };
    }
    const failure = await ended;
    if (failure !== null) throw failure;
    if (index < steps.length) throw new UserError("`git diff-tree` ended before it was done. Run it again.");
    if (last !== null) yield last;
  } finally {
    git.kill("SIGKILL");
  }
}

/** The fields of one commit at a time: its id, then its entries. */
async function* recordsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let record: Buffer[] = [];
  // So many fields after the current one belong to its entry.
  let paths = 0;
  for await (const field of fieldsOf(stream)) {
    if (paths > 0) paths--;
    else if (field[0] === 0x3a) paths = /[RC]\d*$/.test(field.toString("latin1")) ? 2 : 1;
    else if (record.length > 0) {
      yield record;
      record = [];
    }
    record.push(field);
  }
  if (record.length > 0) yield record;
}

async function* fieldsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of stream) {
    const last = chunk.lastIndexOf(0);
    if (last === -1) {
      rest.push(chunk);
      continue;
    }
    yield* fields(Buffer.concat([...rest, chunk.subarray(0, last + 1)]));
    rest = [chunk.subarray(last + 1)];
  }
}
