/** Objects by their node ids. */

import type {
  Account,
  CheckRun,
  IssueComment,
  PullRequest,
  Repository,
  Review,
  ReviewComment,
  Thread,
} from "../world.ts";
import { forbidden, noNode } from "./failure.ts";
import type { Context } from "./resolver.ts";
import { may, sees } from "./rights.ts";
import { typeOfNode } from "./sources.ts";

/** The types that can be asked for by id, with the object that stands for each. */
export interface Nodes {
  Repository: Repository;
  PullRequest: PullRequest;
  IssueComment: IssueComment;
  PullRequestReview: Review;
  PullRequestReviewThread: Thread;
  PullRequestReviewComment: ReviewComment;
  CheckRun: CheckRun;
  User: Account;
  Organization: Account;
  Bot: Account;
}

type Found = { [Type in keyof Nodes]: { type: Type; node: Nodes[Type] } }[keyof Nodes];

/** Throws NOT_FOUND for what is not there, and for what the token may not know of. */
export function findNode(context: Context, id: string): Found["node"] {
  return find(context, id).node;
}

/** As `findNode`, and throws NOT_FOUND for an object of another type. */
export function nodeOf<Type extends keyof Nodes>(context: Context, id: string, type: Type): Nodes[Type] {
  const found = find(context, id);
  if (found.type !== type) throw noNode(id);
  return found.node as Nodes[Type];
}

function find(context: Context, id: string): Found {
  const node = context.sandbox.world.nodes.get(id);
  if (node === undefined) throw noNode(id);
  // The world files each object under an id that begins with its type.
  const found = { type: typeOfNode(id), node } as Found;
  const repository = repositoryOf(found);
  if (repository === null) return found;
  if (!sees(context, repository)) throw noNode(id);
  if (!may(context, repository, permissionOf(found), "read")) throw forbidden();
  return found;
}

export function repositoryOf(found: Found): Repository | null {
  switch (found.type) {
    case "Repository":
      return found.node;
    case "PullRequest":
      return found.node.repository;
    case "IssueComment":
    case "PullRequestReview":
    case "PullRequestReviewThread":
      return found.node.pullRequest.repository;
    case "PullRequestReviewComment":
      return found.node.thread.pullRequest.repository;
    case "CheckRun":
      return found.node.suite.repository;
    default:
      return null;
  }
}

function permissionOf({ type }: Found): string {
  if (type === "Repository") return "metadata";
  return type === "CheckRun" ? "checks" : "pull_requests";
}
