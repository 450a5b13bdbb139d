/** From what was said to the standing commands that the judge takes. */

import { mayExempt, mayRun } from "../../core/judge/authority.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { StandingCommand } from "../../core/judge/standing.ts";
import { readAbout, readSeen } from "../../core/render/pull-request/marker.ts";
import { isAuthor } from "../authors.ts";
import { numbersOf } from "../external-id.ts";
import type { GitHubRepository } from "../github.ts";
import type { PullRequestState } from "../pull-request.ts";
import { personIn } from "./people.ts";
import { isSaidStanding } from "./said.ts";
import type { Turn } from "./turn.ts";

/** In no order. `paths`: the files of the change that are judged, null: nobody knows all of them. */
export async function standingCommands(
  turn: Turn,
  state: PullRequestState,
  policy: Policy,
  paths: readonly string[] | null,
  repository: Pick<GitHubRepository, "touches" | "checksOf">,
): Promise<StandingCommand[]> {
  const all = turn.said.commands.filter(isSaidStanding);
  if (all.length === 0) return [];
  const authors = new Map<string, boolean>();
  for (const login of new Set(all.flatMap(({ text }) => text.author ?? []))) {
    const own = login === state.author || state.commitsCut;
    authors.set(login, own || (await isAuthor(login, state.commits, paths, repository)));
  }
  const seenAt = all.some(({ receipt }) => receipt === null) ? await listings(state, repository) : () => null;
  return all.map((said): StandingCommand => {
    const { id, text, command, receipt } = said;
    const { request } = command;
    const by = text.author ?? "";
    const person = { ...personIn(turn.people, by), isAuthor: authors.get(by) ?? true };
    const may = mayRun(request.verb, null, person, policy);
    const thread = state.threads.find(({ node }) => node === text.thread);
    return {
      id,
      by,
      link: text.url,
      at: receipt?.at ?? text.at,
      request,
      about: thread === undefined ? [] : readAbout(thread.comment.body),
      recorded: receipt === null ? null : new Set(receipt.keys),
      seen: receipt === null ? seenAt(text.at) : null,
      kinds: request.verb === "waive" ? (may ? "all" : new Set()) : mayExempt(person, policy, request.verb),
    };
  });
}

/** What our last check of this pull request before a time listed, on whatever was the head then. GitHub tells times to the second, so one of the same second was not seen. */
async function listings(
  { number }: PullRequestState,
  repository: Pick<GitHubRepository, "checksOf">,
): Promise<(at: string) => ReadonlySet<string> | null> {
  const checks = await repository.checksOf(number);
  // Its commits may have been the head of others as well.
  const own = checks.filter(({ externalId }) => numbersOf(externalId).includes(number));
  const sorted = own.toSorted((a, b) => Date.parse(b.completedAt) - Date.parse(a.completedAt));
  return (at) => {
    const last = sorted.find(({ completedAt }) => Date.parse(completedAt) < Date.parse(at));
    return last === undefined ? null : new Set(readSeen(last.text));
  };
}
