/** What our operations should have done to a database, in the words in which a server's account is told (`server.ts`). */

import type { Column, Constraint } from "../../../src/core/column.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";

/** What a server did, statement by statement of one file, or why it refused. */
export interface Account {
  deeds: string[];
  refused: string | null;
}

/** Names as PostgreSQL keeps them: at most 63 characters; case is not compared. */
export function name(text: string | null): string {
  return (text ?? "?").slice(0, 63).toLowerCase();
}

/** What one operation does, a line each. Empty: nothing that a catalog shows. */
export function deedsOf(operation: ReadOperation): string[] {
  const { kind, details } = operation;
  const table = name(operation.table);
  const own = name(operation.name);
  const columns = operation.columns.map(name);
  const list = columns.join(",");
  switch (kind) {
    case "create_table": {
      const key = details.constraints.find(({ type }) => type === "primary_key")?.columns ?? [];
      return [
        `create table ${table}`,
        ...details.columns.flatMap((column) =>
          columnDeeds(table, column, column.primaryKey || key.includes(column.name)),
        ),
        ...details.constraints.map((constraint) => constraintDeed(table, constraint)),
      ];
    }
    case "create_table_as":
      return [`create table ${table}`];
    case "drop_table":
      return [`drop table ${table}`];
    case "rename_table":
      return [`rename table ${table} ${name(details.newName)}`];
    case "add_column":
      return columnDeeds(table, details.column);
    case "drop_column":
      return columns.map((column) => `drop column ${table}.${column}`);
    case "rename_column":
      return [`rename column ${table}.${list} ${name(details.newName)}`];
    case "alter_column_type":
      return [`type ${table}.${list}`];
    case "set_not_null":
      return [`not null ${table}.${list}`];
    case "drop_not_null":
      return [`null ${table}.${list}`];
    case "set_default":
    case "drop_default":
      return [`default ${table}.${list}`];
    case "create_index":
      return [`create index ${table} ${own}`];
    case "drop_index":
      return [`drop index ${own}`];
    case "rename_index":
      return [`rename index ${own} ${name(details.newName)}`];
    case "add_primary_key":
      return [`primary_key ${table} (${list})`];
    case "add_foreign_key":
      return [`foreign_key ${table} (${list}) ${name(details.references.table)}`];
    case "add_unique":
      return [`unique ${table} (${list})`];
    case "add_check":
      return [`check ${table} ${own}`];
    case "drop_constraint":
      return [`drop constraint ${table} ${own}`];
    case "rename_constraint":
      return [`rename constraint ${own} ${name(details.newName)}`];
    case "validate_constraint":
      return [`validate ${table} ${own}`];
    case "create_type":
    case "create_domain":
      return [`create type ${own}`];
    case "drop_type":
    case "drop_domain":
      return [`drop type ${own}`];
    case "rename_type":
      return [`rename type ${own} ${name(details.newName)}`];
    case "add_enum_value":
      return [`value ${own} ${name(details.value)}`];
    case "rename_enum_value":
      return [`rename value ${own} ${name(details.value)} ${name(details.newName)}`];
    case "create_view":
    case "replace_view":
    case "create_materialized_view":
      return [`view ${own === "?" ? table : own}`];
    case "drop_view":
    case "drop_materialized_view":
      return [`drop view ${own === "?" ? table : own}`];
    case "create_function":
      return [`function ${own}`];
    case "drop_function":
      return [`drop function ${own}`];
    case "create_trigger":
      return [`trigger ${own}`];
    case "drop_trigger":
      return [`drop trigger ${own}`];
    case "create_sequence":
      return [`create sequence ${own}`];
    case "drop_sequence":
      return [`drop sequence ${own}`];
    case "create_extension":
      return [`create extension ${own}`];
    case "create_schema":
      return [`create schema ${own}`];
    case "set_comment":
      return [`comment ${table}`];
    case "change_data":
      return [`data ${details.statement}`];
    default:
      return [];
  }
}

function columnDeeds(table: string, column: Column, isKey = column.primaryKey): string[] {
  const own = name(column.name);
  const deeds = [`column ${table}.${own}`];
  if (column.nullable === false && !isKey) deeds.push(`column is not null ${table}.${own}`);
  if (column.primaryKey) deeds.push(`primary_key ${table} (${own})`);
  if (column.unique) deeds.push(`unique ${table} (${own})`);
  if (column.references !== null)
    deeds.push(`foreign_key ${table} (${own}) ${name(column.references.table)}`);
  return deeds;
}

function constraintDeed(table: string, { type, columns, references, name: own }: Constraint): string {
  if (type === "check") return `check ${table} ${name(own)}`;
  const to = references === null ? "" : ` ${name(references.table)}`;
  return `${type} ${table} (${columns.map(name).join(",")})${to}`;
}
