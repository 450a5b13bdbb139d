/** Finds the release that a commit comes after. */

import { runGit } from "./run-git.ts";

/** The nearest tag reachable from the commit whose name matches one of the globs, null when there is none. */
export async function lastTag(
  directory: string,
  commit: string,
  globs: readonly string[],
): Promise<string | null> {
  const matches = globs.map((glob) => `--match=${glob}`);
  const args = ["describe", "--tags", "--abbrev=0", ...matches, "--end-of-options", commit];
  const { code, stdout } = await runGit(directory, args, { answers: [128] });
  const name = stdout.toString("utf8").trim();
  return code === 0 && name !== "" ? `refs/tags/${name}` : null;
}
