/** Writes what commands ask to be said: one reply to each text, reactions, and the receipts. */

import type { Receipt } from "../../core/command/receipt.ts";
import { renderAnswers } from "../../core/render/pull-request/answers.ts";
import type { Answer } from "../../core/render/pull-request/answers.ts";
import { renderLedger } from "../../core/render/pull-request/ledger.ts";
import type { CommentChange, Reaction } from "../github.ts";
import type { PersonText, PullRequestState } from "../pull-request.ts";
import { isFresh } from "./said.ts";
import type { Taken } from "./take.ts";
import { cutId, refusedTexts, spoiledId } from "./turn.ts";
import type { Turn } from "./turn.ts";

/** Before anything is read: each text with something new was seen. */
export function seenReactions({ said }: Turn): CommentChange[] {
  const fresh = said.commands.filter((one) => isFresh(one) && !one.spoiled);
  return [...new Set(fresh.map(({ text }) => text.node))].map((to) => ({ do: "react", to, with: "eyes" }));
}

/** Everything that is said to the commands of one pull request. */
export function commandChanges(
  state: PullRequestState,
  turn: Turn,
  taken: readonly Taken[],
): CommentChange[] {
  return [...replies(state, turn, taken), ...reactions(taken), ...ledgerChanges(state, turn, taken)];
}

/** One reply to each text: in its thread, or in the conversation. */
function replies(state: PullRequestState, turn: Turn, taken: readonly Taken[]): CommentChange[] {
  const byText = new Map<PersonText, Answer[]>();
  const add = (text: PersonText, answer: Pick<Answer, "id" | "text" | "say">): void => {
    if (state.answers.includes(answer.id)) return;
    const known = byText.get(text) ?? [];
    known.push({ ...answer, by: text.author ?? "", link: text.url });
    byText.set(text, known);
  };
  for (const { said, say } of taken) {
    if (say !== null) add(said.text, { id: said.id, text: said.command.text, say });
  }
  const outcomes = new Map(taken.map(({ said: { id }, outcome }) => [id, outcome]));
  const refused = refusedTexts(
    turn.said.commands,
    ({ id, receipt }) => outcomes.get(id) ?? receipt?.outcome ?? null,
  );
  for (const { text, read, more } of turn.said.cut) {
    if (refused.has(text.id)) continue;
    add(text, { id: cutId(text.id), text: "/lockstep", say: { about: "too many", read, more } });
  }
  for (const { text, spoiled, receipt, command } of turn.said.commands) {
    if (!spoiled || text.author === null || receipt !== null || byText.has(text)) continue;
    add(text, { id: spoiledId(text.id), text: command.text, say: { about: "edited", editor: text.editor } });
  }
  return [...byText].map(([{ thread }, answers]) => {
    const body = renderAnswers(answers);
    return thread === null ? { do: "add", pullRequest: state.node, body } : { do: "answer", thread, body };
  });
}

const weight = { done: 0, mistaken: 1, refused: 2, ended: 0 } as const;
const shown: readonly Reaction[] = ["done", "confused", "refused"];

/** Of the commands of one text the worst. */
function reactions(taken: readonly Taken[]): CommentChange[] {
  const worst = new Map<string, number>();
  for (const { said, outcome } of taken) {
    if (said.answered) continue;
    const { node } = said.text;
    worst.set(node, Math.max(worst.get(node) ?? 0, weight[outcome]));
  }
  return [...worst].map(([to, at]) => ({ do: "react", to, with: shown[at] as Reaction }));
}

function ledgerChanges(
  { node, ledger }: PullRequestState,
  { said }: Turn,
  taken: readonly Taken[],
): CommentChange[] {
  const ended = new Set(said.ended.map(({ id }) => id));
  const known = said.receipts.map((receipt): Receipt =>
    ended.has(receipt.id) ? { ...receipt, outcome: "ended" } : receipt,
  );
  const fresh = taken.map(({ said: { id, text, command }, outcome, keys }): Receipt => {
    const { author, url, at } = text;
    return { id, by: author ?? "", text: command.text, link: url, at, outcome, keys };
  });
  const again = new Set(fresh.map(({ id }) => id));
  const receipts = [...known.filter(({ id }) => !again.has(id)), ...fresh];
  if (receipts.length === 0) return [];
  const body = renderLedger(receipts);
  if (ledger === null) return [{ do: "add", pullRequest: node, body }];
  return ledger.body === body ? [] : [{ do: "edit", comment: ledger.node, body, of: "issue" }];
}
