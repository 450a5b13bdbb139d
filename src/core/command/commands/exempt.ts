/** `exempt TARGET because REASON`: allows an operation, or all that this person may allow. */

import { reasonGap } from "../../judge/exempt-comment.ts";
import { aimOf, readAim, saidOf } from "../aim.ts";
import type { Aimed } from "../aim.ts";
import type { Command, Reading } from "../command.ts";
import { refuse } from "../mistakes.ts";
import type { StandingRequest } from "../request.ts";
import { withTerms } from "../terms.ts";
import type { Terms } from "../terms.ts";

export const exempt: Command = {
  verb: "exempt",
  forms: [
    {
      usage: "exempt TARGET [until DATE] because REASON",
      says: "Allows an operation. TARGET is its kind and what it changes, such as drop_column user.legacy_id, or its id.",
    },
    {
      usage: "exempt all [until DATE] because REASON",
      says: "Allows every operation that asks for it and that you may allow one by one.",
    },
  ],
  alike: ["allow", "accept", "permit", "ignore", "skip", "except", "exception", "grant"],
  read: (rest) => readAim("exempt", rest, readAimed, exempt.read),
};

function readAimed(aimed: Aimed): Reading {
  if (aimed.of === "thread" && aimed.tail === "") {
    return refuse(
      "`exempt` does not say what, and gives no reason. Write `/lockstep exempt KIND TABLE.COLUMN because REASON`; in reply to a comment of Lockstep's at a line, `/lockstep exempt because REASON` will do.",
    );
  }
  return withTerms(aimed.tail, {
    said: saidOf("exempt", aimed),
    why: "Say why it is safe, or why it cannot be avoided.",
    gap: reasonGap,
    takesDay: true,
    build: (terms) => request(aimed, terms),
  });
}

function request(aimed: Aimed, { reason, until }: Terms): StandingRequest {
  return { verb: "exempt", aim: aimOf(aimed, { reason, until }), rule: null, reason, until };
}
