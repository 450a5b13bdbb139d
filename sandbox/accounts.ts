/** Accounts and Apps: who acts on GitHub, and what they may. */

/** A person, an organisation, or the bot of an App. */
export interface Account {
  id: number;
  node: string;
  login: string;
  /** As it stands in commits. */
  name: string;
  type: "User" | "Organization" | "Bot";
  /** The address in commits by which GitHub links them to the account. */
  email: string | null;
}

export type Access = "read" | "write" | "admin";
/** Permission by its name in the API: `checks`, `contents`, `issues`, `members`, `merge_queues`, `metadata`, `pull_requests`. */
export type Permissions = Record<string, Access>;

export interface App {
  id: number;
  slug: string;
  name: string;
  owner: Account;
  /** The account that speaks for it, `slug[bot]`. */
  bot: Account;
  /** PEM, PKCS #1 or #8. */
  privateKey: string;
  publicKey: string;
  webhookSecret: string;
  webhookUrl: string | null;
  permissions: Permissions;
  events: string[];
}

export interface Installation {
  id: number;
  app: App;
  account: Account;
  /** What was approved: it may lag behind what the App asks for. */
  permissions: Permissions;
  events: string[];
  /** `all`, or the ids of repositories. */
  repositories: "all" | Set<number>;
  suspended: boolean;
}

export interface Token {
  token: string;
  installation: Installation;
  permissions: Permissions;
  /** Null: all of the installation. */
  repositories: Set<number> | null;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export type Role = "read" | "triage" | "write" | "maintain" | "admin";

/** A role that an organisation made up itself. */
export interface CustomRole {
  name: string;
  /** What it can do at least. */
  base: Exclude<Role, "admin">;
}

export interface Team {
  id: number;
  node: string;
  organisation: Account;
  slug: string;
  /** Its members are members of the parent as well. */
  parent: Team | null;
  /** By login. */
  members: Map<string, TeamMember>;
  /** What it may in repositories, by their ids. */
  roles: Map<number, Role | CustomRole>;
}

export interface TeamMember {
  role: "member" | "maintainer";
  /** Invited, and has not accepted yet. */
  pending: boolean;
}

/** What holds for branches of a repository. */
export interface BranchRule {
  id: number;
  /** The id of the repository. */
  repository: number;
  /** Where it is kept: GitHub has two places. Whoever administers the repository may pass over a protection, nobody over a ruleset. */
  of: "protection" | "ruleset";
  /** `main`, `release/*`. */
  pattern: string;
  /** What it is called in rulesets; a protection is `pull_request`. */
  type: BranchRuleType;
}

/** `update`: nobody pushes; `pull_request`: a change comes by a pull request. */
export type BranchRuleType = "creation" | "update" | "deletion" | "non_fast_forward" | "pull_request";
