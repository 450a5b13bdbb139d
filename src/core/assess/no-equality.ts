/** Columns that make old queries fail because their values cannot be compared. */

import type { EngineName } from "../impact.ts";
import type { ReadOperation } from "../operation.ts";

/**
 * PostgreSQL's types without an equality operator that DISTINCT, GROUP BY and UNION could use (measured on 18:
 * "could not identify an equality operator for type json").
 */
const types = /^(?:json|xml|point|line|lseg|box|path|polygon|circle)$/u;

/** Whether it adds such a column: code that reads `SELECT DISTINCT *` of the table fails from then on. */
export function hidesEquality(operation: ReadOperation, engine: EngineName): boolean {
  if (operation.kind !== "add_column" || engine !== "postgresql") return false;
  return types.test(operation.details.column.type ?? "");
}
