/** What is said to a standing command that names nothing: the nearest thing that is there, and the line that names it. */

import { exemptTarget, reasonGap } from "../../../judge/exempt-comment.ts";
import { whyNotWaivable } from "../../../judge/waivable.ts";
import { nearest } from "../../../nearest.ts";
import type { Operation } from "../../../operation.ts";
import type { Verdict } from "../../../verdict.ts";
import { type Block, code, paragraph } from "../markdown/nodes.ts";
import type { CommandParts } from "./command-parts.ts";
import { nameList, toPaste } from "./words.ts";

export function nothingNamed(parts: CommandParts, verdict: Verdict): Block[] {
  const { verb, aim } = parts;
  if (aim === "") return [paragraph("What this thread is about is not in this pull request any more.")];
  if (aim.toLowerCase() === "all") return [paragraph(nothing[verb])];
  const names = namesFor(verb, verdict);
  const lead = [code(aim), ` ${claims[verb]}`];
  const [only, ...others] = names;
  const near = nearest(aim, names) ?? (verb === "exempt" && others.length === 0 ? only : null) ?? null;
  if (near !== null) return [paragraph(...lead, " Did you mean:"), toPaste(lineFor(parts, near))];
  if (names.length === 0) return [paragraph(...lead, ...(verb === "exempt" ? [` ${nothing.exempt}`] : []))];
  return [paragraph(...lead, ` ${those[verb]}: `, ...nameList(names), ".")];
}

type StandingVerb = CommandParts["verb"];

const claims: Record<StandingVerb, string> = {
  exempt: "is no operation of this pull request.",
  revoke: "is not exempted here.",
  waive: "is no rule that this pull request breaks.",
};

const those: Record<StandingVerb, string> = {
  exempt: "Those that need an exception",
  revoke: "Exempted here",
  waive: "It breaks",
};

const nothing: Record<StandingVerb, string> = {
  exempt: "Nothing here asks for an exception.",
  revoke: "Nothing here is exempted.",
  waive: "Nothing here can be waived.",
};

/** What the command could name, each once. */
function namesFor(verb: StandingVerb, { operations, exceptions, problems }: Verdict): string[] {
  const granted = exceptions.filter(({ state }) => state === "granted");
  const exempted = new Set(granted.flatMap((one) => one.operations));
  const fits = ({ id, demand, direction }: Operation): boolean =>
    verb === "revoke" ? exempted.has(id) : direction === "up" && demand === "note_and_exception";
  const names =
    verb === "waive"
      ? problems.map(({ rule }) => rule).filter((rule) => whyNotWaivable(rule) === null)
      : operations.filter(fits).map(exemptTarget);
  return [...new Set(names)];
}

/** The command with another name in it. */
function lineFor({ verb, tail, cut }: CommandParts, name: string): string {
  if (verb === "revoke") return `/lockstep revoke ${name}`;
  return `/lockstep ${verb} ${name}${tail === "" || cut ? ` because ${reasonGap}` : tail}`;
}
