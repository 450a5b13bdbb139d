/** Where every query begins. */

import { Failure } from "../failure.ts";
import { findNode } from "../node.ts";
import { usageOf } from "../usage.ts";
import type { Context, Table } from "../resolver.ts";
import { findRepository } from "./repository.ts";
import { actorOf } from "../../authorization.ts";
import { accountOf } from "../../state/accounts.ts";

function owner({ sandbox }: Context, login: string) {
  const found = accountOf(sandbox.world, login);
  return found?.type === "Bot" ? null : found;
}

export const query: Table<unknown> = {
  node: (_, { id }: { id: string }, context) => findNode(context, id),
  nodes: (_, { ids }: { ids: readonly string[] }, context) =>
    ids.map((id) => {
      try {
        return findNode(context, id);
      } catch (error) {
        // One that is not there leaves the others alone.
        return error;
      }
    }),
  repository: (_, args: { owner: string; name: string }, context) =>
    findRepository(context, args.owner, args.name),
  repositoryOwner: (_, { login }: { login: string }, context) => owner(context, login),
  organization: (_, { login }: { login: string }, context) => {
    const found = owner(context, login);
    if (found?.type === "Organization") return found;
    throw new Failure("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
  },
  user: (_, { login }: { login: string }, context) => {
    const found = owner(context, login);
    if (found?.type === "User") return found;
    throw new Failure("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
  },
  // A bot as well, with `[bot]` at the end of its login (fullsend-ai/fullsend#1953).
  viewer: (_, _args, { authorization }) => actorOf(authorization),
  rateLimit: (_, _args, context) => usageOf(context),
};
