/** What GitHub tells us becomes jobs that name things by their ids. Pure. */

import type { Job } from "../../review/job.ts";
import { askedFor, commitJob, ignore, incomplete, otherAction, pullRequestJob } from "./asked.ts";
import type { Asked } from "./asked.ts";
import { ofIssueComment, ofReviewComment, ofReviewText } from "./comment-events.ts";
import { commitOf, fields, idOf, items, repositoryOf, textOf, type Fields } from "./payload.ts";

const notOurs = ignore("another App's check");

/** `app`: our own App's id. A payload of an unknown shape is ignored, never refused. */
export function jobsOf(event: string, payload: unknown, app: number): Asked {
  const told = fields(payload);
  const action = textOf(told["action"]) ?? "";
  switch (event) {
    case "pull_request":
      return ofPullRequest(action, told);
    case "pull_request_review":
      return ofReview(action, told, app);
    case "pull_request_review_comment":
      return ofReviewComment(action, told, app);
    case "issue_comment":
      return ofIssueComment(action, told, app);
    case "check_run":
      return ofCheck(action, told, fields(told["check_run"]), app);
    case "check_suite":
      return ofCheck(action, told, fields(told["check_suite"]), app);
    case "merge_group":
      return ofMergeGroup(action, told);
    case "installation":
      return ofInstallation(action, told);
    default:
      return ignore("an event that starts nothing");
  }
}

const reviewed = new Set([
  "opened",
  "synchronize",
  "reopened",
  "ready_for_review",
  "converted_to_draft",
  "labeled",
  "unlabeled",
]);

function ofPullRequest(action: string, told: Fields): Asked {
  const repository = repositoryOf(told);
  const pullRequest = fields(told["pull_request"]);
  const number = idOf(pullRequest["number"]) ?? idOf(told["number"]);
  if (action === "closed") {
    // Its head may be that of others, whose shared check it no longer speaks for.
    const sha = commitOf(fields(pullRequest["head"])["sha"]);
    if (repository === null || sha === null) return incomplete;
    const jobs: Job[] = [commitJob(repository, sha)];
    // What was allowed is recorded when it is merged.
    if (pullRequest["merged"] === true && number !== null) jobs.push(pullRequestJob(repository, number));
    return { jobs };
  }
  if (action === "edited") {
    const changes = fields(told["changes"]);
    if (!["base", "title", "body"].some((name) => name in changes)) {
      return ignore("an edit of neither base, title nor text");
    }
  } else if (!reviewed.has(action)) {
    return otherAction;
  }
  return askedFor(repository, number);
}

function ofReview(action: string, told: Fields, app: number): Asked {
  const state = textOf(fields(told["review"])["state"])?.toLowerCase();
  // Without an opinion it is a comment; our own comments come back as such a review.
  if (action === "edited" || (action === "submitted" && state === "commented")) {
    return ofReviewText(action, told, app);
  }
  if (action !== "submitted" && action !== "dismissed") return otherAction;
  return askedFor(repositoryOf(told), idOf(fields(told["pull_request"])["number"]));
}

/** A check run or a check suite that somebody wants again. */
function ofCheck(action: string, told: Fields, check: Fields, app: number): Asked {
  // What we write ourselves comes back as `created` and `completed`.
  if (action !== "rerequested" && action !== "requested_action") {
    return otherAction;
  }
  if (idOf(fields(check["app"])["id"]) !== app) return notOurs;
  const button = textOf(fields(told["requested_action"])["identifier"]);
  if (action === "requested_action" && button !== "recheck" && button !== "draft-note") {
    return ignore("a button that is not ours");
  }
  const branch = textOf(check["head_branch"]) ?? textOf(fields(check["check_suite"])["head_branch"]) ?? "";
  if (/^(?:refs\/heads\/)?gh-readonly-queue\//u.test(branch)) {
    return ignore("a commit of a merge queue, which makes another one");
  }
  const repository = repositoryOf(told);
  const sha = commitOf(check["head_sha"]);
  if (repository === null || sha === null) return incomplete;

  const asked = { always: true, draft: button === "draft-note" };
  // A branch can be that of a pull request to another repository, such as the one that it was forked from.
  const numbers = items(check["pull_requests"])
    .map(fields)
    .filter((named) => idOf(fields(fields(named["base"])["repo"])["id"]) === repository.id)
    .map((named) => idOf(named["number"]))
    .filter((number) => number !== null);
  if (numbers.length === 0) return { jobs: [{ ...commitJob(repository, sha), ...asked }] };
  return {
    jobs: [...new Set(numbers)].map((number) => ({ ...pullRequestJob(repository, number), ...asked })),
  };
}

function ofMergeGroup(action: string, told: Fields): Asked {
  if (action !== "checks_requested") return otherAction;
  const group = fields(told["merge_group"]);
  const repository = repositoryOf(told);
  const ref = textOf(group["head_ref"]);
  const base = commitOf(group["base_sha"]);
  const head = commitOf(group["head_sha"]);
  if (repository === null || ref === null || base === null || head === null) return incomplete;
  return { jobs: [{ kind: "merge_group", repository, ref, base, head }] };
}

function ofInstallation(action: string, told: Fields): Asked {
  if (action !== "deleted" && action !== "suspend") return otherAction;
  const installation = idOf(fields(told["installation"])["id"]);
  return installation === null ? incomplete : { jobs: [], forget: installation };
}
