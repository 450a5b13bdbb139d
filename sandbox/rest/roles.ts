/** What somebody may do in a repository, and which teams they are in. */

import type { Authorization } from "../authorization.ts";
import { accountPayload } from "../payloads/account.ts";
import { atLeast, baseOf, grantedRole, mayPush, reaches } from "../permissions.ts";
import { Refused, notAccessible, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { accountOf } from "../state/accounts.ts";
import { membershipOf, teamOf } from "../state/teams.ts";
import type { Account, CustomRole, Repository, Role } from "../world.ts";
import type { Operation } from "./operation.ts";

export const roleOperations: readonly Operation[] = [
  {
    route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
    about: "repository",
    needs: [["metadata", "read"]],
    handle: ({ sandbox, repository, authorization, params }) => {
      const { username = "" } = params;
      checkMayAsk(sandbox, repository, authorization);
      const account = accountOf(sandbox.world, username);
      if (account === null || account.type === "Organization") {
        throw new Refused(404, `${username} is not a user`);
      }
      return {
        status: 200,
        body: permissionBody(sandbox, account, grantedRole(sandbox.world, repository, account)),
      };
    },
  },
  {
    route: "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
    about: "organization",
    needs: [["members", "read"]],
    handle: ({ sandbox, organization, params }) => {
      const { world } = sandbox;
      const team = teamOf(world, organization, params["team_slug"] ?? "");
      const account = accountOf(world, params["username"] ?? "");
      const membership = team === null || account === null ? null : membershipOf(world, team, account);
      if (team === null || account === null || membership === null) throw notFound();
      const owns = world.owners.get(organization.login)?.has(account.login) === true;
      const url = `${sandbox.url}/organizations/${organization.id}/team/${team.id}/memberships/${account.login}`;
      return {
        status: 200,
        body: {
          url,
          role: owns ? "maintainer" : membership.role,
          state: membership.pending ? "pending" : "active",
        },
      };
    },
  },
];

/** It is not told to everybody who can read: a person must be able to push (yegor256/rultor#1407). */
function checkMayAsk({ world }: Sandbox, repository: Repository, authorization: Authorization): void {
  if (authorization.kind === "anonymous") throw new Refused(401, "Requires authentication");
  if (authorization.kind === "installation" && !reaches(authorization, repository)) throw notAccessible();
  if (authorization.kind !== "person" || mayPush(world, repository, authorization.account)) return;
  throw new Refused(403, "Must have push access to view collaborator permission.");
}

/** `permission` knows four words only: maintain is told as write, triage as read. */
const legacy: Record<Role, string> = {
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

/** Null: the person has no access. GitHub answers all the same, with an empty name of a role (observed). */
function permissionBody(sandbox: Sandbox, account: Account, role: Role | CustomRole | null) {
  const base = role === null ? null : baseOf(role);
  const name = typeof role === "object" ? (role?.name ?? "") : role;
  const can = (wanted: Role): boolean => atLeast(base, wanted);
  return {
    permission: base === null ? "none" : legacy[base],
    role_name: name,
    user: {
      ...accountPayload(sandbox, account),
      permissions: {
        admin: can("admin"),
        maintain: can("maintain"),
        push: can("write"),
        triage: can("triage"),
        pull: can("read"),
      },
      role_name: name,
    },
  };
}
