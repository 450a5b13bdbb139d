/** Who is in which team of an organisation. */

import type { Account, Team, TeamMember, World } from "../world.ts";

export function teamOf(world: World, organisation: Account, slug: string): Team | null {
  const wanted = slug.toLowerCase();
  return world.teams.find((team) => team.organisation === organisation && team.slug === wanted) ?? null;
}

/** Members of a child are members as well (documented). Null: they are not in it, nor invited. */
export function membershipOf(world: World, team: Team, account: Account): TeamMember | null {
  const own = team.members.get(account.login) ?? null;
  if (own !== null && !own.pending) return own;
  for (const child of world.teams) {
    if (child.parent !== team) continue;
    const theirs = membershipOf(world, child, account);
    if (theirs?.pending === false) return { role: "member", pending: false };
  }
  return own;
}

/** Whoever is invited is not in it yet. */
export function inTeam(world: World, team: Team, account: Account): boolean {
  return membershipOf(world, team, account)?.pending === false;
}
