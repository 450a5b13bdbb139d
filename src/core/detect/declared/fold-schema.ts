/** Does in thought what the files of a schema say, and keeps what is there in the end. */

import type { Column } from "../../column.ts";
import type { ReadOperation } from "../../operation.ts";
import { emptySchema, inlineConstraints, inlineIndex, nameKey, plainConstraint } from "./declared-schema.ts";
import type { Declared, DeclaredSchema, DeclaredTable } from "./declared-schema.ts";

/** Operations of one file in their order; `textOf`: the text that an operation was read from. */
export interface Declaration {
  operations: readonly ReadOperation[];
  version: string | null;
  textOf: (operation: ReadOperation) => string | null;
}

export function foldSchema(files: readonly Declaration[]): DeclaredSchema {
  const schema = emptySchema();
  const owned = new Set<string>();
  for (const { operations, version, textOf } of files) {
    schema.version = version ?? schema.version;
    for (const operation of operations) {
      if (operation.direction !== "up") continue;
      take(schema, operation, textOf(operation));
      for (const name of sequencesOf(operation)) owned.add(name);
    }
  }
  for (const [key, { by }] of schema.objects) {
    const isOwned = by.kind === "create_sequence" && owned.has(plainName(by.name ?? ""));
    // Every database of PostgreSQL has it; some versions of its dump say so.
    const isUsual = by.kind === "create_extension" && by.name === "plpgsql";
    if (isOwned || isUsual) schema.objects.delete(key);
  }
  for (const [key, { table }] of schema.tables) if (isRecord(table)) schema.tables.delete(key);
  return schema;
}

/** Where tools keep a list of what has run: a dump brings it along. */
const records =
  /^(?:schema_migrations?|ar_internal_metadata|schema_version|flyway_schema_history|goose_db_version|_sqlx_migrations|__diesel_schema_migrations|_prisma_migrations|__drizzle_migrations)$/u;

export function isRecord(table: string): boolean {
  return records.test(table);
}

/** The sequences that come and go with a column: a dump says them apart. */
function sequencesOf(operation: ReadOperation): string[] {
  if (operation.kind === "alter_sequence")
    return operation.details.action.startsWith("owned by") ? [plainName(operation.name ?? "")] : [];
  const columns =
    operation.kind === "create_table"
      ? operation.details.columns
      : operation.kind === "add_column"
        ? [operation.details.column]
        : [];
  const defaults = columns.map((column) => column.default);
  if (operation.kind === "set_default") defaults.push(operation.details.default);
  return defaults.flatMap((value) => {
    const name = /nextval\(\(?'([^']+)'/u.exec(value?.text ?? "")?.[1];
    return name === undefined ? [] : [plainName(name)];
  });
}

function plainName(name: string): string {
  return name.replaceAll('"', "").split(".").at(-1) ?? name;
}

type Take = (schema: DeclaredSchema, declared: Declared) => void;

function take(schema: DeclaredSchema, by: ReadOperation, text: string | null): void {
  const declared = { by, text };
  if (takeTable(schema, declared) || takeKey(schema, declared) || takeType(schema, declared)) return;
  if (by.kind.startsWith("create_") || by.kind === "replace_view")
    schema.objects.set(objectKey(by), declared);
  else schema.others.push(declared);
}

/** `view a.b`, `trigger t on a.b`: what something is called among others of its kind. */
export function objectKey({ kind, schema, table, name }: ReadOperation): string {
  const sort = kind.replace(/^(?:create|replace|drop)_/u, "");
  if (table === null) return `${sort} ${nameKey(schema, name ?? "")}`;
  return `${sort} ${nameKey(schema, table)}${name === null || name === table ? "" : ` ${name}`}`;
}

function tableOf(schema: DeclaredSchema, by: ReadOperation): DeclaredTable | undefined {
  return by.table === null ? undefined : schema.tables.get(nameKey(by.schema, by.table));
}

function addColumn(table: DeclaredTable, column: Column, declared: Declared): void {
  table.columns.set(column.name, { ...declared, column });
  for (const constraint of inlineConstraints(column))
    table.constraints.push({ ...declared, constraint, onDelete: null });
}

function changeColumn(schema: DeclaredSchema, by: ReadOperation, change: Partial<Column>): void {
  const table = tableOf(schema, by);
  for (const name of by.columns) {
    const found = table?.columns.get(name);
    if (found !== undefined) table?.columns.set(name, { ...found, column: { ...found.column, ...change } });
  }
}

const createTable: Take = (schema, declared) => {
  const { by } = declared;
  if (by.kind !== "create_table" || by.table === null || by.details.temporary) return;
  const table: DeclaredTable = {
    ...declared,
    schema: by.schema,
    table: by.table,
    columns: new Map(),
    constraints: by.details.constraints.map((constraint) => ({ ...declared, constraint, onDelete: null })),
    indexes: (by.clause?.keys ?? []).map((key) => ({ ...declared, ...inlineIndex(key) })),
  };
  for (const column of by.details.columns) addColumn(table, column, declared);
  schema.tables.set(nameKey(by.schema, by.table), table);
};

function takeTable(schema: DeclaredSchema, declared: Declared): boolean {
  const { by } = declared;
  const table = tableOf(schema, by);
  const [column] = by.columns;
  switch (by.kind) {
    case "create_table":
      createTable(schema, declared);
      return true;
    case "drop_table":
      if (by.table !== null) schema.tables.delete(nameKey(by.schema, by.table));
      return true;
    case "rename_table":
      if (table === undefined) return false;
      schema.tables.delete(nameKey(by.schema, table.table));
      schema.tables.set(nameKey(by.schema, by.details.newName), { ...table, table: by.details.newName });
      return true;
    case "add_column":
      if (table === undefined) return false;
      addColumn(table, by.details.column, declared);
      return true;
    case "drop_column":
      if (column !== undefined) table?.columns.delete(column);
      return true;
    case "rename_column":
      renameColumn(table, column, by.details.newName);
      return true;
    case "alter_column_type":
      changeColumn(schema, by, { type: by.details.type });
      return true;
    case "set_not_null":
    case "drop_not_null":
      changeColumn(schema, by, { nullable: by.kind === "drop_not_null" });
      return true;
    case "set_default":
      changeColumn(schema, by, { default: by.details.default });
      return true;
    case "drop_default":
      changeColumn(schema, by, { default: null });
      return true;
    default:
      return false;
  }
}

function renameColumn(table: DeclaredTable | undefined, column: string | undefined, newName: string): void {
  const found = column === undefined ? undefined : table?.columns.get(column);
  if (found === undefined || column === undefined) return;
  table?.columns.delete(column);
  table?.columns.set(newName, { ...found, column: { ...found.column, name: newName } });
}

function takeKey(schema: DeclaredSchema, declared: Declared): boolean {
  const { by } = declared;
  const table = tableOf(schema, by);
  const { columns, name } = by;
  switch (by.kind) {
    case "create_index":
      if (table === undefined) return false;
      table.indexes.push({ ...declared, name, columns, details: by.details });
      return true;
    case "drop_index":
      for (const one of schema.tables.values())
        one.indexes = one.indexes.filter((index) => index.name === null || index.name !== name);
      return true;
    case "add_primary_key":
    case "add_unique": {
      const constraint = plainConstraint(by.kind === "add_unique" ? "unique" : "primary_key", columns, {
        name,
      });
      table?.constraints.push({ ...declared, constraint, onDelete: null });
      return table !== undefined;
    }
    case "add_foreign_key": {
      const { references, onDelete } = by.details;
      const constraint = plainConstraint("foreign_key", columns, { name, references });
      table?.constraints.push({ ...declared, constraint, onDelete });
      return table !== undefined;
    }
    case "add_check":
    case "add_exclusion": {
      const { expression } = by.details;
      const type = by.kind === "add_check" ? "check" : "exclusion";
      const constraint = plainConstraint(type, columns, { name, expression });
      table?.constraints.push({ ...declared, constraint, onDelete: null });
      return table !== undefined;
    }
    case "drop_constraint":
      if (table !== undefined)
        table.constraints = table.constraints.filter(({ constraint }) => constraint.name !== name);
      return true;
    case "validate_constraint":
      return true;
    default:
      return false;
  }
}

function takeType(schema: DeclaredSchema, declared: Declared): boolean {
  const { by } = declared;
  const key = by.name === null ? null : nameKey(by.schema, by.name);
  if (key === null) return false;
  const known = schema.enums.get(key);
  switch (by.kind) {
    case "create_type":
      if (by.details.variant !== "enum") return false;
      schema.enums.set(key, {
        ...declared,
        schema: by.schema,
        name: by.name ?? "",
        values: [...by.details.values],
      });
      return true;
    case "add_enum_value":
      known?.values.push(by.details.value);
      return known !== undefined;
    case "drop_type":
      return schema.enums.delete(key);
    default:
      return false;
  }
}
