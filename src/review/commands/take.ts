/** How each new command of a pull request is taken once its verdict is known: done, refused or not understood, and what is said to it. */

import { isStanding } from "../../core/command/request.ts";
import { lineOf } from "../../core/command/line-of.ts";
import type { OnceRequest, Request, StandingRequest, Verb } from "../../core/command/request.ts";
import type { Outcome } from "../../core/command/receipt.ts";
import { needsThread, withoutThread } from "../../core/command/thread.ts";
import { mayRun, whoMay, whoMayThese } from "../../core/judge/authority.ts";
import type { Say } from "../../core/render/pull-request/answers.ts";
import { policyOf } from "../judge-pull-request.ts";
import type { Judged } from "../judge-pull-request.ts";
import type { PullRequestState } from "../pull-request.ts";
import { personIn } from "./people.ts";
import { isFresh } from "./said.ts";
import type { Said } from "./said.ts";
import type { Turn } from "./turn.ts";

/** Whoever may nothing here is told so often, and after that only by a reaction: anybody can write comments by the hundred. */
const mostRefusals = 3;

/** How one command was taken. */
export interface Taken {
  said: Said;
  outcome: Outcome;
  /** Null: a reaction says it all. */
  say: Say | null;
  /** As in the receipt. */
  keys: string[];
}

type Taking = Pick<Taken, "outcome" | "say">;

/** Does what a once-command asks for. */
export type DoOnce = (request: OnceRequest, said: Said) => Promise<Taking>;

/** Every command that has no receipt, in the order of the texts. `today`: UTC, `YYYY-MM-DD`. */
export async function takeCommands(
  judged: Judged,
  turn: Turn,
  today: string,
  doOnce: DoOnce,
): Promise<Taken[]> {
  const refused = new Map<string, number>();
  for (const { by, outcome } of turn.said.receipts) if (outcome === "refused") countUp(refused, by);
  const results = new Map((judged.verdict.commands ?? []).map((result) => [result.id, result]));
  const taken: Taken[] = [];
  for (const said of turn.said.commands) {
    if (said.spoiled || said.receipt !== null) continue;
    const { request } = said.command;
    const isLasting = request !== null && isStanding(request);
    const taking = isLasting
      ? takeStanding(request, said, judged, today)
      : await takeOnce(request, said, judged, turn, doOnce);
    const isQuiet = taking.outcome === "refused" && countUp(refused, said.text.author ?? "") > mostRefusals;
    const keys = results.get(said.id)?.keys ?? [];
    taken.push({ said, outcome: taking.outcome, say: isQuiet ? null : taking.say, keys });
  }
  return taken;
}

/** Somebody who may asks for the drafted note anew. */
export function asksForDraft({ state }: Judged, { said, people }: Turn): boolean {
  const policy = policyOf(state);
  return said.commands.some((one) => {
    const by = one.text.author ?? "";
    const asks = one.command.request?.verb === "draft" && !one.spoiled && isFresh(one);
    return asks && mayRun("draft", null, { ...personIn(people, by), isAuthor: by === state.author }, policy);
  });
}

function countUp(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

/** What cannot be read is answered to those who may at least ask for help. */
async function takeOnce(
  request: OnceRequest | null,
  said: Said,
  { state }: Judged,
  { people }: Turn,
  doOnce: DoOnce,
): Promise<Taking> {
  const by = said.text.author ?? "";
  const policy = policyOf(state);
  const verb: Verb = request?.verb ?? "help";
  if (!mayRun(verb, null, { ...personIn(people, by), isAuthor: by === state.author }, policy)) {
    return { outcome: "refused", say: { about: "refused", verb, who: whoMay(verb, null, policy) } };
  }
  const stray = request === null ? null : takeStray(request, said, state);
  if (stray !== null) return stray;
  if (request !== null) {
    // Its receipt is lost, and its answer is there: it was done.
    return said.answered ? { outcome: "done", say: null } : doOnce(request, said);
  }
  const { mistake } = said.command;
  return { outcome: "mistaken", say: mistake === null ? null : { about: "mistake", mistake } };
}

/** It names nothing, and does not answer a comment of ours at a line. */
function takeStray(
  request: Request,
  { text }: Said,
  { threads }: Pick<PullRequestState, "threads">,
): Taking | null {
  if (!needsThread(request) || threads.some(({ node }) => node === text.thread)) return null;
  return { outcome: "mistaken", say: { about: "mistake", mistake: withoutThread(request) } };
}

function takeStanding(
  request: StandingRequest,
  said: Said,
  { state, verdict, standing }: Judged,
  today: string,
): Taking {
  const { id } = said;
  const { verb, until } = request;
  const policy = policyOf(state);
  const known = standing.find((one) => one.id === id);
  const who = whoMay(verb, null, policy);
  if (known === undefined || (known.kinds !== "all" && known.kinds.size === 0)) {
    const author = verb === "exempt" && said.text.author === state.author;
    return { outcome: "refused", say: { about: "refused", verb, who, ...(author ? { author } : {}) } };
  }
  const stray = takeStray(request, said, state);
  if (stray !== null) return stray;
  if (until !== null && until < today) {
    const message = `${until} is over, so this allows nothing. Write a later day, inclusive and in UTC, or leave \`until\` out.`;
    const paste = lineOf({ ...request, until: null });
    return { outcome: "mistaken", say: { about: "mistake", mistake: { message, paste } } };
  }
  const result = (verdict.commands ?? []).find((one) => one.id === id);
  if (result === undefined) return { outcome: "mistaken", say: null };
  const { covers, forbidden, unseen } = result;
  if (covers.length > 0 && forbidden.length === 0 && unseen.length === 0)
    return { outcome: "done", say: null };
  const outcome = covers.length > 0 ? "done" : forbidden.length > 0 ? "refused" : "mistaken";
  const listed = known.recorded !== null || known.seen !== null;
  const say: Say = {
    about: "cover",
    result,
    verdict,
    listed,
    who: whoMayThese(verb, forbidden, verdict, policy),
  };
  return { outcome, say };
}
