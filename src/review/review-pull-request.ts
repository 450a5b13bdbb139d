/** Reviews one pull request, with the others that share its head: reads, judges, and writes what differs. */

import { planReview } from "../core/render/pull-request/plan-review.ts";
import { renderCheckRun, renderOff } from "../core/render/pull-request/check-run.ts";
import type { CheckRun, JudgedPullRequest } from "../core/render/pull-request/pages.ts";
import { digestOf, externalIdOf, isCurrent } from "./digest.ts";
import type { GitHubRepository } from "./github.ts";
import type { PullRequestJob } from "./job.ts";
import { judgePullRequest, offAt, policyOf } from "./judge-pull-request.ts";
import type { Judged } from "./judge-pull-request.ts";
import { dayOf } from "./ports.ts";
import type { Course, ReviewPorts } from "./ports.ts";
import type { PullRequestState } from "./pull-request.ts";
import { wantsOf, writeComments } from "./write-comments.ts";

/** What came of a review, for the log. */
export type ReviewResult = "gone" | "closed" | "unchanged" | "moved" | "written";

/** Throws `GitHubTrouble`. */
export async function reviewPullRequest(
  job: PullRequestJob,
  repository: GitHubRepository,
  ports: ReviewPorts,
  course: Course,
): Promise<ReviewResult> {
  const startedAt = ports.now();
  const state = await repository.pullRequest(job.number);
  if (state === null) return "gone";
  if (state.state !== "open" || state.repository.archived) return "closed";
  course.tell(state);
  const group = await withSiblings(state, repository);
  const today = dayOf(startedAt);
  const digest = digestOf(group, ports.version);
  const asked = job.always || job.draft;
  if (!asked && state.check !== null && isCurrent(state.check.externalId, digest, today)) return "unchanged";

  if (group.every((one) => policyOf(one).mode === "off")) {
    course.check();
    await writeCheck(repository, state, renderOff(offAt(state)), externalIdOf(digest, null), startedAt);
    return "written";
  }
  const judged: Judged[] = [];
  for (const one of group) judged.push(await judgePullRequest(one, repository, ports.shared, today));
  if (judged.some(({ moved }) => moved) || (await ports.queue.isWaiting(job))) {
    // Whoever pushed gets a review of what was pushed, even where the delivery that says so is lost.
    await ports.queue.enqueue([job]);
    return "moved";
  }
  const pulls: JudgedPullRequest[] = [];
  for (const one of judged) {
    course.check();
    const wants = wantsOf(one, job);
    const plan = planReview(one.verdict, one.facts, wants);
    pulls.push(await writeComments(one, plan, repository, wants, ports.log));
  }
  const seen = [...new Set(judged.flatMap(({ verdict }) => verdict.grantable ?? []))].toSorted();
  const ends = judged.flatMap(({ until }) => until ?? []).toSorted();
  const check = renderCheckRun({ pulls, seen, today });
  course.check();
  await writeCheck(repository, state, check, externalIdOf(digest, ends[0] ?? null), startedAt);
  return "written";
}

/** The one check of a commit speaks of all its open pull requests, in the order of their numbers. */
async function withSiblings(
  state: PullRequestState,
  repository: GitHubRepository,
): Promise<PullRequestState[]> {
  const group = [state];
  for (const number of state.siblings) {
    const sibling = await repository.pullRequest(number);
    if (sibling?.state === "open" && sibling.head.oid === state.head.oid) group.push(sibling);
  }
  return group.toSorted((a, b) => a.number - b.number);
}

function writeCheck(
  repository: GitHubRepository,
  { head }: PullRequestState,
  check: CheckRun,
  externalId: string | null,
  startedAt: Date,
): Promise<void> {
  return repository.writeCheck({ head: head.oid, check, externalId, startedAt });
}
