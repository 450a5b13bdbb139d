/** GitHub as a review asks it and writes to it. `edges/github` brings it. */

import type { ChangeSource } from "../gather/source.ts";
import type { CheckRun, InlineComment } from "../core/render/pull-request/pages.ts";
import type { Role } from "../core/judge/role.ts";
import type { RepositoryId } from "./job.ts";
import type { PullRequestState, RepositoryState } from "./pull-request.ts";

/** Why GitHub did not do what was asked. Anything else that is thrown is a fault of ours. */
export type TroubleKind =
  /** It may work later: 5xx, a time-out, no connection. */
  | "transient"
  /** A limit of GitHub's: it works after `retryAfter`. */
  | "limited"
  /** The repository, pull request or commit is not there (any more). */
  | "gone"
  /** The installation was removed or suspended. */
  | "uninstalled"
  /** The App lacks a permission; `detail` names it. */
  | "forbidden"
  /** GitHub refuses the content (422): `detail` says why. */
  | "refused";

export class GitHubTrouble extends Error {
  readonly kind: TroubleKind;
  /** Seconds, null when GitHub does not say. */
  readonly retryAfter: number | null;

  constructor(kind: TroubleKind, detail: string, options: { retryAfter?: number; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = "GitHubTrouble";
    this.kind = kind;
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** A change of GitHub's comments that needs no place in the diff. All of one run go in one request; what GitHub refuses of it is told, and the rest is done. */
export type CommentChange =
  /** A new comment on the pull request. */
  | { do: "add"; pullRequest: string; body: string }
  | { do: "edit"; comment: string; body: string; of: "review" | "issue" }
  | { do: "delete"; comment: string; of: "review" | "issue" }
  | { do: "resolve"; thread: string }
  /** Folds an issue comment as resolved, or unfolds it. */
  | { do: "fold" | "unfold"; comment: string }
  /** An answer in a review thread. */
  | { do: "answer"; thread: string; body: string }
  /** To a comment, a review or a review comment. Giving the same again changes nothing. */
  | { do: "react"; to: string; with: Reaction };

export type Reaction = "eyes" | "done" | "confused" | "refused";

/** A completed check of ours on a commit that is or was the head. */
export interface PastCheck {
  /** ISO 8601, UTC. */
  completedAt: string;
  /** Which pull requests it spoke of, among others. */
  externalId: string | null;
  text: string;
}

/** New files to be committed to the branch of a pull request, for somebody who asked. */
export interface FileCommit {
  branch: string;
  /** The head that the branch must still have. */
  head: string;
  files: readonly { path: string; text: string }[];
  headline: string;
  body: string;
}

/** A check run of `checks`, with what identifies it. */
export interface CheckWrite {
  head: string;
  check: CheckRun;
  /** Null: it says of no state that it is the result. */
  externalId: string | null;
  startedAt: Date;
}

/** How a change that a review looks at is reached. */
export interface ChangeAnswer {
  source: ChangeSource;
  /** The commit of the merge base. */
  mergeBase: string;
  /** The unified patch of each file that GitHub showed one for, by path. */
  patches: ReadonlyMap<string, string>;
  /** Files of the change that GitHub did not list, and why: they are unread. */
  unlisted: { count: number; reason: string } | null;
  /** The head when the contents were read: another than the reviewed one when somebody pushed meanwhile. */
  headNow: string;
}

/** Requests made since the repository was opened. Further pages of a list, tokens and look-ups of persons are `others`. */
export interface CallCount {
  reads: number;
  writes: number;
  others: number;
}

/** One repository on GitHub, with the rights of its installation. Every method throws `GitHubTrouble`. Opened anew for each job. */
export interface GitHubRepository {
  readonly calls: CallCount;
  /** One query. Null: there is no such pull request. */
  pullRequest(number: number): Promise<PullRequestState | null>;
  /** The change of a pull request: compared, and loaded ahead as far as can be told. */
  change(state: PullRequestState): Promise<ChangeAnswer>;
  /** The change between two commits, for a merge queue. The policies are those at the tip of `baseRef`. */
  range(request: { base: string; head: string; baseRef: string }): Promise<RangeAnswer>;
  /** Whether a commit touches one of the paths. */
  touches(commit: string, paths: readonly string[]): Promise<boolean>;
  /** Numbers of the open pull requests whose head is the commit. */
  pullRequestsOf(sha: string): Promise<number[]>;
  /** Null: GitHub cannot tell. */
  roleOf(login: string): Promise<Role | null>;
  /** Whether somebody is an active member of a team of the repository's organisation; null: GitHub cannot tell. */
  isInTeam(team: string, login: string): Promise<boolean | null>;
  /** Those of the texts, by their node ids, that nobody but their author ever changed. */
  editedByAuthor(texts: readonly string[]): Promise<ReadonlySet<string>>;
  /** All our checks on the commits of the pull request and on heads that were pushed away. */
  checksOf(number: number): Promise<PastCheck[]>;
  /** Why nothing may be committed there, as a clause: `branch` is the default branch or a protected one, a path leads through a symbolic link or a submodule, or already is a file. Null: it may. */
  whyNotCommit(commit: Pick<FileCommit, "branch" | "head" | "files">): Promise<string | null>;
  /** Throws `GitHubTrouble`: `refused` when the branch has another head, `forbidden` without the right to write contents. */
  commitFiles(commit: FileCommit): Promise<void>;
  writeCheck(write: CheckWrite): Promise<void>;
  /** One review with inline comments and no words of its own: they would stay when the comments are gone. */
  postReview(number: number, head: string, comments: readonly InlineComment[]): Promise<void>;
  /** What was refused, by index. */
  changeComments(changes: readonly CommentChange[]): Promise<{ index: number; reason: string }[]>;
}

export interface RangeAnswer extends ChangeAnswer {
  repository: RepositoryState;
  policy: PullRequestState["policy"];
}

/** Opens a repository with the rights of its installation. */
export interface GitHub {
  repository(id: RepositoryId): GitHubRepository;
  /** The App's own settings page and name, for messages. */
  app: { slug: string; url: string };
}
