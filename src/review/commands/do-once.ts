/** Does what is asked for once: most of it is said in an answer, the rest the review does anyway. */

import { commandHelp } from "../../core/command/registry.ts";
import type { OnceRequest } from "../../core/command/request.ts";
import { covered } from "../../core/judge/exceptions.ts";
import { parseExemption } from "../../core/judge/exception-text.ts";
import { didYouMean, nearest } from "../../core/nearest.ts";
import { missingNotes } from "../../core/render/pull-request/note-comment.ts";
import { readAbout } from "../../core/render/pull-request/marker.ts";
import type { ReviewPlan } from "../../core/render/pull-request/pages.ts";
import type { Operation } from "../../core/operation.ts";
import type { Problem } from "../../core/problem.ts";
import type { GitHubRepository } from "../github.ts";
import { policyOf } from "../judge-pull-request.ts";
import type { Judged } from "../judge-pull-request.ts";
import type { ReviewPorts } from "../ports.ts";
import { commitNote, noDraft } from "./commit-note.ts";
import type { Said } from "./said.ts";
import type { DoOnce, Taken } from "./take.ts";

type Taking = Pick<Taken, "outcome" | "say">;

/** `about`: what the log says of the review. */
export function onceDoer(
  judged: Judged,
  plan: Pick<ReviewPlan, "note">,
  repository: GitHubRepository,
  ports: Pick<ReviewPorts, "log" | "pages">,
  about: object,
): DoOnce {
  return async (request, said) => {
    const { verdict, facts } = judged;
    switch (request.verb) {
      case "check":
        return { outcome: "done", say: null };
      case "draft":
        return { outcome: "done", say: plan.note === null ? noDraft(verdict) : null };
      case "draft commit":
        return commitNote(said, judged, missingNotes(verdict, facts), repository);
      case "help":
        return { outcome: "done", say: { about: "help", commands: commandHelp(policyOf(judged.state)) } };
      case "preview":
        return { outcome: "done", say: { about: "preview", verdict } };
      case "explain":
        return explained(request.name ?? "", ports);
      case "wrong":
        return reported(request, said, judged, ports, about);
    }
  };
}

async function explained(name: string, { pages }: Pick<ReviewPorts, "pages">): Promise<Taking> {
  const page = await pages.of(name);
  if (page !== null) return { outcome: "done", say: { about: "explain", name, page } };
  const near = nearest(name, pages.names());
  const message = `\`${name.replaceAll("`", "")}\` is no rule and no kind of operation.${near === null ? " `/lockstep help` lists what there is." : ""}`;
  const paste = near === null ? null : `/lockstep explain ${near}`;
  return { outcome: "mistaken", say: { about: "mistake", mistake: { message, paste } } };
}

/** A false alarm changes nothing here: whoever looks after the rules finds it in the log, without a word that a person wrote. */
function reported(
  { name }: OnceRequest,
  { text }: Said,
  { verdict, state }: Judged,
  { log }: Pick<ReviewPorts, "log">,
  about: object,
): Taking {
  const thread = state.threads.find(({ node }) => node === text.thread);
  const ids = name === null ? readAbout(thread?.comment.body ?? "") : [];
  const named = name === null ? [] : namedOperations(name, verdict.operations);
  const found = verdict.problems.filter((problem) =>
    name === null
      ? ids.includes(problem.id) || (problem.operation !== null && ids.includes(problem.operation))
      : isCalled(problem, name) || named.includes(problem.operation ?? ""),
  );
  if (found.length + named.length === 0) {
    const called = name === null ? "This thread" : `\`${name.replaceAll("`", "")}\``;
    const rules = [...new Set(verdict.problems.map(({ rule }) => rule))];
    const message = `${called} is no problem of this pull request.${name === null ? "" : didYouMean(name, rules)} Name its rule, or the operation's id, as the check shows it.`;
    return { outcome: "mistaken", say: { about: "mistake", mistake: { message, paste: null } } };
  }
  const kinds = new Map(verdict.operations.map(({ id, kind }) => [id, kind]));
  const problems = found.slice(0, 20).map(({ id, rule, operation }) => ({
    id,
    rule,
    ...(operation === null ? {} : { operation, kind: kinds.get(operation) ?? null }),
  }));
  // Of an operation that is exempted no problem is left, and it may be a false alarm all the same.
  const operations = named.slice(0, 20).map((id) => ({ id, kind: kinds.get(id) ?? null }));
  log.warn({ ...about, comment: text.id, problems, operations }, "a false alarm was reported");
  return { outcome: "done", say: { about: "thanks" } };
}

/** `drop_column user.legacy_id`: the ids of the operations that it means. */
function namedOperations(name: string, operations: readonly Operation[]): string[] {
  const reading = parseExemption(name);
  return "exemption" in reading ? covered(reading.exemption, null, operations) : [];
}

/** A rule, or at least ten digits of the id of a problem or an operation. */
function isCalled({ id, rule, operation }: Problem, name: string): boolean {
  const word = name.toLowerCase();
  if (word === rule) return true;
  return /^[0-9a-f]{10,32}$/u.test(word) && (id.startsWith(word) || (operation?.startsWith(word) ?? false));
}
