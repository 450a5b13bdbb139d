/** `revoke TARGET`: takes an exemption back. */

import { aimOf, readAim, saidOf } from "../aim.ts";
import type { Aimed } from "../aim.ts";
import type { Command, Reading } from "../command.ts";
import { quotable, refuse } from "../mistakes.ts";
import type { StandingRequest } from "../request.ts";
import { meantTerms } from "../terms.ts";

export const revoke: Command = {
  verb: "revoke",
  forms: [
    {
      usage: "revoke TARGET",
      says: "Takes back what allowed an operation.",
    },
    { usage: "revoke all", says: "Takes back what allowed any operation." },
  ],
  alike: ["unexempt", "undo", "remove", "delete", "cancel", "withdraw", "reject", "deny"],
  read: (rest) => readAim("revoke", rest, readAimed, revoke.read),
};

/** A reason may be given. */
function readAimed(aimed: Aimed): Reading {
  const tail = aimed.tail.trim();
  const because = /^because\b:?\s*(.*)$/isu.exec(tail);
  if (because !== null || tail === "") return { request: request(aimed, (because?.[1] ?? "").trim()) };
  const meant = meantTerms(tail);
  const said = `\`${quotable(saidOf("revoke", aimed))}\``;
  if (meant.until !== null) {
    return refuse(
      `${said} takes no day: it holds as long as the comment says so.`,
      request(aimed, meant.reason),
    );
  }
  return refuse(
    `${said} goes on with \`${quotable(tail)}\`. Behind the target comes nothing, or \`because REASON\`.`,
    request(aimed, meant.reason),
  );
}

function request(aimed: Aimed, reason: string): StandingRequest {
  return { verb: "revoke", aim: aimOf(aimed, { reason, until: null }), rule: null, reason, until: null };
}
