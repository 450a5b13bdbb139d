/** Who may do what: people by their role in a repository, Apps by what was approved. */

import type { Authorization } from "./authorization.ts";
import type { Access, Account, Installation, Permissions, Repository, Role, World } from "./world.ts";

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
  if (repository.owner === account) return "admin";
  const given = repository.collaborators.get(account.login);
  if (given !== undefined) return given;
  const member = world.members.get(repository.owner.login)?.has(account.login) === true;
  return member || !repository.private ? "read" : null;
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
    const wanted = openToReaders.has(permission) ? "read" : roleFor[access];
    return atLeast(roleOf(world, repository, authorization.account), wanted);
  }
  if (authorization.kind !== "installation") return access === "read" && !repository.private;
  if (!reaches(authorization, repository)) return access === "read" && !repository.private;
  return permission === "metadata" || grants(authorization.token.permissions, permission, access);
}
