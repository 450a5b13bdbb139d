/** One thing that is wrong: where, what, what to do, and where possible the edit that mends it. */

import type { Place } from "./place.ts";

export type Severity = "error" | "warning" | "hint";

/** Replaces the text at `place` (empty for an insertion) with `text`. A path that does not exist is created. */
export interface Edit {
  place: Place;
  text: string;
}

export interface Fix {
  title: string;
  edits: Edit[];
}

export interface Problem {
  /** 32 hex digits, stable while the problem is the same: no line number goes into it. */
  id: string;
  /** The rule that found it: `lockstep explain RULE`. */
  rule: string;
  severity: Severity;
  /** What is wrong, where, and what to do, in the author's own names. */
  message: string;
  place: Place;
  /** Other places that belong to it, such as the operation that a note does not name. */
  related: { place: Place; message: string }[];
  /** The id of the operation that it is about, null when it is about none. */
  operation: string | null;
  fix: Fix | null;
}

/** A problem as a rule states it, before it has an id. `subject` tells two of one rule apart without a line number. */
export interface Finding {
  rule: string;
  severity: Severity;
  subject: string;
  message: string;
  place: Place;
  related?: { place: Place; message: string }[];
  operation?: string | null;
  fix?: Fix | null;
}
