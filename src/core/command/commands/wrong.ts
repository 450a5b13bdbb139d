/** `wrong PROBLEM because REASON`: reports a false alarm. */

import { readHead } from "../../judge/exception-text.ts";
import type { Command, Reading } from "../command.ts";
import { mended, quotable, refuse } from "../mistakes.ts";
import { guessName, readName, ruleNames } from "../names.ts";
import { withTerms } from "../terms.ts";
import { unticked } from "../unticked.ts";

export const wrong: Command = {
  verb: "wrong",
  forms: [
    {
      usage: "wrong PROBLEM because REASON",
      says: "Reports a false alarm to those who look after the rules; it changes nothing here. PROBLEM is a rule, an operation or an id.",
    },
  ],
  alike: ["false", "false-positive", "false-alarm", "bug", "report"],
  read(rest) {
    const text = unticked(rest);
    if (text === "") {
      return refuse(
        "`wrong` does not say what, and gives no reason. Write `/lockstep wrong RULE because REASON`; in reply to a comment of Lockstep's at a line, `/lockstep wrong because REASON` will do.",
      );
    }
    if (/^because\b/iu.test(text)) return readNamed(null, text);
    const rule = readName(text, ruleNames);
    if (rule !== null) return readNamed(rule.name, rule.tail);
    const head = readHead(text);
    if ("head" in head) return readNamed(head.head.text, head.tail);
    if (head.instead !== null) return mended(`\`wrong\` ${head.wrong}`, wrong.read(head.instead));
    const guess = guessName(text, ruleNames);
    const message = `\`wrong\` names no rule, no operation and no id: \`${quotable(/^\S*/u.exec(text)?.[0] ?? "")}\`.`;
    return guess === null ? refuse(message) : mended(message, readNamed(guess.name, guess.tail));
  },
};

function readNamed(name: string | null, tail: string): Reading {
  return withTerms(tail, {
    said: name === null ? "wrong" : `wrong ${name}`,
    why: "Say what is not so.",
    gap: "<what is not so?>",
    takesDay: false,
    build: ({ reason }) => ({ verb: "wrong", name, reason }),
  });
}
