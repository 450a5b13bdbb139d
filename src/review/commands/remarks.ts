/** What a check says of commands that counted and no longer do. */

import { whoMay } from "../../core/judge/authority.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { StandingCommand } from "../../core/judge/standing.ts";
import type { Verdict } from "../../core/verdict.ts";
import { isSaidStanding } from "./said.ts";
import type { Turn } from "./turn.ts";

const mostRemarks = 5;

/** Sentences. */
export function standingRemarks(
  { said, people }: Turn,
  standing: readonly StandingCommand[],
  { commands = [] }: Verdict,
  policy: Policy,
): string[] {
  // Who says the same again ended nothing.
  const saying = new Set(
    said.commands
      .filter(isSaidStanding)
      .map(({ text, command }) => sayingOf(text.author ?? "", command.text)),
  );
  const over = said.ended.flatMap(({ text, by }) => {
    if (saying.has(sayingOf(by, text))) return [];
    return `\`${named(text)}\` by ${by} has ended: the comment does not say it any more, or somebody else changed it.`;
  });
  const forbidden = new Set(commands.flatMap(({ id, forbidden: ids }) => (ids.length > 0 ? id : [])));
  const receipts = new Map(said.receipts.map((receipt) => [receipt.id, receipt]));
  const lost = standing.flatMap(({ id, by, kinds, request }) => {
    const receipt = receipts.get(id);
    const mayNothing = kinds !== "all" && kinds.size === 0;
    if (receipt?.outcome !== "done" || (!mayNothing && !forbidden.has(id))) return [];
    const why =
      people.get(by)?.role == null
        ? `GitHub does not say what ${by} may do here`
        : `that is for ${whoMay(request.verb, null, policy)}`;
    return [`\`${named(receipt.text)}\` by ${by} does not count any more: ${why}.`];
  });
  return [...over, ...lost].slice(0, mostRemarks);
}

function sayingOf(by: string, text: string): string {
  return JSON.stringify([by, named(text).toLowerCase()]);
}

/** Without the reason, and without what would end its quotes. */
function named(text: string): string {
  return text.replace(/\s+because\b.*$/isu, "").replaceAll("`", "");
}
