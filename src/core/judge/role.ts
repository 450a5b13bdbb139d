/** What somebody may do in a repository, as GitHub says it. */

/** From the least to the most. */
export const levels = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Level = (typeof levels)[number];

export interface Role {
  /** The base permission; of a custom role the one that it was built on. */
  level: Level;
  /** GitHub's `role_name`: the level's name, or that of a custom role. */
  name: string;
}

/** Somebody who commands or approves. */
export interface Person {
  /** The login. */
  login: string;
  /** Null: GitHub cannot tell, so they may nothing. */
  role: Role | null;
  /** Slugs of the teams that the policy names and that this person is in. */
  teams: ReadonlySet<string>;
  /** They opened the pull request, or made a commit of it that touches what is judged. */
  isAuthor: boolean;
}
