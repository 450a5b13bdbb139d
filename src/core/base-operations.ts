/** What the migrations of the base do, in the order in which they ran. */

import { foldRewrites } from "./assess/rewrites.ts";
import { SaidColumns } from "./assess/restated.ts";
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
  const said = new SaidColumns();
  for (const { reading } of ordered) {
    const up = reading.operations.filter(({ direction }) => direction === "up");
    for (const operation of foldRewrites(up, () => alike(up, done))) done.push(...said.take(operation));
  }
  return done;
}

/** What was done on the engine that these operations are for: files for another one make the same tables in their own way. */
export function alike(
  operations: readonly ReadOperation[],
  others: readonly ReadOperation[],
): ReadOperation[] {
  const own = operations[0]?.onlyOn;
  return others.filter(({ onlyOn }) => own === undefined || onlyOn === undefined || onlyOn === own);
}
