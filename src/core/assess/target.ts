/** The table that an operation is about, also where it names an index alone. */

import type { IdentifiedOperation, TableName } from "../operation.ts";
import { keyOf } from "./known-schema.ts";
import type { KnownSchema } from "./known-schema.ts";

/** The table that the operation is about: for an index that is named alone, the table that the index is known to be on. */
export function targetTable({
  operation,
  schema,
}: {
  operation: IdentifiedOperation;
  schema: KnownSchema;
}): TableName | null {
  if (operation.table !== null) return { schema: operation.schema, table: operation.table };
  if (!isIndexKind(operation) || operation.name === null) return null;
  const index = schema.indexes.get(keyOf({ schema: operation.schema, table: operation.name }));
  const table = index === undefined ? undefined : schema.tables.get(index.table);
  if (table !== undefined) return { schema: table.schema, table: table.table };
  return keyedTable(operation.name, schema);
}

/** `t_pkey` and the like: the index of a constraint. */
function keyedTable(name: string, schema: KnownSchema): TableName | null {
  for (const table of schema.tables.values()) {
    const constraint = table.constraints.get(name);
    if (constraint === undefined) continue;
    if (
      constraint.type === "primary_key" ||
      constraint.type === "unique" ||
      constraint.type === "exclusion"
    ) {
      return { schema: table.schema, table: table.table };
    }
  }
  return null;
}

/** Kinds that name an index, and a table only where the text says it. */
export function isIndexKind(operation: IdentifiedOperation): boolean {
  if (operation.kind === "rebuild_index") return operation.details.scope === "index";
  return operation.kind === "drop_index" || operation.kind === "rename_index";
}
