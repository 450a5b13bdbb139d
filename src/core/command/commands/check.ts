/** `check`: the review is run again. */

import type { Command } from "../command.ts";
import { readNoArguments } from "../no-arguments.ts";

export const check: Command = {
  verb: "check",
  forms: [{ usage: "check", says: "Reviews the pull request again, now." }],
  alike: ["recheck", "rerun", "retry", "review", "run", "test"],
  read: (rest) => readNoArguments("check", rest),
};
