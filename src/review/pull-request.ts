/** A pull request as one query of GitHub's API shows it. */

import type { NamedPolicy } from "../gather/source.ts";

export interface RepositoryState {
  /** The number that never changes. */
  id: number;
  node: string;
  owner: string;
  name: string;
  /** `https://github.com/OWNER/NAME`. */
  url: string;
  archived: boolean;
}

export interface ListedFile {
  path: string;
  change: "added" | "deleted" | "modified" | "renamed" | "copied" | "changed";
  /** Zero may mean that GitHub did not count. */
  additions: number;
  deletions: number;
}

/** A review that counts: submitted, not dismissed, the last of its author. */
export interface Approval {
  /** The login. */
  by: string;
  /** GitHub says that the author of the review may push to the repository. */
  mayPush: boolean;
  /** The head that was approved. */
  head: string;
  /** ISO 8601, UTC. */
  at: string;
  /** What our own check on that head listed (`seenKeys`), null when we have none there. */
  seen: readonly string[] | null;
  /** Why it grants nothing all the same: a bot gave it, or it was given when the pull request had another base, and so was another change. */
  discounted?: "no person" | "another base";
}

/** A text of a person in which a command may stand: it has `/lockstep` in it. */
export interface PersonText {
  /** `comment-1234`, `review-1234` or `answer-1234` by its number on GitHub. */
  id: string;
  /** The node id. */
  node: string;
  body: string;
  url: string;
  /** The login; null for an account that is gone. */
  author: string | null;
  /** Null: nobody edited it, or the account is gone (`edited`). The last one. */
  editor: string | null;
  edited: boolean;
  /** When it was written or last edited: ISO 8601, UTC. */
  at: string;
  /** The thread that it answers. */
  thread: string | null;
}

/** Somebody who made a commit of the pull request. */
export interface CommitAuthors {
  oid: string;
  /** Logins of authors, co-authors and the committer; GitHub itself is left out. */
  logins: readonly string[];
  /** Names of those whom GitHub links to no account. */
  unknown: readonly string[];
  /** It has several parents. */
  merge: boolean;
}

/** A comment that our own App wrote and nobody else edited. */
export interface OwnComment {
  /** The node id. */
  node: string;
  body: string;
}

/** A review thread that our own App opened. */
export interface OwnThread {
  node: string;
  comment: OwnComment;
  path: string;
  /** The line of the head that it stands at now; null when that line is gone. */
  line: number | null;
  /** The line is not part of the diff any more. */
  outdated: boolean;
  resolved: boolean;
  /** Somebody answered. */
  answered: boolean;
}

/** Our last check run on the head. */
export interface OwnCheck {
  externalId: string | null;
  url: string;
  /** Null: it was never completed. */
  completedAt: string | null;
  text: string;
}

export interface PullRequestState {
  repository: RepositoryState;
  node: string;
  number: number;
  url: string;
  title: string;
  body: string;
  state: "open" | "closed" | "merged";
  /** ISO 8601, UTC; null while it is not merged. */
  mergedAt: string | null;
  draft: boolean;
  /** The login of whoever opened it; null for an account that is gone. */
  author: string | null;
  head: {
    oid: string;
    ref: string;
    /** Null when the fork was deleted. */
    repository: { owner: string; name: string; url: string } | null;
    /** The branch still exists. */
    exists: boolean;
    /** When the branch was last pushed by force: ISO 8601, UTC; null: never. */
    forcedAt: string | null;
  };
  base: {
    ref: string;
    /** The tip of the base branch; where the branch is gone, what it was. */
    tip: string;
  };
  files: readonly ListedFile[];
  /** How many files GitHub counts; more than `files` when there are further pages. */
  fileCount: number;
  /** The commits that the base does not have: with the head they determine the merge base. */
  ahead: { count: number; firstParents: readonly string[] };
  commits: readonly CommitAuthors[];
  /** There are more commits than were listed. */
  commitsCut: boolean;
  approvals: readonly Approval[];
  /** Issues that the pull request closes. */
  issues: readonly { number: number; title: string; body: string }[];
  policy: { organisation: NamedPolicy | null; repository: NamedPolicy | null };
  /** The default exceptions file at the tip of the base: its blob's id, null when it is not there. */
  exceptionsAtTip: string | null;
  check: OwnCheck | null;
  noteComment: (OwnComment & { folded: boolean }) | null;
  /** Our comment with the receipts of commands. */
  ledger: (OwnComment & { folded: boolean }) | null;
  /** Our record of exceptions is there: it is written once, when the pull request is merged. */
  recorded: boolean;
  /** Texts of persons with commands in them, in the order of their writing. Not those of bots, and not our own. */
  texts: readonly PersonText[];
  /** Marker keys of our own answers to commands. */
  answers: readonly string[];
  threads: readonly OwnThread[];
  /** Numbers of other open pull requests of the repository with the same head. */
  siblings: readonly number[];
}
