/** Comments of a pull request, and of its threads. */

import { issueCommentPayload, reviewCommentPayload } from "../payloads/comments.ts";
import { mayPush } from "../permissions.ts";
import { Refused, notAccessible, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addComment,
  deleteComment,
  deleteReviewComment,
  editComment,
  editReviewComment,
} from "../state/comments.ts";
import type { Account, IssueComment, Repository, ReviewComment } from "../world.ts";
import type { Operation, RepositoryOperation } from "./operation.ts";
import { pullRequestOf } from "./pull-requests.ts";

/** A comment of a pull request is one of an issue as well: either permission is enough. */
const eitherWrite: RepositoryOperation["needs"] = [
  ["issues", "write"],
  ["pull_requests", "write"],
];

export const commentOperations: readonly Operation[] = [
  {
    route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    about: "repository",
    needs: eitherWrite,
    handle: ({ sandbox, repository, params, body, actor }) => {
      const pullRequest = pullRequestOf(repository, params["issue_number"]);
      const comment = addComment(sandbox, pullRequest, known(actor), bodyOf(body));
      return { status: 201, body: issueCommentPayload(sandbox, comment) };
    },
  },
  {
    route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    about: "repository",
    needs: eitherWrite,
    handle: ({ sandbox, repository, params, body, actor }) => {
      const comment = commentOf(repository, params["comment_id"]);
      checkOwn(sandbox, repository, comment, actor);
      editComment(sandbox, comment, known(actor), bodyOf(body));
      return { status: 200, body: issueCommentPayload(sandbox, comment) };
    },
  },
  {
    route: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    about: "repository",
    needs: eitherWrite,
    handle: ({ sandbox, repository, params, actor }) => {
      const comment = commentOf(repository, params["comment_id"]);
      checkOwn(sandbox, repository, comment, actor);
      deleteComment(sandbox, comment, known(actor));
      return { status: 204 };
    },
  },
  {
    route: "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}",
    about: "repository",
    needs: [["pull_requests", "write"]],
    handle: ({ sandbox, repository, params, body, actor }) => {
      const comment = reviewCommentOf(repository, params["comment_id"]);
      checkOwn(sandbox, repository, comment, actor);
      editReviewComment(sandbox, comment, known(actor), bodyOf(body));
      return { status: 200, body: reviewCommentPayload(sandbox, comment) };
    },
  },
  {
    route: "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}",
    about: "repository",
    needs: [["pull_requests", "write"]],
    handle: ({ sandbox, repository, params, actor }) => {
      const comment = reviewCommentOf(repository, params["comment_id"]);
      checkOwn(sandbox, repository, comment, actor);
      deleteReviewComment(sandbox, comment, known(actor));
      return { status: 204 };
    },
  },
];

function bodyOf(body: unknown): string {
  return (body as { body: string }).body;
}

function known(actor: Account | null): Account {
  if (actor === null) throw notAccessible();
  return actor;
}

/** What somebody else wrote is for those who may push. */
function checkOwn(
  sandbox: Sandbox,
  repository: Repository,
  comment: IssueComment | ReviewComment,
  actor: Account | null,
): void {
  if (actor !== null && (comment.author === actor || mayPush(sandbox.world, repository, actor))) return;
  throw new Refused(403, "Must have admin rights to Repository.");
}

function commentOf(repository: Repository, id: string | undefined): IssueComment {
  for (const { comments } of repository.pullRequests.values()) {
    const found = comments.find((comment) => comment.id === Number(id));
    if (found !== undefined) return found;
  }
  throw notFound();
}

function reviewCommentOf(repository: Repository, id: string | undefined): ReviewComment {
  for (const { threads } of repository.pullRequests.values()) {
    for (const { comments } of threads) {
      const found = comments.find((comment) => comment.id === Number(id));
      if (found !== undefined) return found;
    }
  }
  throw notFound();
}
