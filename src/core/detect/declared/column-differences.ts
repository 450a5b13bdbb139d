/** What differs in the columns of one table. */

import type { Column, DefaultValue } from "../../column.ts";
import type { DetailsByKind, Kind, ReadOperation } from "../../operation.ts";
import { declare } from "./declaring.ts";
import { comparable } from "./declared-schema.ts";
import type { DeclaredColumn, DeclaredTable } from "./declared-schema.ts";

export function columnDifferences(before: DeclaredTable, after: DeclaredTable): ReadOperation[] {
  const { schema, table } = after;
  const found: ReadOperation[] = [];
  for (const [name, column] of after.columns) {
    const old = before.columns.get(name);
    if (old !== undefined) found.push(...changes(after, old, column));
    else {
      // Its keys are compared with those of the table.
      const details = { column: bare(column.column), ifNotExists: false, separateReference: false };
      found.push(declare("add_column", column.by.place, { schema, table, columns: [name], details }));
    }
  }
  for (const name of before.columns.keys())
    if (!after.columns.has(name))
      found.push(
        declare("drop_column", after.by.place, {
          schema,
          table,
          columns: [name],
          details: { ifExists: false, cascade: false },
        }),
      );
  return found;
}

function bare(column: Column): Column {
  return { ...column, primaryKey: false, unique: false, check: null, references: null };
}

function changes(on: DeclaredTable, old: DeclaredColumn, fresh: DeclaredColumn): ReadOperation[] {
  const { schema, table } = on;
  const [before, after] = [old.column, fresh.column];
  const found: ReadOperation[] = [];
  const add = <K extends Kind>(kind: K, details: DetailsByKind[K]): void => {
    found.push(declare(kind, fresh.by.place, { schema, table, columns: [after.name], details }));
  };
  if (
    comparable(before.type) !== comparable(after.type) ||
    comparable(before.collation) !== comparable(after.collation) ||
    before.generated !== after.generated
  ) {
    const { type, collation } = after;
    add("alter_column_type", { type, oldType: before.type, using: null, collation });
  }
  if (isNullable(before) && !isNullable(after)) add("set_not_null", {});
  if (!isNullable(before) && isNullable(after)) add("drop_not_null", {});
  const [was, is] = [stored(before.default), stored(after.default)];
  if (is === null && was !== null) add("drop_default", {});
  else if (is !== null && comparable(is.text) !== comparable(was?.text ?? null))
    add("set_default", { default: is });
  return found;
}

function isNullable({ nullable, primaryKey }: Column): boolean {
  return nullable !== false && !primaryKey;
}

/** What the client sets is no default of the database. */
function stored(value: DefaultValue | null): DefaultValue | null {
  return value === null || value.kind === "client" ? null : value;
}
