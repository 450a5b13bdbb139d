/** `lockstep init`: writes what a repository begins with, and never overwrites. */

import { lstatSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { UserError } from "../../../core/errors.ts";
import { firstPolicy } from "../../../core/judge/first-policy.ts";
import { visible } from "../../../core/render/visible.ts";
import type { Command } from "../command.ts";
import { writeFiles } from "../write-files.ts";

export const init: Command = {
  usage: "[--repo DIR]",
  options: {
    repo: { type: "string", value: "DIR", help: "the checkout to write to (default: this folder)" },
  },
  positionals: { least: 0, most: 0 },
  description: `Writes .github/lockstep.yml in mode warn, which tells and never stops, and a note template for reno
where reno is not configured yet. Files that are there stay as they are.`,
  examples: [
    { line: "lockstep init", says: "in the checkout that you are in" },
    { line: "lockstep init --repo ../identity", says: "in another one" },
  ],
  async run(given, world) {
    const root = resolve(world.cwd, given.text("repo") ?? ".");
    if (!isFolder(root)) throw new UserError(`There is no folder ${root}.`);
    const fresh = wanted.filter((file) => standIn(root, file) === null);
    const lines = wanted.map((file) => {
      const there = standIn(root, file);
      return there === null ? `wrote  ${file.path}` : `kept   ${visible(there)} (it is there already)`;
    });
    writeFiles(
      root,
      fresh.map(({ path, text }) => ({ path, text, fresh: true })),
    );
    lines.push(
      "",
      "Next: commit these files, and run lockstep check on a branch that changes the schema.",
      "When its answers are the ones that you want, set mode: enforce in .github/lockstep.yml.",
    );
    world.out(`${lines.join("\n")}\n`);
    return 0;
  },
};

interface Wanted {
  path: string;
  text: string;
  /** Files that serve the same end. */
  instead: readonly string[];
}

/** What is there already in place of the file, null when nothing is. */
function standIn(root: string, { path, instead }: Wanted): string | null {
  return [path, ...instead].find((one) => isThere(join(root, one))) ?? null;
}

/** A link that leads nowhere is there too. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const renoConfig = `---
# reno's configuration. The template is what \`reno new\` writes; operators read its five parts.
template: |
  ---
  upgrade:
    - |
      **Schema change**: <Which tables and columns change, and how?>

      **Rationale**: <Why is it needed?>

      **Data migration**: <What happens to the rows that are there, or "None"?>

      **Downtime variables**:

      * <What does the length of an interruption depend on?>

      **Also for operators**: <What else should they know, or "None"?>
`;

const wanted: readonly Wanted[] = [
  { ...firstPolicy, instead: [".github/lockstep.yaml"] },
  { path: "releasenotes/config.yaml", text: renoConfig, instead: ["reno.yaml"] },
];
