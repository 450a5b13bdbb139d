/** `preview`: the note as operators will read it. */

import type { Command } from "../command.ts";
import { readNoArguments } from "../no-arguments.ts";

export const preview: Command = {
  verb: "preview",
  forms: [{ usage: "preview", says: "Shows the note as operators will read it." }],
  alike: ["show", "view", "render"],
  read: (rest) => readNoArguments("preview", rest),
};
