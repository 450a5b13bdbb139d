/** Commits the drafted note to the branch for somebody who asked, where that somebody could do so and nothing is passed by. */

import type { Say } from "../../core/render/pull-request/answers.ts";
import type { NoteDraft } from "../../core/render/pull-request/note-comment.ts";
import type { Verdict } from "../../core/verdict.ts";
import { GitHubTrouble } from "../github.ts";
import type { FileCommit, GitHubRepository } from "../github.ts";
import type { Judged } from "../judge-pull-request.ts";
import { lackWords } from "../lack-words.ts";
import type { Said } from "./said.ts";
import type { Taken } from "./take.ts";

type Taking = Pick<Taken, "outcome" | "say">;

/** There is nothing to draft, also where a reviewer said that no note is needed. */
export function noDraft({ waivers = [] }: Pick<Verdict, "waivers">): Say {
  const own = waivers.filter(({ rule, state }) => rule === "note-is-there" && state === "granted");
  return { about: "no draft", waivedBy: [...new Set(own.map(({ by }) => by))] };
}

const enough: ReadonlySet<string> = new Set(["write", "maintain", "admin"]);

/** Throws what may pass. */
export async function commitNote(
  { text, id }: Said,
  { state, moved, verdict }: Judged,
  drafts: readonly NoteDraft[],
  repository: Pick<GitHubRepository, "roleOf" | "whyNotCommit" | "commitFiles">,
): Promise<Taking> {
  const [first] = drafts;
  if (first === undefined) return { outcome: "done", say: noDraft(verdict) };
  const instead = (reason: string): Taking => ({
    outcome: "refused",
    say: { about: "not committed", reason, url: first.page?.url ?? null },
  });
  const { head, repository: own } = state;
  if (head.repository === null) return instead("the branch is gone, or in a fork that Lockstep does not see");
  if (!head.exists) return instead("the branch is gone");
  if (head.repository.owner !== own.owner || head.repository.name !== own.name) {
    return instead("the branch is in a fork, where Lockstep writes nothing");
  }
  const role = await repository.roleOf(text.author ?? "");
  if (role === null || !enough.has(role.level)) {
    return instead("that needs the right to push to the branch, and Lockstep writes only for who has it");
  }
  if (moved) return instead("somebody pushed meanwhile");
  const files = drafts.map(({ path, text: content }) => ({ path, text: content }));
  const commit: FileCommit = {
    branch: head.ref,
    head: head.oid,
    files,
    headline: files.length === 1 ? "Add the drafted release note" : "Add the drafted release notes",
    // By its id: a name here would tell its bearer, and anybody can choose a name.
    body: `Asked for in ${id.split("-").slice(0, 2).join(" ")} of pull request ${state.number}.`,
  };
  try {
    const reason = await repository.whyNotCommit(commit);
    if (reason !== null) return instead(reason);
    await repository.commitFiles(commit);
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble)) throw cause;
    if (cause.kind === "forbidden") return instead(lackWords(cause));
    if (cause.kind === "refused") return instead("GitHub refused the commit: the branch may have moved on");
    throw cause;
  }
  const say: Say = { about: "committed", paths: files.map(({ path }) => path) };
  return { outcome: "done", say };
}
