/** Pull requests, their files and commits, and reviews of them. */

import { commitPayload, filePayloads } from "../payloads/commit.ts";
import { reviewPayload } from "../payloads/comments.ts";
import { pullRequestPayload, shortPullRequest } from "../payloads/pull-request.ts";
import { notAccessible, notFound, unprocessable } from "../refused.ts";
import { changeOf } from "../state/change.ts";
import { submitReview } from "../state/reviews.ts";
import type { InlineComment } from "../state/reviews.ts";
import type { PullRequest, Repository } from "../world.ts";
import type { Operation } from "./operation.ts";
import { listReply, pageOf } from "./page.ts";

interface ReviewBody {
  commit_id?: string;
  body?: string;
  event?: "APPROVE" | "REQUEST_CHANGES" | "COMMENT";
  comments?: CommentBody[];
}

interface CommentBody {
  path: string;
  body: string;
  line?: number;
  side?: string;
  start_line?: number;
  start_side?: string;
}

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

export const pullRequestOperations: readonly Operation[] = [
  {
    route: "GET /repos/{owner}/{repo}/pulls",
    about: "repository",
    needs: [["pull_requests", "read"]],
    handle: ({ repository, ...asked }) => {
      const { state = "open", head, base } = asked.query;
      const all = [...repository.pullRequests.values()].toReversed().filter((pullRequest) => {
        const label = `${pullRequest.headRepository?.owner.login ?? ""}:${pullRequest.headRef}`;
        const inState = state === "all" || (state === "open") === (pullRequest.state === "open");
        return inState && (head ?? label) === label && (base ?? pullRequest.baseRef) === pullRequest.baseRef;
      });
      return listReply(asked, all, (pullRequest) => shortPullRequest(asked.sandbox, pullRequest));
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    about: "repository",
    needs: [["pull_requests", "read"]],
    handle: async ({ sandbox, repository, params }) => {
      const pullRequest = pullRequestOf(repository, params["pull_number"]);
      return { status: 200, body: await pullRequestPayload(sandbox, pullRequest) };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
    about: "repository",
    needs: [["pull_requests", "read"]],
    handle: async (asked) => {
      const { sandbox, repository, params } = asked;
      const pullRequest = pullRequestOf(repository, params["pull_number"]);
      const { files } = await changeOf(sandbox, pullRequest);
      const { items, headers } = pageOf(asked, files.slice(0, sandbox.limits.pullRequestFiles));
      return { status: 200, body: filePayloads(sandbox, repository, pullRequest.headOid, items), headers };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits",
    about: "repository",
    needs: [["pull_requests", "read"]],
    handle: async (asked) => {
      const { sandbox, repository, params } = asked;
      const { commits } = await changeOf(sandbox, pullRequestOf(repository, params["pull_number"]));
      return listReply(asked, commits.slice(0, sandbox.limits.pullRequestCommits), (commit) =>
        commitPayload(sandbox, repository, commit),
      );
    },
  },
  {
    route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
    about: "repository",
    needs: [["pull_requests", "write"]],
    handle: async ({ sandbox, repository, params, body, actor }) => {
      const pullRequest = pullRequestOf(repository, params["pull_number"]);
      const { commit_id: commit = null, body: text = "", event, comments = [] } = (body ?? {}) as ReviewBody;
      if (actor === null) throw notAccessible();
      // Without an event GitHub keeps the review pending, which nobody but its author sees.
      if (event === undefined)
        throw unprocessable({ resource: "PullRequestReview", field: "event", code: "missing" });
      const review = await submitReview(sandbox, pullRequest, actor, {
        state: states[event],
        body: text,
        commit,
        comments: comments.map(inline),
      });
      return { status: 200, body: reviewPayload(sandbox, review) };
    },
  },
];

export function pullRequestOf(repository: Repository, number: string | undefined): PullRequest {
  const pullRequest = repository.pullRequests.get(Number(number));
  if (pullRequest === undefined) throw notFound();
  return pullRequest;
}

function inline({ path, body, line, side, start_line, start_side }: CommentBody): InlineComment {
  const field = (name: string) => ({ resource: "PullRequestReviewComment", field: name, code: "invalid" });
  // `position` is closing down: whoever still sends it is told.
  if (line === undefined) throw unprocessable(field("line"));
  return {
    path,
    body,
    line,
    side: sideOf(side) ?? "RIGHT",
    startLine: start_line ?? null,
    startSide: sideOf(start_side),
  };
}

function sideOf(text: string | undefined): "LEFT" | "RIGHT" | null {
  if (text === undefined) return null;
  if (text === "LEFT" || text === "RIGHT") return text;
  throw unprocessable({ resource: "PullRequestReviewComment", field: "side", code: "invalid" });
}
