/** What the check concludes: operations with impacts, notes, exceptions, problems, and a conclusion. */

import type { Directive, FileReading, Unread } from "./detect/detector.ts";
import type { SaidDialect } from "./detect/file-dialect.ts";
import type { Note } from "./note/note.ts";
import type { IdentifiedOperation, Operation } from "./operation.ts";
import type { StandingResult } from "./judge/standing.ts";
import type { Place } from "./place.ts";
import type { Problem } from "./problem.ts";

export type Conclusion = "success" | "failure" | "neutral";

/** Something unread, with the id by which people speak of it. */
export interface UnreadItem extends Unread {
  id: string;
}

/** One migration of the change, as detection sees it: the operations count only where they differ from the base's. */
export interface MigrationChange {
  path: string;
  oldPath: string | null;
  framework: string;
  database: string;
  status: "added" | "edited" | "renamed" | "deleted";
  /** What it now does that it did not do before, in order: this is judged. */
  operations: IdentifiedOperation[];
  /** What it did before and no longer does (all of a deleted one), unless another file of the change now does it. */
  removed: IdentifiedOperation[];
  /** Everything it does after the change. */
  all: IdentifiedOperation[];
  unread: UnreadItem[];
  /** Of a file that holds several migrations, the revisions of those on the base that do not run again when they are edited; absent where the file is one migration. */
  parts?: readonly string[];
  /** Of the head version. */
  directives: Directive[];
  /** Of the base version, to tell new directives from old. */
  baseDirectives: Directive[];
  revision: FileReading["revision"];
  /** The paths of files of the same change that took over its operations (a squash), else empty. */
  squashedInto: string[];
}

/** An exception as the verdict shows it. */
export interface Exception {
  /** The operations that it covers, by id; empty: it matches nothing. */
  operations: string[];
  /** As written: `drop_column user.legacy_id`, or an operation id. */
  target: string;
  reason: string;
  /** A date, inclusive, UTC, `YYYY-MM-DD`; null: no end. */
  until: string | null;
  /** Where it is written. */
  origin: "migration" | "file" | "command";
  /** `granted`: it stands at the merge base and at the tip of the base, or someone with the authority allowed it. `proposed`: it is new in the change. `unknown`: the command line cannot tell who allowed it. */
  state: "proposed" | "granted" | "expired" | "unmatched";
  /** Logins of those whose approving review or command granted it; absent where none did. Not part of the JSON contract. */
  grantedBy?: string[];
  /** The comment with the command; absent for what stands in a file. Not part of the JSON contract. */
  link?: string;
  /** It may cover operations that come later. */
  reusable: boolean;
  place: Place;
}

/** Problems of one rule that a reviewer waived, by command only. */
export interface Waiver {
  rule: string;
  reason: string;
  /** A date, inclusive, UTC, `YYYY-MM-DD`; null: no end. */
  until: string | null;
  state: "granted" | "expired";
  /** The login. */
  by: string;
  /** The comment. */
  link: string;
  /** What it takes out of the problems. */
  problems: Problem[];
}

/** A file of the change, for the contract. */
export interface CheckedFile {
  path: string;
  framework: string | null;
  database: string;
  status: MigrationChange["status"];
  unread: UnreadItem[];
}

export interface Counts {
  files: number;
  migrations: number;
  operations: number;
  offline: number;
  errors: number;
  warnings: number;
  hints: number;
  /** Files that looked like SQL but are no migrations, such as queries, dumps, tests and fixtures. */
  ignored: number;
}

export interface Verdict {
  conclusion: Conclusion;
  /** The digest of the policy that judged. */
  policy: string;
  mode: "off" | "monitor" | "warn" | "enforce";
  /** Nobody has written a policy yet: the defaults judged. Not part of the JSON contract. */
  policyMissing?: boolean;
  /** What files were read as, where something other than the policy says so, each once. Not part of the JSON contract. */
  dialects?: readonly SaidDialect[];
  /** Keys of what an approval of this head grants (`judge/approvals.ts`). Not part of the JSON contract. */
  grantable?: string[];
  /** Keys of the operations and problems that a command written after this check may cover. Not part of the JSON contract. */
  listed?: string[];
  /** What reviewers waived. Not part of the JSON contract. */
  waivers?: Waiver[];
  /** What each standing command does, in their order. Not part of the JSON contract. */
  commands?: StandingResult[];
  files: CheckedFile[];
  operations: Operation[];
  /** The notes that serve this change. */
  notes: Note[];
  exceptions: Exception[];
  problems: Problem[];
  counts: Counts;
}
