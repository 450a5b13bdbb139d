/** What a person sees of a review on GitHub: a check run, comments at lines, one comment with the drafted note. */

import type { Conclusion, Verdict } from "../../verdict.ts";
import type { Policy } from "../../judge/policy.ts";
import type { Problem } from "../../problem.ts";

/** Lines of the head, both inclusive, that one hunk of the diff shows. */
export interface Hunk {
  start: number;
  end: number;
}

/** The pull request as its pages need it. All texts were written by strangers. */
export interface PullRequestFacts {
  number: number;
  /** `https://github.com/OWNER/NAME/pull/7`. */
  url: string;
  title: string;
  body: string;
  issues: readonly { number: number; title: string; body: string }[];
  draft: boolean;
  head: {
    oid: string;
    ref: string;
    /** `https://github.com/OWNER/NAME` of the head's repository; null when it is gone. */
    url: string | null;
    /** There is a branch to write to. */
    exists: boolean;
  };
  base: { ref: string; url: string };
  /** The lines of the head that a comment can stand at, by path. */
  hunks: ReadonlyMap<string, readonly Hunk[]>;
  /** The head's text of a file of the change, null when it has none. */
  source: (path: string) => string | null;
}

/** A comment at lines of the diff, with an edit that one click applies. */
export interface InlineComment {
  path: string;
  /** The first line; null when it is the same as `line`. */
  startLine: number | null;
  line: number;
  /** Markdown, with the hidden marker. */
  body: string;
  /** What the marker says: the problems that the comment is about. */
  key: string;
}

/** The one comment with the drafted note. */
export interface NoteComment {
  body: string;
}

export interface Annotation {
  path: string;
  startLine: number;
  endLine: number;
  /** Only where both lines are the same; from 1, inclusive. */
  startColumn: number | null;
  endColumn: number | null;
  level: "failure" | "warning" | "notice";
  title: string;
  message: string;
}

/** Where each problem of one verdict stands: each in one place. */
export interface ReviewPlan {
  /** At most ten. */
  comments: InlineComment[];
  /** Null: no note is missing, or comments are not wanted. */
  note: NoteComment | null;
  /** Problems that an annotation tells. */
  annotated: Problem[];
  /** Links that apply a fix, by the id of the problem: the comment's place, or the page that adds the note. */
  links: ReadonlyMap<string, string>;
}

/** One judged pull request of a head. */
export interface JudgedPullRequest {
  facts: PullRequestFacts;
  verdict: Verdict;
  plan: ReviewPlan;
  /** Sentences for people that are no problem: commits of unknown authors, comments that could not be written, files that GitHub did not list. */
  remarks: readonly string[];
  /** Who may, as the policy that counts has it; absent: it names nobody. */
  commands?: Policy["commands"];
}

export interface CheckRun {
  conclusion: Conclusion;
  title: string;
  /** Markdown, at most 65,535 characters, as `text`. */
  summary: string;
  text: string | null;
  annotations: Annotation[];
  actions: CheckAction[];
}

/** A button: label at most 20 characters, description 40, identifier 20. */
export interface CheckAction {
  label: string;
  description: string;
  identifier: "recheck" | "draft-note";
}
