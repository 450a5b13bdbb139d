/** From readings to what a change does: rewrites are found before operations get their ids, so that ids speak of them. */

import { foldRewrites } from "./assess/rewrites.ts";
import { baseOperations } from "./base-operations.ts";
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
      const known = (): ReadOperation[] => baseOperations(base, migration.database);
      return {
        ...migration,
        before: rewritten(migration.before, known),
        after: rewritten(migration.after, known),
      };
    }),
  );
}

function rewritten(version: ReadVersion | null, known: () => ReadOperation[]): ReadVersion | null {
  if (version === null) return null;
  const { reading, text } = version;
  return { reading: { ...reading, operations: foldRewrites(reading.operations, known) }, text };
}
