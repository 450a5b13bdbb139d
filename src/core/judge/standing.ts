/** Standing commands as the judge takes them: who says what, since when, and what was to be seen then. */

import type { StandingRequest } from "../command/request.ts";
import type { Kind } from "../operation.ts";

export interface StandingCommand {
  /** As in its receipt. */
  id: string;
  /** The login. */
  by: string;
  /** The comment. */
  link: string;
  /** ISO 8601, UTC: they count in this order. */
  at: string;
  request: StandingRequest;
  /** For an aim of `thread`: ids of the operations that the inline comment is about, and of its problems that are about none; else empty. */
  about: readonly string[];
  /** What it was found to cover when it was first seen (`operationKey`, `problemKey`); null: it is new, and `seen` bounds it. */
  recorded: ReadonlySet<string> | null;
  /** What our last check before it was written listed; null: there was none. */
  seen: ReadonlySet<string> | null;
  /** The kinds of operations that this person may exempt or revoke now; `all`: any. Of a `waive`: `all`, or none for who may not. */
  kinds: ReadonlySet<Kind> | "all";
}

/** What one command does now. */
export interface StandingResult {
  id: string;
  /** For the receipt: what it names and was seen, whether or not this person may. */
  keys: string[];
  /** Ids of the operations, or of the problems, that it covers or takes back now. */
  covers: string[];
  /** Ids of operations or problems that it names and that are not this person's to exempt, revoke or waive. */
  forbidden: string[];
  /** Ids of operations or problems that it names and that were not listed when it was written. */
  unseen: string[];
  /** Ids of operations that it names and that need no exception. */
  needless: string[];
}
