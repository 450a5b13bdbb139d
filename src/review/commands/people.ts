/** Who people are in the repository: asked of GitHub at each review, because it may have changed. */

import { teamsNamed } from "../../core/judge/authority.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { Person, Role } from "../../core/judge/role.ts";
import type { GitHubRepository } from "../github.ts";

/** A person without what only the change tells: whether they made it. */
export type KnownPerson = Omit<Person, "isAuthor">;

/** Somebody of the people; who was not asked about may nothing. */
export function personIn(people: ReadonlyMap<string, KnownPerson>, login: string): KnownPerson {
  return people.get(login) ?? { login, role: null, teams: new Set() };
}

/** So many people of one pull request are asked about; commands of others do not count. */
const mostPeople = 50;

/** Those of whom GitHub cannot tell are there with no role. */
export async function peopleOf(
  logins: Iterable<string>,
  policy: Policy,
  repository: Pick<GitHubRepository, "roleOf" | "isInTeam">,
): Promise<Map<string, KnownPerson>> {
  const people = new Map<string, KnownPerson>();
  const teams = teamsNamed(policy);
  for (const login of [...new Set(logins)].slice(0, mostPeople)) {
    const role: Role | null = await repository.roleOf(login);
    const own = new Set<string>();
    // Who may not even read needs no team.
    if (role !== null && role.level !== "none") {
      for (const team of teams) if ((await repository.isInTeam(team, login)) === true) own.add(team);
    }
    people.set(login, { login, role, teams: own });
  }
  return people;
}
