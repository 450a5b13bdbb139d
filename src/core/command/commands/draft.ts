/** `draft`: the drafted note is posted or refreshed. */

import type { Command } from "../command.ts";
import { mended } from "../mistakes.ts";
import { readNoArguments } from "../no-arguments.ts";
import { nearest } from "../../nearest.ts";
import { quotable } from "../mistakes.ts";

export const draft: Command = {
  verb: "draft",
  forms: [{ usage: "draft", says: "Posts the drafted note, or brings it up to date." }],
  alike: ["note", "write"],
  read(rest) {
    if (nearest(rest, ["commit"]) === null) return readNoArguments("draft", rest);
    const message = `\`draft ${quotable(rest)}\` is no command.`;
    return mended(message, readNoArguments("draft commit", ""));
  },
};
