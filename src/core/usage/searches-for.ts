/** What to look for in the code of the previous release: what a change takes away, renames or newly asks for. */

import type { BaseMigration } from "../base-operations.ts";
import type { IdentifiedOperation, Kind, Operation } from "../operation.ts";
import { rarityOf } from "./spelling.ts";
import type { NameSearch } from "./usage.ts";

const kinds: ReadonlySet<Kind> = new Set([
  "drop_table",
  "rename_table",
  "drop_column",
  "rename_column",
  "drop_view",
  "drop_materialized_view",
  "set_not_null",
  "add_column",
]);

/** So many names are looked for on behalf of one change. */
const mostSearches = 40;
const mostOthers = 12;

/** By kind alone, before anything is assessed. */
export function mayBeSearched(operation: Pick<IdentifiedOperation, "kind" | "direction">): boolean {
  return operation.direction === "up" && kinds.has(operation.kind);
}

/** One search for each operation that breaks old code if that names it, and for each column that may no longer be NULL. */
export function searchesFor(operations: readonly Operation[], base: readonly BaseMigration[]): NameSearch[] {
  const gone = new Set(
    operations.flatMap(({ kind, table }) =>
      table !== null && (kind === "drop_table" || kind === "rename_table") ? [table.toLowerCase()] : [],
    ),
  );
  return operations
    .filter(mayBeSearched)
    .flatMap((operation) => searchOf(operation, () => otherTables(operation, operations, base, gone)))
    .slice(0, mostSearches);
}

function searchOf(operation: Operation, others: () => string[]): NameSearch[] {
  const { id, kind, table, columns, newTable, phase } = operation;
  const schema = operation.schema === "public" ? null : operation.schema;
  if (table === null || newTable || phase === "contract") return [];
  const breaks = operation.impacts.some(({ breaksOldCode }) => breaksOldCode);
  const column = columns[0] ?? null;
  switch (kind) {
    case "drop_column":
    case "rename_column":
      // One operation of several columns cannot be judged by one of them.
      return breaks && column !== null && columns.length === 1
        ? [{ id, schema, table, column, because: "gone", others: [] }]
        : [];
    case "set_not_null":
      return column === null ? [] : [{ id, schema, table, column, because: "asked", others: [] }];
    case "add_column":
      return breaks ? [{ id, schema, table, column: null, because: "asked", others: others() }] : [];
    default:
      return breaks ? [{ id, schema, table, column: null, because: "gone", others: others() }] : [];
  }
}

/** Tables that stay: where code names none of them, it does not use the database. */
function otherTables(
  { database, table }: Operation,
  operations: readonly Operation[],
  base: readonly BaseMigration[],
  gone: ReadonlySet<string>,
): string[] {
  const names = base
    .filter((migration) => migration.database === database)
    .flatMap(({ reading }) => reading.operations)
    .concat(operations.filter((operation) => operation.database === database))
    .flatMap((operation) => {
      const { details } = operation;
      const more = "references" in details && details.references ? [details.references.table] : [];
      return operation.table === null ? more : [operation.table, ...more];
    });
  return [...new Set(names)]
    .filter((name) => name !== table && !gone.has(name.toLowerCase()))
    .toSorted((a, b) => rarityOf(b) - rarityOf(a))
    .slice(0, mostOthers);
}
