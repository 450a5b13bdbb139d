/** What a merged pull request was allowed: the record that outlives GitHub's checks. Plain data, versioned: its JSON is public. */

/** The operation that an exception covers, as it was judged. */
export interface RecordedOperation {
  /** 32 hex digits. */
  id: string;
  kind: string;
  /** `user.legacy_id`, `user:ix_user_name`. */
  target: string;
  database: string;
  path: string;
  line: number;
  /** In short words: `breaks old code, cannot be undone`. */
  impact: string;
}

export interface RecordedException {
  /** As written. */
  target: string;
  operations: RecordedOperation[];
  /** So many more operations did not fit; zero almost always. */
  more: number;
  reason: string;
  /** `YYYY-MM-DD`, inclusive, UTC; null: no end. */
  until: string | null;
  origin: "migration" | "file" | "command";
  /** How it stood when the pull request was merged: `proposed` is one that nobody granted. */
  state: "proposed" | "granted";
  /** Logins; empty: it was granted before, or by nobody. */
  grantedBy: string[];
  /** The comment with the command, or the place where it is written. */
  link: string | null;
}

export interface RecordedWaiver {
  rule: string;
  reason: string;
  until: string | null;
  by: string;
  link: string;
  /** The first lines of the problems that it took out. */
  problems: string[];
  /** So many more problems did not fit; zero almost always. */
  more: number;
}

export interface ChangeRecord {
  version: 1;
  /** `OWNER/NAME` at that time. */
  repository: string;
  number: number;
  /** The head that was judged. */
  head: string;
  /** Who opened the pull request; null: the account is gone. */
  author: string | null;
  /** The conclusion of the check. */
  conclusion: "success" | "failure" | "neutral";
  exceptions: RecordedException[];
  waivers: RecordedWaiver[];
  /** So many more exceptions and waivers did not fit; zero almost always. */
  more: number;
}
