/** The other edges as the commands see them; the composition root brings them, each loaded when it is first called. */

import type { FileReading, TransactionMode } from "../../core/detect/detector.ts";
import type { DialectHints } from "../../core/detect/file-dialect.ts";
import type { InspectInput } from "../../core/inspect.ts";
import type { MergedReading } from "../../core/record/audit.ts";
import type { Progress } from "./command.ts";
import type { RangeRequest } from "./range.ts";

/** One file to be read by one detector. */
export interface ReadJob {
  detector: string;
  path: string;
  text: string;
  transaction: TransactionMode | null;
  treePaths: readonly string[];
  treeTexts: Record<string, string>;
  dialect?: DialectHints;
}

export interface MigrationReader {
  /** One reading per job, in their order. */
  read(jobs: readonly ReadJob[]): Promise<FileReading[]>;
  close(): Promise<void>;
}

export interface GatherRequest extends RangeRequest {
  requireGranted: boolean;
  /** UTC, `YYYY-MM-DD`. */
  today: string;
}

/** A change, read. */
export interface Gathered {
  input: InspectInput;
  /** The head's text of a file of the change, null when it has none. */
  source: (path: string) => string | null;
  /** The top of the checkout, to which paths are relative; null when there is none to write to. */
  root: string | null;
  /** The base as a person named it, or the default branch; null when something differs from it. */
  sameAs: string | null;
}

/** The changes of a range, oldest first, along the first parents. */
export interface History {
  length: number;
  /** The first change's commit where a shallow clone ends at it, else null. */
  cutOff: string | null;
  /** `input` is null for a change that touches no migration and no note. */
  changes(): AsyncIterable<{ id: string; date: string; subject: string; input: InspectInput | null }>;
  close(): Promise<void>;
}

export interface HistoryRequest {
  repo: string;
  /** `A..B`, `A...B`, or one revision for all history up to it. */
  range: string;
  /** A policy file instead of the base's. */
  policy: string | null;
  /** UTC, `YYYY-MM-DD`. */
  today: string;
}

export interface MergedRequest {
  owner: string;
  name: string;
  /** UTC, `YYYY-MM-DD`. */
  since: string;
  /** The slug of the App whose checks count. */
  app: string;
  /** The address of GitHub's API; null: as the environment says, else github.com's. */
  api: string | null;
  progress(total: number): Progress;
}

export interface Tools {
  reader(): Promise<MigrationReader>;
  gather(request: GatherRequest): Promise<Gathered>;
  /** Throws `UserError` for a range that is none. */
  history(request: HistoryRequest): Promise<History>;
  /** Asks GitHub with the token of the environment. Throws `UserError` without one, and for what GitHub refuses. */
  merged(request: MergedRequest): Promise<MergedReading>;
}
