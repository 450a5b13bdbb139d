/** The words of a migration: what it does to the schema or the data. Facts only, no opinion. */

import type { Clause } from "./clause.ts";
import type { Partitioning, Timeouts } from "./surroundings.ts";
import type { Column, Constraint, DefaultValue, TableName } from "./column.ts";
import type { Impact } from "./impact.ts";
import type { Place } from "./place.ts";
import type { Usage } from "./usage/usage.ts";

export type { Clause, ColumnTraits, InlineKey } from "./clause.ts";
export type { Column, Constraint, DefaultValue, TableName } from "./column.ts";
export type { Partitioning, Timeouts } from "./surroundings.ts";

export type Direction = "up" | "down";
export type Phase = "expand" | "data" | "contract";
export type Demand = "listed" | "hint" | "note" | "note_and_exception";

export type Statement = "insert" | "update" | "delete" | "merge" | "copy";

interface Dropped {
  ifExists: boolean;
  cascade: boolean;
}

/** What else is known of an operation, by kind. Every key is always present; only what is said here counts for the id. */
export interface DetailsByKind {
  create_table: {
    columns: Column[];
    constraints: Constraint[];
    ifNotExists: boolean;
    temporary: boolean;
    unlogged: boolean;
    like: TableName | null;
    inherits: TableName[];
    partitioned: boolean;
  };
  drop_table: Dropped;
  rename_table: { newName: string };
  truncate_table: { cascade: boolean; restartIdentity: boolean };
  create_table_as: { sources: TableName[]; ifNotExists: boolean; temporary: boolean; withData: boolean };
  /** `separateReference`: the framework adds the column's foreign key in a statement of its own, which reads all rows; SQL's inline REFERENCES does not. */
  add_column: { column: Column; ifNotExists: boolean; separateReference: boolean };
  drop_column: Dropped;
  rename_column: { newName: string };
  /** `oldType`: what the migration itself says of the type before (`existing_type`), else null. */
  alter_column_type: {
    type: string | null;
    oldType: string | null;
    using: string | null;
    collation: string | null;
  };
  set_not_null: Record<never, never>;
  drop_not_null: Record<never, never>;
  set_default: { default: DefaultValue };
  drop_default: Record<never, never>;
  create_index: {
    unique: boolean;
    concurrently: boolean;
    ifNotExists: boolean;
    method: string | null;
    expressions: string[];
    where: string | null;
    /** CREATE INDEX ON ONLY a partitioned table. */
    only: boolean;
  };
  drop_index: Dropped & { concurrently: boolean };
  rename_index: { newName: string };
  rebuild_index: { scope: "index" | "table" | "schema" | "database"; concurrently: boolean };
  add_primary_key: { usingIndex: string | null };
  add_foreign_key: {
    references: TableName & { columns: string[] };
    notValid: boolean;
    onDelete: string | null;
  };
  add_unique: { usingIndex: string | null };
  /** `notNullOf`: the column when the CHECK says only that it IS NOT NULL (or PG 18's ADD CONSTRAINT ... NOT NULL), else null. */
  add_check: { expression: string | null; notValid: boolean; notNullOf: string | null };
  add_exclusion: { expression: string | null };
  validate_constraint: { type: Constraint["type"] | null };
  /** `type`: what the migration itself says that the constraint is (`type_="foreignkey"`), else null. */
  drop_constraint: Dropped & { type: Constraint["type"] | null };
  rename_constraint: { newName: string };
  create_view: { temporary: boolean; sources: TableName[] };
  alter_view: { action: string };
  replace_view: { sources: TableName[] };
  drop_view: Dropped;
  create_materialized_view: { sources: TableName[]; withData: boolean };
  refresh_materialized_view: { concurrently: boolean; withData: boolean };
  drop_materialized_view: Dropped;
  create_type: { variant: "enum" | "composite" | "range" | "base"; values: string[] };
  alter_type: { action: string };
  drop_type: Dropped;
  rename_type: { newName: string };
  create_domain: { type: string | null; constrained: boolean };
  alter_domain: { action: string; constrains: boolean };
  drop_domain: Dropped;
  add_enum_value: { value: string; ifNotExists: boolean };
  rename_enum_value: { value: string; newName: string };
  create_trigger: { replace: boolean; function: string | null };
  drop_trigger: Dropped;
  set_trigger: { enabled: boolean; trigger: string };
  create_function: { replace: boolean; routine: "function" | "procedure" | "aggregate" };
  drop_function: Dropped;
  create_sequence: { ifNotExists: boolean };
  alter_sequence: { action: string };
  drop_sequence: Dropped;
  create_schema: { ifNotExists: boolean };
  drop_schema: Dropped;
  set_schema: { newSchema: string; object: string };
  set_owner: { owner: string; object: string };
  attach_partition: { partition: TableName; default: boolean };
  detach_partition: { partition: TableName; concurrently: boolean };
  create_partition: { partition: TableName; default: boolean };
  drop_partition: { partition: TableName };
  /** `how`: the words of the statement (`set unlogged`, `cluster`, `vacuum full`, `create, copy, drop and rename`). */
  rewrite_table: { how: string };
  /** `changes`: whether a value differs from what the statement before it set is not known, so it is always what is written. */
  set_table_option: { option: string; value: string | null };
  set_storage: { value: string };
  set_replica_identity: { value: string };
  set_comment: { object: string };
  change_privileges: { revoke: boolean; privileges: string[]; object: string };
  lock_table: { mode: string };
  set_row_security: { enabled: boolean; force: boolean | null };
  create_row_policy: { permissive: boolean };
  drop_row_policy: Dropped;
  create_extension: { ifNotExists: boolean };
  drop_extension: Dropped;
  change_data: {
    statement: Statement;
    /** Tables that it reads besides the one that it writes. */
    sources: TableName[];
    /** It has a WHERE clause, or can touch only the rows that it carries. */
    where: boolean;
    /** The number of literal rows of an INSERT, null when they come from elsewhere. */
    rows: number | null;
    /** ON CONFLICT: `update`, `nothing`, null when it is not said. */
    onConflict: "update" | "nothing" | null;
    /** The columns that it writes are in `Operation.columns`. */
    source: string;
  };
  /** `tables`: those that the text names. `called`: the function that runs, null when it is a block. */
  run_code: { source: string; called: string | null; tables: TableName[] };
  unknown_statement: { source: string; reason: string };
}

export type Kind = keyof DetailsByKind;
export type Details<K extends Kind = Kind> = DetailsByKind[K];

/** What every operation says, whoever read it. */
interface OperationFacts<K extends Kind> {
  kind: K;
  direction: Direction;
  phase: Phase | null;
  /** The migration's own id: Alembic's revision, the version of an SQL file; null when it has none. */
  revision: string | null;
  schema: string | null;
  /** The table, view or other relation; null when it is about none (a type, a function, an extension). */
  table: string | null;
  columns: string[];
  /** The name of the index, constraint, trigger, type, function, sequence ...; null when it has none or the text does not say. */
  name: string | null;
  details: DetailsByKind[K];
  /** The smallest text that is the operation. */
  place: Place;
  /** It runs only under a condition that cannot be decided by reading (both branches of an `if` are read). */
  conditional: boolean;
}

/** An operation as a reader hands it over. */
export type ReadOperation<K extends Kind = Kind> = K extends Kind
  ? OperationFacts<K> & {
      /** The statement of the host language around it: a comment is put on a line of its own above this. */
      statement: Place;
      /** Which of the SQL statements that the statement of the host language sends it belongs to; absent where they are one. */
      sent?: string;
      /** Operations of one file with the same value share a transaction; null: it runs in none. */
      transaction: string | null;
      /** The branch that it runs in, where it is conditional: one in a branch inside that starts with the same, and `/`. Absent when that is not known. */
      condition?: string;
      /** The only other database system that it runs on, where the migration asks which one it is (`mysql`, `sqlite`); absent when it runs on PostgreSQL. */
      onlyOn?: string;
      /** How it is carried out on MySQL, MariaDB or SQLite, where it was read as one of them. */
      clause?: Clause;
      /** How PostgreSQL divides the table, and what a partition holds, where the statement says it. */
      partitioning?: Partitioning;
      /** The timeouts that the migration set before it, on PostgreSQL; absent where it set none that bounds anything. */
      timeouts?: Timeouts;
    }
  : never;

/** An operation that has an id and a database. */
export type IdentifiedOperation<K extends Kind = Kind> = K extends Kind
  ? ReadOperation<K> & { id: string; database: string }
  : never;

/** An operation whose impacts are known. */
export type AssessedOperation<K extends Kind = Kind> = K extends Kind
  ? IdentifiedOperation<K> & {
      /** The same change created its table before this, and no migration of the base does. */
      newTable: boolean;
      /** One per engine of its database. */
      impacts: Impact[];
      /** The worst of them. */
      impact: Impact;
    }
  : never;

/** An operation with all that the contract says of it. */
export type Operation<K extends Kind = Kind> = K extends Kind
  ? AssessedOperation<K> & {
      demand: Demand;
      /** Where code of the previous release still names it; absent where that was not looked for. */
      usage?: Usage;
    }
  : never;

/** `user.legacy_id`, `public.user:ix_user_name`, `mood`: what people call the thing that the operation touches. */
export function targetOf(
  operation: Pick<ReadOperation, "schema" | "table" | "columns" | "name" | "kind">,
): string {
  const table = operation.table === null ? null : qualified(operation.schema, operation.table);
  if (table === null) return operation.name ?? operation.kind;
  if (operation.name !== null && operation.name !== operation.table) return `${table}:${operation.name}`;
  if (operation.columns.length === 1) return `${table}.${operation.columns[0]}`;
  return table;
}

/** `schema.table`, or the table alone. */
export function qualified(schema: string | null, table: string): string {
  return schema === null ? table : `${schema}.${table}`;
}
