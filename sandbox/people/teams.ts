/** Owners of organisations keep teams. */

import { identify } from "../ids.ts";
import { unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { teamOf } from "../state/teams.ts";
import type { Account, CustomRole, Repository, Role, Team, TeamMember } from "../world.ts";

export function createTeam(
  sandbox: Sandbox,
  organisation: Account,
  slug: string,
  details: { members?: readonly Account[]; parent?: Team } = {},
): Team {
  const { world } = sandbox;
  if (teamOf(world, organisation, slug) !== null) {
    throw unprocessable({ resource: "Team", field: "name", code: "already_exists" });
  }
  const team = identify<Team>(world, "T", (ids) => ({
    ...ids,
    organisation,
    slug: slug.toLowerCase(),
    parent: details.parent ?? null,
    members: new Map(),
    roles: new Map(),
  }));
  world.teams.push(team);
  for (const member of details.members ?? []) addToTeam(sandbox, team, member);
  return team;
}

/** Who is no member of the organisation becomes one, unless the invitation is still open (`pending`). */
export function addToTeam(
  sandbox: Sandbox,
  team: Team,
  account: Account,
  as: Partial<TeamMember> = {},
): void {
  const member = { role: "member", pending: false, ...as } as const;
  team.members.set(account.login, member);
  if (!member.pending) sandbox.world.members.get(team.organisation.login)?.add(account.login);
}

export function removeFromTeam(team: Team, account: Account): void {
  team.members.delete(account.login);
}

/** What every member of a team may in a repository. */
export function setTeamRole(team: Team, repository: Repository, role: Role | CustomRole): void {
  team.roles.set(repository.id, role);
}
