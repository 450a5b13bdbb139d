/** What the sandbox knows: GitHub's objects as plain data. Commits, trees and files are in real git repositories on disk. */

import type { Account, App, Installation, Token, Role, CustomRole, Team, BranchRule } from "./accounts.ts";

export type {
  Account,
  Access,
  Permissions,
  App,
  Installation,
  Token,
  Role,
  CustomRole,
  Team,
  TeamMember,
  BranchRule,
  BranchRuleType,
} from "./accounts.ts";

export interface Repository {
  id: number;
  node: string;
  owner: Account;
  name: string;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  /** The bare git repository. Forks share objects with their parent, so that a commit of a fork can be reached in both. */
  directory: string;
  parent: Repository | null;
  /** By login. */
  collaborators: Map<string, Role | CustomRole>;
  pullRequests: Map<number, PullRequest>;
  issues: Map<number, Issue>;
  /** Pull requests and issues are counted together. */
  nextNumber: number;
  checkSuites: CheckSuite[];
  mergeQueue: MergeGroup[];
  /** `owner/name` as it was called before: REST answers with a redirect. */
  formerNames: Set<string>;
  deleted: boolean;
}

/** One entry of a merge queue: a commit that holds the base branch, what waits before, and one pull request. */
export interface MergeGroup {
  pullRequest: PullRequest;
  /** `refs/heads/gh-readonly-queue/BASE/pr-N-SHA`. */
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
}

export interface Issue {
  number: number;
  node: string;
  title: string;
  body: string;
  author: Account;
}

export interface PullRequest {
  id: number;
  node: string;
  number: number;
  repository: Repository;
  /** Null when the fork was deleted; its commits stay reachable by `refs/pull/N/head`. */
  headRepository: Repository | null;
  headRef: string;
  /** The head as GitHub keeps it in `refs/pull/N/head`. */
  headOid: string;
  baseRef: string;
  /** The tip of the base branch at the last push to it or to the head; it stays what it was when the pull request is closed. */
  baseOid: string;
  title: string;
  body: string;
  author: Account;
  state: "open" | "closed" | "merged";
  draft: boolean;
  labels: string[];
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  mergedBy: Account | null;
  mergeCommit: string | null;
  comments: IssueComment[];
  reviews: Review[];
  threads: Thread[];
  /** What was done to its branches, oldest first. */
  events: (BaseChange | HeadForcePush)[];
}

/** It got another base, or its base was rewritten. */
export interface BaseChange {
  kind: "BaseRefChangedEvent" | "BaseRefForcePushedEvent";
  createdAt: Date;
}

export interface HeadForcePush {
  kind: "HeadRefForcePushedEvent";
  id: number;
  pullRequest: PullRequest;
  actor: Account;
  /** The commits stay where they are: nothing is ever swept out. */
  before: string;
  after: string;
  createdAt: Date;
}

export type ReactionContent =
  | "THUMBS_UP"
  | "THUMBS_DOWN"
  | "LAUGH"
  | "HOORAY"
  | "CONFUSED"
  | "HEART"
  | "ROCKET"
  | "EYES";

export interface Reaction {
  id: number;
  node: string;
  subject: IssueComment | Review | ReviewComment;
  content: ReactionContent;
  by: Account;
  createdAt: Date;
}

/** A text that can be edited after it was written. */
export interface Editable {
  body: string;
  author: Account;
  createdAt: Date;
  editor: Account | null;
  /** Whoever wrote it first, and all who changed it since; empty while nobody did. */
  edits: { editor: Account; at: Date }[];
  editedAt: Date | null;
  reactions: Reaction[];
}

export interface IssueComment extends Editable {
  id: number;
  node: string;
  pullRequest: PullRequest;
  /** Null: it is shown. */
  minimized: string | null;
}

export interface Review extends Editable {
  id: number;
  node: string;
  pullRequest: PullRequest;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  commit: string;
  submittedAt: Date;
}

export interface Thread {
  node: string;
  pullRequest: PullRequest;
  path: string;
  side: "LEFT" | "RIGHT";
  /** As it was posted. */
  originalLine: number;
  originalStartLine: number | null;
  originalCommit: string;
  /** Where it is now, moved along with the pushes; null: outdated. */
  line: number | null;
  startLine: number | null;
  resolvedBy: Account | null;
  comments: ReviewComment[];
}

export interface ReviewComment extends Editable {
  id: number;
  node: string;
  review: Review;
  thread: Thread;
  diffHunk: string;
}

export interface CheckSuite {
  id: number;
  node: string;
  app: App;
  repository: Repository;
  headSha: string;
  /** Null for a commit of a fork. */
  headBranch: string | null;
  createdAt: Date;
  checkRuns: CheckRun[];
}

export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: "notice" | "warning" | "failure";
  message: string;
  title?: string;
  raw_details?: string;
}

export interface CheckRun {
  id: number;
  node: string;
  suite: CheckSuite;
  name: string;
  headSha: string;
  externalId: string | null;
  detailsUrl: string | null;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
  actions: { label: string; description: string; identifier: string }[];
}

/** One webhook delivery, with every attempt. */
export interface Delivery {
  id: number;
  /** The GUID of `X-GitHub-Delivery`; it stays the same when it is delivered again. */
  guid: string;
  app: App;
  installation: Installation | null;
  event: string;
  action: string | null;
  payload: Record<string, unknown>;
  /** Null: sent by nobody's choice of repository, such as `installation`. */
  repository: Repository | null;
  attempts: DeliveryAttempt[];
}

export interface DeliveryAttempt {
  /** What `GET /app/hook/deliveries` lists. */
  id: number;
  at: Date;
  /** Null: there was no answer. */
  status: number | null;
  redelivery: boolean;
  /** Milliseconds until the answer. */
  duration: number;
}

export interface World {
  accounts: Map<string, Account>;
  /** Accounts that were deleted. What they wrote stays. */
  ghosts: Set<Account>;
  apps: App[];
  installations: Installation[];
  tokens: Map<string, Token>;
  /** Tokens of people: what they may do, the token may do, but for what only Apps may. */
  personTokens: Map<string, Account>;
  /** What the manifest flow waits for: the App that a code stands for. */
  manifestCodes: Map<string, App>;
  repositories: Repository[];
  deliveries: Delivery[];
  /** By organisation login: the logins of its members. */
  members: Map<string, Set<string>>;
  /** The same of those members who own it. */
  owners: Map<string, Set<string>>;
  /** By organisation login: the logins of those whom it has blocked. */
  blocked: Map<string, Set<string>>;
  teams: Team[];
  branchRules: BranchRule[];
  /** Commits that GitHub made itself, and signed. */
  signed: Set<string>;
  /** Every object by its node id. */
  nodes: Map<string, unknown>;
  nextId: number;
}

export function emptyWorld(): World {
  return {
    accounts: new Map(),
    ghosts: new Set(),
    apps: [],
    installations: [],
    tokens: new Map(),
    personTokens: new Map(),
    manifestCodes: new Map(),
    repositories: [],
    deliveries: [],
    members: new Map(),
    owners: new Map(),
    blocked: new Map(),
    teams: [],
    branchRules: [],
    signed: new Set(),
    nodes: new Map(),
    nextId: 1000,
  };
}
