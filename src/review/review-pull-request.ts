/** Reviews one pull request, with the others that share its head: reads, judges, and writes what differs. */

import { planReview } from "../core/render/pull-request/plan-review.ts";
import { renderCheckRun, renderOff, renderTrouble } from "../core/render/pull-request/check-run.ts";
import type { CheckRun, JudgedPullRequest } from "../core/render/pull-request/pages.ts";
import { heed, quietly } from "./commands/heed.ts";
import { asksForDraft } from "./commands/take.ts";
import { noTurn, turnOf } from "./commands/turn.ts";
import type { Turn } from "./commands/turn.ts";
import { seenReactions } from "./commands/write.ts";
import { digestOf } from "./digest.ts";
import { externalIdOf, isCurrent } from "./external-id.ts";
import type { GitHubRepository } from "./github.ts";
import type { PullRequestJob } from "./job.ts";
import { mostOfOneHead, numbersAt, tooManyOfOneHead, withOthers } from "./one-head.ts";
import { judgePullRequest, offAt, policyOf } from "./judge-pull-request.ts";
import type { Judged } from "./judge-pull-request.ts";
import { dayOf } from "./ports.ts";
import type { Course, ReviewPorts } from "./ports.ts";
import type { PullRequestState } from "./pull-request.ts";
import { recordOfCheck, writeRecord } from "./records.ts";
import { wantsOf, writeComments } from "./write-comments.ts";

/** What came of a review, for the log. */
export type ReviewResult = "gone" | "closed" | "recorded" | "crowded" | "unchanged" | "moved" | "written";

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
  if (state.state === "merged") return (await writeRecord(state, repository)) ? "recorded" : "closed";
  if (state.state !== "open" || state.repository.archived) return "closed";
  const numbers = numbersAt(state);
  course.tell([state], numbers);
  if (state.siblings.length >= mostOfOneHead) {
    const externalId = externalIdOf(null, null, numbers);
    await writeCheck(repository, state, renderTrouble(tooManyOfOneHead), externalId, startedAt);
    return "crowded";
  }
  const group = await withOthers(state, numbers, repository);
  const spoken = group.map(({ number }) => number);
  course.tell(group, spoken);
  const today = dayOf(startedAt);
  const turns = new Map<number, Turn>();
  for (const one of group) turns.set(one.number, await turnOf(one, policyOf(one), repository));
  const digest = digestOf(group, turns, ports.version);
  const asked = job.always || job.draft || turns.get(job.number)?.news === true;
  if (!asked && isLast(state) && isCurrent(state.check?.externalId ?? null, digest, today))
    return "unchanged";

  if (group.every((one) => policyOf(one).mode === "off")) {
    course.check();
    await writeCheck(
      repository,
      state,
      renderOff(offAt(state)),
      externalIdOf(digest, null, spoken),
      startedAt,
    );
    return written(job, spoken, ports);
  }
  const own = turns.get(job.number) ?? noTurn;
  const greeted = seenReactions(own);
  if (greeted.length > 0) await quietly(repository, greeted, ports.log);
  const judged: Judged[] = [];
  for (const one of group) {
    const turn = turns.get(one.number) ?? noTurn;
    judged.push(await judgePullRequest(one, repository, ports.shared, today, turn));
  }
  // A check that is not true any more is not left there while somebody goes on editing.
  if (judged.some(({ moved }) => moved) || (state.check === null && (await ports.queue.isWaiting(job)))) {
    // Whoever pushed gets a review of what was pushed, even where the delivery that says so is lost.
    await ports.queue.enqueue([job]);
    return "moved";
  }
  const pulls: JudgedPullRequest[] = [];
  for (const one of judged) {
    course.check();
    const isOwn = one.state.number === job.number;
    const wants = wantsOf(one, isOwn && (job.draft || asksForDraft(one, own)));
    const plan = planReview(one.verdict, one.facts, wants);
    const said = isOwn ? await heed(one, own, plan, repository, ports, today) : [];
    pulls.push(await writeComments(one, plan, repository, wants, said, ports.log));
  }
  const seen = [
    ...new Set(judged.flatMap(({ verdict }) => [...(verdict.grantable ?? []), ...(verdict.listed ?? [])])),
  ].toSorted();
  const ends = judged.flatMap(({ until }) => until ?? []).toSorted();
  const check = renderCheckRun({ pulls, seen, record: recordOfCheck(judged) });
  course.check();
  await writeCheck(repository, state, check, externalIdOf(digest, ends[0] ?? null, spoken), startedAt);
  return written(job, spoken, ports);
}

/** What another review of this head wrote meanwhile, without knowing of all of them, is looked at again. */
async function written(
  { repository, number: own }: PullRequestJob,
  numbers: readonly number[],
  { queue }: ReviewPorts,
): Promise<ReviewResult> {
  const others = numbers.filter((number) => number !== own);
  const asked = { kind: "pull_request", repository, always: false, draft: false } as const;
  await queue.enqueue(others.map((number) => ({ ...asked, number })));
  return "written";
}

/** On a head that came back, a check from before says what it says, but not that it is what was shown last: commands are bound by that. */
function isLast({ check, head: { forcedAt } }: PullRequestState): boolean {
  if (check === null) return false;
  return (
    forcedAt === null || (check.completedAt !== null && Date.parse(check.completedAt) > Date.parse(forcedAt))
  );
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
