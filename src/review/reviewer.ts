/** Runs jobs: every one ends in a concluded check, or in a calm line of the log where there is nothing to conclude. */

import { randomUUID } from "node:crypto";

import { renderTrouble } from "../core/render/pull-request/check-run.ts";
import { externalIdOf } from "./external-id.ts";
import { GitHubTrouble } from "./github.ts";
import type { GitHubRepository } from "./github.ts";
import type { Attempt, Job, JobRunner, Outcome } from "./job.ts";
import { policyOf } from "./judge-pull-request.ts";
import { lackWords } from "./lack-words.ts";
import { reviewMergeGroup } from "./review-merge-group.ts";
import type { Course, ReviewPorts } from "./ports.ts";
import { reviewPullRequest } from "./review-pull-request.ts";

/** Where GitHub does not say how long its limit holds, in seconds. */
const limitPause = 60;

/** A review that takes longer is concluded without a result, in milliseconds. The queue ends a job later than this. */
export const reviewLimit = 120_000;

/** What a fault is concluded on. */
interface Known {
  head: string;
  /** The policy asks for a failure where the result is not known, or it is not known whose policies count. */
  strict: boolean;
  /** The pull requests that the check speaks of. */
  numbers: readonly number[];
}

export function reviewer(ports: ReviewPorts): JobRunner {
  return async (job, attempt) => {
    const repository = ports.github.repository(job.repository);
    const started = performance.now();
    const about = {
      job: job.kind,
      installation: job.repository.installation,
      repository: job.repository.id,
      ...named(job),
    };
    let known: Known | null =
      job.kind === "merge_group" ? { head: job.head, strict: true, numbers: [] } : null;
    const took = (): object => ({
      ...about,
      milliseconds: Math.round(performance.now() - started),
      calls: { ...repository.calls },
    });
    const limit = AbortSignal.timeout(ports.reviewLimit ?? reviewLimit);
    const ended = attempt.signal === undefined ? limit : AbortSignal.any([limit, attempt.signal]);
    try {
      const review = run(job, repository, ports, {
        tell: (states, numbers) => {
          const strict =
            numbers.length > states.length || states.some((state) => policyOf(state).mode === "enforce");
          known = { head: states[0].head.oid, strict, numbers };
        },
        check: () => ended.throwIfAborted(),
      });
      const result = await Promise.race([review, whenAborted(ended)]);
      ports.log.info({ ...took(), result }, "reviewed");
      return "done";
    } catch (cause) {
      // Another process has the job now, or this one ends: it is not ours to conclude.
      if (attempt.signal?.aborted === true) throw cause;
      return onTrouble(cause, attempt, repository, known, ports, took());
    }
  };
}

/** Never resolves. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

function named(job: Job): object {
  if (job.kind === "pull_request") return { number: job.number };
  return job.kind === "commit" ? { sha: job.sha } : { sha: job.head };
}

async function run(
  job: Job,
  repository: GitHubRepository,
  ports: ReviewPorts,
  course: Course,
): Promise<string> {
  if (job.kind === "pull_request") return reviewPullRequest(job, repository, ports, course);
  if (job.kind === "merge_group") return reviewMergeGroup(job, repository, ports, course);
  const numbers = await repository.pullRequestsOf(job.sha);
  const { repository: id, always, draft } = job;
  await ports.queue.enqueue(
    numbers.map((number) => ({ kind: "pull_request", repository: id, number, always, draft })),
  );
  return "handed on";
}

/** What may pass is tried again; what will not pass is concluded. */
async function onTrouble(
  cause: unknown,
  attempt: Attempt,
  repository: GitHubRepository,
  known: Known | null,
  ports: ReviewPorts,
  took: object,
): Promise<Outcome> {
  const trouble = cause instanceof GitHubTrouble ? cause : null;
  if (trouble?.kind === "gone" || trouble?.kind === "uninstalled") {
    ports.log.info({ ...took, result: trouble.kind }, "nothing to review any more");
    return "done";
  }
  if (trouble?.kind === "limited" && !attempt.last) {
    ports.log.info({ ...took, retryAfter: trouble.retryAfter }, "GitHub asks to wait");
    return { retryIn: trouble.retryAfter ?? limitPause };
  }
  const late = cause instanceof DOMException && cause.name === "TimeoutError";
  const passing = trouble === null ? attempt.number === 1 && !late : trouble.kind === "transient";
  if (passing && !attempt.last) throw cause;
  const id = randomUUID().slice(0, 8);
  ports.log.error({ ...took, id, err: cause }, "a review could not be finished");
  if (known === null) return "done";
  const check = renderTrouble({
    reason: late ? "it took too long" : reasonOf(trouble),
    id,
    conclusion: known.strict ? "failure" : "neutral",
  });
  // Without a digest: the next event reviews anew.
  const externalId = known.numbers.length === 0 ? null : externalIdOf(null, null, known.numbers);
  try {
    await repository.writeCheck({ head: known.head, check, externalId, startedAt: ports.now() });
  } catch (again) {
    if (!(again instanceof GitHubTrouble) || (mayPass(again) && !attempt.last)) throw again;
    ports.log.warn({ ...took, id, err: again }, "nothing could be concluded: GitHub does not take the check");
  }
  return "done";
}

function mayPass({ kind }: GitHubTrouble): boolean {
  return kind === "transient" || kind === "limited";
}

function reasonOf(trouble: GitHubTrouble | null): string {
  if (trouble === null) return "Lockstep itself failed";
  if (trouble.kind === "forbidden") return lackWords(trouble);
  if (trouble.kind === "refused") return `GitHub refused what Lockstep wrote: ${trouble.message}`;
  return `GitHub did not answer: ${trouble.message}`;
}
