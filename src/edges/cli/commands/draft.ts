/** `lockstep draft`: the note as far as the migrations can write it. */

import { UserError } from "../../../core/errors.ts";
import type { DraftedFile } from "../../../core/draft/drafted-files.ts";
import { visible, visibleLines, withoutCommands } from "../../../core/render/visible.ts";
import { count } from "../../../core/render/words.ts";
import type { Command } from "../command.ts";
import { rangeOptions, rangeRequest } from "../range.ts";
import { writeFiles } from "../write-files.ts";

export const draft: Command = {
  usage: "[--write] [--repo DIR] [--base REV] [--head REV | --staged]",
  options: {
    write: { type: "boolean", help: "put it in place, in the checkout" },
    ...rangeOptions,
  },
  positionals: { least: 0, most: 0 },
  description: `Writes a new note, or what an existing one lacks. What only a person knows is left as a marked gap,
<like this?>, which the check refuses until it is filled in.`,
  examples: [
    { line: "lockstep draft", says: "print the note for this checkout" },
    { line: "lockstep draft --write", says: "write it to the notes directory" },
  ],
  async run(given, world) {
    const request = rangeRequest(given);
    const gathered = await world.tools.gather({ ...request, requireGranted: false, today: world.today });
    const { inspect } = await import("../../../core/inspect.ts");
    const { draftedFiles } = await import("../../../core/draft/drafted-files.ts");
    const files = draftedFiles(inspect(gathered.input), gathered.source);
    if (files.length === 0) {
      world.out("There is nothing to draft: no note is asked for, or what it lacks only a person can say.\n");
      return 0;
    }
    if (given.flag("write")) {
      if (gathered.root === null || request.head !== null) {
        throw new UserError("--write needs the change to be the checkout: leave --head out.");
      }
      writeFiles(gathered.root, files);
    }
    for (const file of files) world.out(shown(file, given.flag("write")));
    return 0;
  },
};

function shown({ path, text, gaps }: DraftedFile, written: boolean): string {
  const yours = gaps.length === 0 ? "" : ` ${count(gaps.length, "gap")} left for you:`;
  const lines = [
    written ? `wrote ${visible(path)}.${yours}` : `# ${visible(path)}`,
    ...(written ? gaps.map((gap) => `  ${visible(gap)}`) : visibleLines(text.trimEnd())),
  ];
  return withoutCommands(`${lines.join("\n")}\n`);
}
