/** `draft commit`: the drafted note is put on the branch. */

import type { Command } from "../command.ts";
import { readNoArguments } from "../no-arguments.ts";

export const draftCommit: Command = {
  verb: "draft commit",
  forms: [
    {
      usage: "draft commit",
      says: "Commits the drafted note to the branch, for who may push to it.",
    },
  ],
  alike: ["commit"],
  read: (rest) => readNoArguments("draft commit", rest),
};
