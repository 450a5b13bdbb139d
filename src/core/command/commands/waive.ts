/** `waive RULE because REASON`: lets the problems of a rule pass. */

import { reasonGap } from "../../judge/exempt-comment.ts";
import { whyNotWaivable } from "../../judge/waivable.ts";
import type { Command, Reading } from "../command.ts";
import { mended, quotable, refuse } from "../mistakes.ts";
import { guessName, readName, ruleNames } from "../names.ts";
import { withTerms } from "../terms.ts";
import { unticked } from "../unticked.ts";

export const waive: Command = {
  verb: "waive",
  forms: [
    {
      usage: "waive RULE [until DATE] because REASON",
      says: "Lets the problems of a rule pass that are listed now and are about no operation, such as a missing note.",
    },
  ],
  alike: ["waiver", "disable", "silence", "suppress"],
  read(rest) {
    const text = unticked(rest);
    if (text === "" || /^(?:because|until)\b/iu.test(text)) {
      return refuse(
        "`waive` does not say which rule. Write `/lockstep waive RULE because REASON`, with the rule's name from the check, such as `note-is-there`.",
      );
    }
    const named = readName(text, ruleNames);
    if (named !== null) return readNamed(named.name, named.tail);
    const guess = guessName(text, ruleNames);
    if (guess === null) {
      return refuse(
        `\`waive\` must start with the name of a rule, such as \`note-is-there\`; \`${quotable(/^\S*/u.exec(text)?.[0] ?? "")}\` is none.`,
      );
    }
    const said = text.slice(0, text.length - guess.tail.length);
    return mended(
      `\`waive\` names no rule that is known: \`${quotable(said)}\`.`,
      readNamed(guess.name, guess.tail),
    );
  },
};

function readNamed(rule: string, tail: string): Reading {
  const why = whyNotWaivable(rule);
  if (why !== null) return refuse(`\`${rule}\` cannot be waived: ${why}.`);
  return withTerms(tail, {
    said: `waive ${rule}`,
    why: "Say why it may pass this time.",
    gap: reasonGap,
    takesDay: true,
    build: ({ reason, until }) => ({ verb: "waive", aim: null, rule, reason, until }),
  });
}
