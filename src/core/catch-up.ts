/** A declared schema may catch up with migrations that the base has already: nothing is missing then. */

import { baseOperations } from "./base-operations.ts";
import type { BaseMigration } from "./base-operations.ts";
import type { SchemaChange } from "./detect/declared/compare-schemas.ts";
import { notCaughtUp } from "./detect/declared/explained.ts";

export function withEarlier(schema: SchemaChange, base: readonly BaseMigration[]): SchemaChange {
  const { unexplained, migrated } = schema;
  if (!migrated || unexplained.length === 0) return schema;
  const databases = new Set(base.map(({ database }) => database));
  const earlier = [...databases].flatMap((database) => baseOperations(base, database));
  return { ...schema, unexplained: notCaughtUp(unexplained, earlier) };
}
