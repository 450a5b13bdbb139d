/** Judges one entry of a merge queue: what it adds to its base, with the grants of the pull request that its name gives. */

import { inspect } from "../core/inspect.ts";
import { planReview } from "../core/render/pull-request/plan-review.ts";
import { renderCheckRun, renderOff, renderTrouble } from "../core/render/pull-request/check-run.ts";
import { Gatherer } from "../gather/gatherer.ts";
import { isSaidStanding } from "./commands/said.ts";
import { standingCommands } from "./commands/standing.ts";
import { turnOf } from "./commands/turn.ts";
import type { GitHubRepository } from "./github.ts";
import { authoredPaths, grantsOf, namedIn } from "./grants.ts";
import type { MergeGroupJob } from "./job.ts";
import { factsOf, offAt, policyOf, unlisted } from "./judge-pull-request.ts";
import { namedNotes } from "./named-notes.ts";
import { dayOf } from "./ports.ts";
import type { Course, ReviewPorts } from "./ports.ts";

/** `refs/heads/gh-readonly-queue/BASE/pr-N-SHA`: the base, which may have slashes, and the number. */
export function entryOf(ref: string): { base: string; number: number } | null {
  const [, base = "", number = ""] =
    /^(?:refs\/heads\/)?gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/u.exec(ref) ?? [];
  return number === "" || Number(number) > 2 ** 31 ? null : { base, number: Number(number) };
}

/** Throws `GitHubTrouble`. */
export async function reviewMergeGroup(
  job: MergeGroupJob,
  repository: GitHubRepository,
  ports: ReviewPorts,
  course: Course,
): Promise<string> {
  const startedAt = ports.now();
  const today = dayOf(startedAt);
  const { head } = job;
  const entry = entryOf(job.ref);
  const state = entry === null ? null : await repository.pullRequest(entry.number);
  if (entry === null || state === null) {
    const reason =
      "the name of this merge queue entry does not tell which pull request it is, so nobody knows what was granted";
    const check = renderTrouble({ reason, id: null, conclusion: "failure" });
    await repository.writeCheck({ head, check, externalId: null, startedAt });
    return "no pull request";
  }
  if (policyOf(state).mode === "off") {
    await repository.writeCheck({ head, check: renderOff(offAt(state)), externalId: null, startedAt });
    return "off";
  }
  const answer = await repository.range({ base: job.base, head, baseRef: entry.base });
  const gatherer = new Gatherer(ports.shared, { notes: namedNotes(state.body), requireGranted: true, today });
  const { input, texts } = await gatherer.gather(answer.source);
  const policy = policyOf(state);
  const turn = await turnOf(state, policy, repository);
  const paths = authoredPaths(input, answer.unlisted);
  const said = turn.said.commands.some(isSaidStanding);
  const granters = { policy, people: turn.people, said };
  const { approvals, remarks } = await grantsOf(state, paths, repository, granters);
  const commands = await standingCommands(turn, state, policy, paths, repository);
  const approved = approvals.some(({ covers }) => covers === "head");
  const findings = [...input.findings, ...(approved ? [] : unlisted(state, answer))];
  const verdict = inspect({ ...input, approvals, commands, findings });
  const facts = factsOf(state, answer, (path) => texts.get(path) ?? null);
  const plan = planReview(verdict, facts, { comments: false, note: "never" });
  course.check();
  const check = renderCheckRun({
    pulls: [{ facts, verdict, plan, remarks, ...namedIn(policy) }],
    seen: [],
    record: null,
  });
  await repository.writeCheck({ head, check, externalId: null, startedAt });
  return "written";
}
