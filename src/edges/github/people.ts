/** What GitHub says of a person: the role in a repository, and membership of a team. */

import { levels } from "../../core/judge/role.ts";
import type { Level, Role } from "../../core/judge/role.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { RepositoryState } from "../../review/pull-request.ts";
import type { Client, Manner } from "./client.ts";
import { at, isAt, textAt } from "./json.ts";

type Place = Pick<RepositoryState, "owner" | "name">;

const manner: Manner = { count: "others", right: "reading", again: true };

/** GitHub's names of the base permissions. */
const permissions: Record<Exclude<Level, "none">, string> = {
  admin: "admin",
  maintain: "maintain",
  write: "push",
  triage: "triage",
  read: "pull",
};

/** Null: GitHub cannot tell. The field `permission` is not asked: it says write of who may maintain, and read of who may triage. Throws `GitHubTrouble`. */
export async function roleOf(client: Client, { owner, name }: Place, login: string): Promise<Role | null> {
  const data = await unless(
    client.rest(
      {
        route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
        parameters: { owner, repo: name, username: login },
      },
      manner,
    ),
  );
  if (data === "nobody") return { level: "none", name: "none" };
  const told = at(data, "user", "permissions");
  if (typeof told !== "object" || told === null) return null;
  const level = levels.findLast((each) => each !== "none" && isAt(told, permissions[each])) ?? "none";
  // Empty or null where there is none.
  return { level, name: textAt(data, "role_name") || level };
}

/** Whether somebody is an active member of a team of the owner of the repository; null: GitHub cannot tell. Throws `GitHubTrouble`. */
export async function isInTeam(
  client: Client,
  { owner }: Place,
  team: string,
  login: string,
): Promise<boolean | null> {
  const data = await unless(
    client.rest(
      {
        route: "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
        parameters: { org: owner, team_slug: team, username: login },
      },
      { ...manner, right: "teams" },
    ),
  );
  if (data === null) return null;
  return data !== "nobody" && textAt(data, "state") === "active";
}

/** Null: GitHub does not allow us to know, or finds the question odd. */
async function unless(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble)) throw cause;
    if (cause.kind === "gone") return "nobody";
    if (cause.kind === "forbidden" || cause.kind === "refused") return null;
    throw cause;
  }
}
