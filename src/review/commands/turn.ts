/** What the commands and approvals of a pull request come down to before its change is read: who says what, and who they are. */

import type { Outcome } from "../../core/command/receipt.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { GitHubRepository } from "../github.ts";
import { isNamed } from "../grants.ts";
import type { PullRequestState } from "../pull-request.ts";
import { peopleOf } from "./people.ts";
import type { KnownPerson } from "./people.ts";
import { readAhead } from "./readings.ts";
import { editedOnce, isFresh, isSaidStanding, saidIn } from "./said.ts";
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
  repository: Pick<GitHubRepository, "roleOf" | "isInTeam" | "editedByAuthor">,
): Promise<Turn> {
  if (policy.mode === "off") return noTurn;
  await readAhead(state.texts);
  const edited = editedOnce(state).map(({ node }) => node);
  const own = edited.length === 0 ? new Set<string>() : await repository.editedByAuthor(edited);
  const said = saidIn(state, own);
  const people = await peopleOf(inTurn(said, isNamed(policy) ? state.approvals : []), policy, repository);
  const isNew = said.commands.some(({ spoiled, receipt }) => !spoiled && receipt === null);
  const isOver = said.ended.some(({ outcome }) => outcome !== "ended");
  return { said, people, news: isNew || isOver || hasFreshText(said, state) };
}

/** Whom to ask about first, as not everybody is asked about: a crowd that may nothing keeps nobody from being heard. */
function inTurn({ commands, receipts }: AllSaid, approvals: PullRequestState["approvals"]): string[] {
  const heard = new Map<string, boolean>();
  for (const { by, outcome } of receipts) heard.set(by, heard.get(by) === true || outcome !== "refused");
  const rank = (login: string): number => (heard.get(login) === true ? 0 : heard.has(login) ? 2 : 1);
  const speakers = commands.filter(counts).flatMap(({ text }) => text.author ?? []);
  const approvers = (mayPush: boolean): string[] =>
    approvals.filter((approval) => approval.mayPush === mayPush).map(({ by }) => by);
  return [
    ...approvers(true),
    ...speakers.toReversed().toSorted((a, b) => rank(a) - rank(b)),
    ...approvers(false),
  ];
}

function counts(said: Said): boolean {
  return isSaidStanding(said) || (!said.spoiled && isFresh(said));
}

/** Texts of which something has not been answered yet that is about the whole text. Whose account is gone is not answered. */
function hasFreshText({ cut, commands }: AllSaid, { answers }: PullRequestState): boolean {
  const spoiled = commands.filter((said) => said.spoiled && said.text.author !== null && isFresh(said));
  const refused = refusedTexts(commands);
  return (
    cut.some(({ text }) => !answers.includes(cutId(text.id)) && !refused.has(text.id)) ||
    spoiled.some(({ text }) => !answers.includes(spoiledId(text.id)))
  );
}

/** Ids of texts of which nothing but refusals came: nobody is told what else they could not ask. */
export function refusedTexts(
  commands: readonly Said[],
  outcomeOf = ({ receipt }: Said): Outcome | null => receipt?.outcome ?? null,
): ReadonlySet<string> {
  const others = commands.filter((said) => outcomeOf(said) !== "refused");
  const heard = new Set(others.map(({ text }) => text.id));
  return new Set(commands.map(({ text }) => text.id).filter((id) => !heard.has(id)));
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
    [...people.values()]
      .map(({ login, role, teams }) => [login, role?.level, role?.name, [...teams]])
      .toSorted(),
  ];
}
