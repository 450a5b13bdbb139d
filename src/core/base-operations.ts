/** What the migrations of the base do, in the order in which they ran. */

import { foldRewrites } from "./assess/rewrites.ts";
import type { FileReading } from "./detect/detector.ts";
import { migrationOrder } from "./detect/order.ts";
import type { Phase, ReadOperation } from "./operation.ts";

/** A migration of the base that names something which the change touches. */
export interface BaseMigration {
  path: string;
  database: string;
  phase: Phase | null;
  reading: FileReading;
  /** It is in no release tag yet; told only where the change edits a note. */
  unreleased: boolean;
}

/** The up operations of one database, with a table that was built anew under its old name as one rewrite. */
export function baseOperations(base: readonly BaseMigration[], database: string): ReadOperation[] {
  const ordered = migrationOrder(
    base
      .filter((migration) => migration.database === database)
      .map(({ path, phase, reading }) => ({
        path,
        phase: phase ?? reading.operations[0]?.phase ?? null,
        revision: reading.revision,
        dependsOn: reading.dependsOn,
        reading,
      })),
  );
  const done: ReadOperation[] = [];
  for (const { reading } of ordered) {
    const up = reading.operations.filter(({ direction }) => direction === "up");
    for (const operation of foldRewrites(up, () => done)) done.push(operation);
  }
  return done;
}
