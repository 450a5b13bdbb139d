/** What a change says of an operation besides its SQL. */

import type { Column } from "../../../column.ts";
import type { ReadOperation } from "../../../operation.ts";
import type { Said } from "./change.ts";
import { unknownType } from "./columns.ts";
import { ownSchema } from "./properties.ts";

export function hinted(
  operation: ReadOperation,
  { table, constraint }: Extract<Said, { kind: "sql" }>,
): void {
  if (operation.kind === "drop_index" && operation.table === null && table !== null) {
    operation.table = table.table;
    operation.schema = table.schema;
  }
  if (operation.kind === "drop_constraint" && constraint !== null)
    operation.details = { ...operation.details, type: constraint };
}

export function isAbsent(table: string | null, { absent }: { absent: readonly string[] }): boolean {
  return table !== null && absent.includes(table.toLowerCase());
}

/** A type that a property names which is not defined here is not known. */
export function forgetTypes(operation: ReadOperation): void {
  const { clause } = operation;
  if (clause?.restated?.type === unknownType)
    operation.clause = { ...clause, restated: { ...clause.restated, type: null } };
  if (operation.kind === "add_column")
    operation.details = { ...operation.details, column: untyped(operation.details.column) };
  if (operation.kind === "create_table")
    operation.details = { ...operation.details, columns: operation.details.columns.map(untyped) };
  if (operation.kind === "alter_column_type" && operation.details.type === unknownType)
    operation.details = { ...operation.details, type: null, using: null };
}

function untyped(column: Column): Column {
  return column.type?.toLowerCase() === unknownType ? { ...column, type: null } : column;
}

/** The database's own schema is the one that is not said; where it is the whole name, its property is. */
export function withoutOwnSchema(operation: ReadOperation): void {
  const { schema, table, name, details } = operation;
  const put = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      if (key === "schema" && value === ownSchema) return null;
      return value.replaceAll(`${ownSchema}.`, "").replaceAll(ownSchema, "${database.defaultSchemaName}");
    }
    if (Array.isArray(value)) return value.map((item) => put(item, ""));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, put(item, inner)]));
  };
  Object.assign(operation, {
    schema: put(schema, "schema"),
    table: put(table, ""),
    name: put(name, ""),
    details: put(details, ""),
  });
}
