/** The zod schemas of `Operation.details`, one per kind. The types of `core/operation.ts` hold them to the code. */

import { z } from "zod";

import type { Details, DetailsByKind, Kind } from "../core/operation.ts";

const text = z.string();
const maybe = z.string().nullable();
const flag = z.boolean();

const TableName = z.object({ schema: maybe, table: text });
const Reference = z.object({ schema: maybe, table: text, columns: z.array(text) });

const DefaultValue = z
  .object({ text, kind: z.enum(["literal", "expression", "client"]), functions: z.array(text) })
  .describe("a default as the migration writes it, and the functions that it calls");

const Column = z
  .object({
    name: text,
    type: maybe,
    nullable: flag.nullable(),
    default: DefaultValue.nullable(),
    identity: flag,
    generated: z.enum(["stored", "virtual"]).nullable(),
    primaryKey: flag,
    unique: flag,
    check: maybe,
    references: Reference.nullable(),
    collation: maybe,
  })
  .describe("a column as the migration declares it; null means that the text does not say");

const ConstraintType = z.enum(["primary_key", "unique", "check", "foreign_key", "exclusion", "not_null"]);

const Constraint = z.object({
  name: maybe,
  type: ConstraintType,
  columns: z.array(text),
  references: Reference.nullable(),
  expression: maybe,
});

const nothing = z.object({});
const dropped = z.object({ ifExists: flag, cascade: flag });
const renamed = z.object({ newName: text });
const changed = z.object({ action: text });
const sources = z.array(TableName);

/** One schema per kind. */
export const detailsByKind: { [K in Kind]: z.ZodType<DetailsByKind[K]> } = {
  create_table: z.object({
    columns: z.array(Column),
    constraints: z.array(Constraint),
    ifNotExists: flag,
    temporary: flag,
    unlogged: flag,
    like: TableName.nullable(),
    inherits: z.array(TableName),
    partitioned: flag,
  }),
  drop_table: dropped,
  rename_table: renamed,
  truncate_table: z.object({ cascade: flag, restartIdentity: flag }),
  create_table_as: z.object({ sources, ifNotExists: flag, temporary: flag, withData: flag }),
  add_column: z.object({ column: Column, ifNotExists: flag, separateReference: flag }),
  drop_column: dropped,
  rename_column: renamed,
  alter_column_type: z.object({ type: maybe, oldType: maybe, using: maybe, collation: maybe }),
  set_not_null: nothing,
  drop_not_null: nothing,
  set_default: z.object({ default: DefaultValue }),
  drop_default: nothing,
  create_index: z.object({
    unique: flag,
    concurrently: flag,
    ifNotExists: flag,
    method: maybe,
    expressions: z.array(text),
    where: maybe,
    only: flag,
  }),
  drop_index: z.object({ ifExists: flag, cascade: flag, concurrently: flag }),
  rename_index: renamed,
  rebuild_index: z.object({ scope: z.enum(["index", "table", "schema", "database"]), concurrently: flag }),
  add_primary_key: z.object({ usingIndex: maybe }),
  add_foreign_key: z.object({ references: Reference, notValid: flag, onDelete: maybe }),
  add_unique: z.object({ usingIndex: maybe }),
  add_check: z.object({ expression: maybe, notValid: flag, notNullOf: maybe }),
  add_exclusion: z.object({ expression: maybe }),
  validate_constraint: z.object({ type: ConstraintType.nullable() }),
  drop_constraint: z.object({ ifExists: flag, cascade: flag, type: ConstraintType.nullable() }),
  rename_constraint: renamed,
  create_view: z.object({ temporary: flag, sources }),
  alter_view: changed,
  replace_view: z.object({ sources }),
  drop_view: dropped,
  create_materialized_view: z.object({ sources, withData: flag }),
  refresh_materialized_view: z.object({ concurrently: flag, withData: flag }),
  drop_materialized_view: dropped,
  create_type: z.object({ variant: z.enum(["enum", "composite", "range", "base"]), values: z.array(text) }),
  alter_type: changed,
  drop_type: dropped,
  rename_type: renamed,
  create_domain: z.object({ type: maybe, constrained: flag }),
  alter_domain: z.object({ action: text, constrains: flag }),
  drop_domain: dropped,
  add_enum_value: z.object({ value: text, ifNotExists: flag }),
  rename_enum_value: z.object({ value: text, newName: text }),
  create_trigger: z.object({ replace: flag, function: maybe }),
  drop_trigger: dropped,
  set_trigger: z.object({ enabled: flag, trigger: text }),
  create_function: z.object({ replace: flag, routine: z.enum(["function", "procedure", "aggregate"]) }),
  drop_function: dropped,
  create_sequence: z.object({ ifNotExists: flag }),
  alter_sequence: changed,
  drop_sequence: dropped,
  create_schema: z.object({ ifNotExists: flag }),
  drop_schema: dropped,
  set_schema: z.object({ newSchema: text, object: text }),
  set_owner: z.object({ owner: text, object: text }),
  attach_partition: z.object({ partition: TableName, default: flag }),
  detach_partition: z.object({ partition: TableName, concurrently: flag }),
  create_partition: z.object({ partition: TableName, default: flag }),
  drop_partition: z.object({ partition: TableName }),
  rewrite_table: z.object({ how: text }),
  set_table_option: z.object({ option: text, value: maybe }),
  set_storage: z.object({ value: text }),
  set_replica_identity: z.object({ value: text }),
  set_comment: z.object({ object: text }),
  change_privileges: z.object({ revoke: flag, privileges: z.array(text), object: text }),
  lock_table: z.object({ mode: text }),
  set_row_security: z.object({ enabled: flag, force: flag.nullable() }),
  create_row_policy: z.object({ permissive: flag }),
  drop_row_policy: dropped,
  create_extension: z.object({ ifNotExists: flag }),
  drop_extension: dropped,
  change_data: z.object({
    statement: z.enum(["insert", "update", "delete", "merge", "copy"]),
    sources,
    where: flag,
    rows: z.number().int().nullable(),
    onConflict: z.enum(["update", "nothing"]).nullable(),
    source: text,
  }),
  run_code: z.object({ source: text, called: maybe, tables: z.array(TableName) }),
  unknown_statement: z.object({ source: text, reason: text }),
};

/** The schema of one kind's details. */
export function detailsOf<K extends Kind>(kind: K): z.ZodType<Details<K>> {
  return detailsByKind[kind];
}
