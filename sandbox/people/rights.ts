/** What people may not do, they are refused. */

import { atLeast, roleOf } from "../permissions.ts";
import { Refused, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Repository, Role } from "../world.ts";

/** Throws 404 where the person sees nothing, and 403 where the role is too small or nothing can be written. */
export function requireRole(sandbox: Sandbox, by: Account, repository: Repository, wanted: Role): void {
  const role = repository.deleted ? null : roleOf(sandbox.world, repository, by);
  if (role === null) throw notFound();
  if (!atLeast(role, wanted)) throw new Refused(403, `This needs the role ${wanted}.`);
  if (repository.archived) throw new Refused(403, "Repository was archived so is read-only.");
}
