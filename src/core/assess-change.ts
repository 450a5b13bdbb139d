/** The impacts and demands of a change: the part of the line that needs no notes, so that it starts fast. */

import { assess } from "./assess/assess.ts";
import { identifyReading } from "./detect/compare.ts";
import { migrationOrder } from "./detect/order.ts";
import type { BaseMigration } from "./inspect.ts";
import { demandOf } from "./judge/demand.ts";
import type { Policy } from "./judge/policy.ts";
import type { AssessedOperation, IdentifiedOperation, Operation } from "./operation.ts";
import type { MigrationChange } from "./verdict.ts";

/** The impacts and demands of what a change does, database by database, in migration order. */
export function assessChange(
  migrations: readonly MigrationChange[],
  base: readonly BaseMigration[],
  policy: Policy,
): Operation[] {
  const assessed = new Map<IdentifiedOperation, AssessedOperation>();
  const all = migrations.flatMap((migration) => migration.operations);
  for (const database of policy.databases) {
    const own = all.filter((operation) => operation.database === database.name);
    const known = baseOperations(base.filter((migration) => migration.database === database.name));
    const results = assess(own, known, { engines: database.engines, smallTables: database.smallTables });
    for (const [index, operation] of own.entries()) {
      const result = results[index];
      if (result !== undefined) assessed.set(operation, result);
    }
  }
  const ordered = all.flatMap((operation) => assessed.get(operation) ?? []);
  return ordered.map((operation): Operation => ({
    ...operation,
    demand: demandOf(operation, policy, ordered),
  }));
}

function baseOperations(base: readonly BaseMigration[]): IdentifiedOperation[] {
  const ordered = migrationOrder(
    base.map((migration) => ({
      migration,
      path: migration.path,
      phase: migration.phase ?? migration.reading.operations[0]?.phase ?? null,
      revision: migration.reading.revision,
      dependsOn: migration.reading.dependsOn,
    })),
  );
  return ordered.flatMap(({ migration }) =>
    identifyReading(migration.reading, migration.database, migration.phase).filter(
      (operation) => operation.direction === "up",
    ),
  );
}
