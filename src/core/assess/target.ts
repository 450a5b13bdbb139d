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
  return table === undefined ? null : { schema: table.schema, table: table.table };
}

/** Kinds that name an index, and a table only where the text says it. */
export function isIndexKind(operation: IdentifiedOperation): boolean {
  if (operation.kind === "rebuild_index") return operation.details.scope === "index";
  return operation.kind === "drop_index" || operation.kind === "rename_index";
}
