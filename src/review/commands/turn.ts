/** What the commands and approvals of a pull request come down to before its change is read: who says what, and who they are. */

import type { Policy } from "../../core/judge/policy.ts";
import type { GitHubRepository } from "../github.ts";
import { isNamed } from "../grants.ts";
import type { PullRequestState } from "../pull-request.ts";
import { peopleOf } from "./people.ts";
import type { KnownPerson } from "./people.ts";
import { isFresh, isSaidStanding, saidIn } from "./said.ts";
import type { AllSaid, Said } from "./said.ts";

export interface Turn {
  said: AllSaid;
  /** By login: whose commands or approvals may count. */
  people: ReadonlyMap<string, KnownPerson>;
  /** Something was said that is not in the receipts yet. */
  news: boolean;
}

/** Nobody said anything. */
export const noTurn: Turn = {
  said: { commands: [], cut: [], receipts: [], ended: [] },
  people: new Map(),
  news: false,
};

export async function turnOf(
  state: PullRequestState,
  policy: Policy,
  repository: Pick<GitHubRepository, "roleOf" | "isInTeam">,
): Promise<Turn> {
  if (policy.mode === "off") return noTurn;
  const said = saidIn(state);
  const speakers = said.commands.filter(counts).flatMap(({ text }) => text.author ?? []);
  const approvers = isNamed(policy) ? state.approvals.map(({ by }) => by) : [];
  const people = await peopleOf([...speakers, ...approvers], policy, repository);
  const isNew = said.commands.some(({ spoiled, receipt }) => !spoiled && receipt === null);
  const isOver = said.ended.some(({ outcome }) => outcome !== "ended");
  return { said, people, news: isNew || isOver || hasFreshText(said, state) };
}

function counts(said: Said): boolean {
  return isSaidStanding(said) || (!said.spoiled && isFresh(said));
}

/** Texts of which something has not been answered yet that is about the whole text. Whose account is gone is not answered. */
function hasFreshText({ cut, commands }: AllSaid, { answers }: PullRequestState): boolean {
  const spoiled = commands.filter((said) => said.spoiled && said.text.author !== null && isFresh(said));
  return (
    cut.some(({ text }) => !answers.includes(cutId(text.id))) ||
    spoiled.some(({ text }) => !answers.includes(spoiledId(text.id)))
  );
}

/** The id under which the answer stands that says that there are too many. */
export function cutId(text: string): string {
  return `${text}-more`;
}

/** The same for a text that somebody else than its author changed. */
export function spoiledId(text: string): string {
  return `${text}-edited`;
}

/** What of it a check comes from, for its digest. */
export function turnDigest(turn: Turn | undefined): unknown {
  if (turn === undefined) return [];
  const { said, people } = turn;
  const standing = said.commands.filter(isSaidStanding).map(({ id }) => id);
  return [
    standing,
    said.ended.map(({ id }) => id),
    [...people.values()].map(({ login, role, teams }) => [login, role?.level, role?.name, [...teams]]),
  ];
}
