/** Who may do what in a repository is changed, and people are shut out. */

import { unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, CustomRole, Repository, Role } from "../world.ts";

/** Makes somebody a collaborator, or gives one another role. */
export function setRole(repository: Repository, account: Account, role: Role | CustomRole): void {
  repository.collaborators.set(account.login, role);
}

/** Whoever is a member of the organisation, or in a team with a role, keeps what that gives. */
export function removeCollaborator(repository: Repository, account: Account): void {
  repository.collaborators.delete(account.login);
}

/** A role of an organisation's own; only organisations have them. */
export function customRole(organisation: Account, name: string, base: CustomRole["base"]): CustomRole {
  if (organisation.type !== "Organization") throw unprocessable({ resource: "Role", code: "invalid" });
  return { name, base };
}

/** They lose every role and team (documented of collaborators; of members GitHub asks to remove them first), and can take part in nothing any more. */
export function blockUser(sandbox: Sandbox, organisation: Account, account: Account): void {
  const { world } = sandbox;
  const { login } = account;
  const blocked = world.blocked.get(organisation.login) ?? new Set();
  world.blocked.set(organisation.login, blocked.add(login));
  world.members.get(organisation.login)?.delete(login);
  world.owners.get(organisation.login)?.delete(login);
  for (const team of world.teams) if (team.organisation === organisation) team.members.delete(login);
  for (const repository of world.repositories) {
    if (repository.owner === organisation) removeCollaborator(repository, account);
  }
}
