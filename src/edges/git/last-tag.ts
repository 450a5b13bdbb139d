/** Finds the release that a commit comes after. */

import { isRelease } from "../../gather/release-name.ts";
import { runGit } from "./run-git.ts";

/** So many tags that only look right to git are passed over. */
const tries = 50;

/** The nearest tag reachable from the commit that is a release, null when there is none. `globs`: which tags are releases; empty: all that look like a version. */
export async function lastTag(
  directory: string,
  commit: string,
  globs: readonly string[],
): Promise<string | null> {
  const patterns = globs.length === 0 ? ["*[0-9]*"] : globs.map(wider);
  const args = ["describe", "--tags", "--abbrev=0", ...patterns.map((pattern) => `--match=${pattern}`)];
  const passed: string[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    const { code, stdout } = await runGit(directory, [...args, ...passed, "--end-of-options", commit], {
      answers: [128],
    });
    const name = stdout.toString("utf8").trimEnd();
    if (code !== 0 || name === "") return null;
    if (isRelease(name, globs)) return name;
    // No name of a tag has a character of patterns in it.
    passed.push(`--exclude=${name}`);
  }
  return null;
}

/** A pattern of git's kind that matches all that the policy's glob matches, and perhaps more. */
function wider(glob: string): string {
  return glob.replaceAll(/\{[^{}]*\}|[{}()|!+@]/g, "*");
}
