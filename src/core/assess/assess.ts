/** Says what each operation means on each engine of its database. */

import type { Engine } from "../impact.ts";
import type { AssessedOperation, IdentifiedOperation } from "../operation.ts";

export interface AssessSettings {
  /** At least one. Each operation gets one impact per engine. */
  engines: Engine[];
  /** Globs over `table` or `schema.table`: growing work on these counts as brief. */
  smallTables: string[];
}

/** What is known before the change: every up operation of the base's migrations that could be had, in migration order. */
export type BaseOperations = readonly IdentifiedOperation[];

export type Assess = (
  /** The judged operations of one database, in migration order, both directions. */
  operations: readonly IdentifiedOperation[],
  base: BaseOperations,
  settings: AssessSettings,
) => AssessedOperation[];
