/** What a reader of declared schemas is: its file says what the schema is, and is read as the operations that would make it from nothing. */

import type { Detector } from "../detector.ts";

export interface SchemaReader extends Detector {
  /** The schema that a path is part of: files of one schema are compared together. */
  schemaOf(path: string): string;
  /** The folder below which its migrations lie, empty for the top. */
  homeOf(path: string): string;
  /** The detectors whose migrations make the schema; `any`: whichever the repository has. */
  madeBy: readonly string[] | "any";
  /** How its author makes the migration that is missing. */
  remedy: string;
  /** Where each version of the schema is a file of its own: the one before it among the paths, null where it is the first. Absent: a file changes with the schema. */
  previous?(path: string, paths: readonly string[]): string | null;
}
