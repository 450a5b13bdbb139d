/** Which files differ: between two commits, in the index, or on disk. */

import type { ChangedFile } from "../../gather/source.ts";
import { fields, pathText } from "./path-bytes.ts";
import { readRawDiff } from "./raw-diff.ts";
import { runGit } from "./run-git.ts";
import { MissingContent } from "./trouble.ts";

/** A rename keeps at least 70 % of the file: short migrations and notes are half alike without being the same.
 * Renames are found among so many candidates; beyond that only files that were moved without an edit. */
const rawArguments = ["-r", "--raw", "-z", "-l1000", "--no-abbrev", "--no-relative"];
export const diffArguments = [...rawArguments, "-M70%"];
/** Where contents are missing (a partial clone, a snapshot without its largest files), only unedited files count as renamed: that needs no content. */
export const exactArguments = [...rawArguments, "-M100%"];

export async function changedBetween(directory: string, base: string, head: string): Promise<ChangedFile[]> {
  const compare = (options: readonly string[]): Promise<ChangedFile[]> =>
    diff(directory, ["diff-tree", ...options, "--end-of-options", base, head]);
  try {
    return await compare(diffArguments);
  } catch (error) {
    if (!(error instanceof MissingContent)) throw error;
    return compare(exactArguments);
  }
}

export async function changedStaged(directory: string, base: string): Promise<ChangedFile[]> {
  return diff(directory, ["diff-index", "--cached", ...diffArguments, "--end-of-options", base]);
}

/** Tracked files that differ, and new ones that nothing ignores. Filters of the configuration stay off: they are programs. */
export async function changedOnDisk(directory: string, base: string): Promise<ChangedFile[]> {
  const settings = await withoutFilters(directory);
  const args = ["diff-index", ...diffArguments, "--ignore-submodules=dirty", "--end-of-options", base];
  const [tracked, untracked] = await Promise.all([
    diff(directory, args, settings),
    runGit(directory, ["ls-files", "--others", "--exclude-standard", "-z"], { settings }),
  ]);
  const files = new Map(tracked.map((file) => [file.path, file]));
  for (const name of fields(untracked.stdout)) {
    const path = pathText(name);
    const known = files.get(path);
    // Taken out of the index and still on disk: it comes as deleted there and as new here.
    if (known !== undefined && known.after !== null) continue;
    const after = { mode: "100644", id: null, disk: Buffer.from(name) };
    files.set(path, { path, oldPath: null, before: known?.before ?? null, after });
  }
  return [...files.values()];
}

async function diff(
  directory: string,
  args: readonly string[],
  settings: readonly (readonly [string, string])[] = [],
): Promise<ChangedFile[]> {
  const { stdout } = await runGit(directory, args, { settings });
  return readRawDiff(fields(stdout), 0).files;
}

async function withoutFilters(directory: string): Promise<[string, string][]> {
  const args = [
    "config",
    "--null",
    "--name-only",
    "--get-regexp",
    String.raw`^filter\..*\.(clean|smudge|process|required)$`,
  ];
  const { stdout } = await runGit(directory, args, { answers: [1] });
  return fields(stdout).map((name): [string, string] => {
    const key = name.toString("utf8");
    return [key, key.endsWith(".required") ? "false" : ""];
  });
}
