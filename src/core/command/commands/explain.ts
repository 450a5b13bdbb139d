/** `explain RULE|KIND`: what a rule asks, or what a kind of operation means. */

import type { Command } from "../command.ts";
import { mended, quotable, refuse } from "../mistakes.ts";
import { allNames, guessName, readName } from "../names.ts";
import type { OnceRequest } from "../request.ts";
import { unticked } from "../unticked.ts";

export const explain: Command = {
  verb: "explain",
  forms: [
    { usage: "explain RULE", says: "Tells what a rule asks for, and what to do." },
    { usage: "explain KIND", says: "Tells what a kind of operation does to a running system." },
  ],
  alike: ["why", "what", "describe", "about"],
  read(rest) {
    const text = unticked(rest);
    if (text === "") {
      return refuse(
        "`explain` does not say what. Write the name of a rule or of a kind of operation behind it, such as `/lockstep explain drop_column`.",
      );
    }
    const named = readName(text, allNames);
    if (named !== null) {
      const request: OnceRequest = { verb: "explain", name: named.name, reason: "" };
      if (named.tail === "") return { request };
      return refuse(
        `\`explain ${named.name}\` takes nothing behind it: \`${quotable(named.tail)}\`.`,
        request,
      );
    }
    const guess = guessName(text, allNames);
    const message = `\`explain\` knows no rule and no kind of operation by this name: \`${quotable(text)}\`.`;
    return guess === null ? refuse(message) : mended(message, explain.read(guess.name));
  },
};
