/** Repositories, and the accounts that own them. */

import { page } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { Failure } from "../failure.ts";
import { objectByExpression, objectById } from "../git-object.ts";
import { sortedRefs } from "../refs.ts";
import type { RefOrder } from "../refs.ts";
import { gitOf } from "../resolver.ts";
import type { Context, Table } from "../resolver.ts";
import { need, sees } from "../rights.ts";
import type { QueueSource } from "./merge-queue.ts";
import { fullName } from "../../names.ts";
import type { RefSource } from "../sources.ts";
import { htmlUrl } from "../../payloads/repository.ts";
import type { Account, PullRequest, Repository } from "../../world.ts";

/** Throws NOT_FOUND for what is not there, and for what the token may not know of. */
export function findRepository(context: Context, owner: string, name: string): Repository {
  const found = context.sandbox.repository(owner, name);
  if (found !== null && sees(context, found)) return found;
  throw new Failure("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
}

function findRef(context: Context, repository: Repository, name: string): RefSource | null {
  const { refs } = gitOf(context, repository);
  const full = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`].find((each) =>
    refs.has(each),
  );
  return full === undefined ? null : { kind: "Ref", repository, name: full };
}

interface PullRequestFilter extends PageArguments {
  baseRefName?: string | null;
  headRefName?: string | null;
  states?: readonly string[] | null;
  orderBy?: { field: "COMMENTS" | "CREATED_AT" | "UPDATED_AT"; direction: "ASC" | "DESC" } | null;
}

function pullRequestsOf(repository: Repository, filter: PullRequestFilter): PullRequest[] {
  const { baseRefName, headRefName, states, orderBy } = filter;
  const found = [...repository.pullRequests.values()].filter(
    (each) =>
      (baseRefName == null || each.baseRef === baseRefName) &&
      (headRefName == null || each.headRef === headRefName) &&
      (states == null || states.includes(each.state.toUpperCase())),
  );
  if (orderBy == null) return found;
  const rank = (each: PullRequest): number => {
    if (orderBy.field === "COMMENTS") return each.comments.length;
    return (orderBy.field === "CREATED_AT" ? each.createdAt : each.updatedAt).getTime();
  };
  const sorted = found.toSorted((one, other) => rank(one) - rank(other));
  return orderBy.direction === "ASC" ? sorted : sorted.toReversed();
}

export const repository: Table<Repository> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  nameWithOwner: (source) => fullName(source),
  owner: ({ owner }) => owner,
  url: (source, _, context) => htmlUrl(context.sandbox, source),
  isArchived: ({ archived }) => archived,
  isPrivate: (source) => source.private,
  isFork: ({ parent }) => parent !== null,
  parent: ({ parent }, _, context) => (parent !== null && sees(context, parent) ? parent : null),
  defaultBranchRef: (source, _, context) => {
    need(context, source, "contents");
    return findRef(context, source, `refs/heads/${source.defaultBranch}`);
  },
  ref: (source, { qualifiedName }: { qualifiedName: string }, context) => {
    need(context, source, "contents");
    return findRef(context, source, qualifiedName);
  },
  refs: async (source, args: PageArguments & { refPrefix: string; orderBy?: RefOrder | null }, context) => {
    need(context, source, "contents");
    return page(await sortedRefs(context, source, args.refPrefix, args.orderBy), args);
  },
  object: (source, args: { oid?: string | null; expression?: string | null }, context) => {
    need(context, source, "contents");
    if (args.oid != null) return objectById(context, source, args.oid);
    return args.expression == null ? null : objectByExpression(context, source, args.expression);
  },
  mergeQueue: (source, { branch }: { branch?: string | null }, context): QueueSource => {
    need(context, source, "merge_queues");
    return { repository: source, branch: branch ?? source.defaultBranch };
  },
  pullRequest: (source, { number }: { number: number }, context) => {
    need(context, source, "pull_requests");
    const found = source.pullRequests.get(number);
    if (found !== undefined) return found;
    throw new Failure("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
  },
  pullRequests: (source, args: PullRequestFilter, context) => {
    need(context, source, "pull_requests");
    return page(pullRequestsOf(source, args), args);
  },
};

/** What people and organisations have; bots own nothing. */
export const account: Table<Account> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  login: ({ login }) => login,
  name: ({ name }) => name,
  url: ({ login }, _, { sandbox }) => `${sandbox.url}/${login}`,
  repository: ({ login }, { name }: { name: string }, context) => findRepository(context, login, name),
};

/** `author.login` of a bot has no `[bot]` (observed: devin-ai-integration, dependabot). */
export const bot: Table<Account> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  login: ({ login }) => login.replace(/\[bot\]$/u, ""),
  url: ({ login }, _, { sandbox }) => `${sandbox.url}/apps/${login.replace(/\[bot\]$/u, "")}`,
};
