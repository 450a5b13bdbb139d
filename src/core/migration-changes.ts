/** From readings to what a change does: rewrites are found before operations get their ids, so that ids speak of them. */

import { foldRewrites } from "./assess/rewrites.ts";
import { restatesAny, SaidColumns } from "./assess/restated.ts";
import { alike, baseOperations } from "./base-operations.ts";
import type { BaseMigration } from "./base-operations.ts";
import { compareMigrations } from "./detect/compare.ts";
import type { ReadMigration, ReadVersion } from "./detect/compare.ts";
import type { ReadOperation } from "./operation.ts";
import type { MigrationChange } from "./verdict.ts";

/** Every migration of the change against its base version, in migration order, with ids. */
export function migrationChanges(
  migrations: readonly ReadMigration[],
  base: readonly BaseMigration[],
): MigrationChange[] {
  return compareMigrations(
    migrations.map((migration) => {
      // The base has an edited migration as well: what it does is not what was there before it.
      const { path, oldPath } = migration;
      const others = base.filter((one) => one.path !== path && one.path !== oldPath);
      const known = (): ReadOperation[] => baseOperations(others, migration.database);
      return {
        ...migration,
        before: rewritten(migration.before, known),
        after: rewritten(migration.after, known),
      };
    }),
  );
}

function rewritten(version: ReadVersion | null, before: () => ReadOperation[]): ReadVersion | null {
  if (version === null) return null;
  const { reading, text } = version;
  const known = (): ReadOperation[] => alike(reading.operations, before());
  return {
    reading: { ...reading, operations: differing(foldRewrites(reading.operations, known), known) },
    text,
  };
}

/** With what MODIFY and CHANGE say of a column that it was not before; on the way back nobody knows what it was. */
function differing(operations: readonly ReadOperation[], known: () => ReadOperation[]): ReadOperation[] {
  if (!restatesAny(operations)) return [...operations];
  const said = new SaidColumns();
  for (const operation of known()) said.take(operation);
  return operations.flatMap((operation) =>
    operation.direction === "up" ? said.take(operation) : [operation],
  );
}
