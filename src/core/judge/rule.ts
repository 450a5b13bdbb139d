/** What a rule is: it looks at everything that is known of the change and says what is wrong. */

import type { SchemaChange } from "../detect/declared/compare-schemas.ts";
import type { Note, NoteSettings } from "../note/note.ts";
import type { Operation } from "../operation.ts";
import type { Finding } from "../problem.ts";
import type { Exception, MigrationChange } from "../verdict.ts";
import type { Approval } from "./approvals.ts";
import type { Policy } from "./policy.ts";

/** A note that the change adds, edits or deletes, or one on the base that serves. */
export interface NoteChange {
  path: string;
  status: "added" | "edited" | "renamed" | "deleted" | "unchanged";
  before: Note | null;
  after: Note | null;
  /** It is in a release tag: its text no longer speaks of this change. */
  released: boolean;
  /** A migration of the change, or a person, says that it serves. */
  named?: boolean;
}

/** Everything that a rule may look at. Plain data. */
export interface JudgeInput {
  /** Judged operations, both directions, in migration order. */
  operations: Operation[];
  migrations: MigrationChange[];
  /** Every note that the change touches, those that the text or a migration names, and those on the base that name a table of the change. */
  notes: NoteChange[];
  exceptions: Exception[];
  policy: Policy;
  noteSettings: NoteSettings;
  /** What is released: the last tag reachable from the base, and the migrations in it; null when the repository has no release tag, or the change touches nothing that could be in one. */
  released: { tag: string; commit?: string; paths: ReadonlySet<string> } | null;
  /** Unreleased migrations of the base: path and the up operations that demand a note, for notes that stop naming them. */
  unreleased: { path: string; operations: Operation[] }[];
  /** Today, UTC, `YYYY-MM-DD`. */
  today: string;
  /** Exceptions must be granted, not only proposed (`--require-granted`, or the App in `enforce`). */
  requireGranted: boolean;
  /** Why the change is made, as far as its pull request says it. */
  rationale?: string | null;
  /** Approving reviews that count; absent where nobody can tell (the command line). */
  approvals?: readonly Approval[];
  /** What reading the policy, reno's configuration and the exceptions found wrong: passed on as problems. */
  findings: Finding[];
  /** The declared schemas that the change touches, compared with what its migrations do; absent: none. */
  schemas?: readonly SchemaChange[];
  /** The head's text of the migrations, by path, for edits that put a line into them; without it such edits are not offered. */
  sources?: ReadonlyMap<string, string>;
}

export interface Rule {
  /** Kebab-case, the file's name: a claim that holds when all is well (`note-is-there`). */
  name: string;
  /** One sentence for `lockstep explain`. */
  summary: string;
  check(input: JudgeInput): Finding[];
}
