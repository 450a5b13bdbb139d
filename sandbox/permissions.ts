/** Who may do what: people by their role in a repository, Apps by what was approved. */

import type { Authorization } from "./authorization.ts";
import { inTeam } from "./state/teams.ts";
import type {
  Access,
  Account,
  CustomRole,
  Installation,
  Permissions,
  Repository,
  Role,
  World,
} from "./world.ts";

const roles: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];
const accesses: readonly Access[] = ["read", "write", "admin"];

export function atLeast(role: Role | null, wanted: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(wanted);
}

export function grants(permissions: Permissions, name: string, wanted: Access): boolean {
  const access = permissions[name];
  return access !== undefined && accesses.indexOf(access) >= accesses.indexOf(wanted);
}

/** Null: the repository does not exist for the account. */
export function roleOf(world: World, repository: Repository, account: Account): Role | null {
  const given = grantedRole(world, repository, account);
  return given === null ? null : baseOf(given);
}

/** The highest of all roles that an account was given, by whatever way. A custom role is above its base. */
export function grantedRole(
  world: World,
  repository: Repository,
  account: Account,
): Role | CustomRole | null {
  const { owner } = repository;
  if (owner === account || world.owners.get(owner.login)?.has(account.login) === true) return "admin";
  const direct = repository.collaborators.get(account.login);
  const given = direct === undefined ? [] : [direct];
  for (const team of world.teams) {
    const role = team.roles.get(repository.id);
    if (team.organisation === owner && role !== undefined && inTeam(world, team, account)) given.push(role);
  }
  // What everybody may see is open to persons: of a bot GitHub says that it has no role (observed).
  const open = !repository.private && account.type !== "Bot";
  if (open || world.members.get(owner.login)?.has(account.login) === true) given.push("read");
  return given.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}

export function baseOf(role: Role | CustomRole): Role {
  return typeof role === "string" ? role : role.base;
}

function rank(role: Role | CustomRole): number {
  return roles.indexOf(baseOf(role)) * 2 + (typeof role === "string" ? 0 : 1);
}

/** Whether an organisation has blocked somebody: they see what everybody sees, and take part in nothing. */
export function isBlocked(world: World, { owner }: Repository, account: Account): boolean {
  return world.blocked.get(owner.login)?.has(account.login) === true;
}

/** Whether GitHub says of the account that it may push. An App may when it was given contents:write. */
export function mayPush(world: World, repository: Repository, account: Account): boolean {
  if (account.type !== "Bot") return atLeast(roleOf(world, repository, account), "write");
  const installation = installationsOn(world, repository).find(({ app }) => app.bot === account);
  return installation !== undefined && grants(installation.permissions, "contents", "write");
}

export function installationsOn(world: World, repository: Repository): Installation[] {
  return world.installations.filter((installation) => covers(installation, repository));
}

export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account !== repository.owner) return false;
  return installation.repositories === "all" || installation.repositories.has(repository.id);
}

/** Whether the token is for the repository; a public one can be read without. */
export function reaches(authorization: Authorization, repository: Repository): boolean {
  if (authorization.kind !== "installation") return false;
  const { token } = authorization;
  const narrowed = token.repositories !== null && !token.repositories.has(repository.id);
  return covers(token.installation, repository) && !narrowed;
}

/** Whether the repository exists for who asks. What is not visible is answered with 404. */
export function isVisible(world: World, authorization: Authorization, repository: Repository): boolean {
  if (repository.deleted) return false;
  if (!repository.private) return true;
  if (authorization.kind === "person") return roleOf(world, repository, authorization.account) !== null;
  return reaches(authorization, repository);
}

const roleFor: Record<Access, Role> = { read: "read", write: "write", admin: "admin" };
/** What people may do with less than the right to push. */
const openToReaders = new Set(["issues", "pull_requests"]);

/** Whether who asks may read or write this kind of object of a visible repository. */
export function permits(
  world: World,
  authorization: Authorization,
  repository: Repository,
  permission: string,
  access: Access,
): boolean {
  if (authorization.kind === "person") {
    if (permission === "checks" && access !== "read") return false;
    if (access !== "read" && isBlocked(world, repository, authorization.account)) return false;
    const wanted = openToReaders.has(permission) ? "read" : roleFor[access];
    return atLeast(roleOf(world, repository, authorization.account), wanted);
  }
  if (authorization.kind !== "installation") return access === "read" && !repository.private;
  if (!reaches(authorization, repository)) return access === "read" && !repository.private;
  return permission === "metadata" || grants(authorization.token.permissions, permission, access);
}
