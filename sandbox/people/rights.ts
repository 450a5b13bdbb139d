/** What people may not do, they are refused. */

import { atLeast, isBlocked, roleOf } from "../permissions.ts";
import { Refused, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Repository, Role } from "../world.ts";

/** Throws 404 where the person sees nothing, and 403 where the role is too small, the person is blocked, or nothing can be written. */
export function requireRole(sandbox: Sandbox, by: Account, repository: Repository, wanted: Role): void {
  const role = repository.deleted ? null : roleOf(sandbox.world, repository, by);
  if (role === null) throw notFound();
  // In the words of the page (mawww/kakoune#4864).
  if (isBlocked(sandbox.world, repository, by))
    throw new Refused(403, "You can't perform this action at this time.");
  if (!atLeast(role, wanted)) throw new Refused(403, `This needs the role ${wanted}.`);
  if (repository.archived) throw new Refused(403, "Repository was archived so is read-only.");
}
