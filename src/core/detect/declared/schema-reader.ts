/** What a reader of declared schemas is: its file says what the schema is, and is read as the operations that would make it from nothing. */

import type { Detector } from "../detector.ts";

export interface SchemaReader extends Detector {
  /** The schema that a path is part of: files of one schema are compared together. */
  schemaOf(path: string): string;
  /** The detectors whose migrations make the schema; `sql`: those of any that reads SQL. */
  madeBy: readonly string[];
  /** How its author makes the migration that is missing. */
  remedy: string;
  /** Each version of the schema is a file of its own, beside the one before it; absent: a file changes with the schema. */
  versions?: true;
}
