/** The commands that stand in the texts of a pull request, with what is known of each from before. */

import { isStanding } from "../../core/command/request.ts";
import type { ReadCommand, StandingRequest } from "../../core/command/request.ts";
import type { Receipt } from "../../core/command/receipt.ts";
import { readLedger } from "../../core/render/pull-request/ledger.ts";
import type { PersonText, PullRequestState } from "../pull-request.ts";
import { commandsIn } from "./readings.ts";

/** One command of one text. */
export interface Said {
  /** As in its receipt. */
  id: string;
  text: PersonText;
  command: ReadCommand;
  /** How it was taken when it was first seen; null: it is new, or the receipts are lost. */
  receipt: Receipt | null;
  /** An answer of ours to it is there. */
  answered: boolean;
  /** Somebody else than its author changed the comment: it does not count. */
  spoiled: boolean;
}

export interface AllSaid {
  commands: Said[];
  /** Texts with more commands than are read, but for spoiled ones. */
  cut: { text: PersonText; read: number; more: number }[];
  /** What our ledger holds. */
  receipts: Receipt[];
  /** Standing commands that counted and whose line is gone or spoiled. */
  ended: Receipt[];
}

/** In the order of their texts. `own`: of the edited ones those that nobody but their author changed, by node. */
export function saidIn(
  { texts, ledger, answers }: Pick<PullRequestState, "texts" | "ledger" | "answers">,
  own: ReadonlySet<string>,
): AllSaid {
  const receipts = (ledger === null ? null : readLedger(ledger.body)) ?? [];
  const known = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  const told = new Set(answers);
  const commands: Said[] = [];
  const cut: AllSaid["cut"] = [];
  for (const text of texts) {
    const spoiled = text.author === null || (text.edited && !own.has(text.node));
    const read = commandsIn(text.body);
    for (const command of read.commands) {
      const id = `${text.id}-${command.key}`;
      const receipt = known.get(id);
      const isKnown = receipt !== undefined && (spoiled || !isAnew(receipt, text, command));
      const current = isKnown ? receipt : null;
      commands.push({ id, text, command, receipt: current, answered: told.has(id), spoiled });
    }
    if (read.more > 0 && !spoiled) cut.push({ text, read: read.commands.length, more: read.more });
  }
  const alive = new Set(commands.filter(({ spoiled }) => !spoiled).map(({ id }) => id));
  const ended = receipts.filter(
    ({ id, outcome, keys }) =>
      !alive.has(id) && (outcome === "ended" || (outcome === "done" && keys.length > 0)),
  );
  return { commands, cut, receipts, ended };
}

/** What ended and is there again was written anew; so was what covered nothing, once its comment is edited: our check may list it by now. */
function isAnew({ outcome, at }: Receipt, text: PersonText, { request }: ReadCommand): boolean {
  if (outcome === "ended") return true;
  const isLasting = request !== null && isStanding(request);
  return isLasting && outcome === "mistaken" && Date.parse(text.at) > Date.parse(at);
}

/** Those whose last editor is their author, and who else changed them must be asked. */
export function editedOnce({ texts }: Pick<PullRequestState, "texts">): PersonText[] {
  return texts.filter(
    ({ body, author, edited, editor }) =>
      edited && author !== null && editor === author && commandsIn(body).commands.length > 0,
  );
}

/** A command that holds as long as its comment says so. */
export interface SaidStanding extends Said {
  command: ReadCommand & { request: StandingRequest };
}

export function isSaidStanding(said: Said): said is SaidStanding {
  const { request } = said.command;
  return !said.spoiled && request !== null && isStanding(request);
}

/** Nothing was done about it yet, and nobody was answered. */
export function isFresh({ receipt, answered }: Said): boolean {
  return receipt === null && !answered;
}
