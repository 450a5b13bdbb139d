/** Constraints and indexes in the known schema. */

import type { Column, Constraint, TableName } from "../../operation.ts";
import { indexKey, keyOf } from "../known-schema.ts";
import type { KnownIndex, KnownConstraint, KnownSchema, KnownTable } from "../known-schema.ts";

/** The name that the engine gives a constraint which has none. */
function defaultName(table: string, type: Constraint["type"], columns: readonly string[]): string {
  const ends = {
    primary_key: "pkey",
    unique: "key",
    check: "check",
    foreign_key: "fkey",
    exclusion: "excl",
    not_null: "not_null",
  };
  const parts = type === "primary_key" ? [table] : [table, ...columns];
  return `${parts.join("_")}_${ends[type]}`;
}

/** Enters a constraint; keys are indexes of the same name as well. */
export function addConstraint(
  schema: KnownSchema,
  table: KnownTable,
  name: string | null,
  constraint: KnownConstraint,
): void {
  const { type, columns } = constraint;
  const own = name ?? defaultName(table.table, type, columns);
  table.constraints.set(own, constraint);
  // MySQL and MariaDB make an index for a foreign key that has none.
  const keyed = type === "foreign_key" && schema.indexesPerTable;
  if (type === "primary_key" || type === "unique" || type === "exclusion" || keyed) {
    addIndex(schema, table, own, {
      columns,
      computed: [],
      unique: type !== "exclusion" && !keyed,
      isNew: table.isNew,
    });
  }
  if (type !== "primary_key") return;
  for (const column of constraint.columns) {
    const known = table.columns.get(column);
    if (known !== undefined) known.nullable = false;
  }
}

export function constraintOf(constraint: Constraint): KnownConstraint {
  const { type, columns, references } = constraint;
  return {
    type,
    columns,
    references,
    valid: true,
    notNullOf: type === "not_null" ? (columns[0] ?? null) : null,
    expression: constraint.expression,
  };
}

/** What a column declares inline: key, UNIQUE, CHECK, REFERENCES. */
export function inlineConstraints(schema: KnownSchema, table: KnownTable, column: Column): void {
  const columns = [column.name];
  const plain = { columns, references: null, valid: true, notNullOf: null, expression: null };
  if (column.primaryKey) addConstraint(schema, table, null, { ...plain, type: "primary_key" });
  if (column.unique) addConstraint(schema, table, null, { ...plain, type: "unique" });
  if (column.check !== null) {
    addConstraint(schema, table, null, { ...plain, type: "check", expression: column.check });
  }
  if (column.references !== null) {
    addConstraint(schema, table, null, { ...plain, type: "foreign_key", references: column.references });
  }
}

/** An index as the schema knows it. One without a name is remembered under a name that nobody can speak. */
export function addIndex(
  schema: KnownSchema,
  on: TableName,
  name: string | null,
  index: Omit<KnownIndex, "table">,
): void {
  schema.indexes.set(name === null ? unspoken(schema, on) : indexKey(schema, on, name), {
    table: keyOf(on),
    ...index,
  });
}

function unspoken(schema: KnownSchema, on: TableName): string {
  let number = schema.indexes.size;
  while (schema.indexes.has(indexKey(schema, on, `\0${number}`))) number++;
  return indexKey(schema, on, `\0${number}`);
}
