/** What is asked of a reading: plain data that can cross a thread. */

import type { FileReading, TransactionMode } from "../../core/detect/detector.ts";
import type { DialectHints } from "../../core/detect/file-dialect.ts";

export interface ReadRequest {
  /** The detector's name. */
  detector: string;
  path: string;
  text: string;
  /** The texts that the detector wants beside the file, by path. */
  treeTexts: Record<string, string>;
  /** All paths of the base. Requests of one change share one array. */
  treePaths: readonly string[];
  transaction: TransactionMode | null;
  /** What the policy says of the engines of the file's database. */
  dialect?: DialectHints;
}

/** To the worker: the paths for the requests that follow, or one request. */
export type ToWorker =
  | { paths: readonly string[] }
  | { request: Omit<ReadRequest, "treePaths">; milliseconds: number };

/** From the worker: it reads now, it has read, or it could not. `worn`: it must not be used again. */
export type FromWorker =
  | { state: "started" }
  | { state: "read"; reading: FileReading; worn: boolean }
  | { state: "failed"; reason: string };

/** Why a file that needs more memory than a worker may have is unread. */
export const tooMuchMemory = "reading it took too much memory";
