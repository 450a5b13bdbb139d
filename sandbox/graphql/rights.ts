/** What a token may see and do, as errors of GraphQL. */

import { isVisible, permits } from "../permissions.ts";
import type { Access, Account, Repository } from "../world.ts";
import { forbidden } from "./failure.ts";
import type { Context } from "./resolver.ts";

export function sees(context: Context, repository: Repository): boolean {
  return isVisible(context.sandbox.world, context.authorization, repository);
}

export function may(context: Context, repository: Repository, permission: string, access: Access): boolean {
  return permits(context.sandbox.world, context.authorization, repository, permission, access);
}

/** Null of an account that was deleted: GraphQL names nobody then. */
export function living(context: Context, account: Account | null): Account | null {
  return account === null || context.sandbox.world.ghosts.has(account) ? null : account;
}

/** Throws FORBIDDEN when a permission is missing. */
export function need(
  context: Context,
  repository: Repository,
  permission: string,
  access: Access = "read",
): void {
  if (!may(context, repository, permission, access)) throw forbidden();
}
