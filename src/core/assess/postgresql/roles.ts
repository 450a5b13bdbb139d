/** Which relations play which role in an operation. */

import type { IdentifiedOperation, Kind, TableName } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { isIndexKind, targetTable } from "../target.ts";
import { keyOf, referencedBy, referencing, tableOf, typeKey } from "../known-schema.ts";
import type { KnownSchema } from "../known-schema.ts";
import type { Role } from "./fact.ts";

export type Roles = Partial<Record<Role, readonly TableName[]>>;

let last: { scene: Scene; roles: Roles } | null = null;

/** Every relation by role, as far as it is known; worked out once for a scene, as all that is asked of one is asked in a row. */
export function rolesOf(scene: Scene): Roles {
  if (last?.scene !== scene) last = { scene, roles: findRoles(scene) };
  return last.roles;
}

function findRoles(scene: Scene): Roles {
  const { operation, schema } = scene;
  const target = targetTable(scene);
  const roles: Roles = target === null ? {} : { target: [target, ...partitionsOf(scene, target)] };
  if (operation.name !== null && isIndexKind(operation)) {
    roles.index = [{ schema: operation.schema, table: operation.name }];
  }
  if (operation.kind === "alter_domain") roles.users = usersOf(schema, operation);
  const created = operation.kind === "create_table" ? createdRoles(operation) : null;
  const around = created === null && target !== null ? aroundTable(scene, target) : created;
  const { referenced } = around ?? {};
  if (referenced === undefined || operation.kind === "validate_constraint") return { ...roles, ...around };
  return { ...roles, ...around, referenced: withPartitions(schema, referenced) };
}

/** What a foreign key does to a partitioned table, it does to each partition. */
function withPartitions(schema: KnownSchema, tables: readonly TableName[]): TableName[] {
  return tables.flatMap((table) =>
    tableOf(schema, table)?.partitioned === true ? [table, ...partsOf(schema, table)] : [table],
  );
}

function partsOf(schema: KnownSchema, whole: TableName): TableName[] {
  const key = keyOf(whole);
  const parts = [...schema.tables.values()].filter((table) => table.partitionOf === key);
  return parts.map(({ schema: own, table }) => ({ schema: own, table }));
}

/** What is done to a partitioned table is done to its partitions, as far as they are known. */
function partitionsOf({ operation, schema }: Scene, target: TableName): TableName[] {
  if (tableOf(schema, target)?.partitioned !== true || wholeOnly.has(operation.kind)) return [];
  if (operation.kind === "create_index" && operation.details.only) return [];
  if (operation.kind === "rewrite_table" && isForNewPartitions(operation.details.how)) return [];
  return partsOf(schema, target);
}

/** Of a partitioned table these say only what its next partitions begin with. */
export function isForNewPartitions(how: string): boolean {
  return /^set (?:tablespace|access method)\b/iu.test(how);
}

const wholeOnly = new Set<Kind>([
  "attach_partition",
  "detach_partition",
  "create_partition",
  "drop_partition",
  "rename_table",
  "set_schema",
  "set_owner",
  "set_comment",
  "change_privileges",
  "set_row_security",
  "create_row_policy",
  "drop_row_policy",
  "set_table_option",
]);

function createdRoles(operation: IdentifiedOperation<"create_table">): Roles {
  const { columns, constraints, inherits } = operation.details;
  const own = { schema: operation.schema, table: operation.table ?? "" };
  const referenced = [...columns, ...constraints].flatMap((part) => part.references ?? []);
  return { referenced: referenced.filter((name) => keyOf(name) !== keyOf(own)), parent: inherits };
}

function aroundTable({ operation, schema }: Scene, target: TableName): Roles {
  switch (operation.kind) {
    case "add_column": {
      const { references } = operation.details.column;
      return references === null ? {} : { referenced: [references] };
    }
    case "add_foreign_key":
      return { referenced: [operation.details.references] };
    case "drop_column":
      return { referenced: operation.columns.flatMap((column) => referencedBy(schema, target, column)) };
    case "alter_column_type":
      return columnKeys(schema, target, operation.columns[0] ?? "");
    case "drop_constraint":
    case "validate_constraint": {
      const known = tableOf(schema, target)?.constraints.get(operation.name ?? "");
      const referenced = known?.references;
      const cascades = operation.kind === "drop_constraint" && operation.details.cascade;
      return {
        referenced: referenced === null || referenced === undefined ? [] : [referenced],
        referencing: cascades ? referencing(schema, target) : [],
      };
    }
    case "drop_table":
      return {
        referenced: referencedBy(schema, target, null),
        referencing: operation.details.cascade ? referencing(schema, target) : [],
        parent: parentOf(schema, target),
        default_partition: parentOf(schema, target).flatMap((parent) => defaultPartition(schema, parent)),
      };
    case "truncate_table":
      return { referencing: operation.details.cascade ? allReferencing(schema, target) : [] };
    case "create_partition":
    case "attach_partition":
    case "detach_partition":
    case "drop_partition":
      return {
        partition: [operation.details.partition],
        default_partition: defaultPartition(schema, target),
        referenced: referencedBy(schema, target, null),
        referencing: referencing(schema, target),
      };
    case "create_table_as":
    case "create_materialized_view":
    case "change_data":
      return { sources: operation.details.sources };
    case "set_table_option": {
      const { option, value } = operation.details;
      return value !== null && option.endsWith("inherit") ? { parent: [relationOf(value)] } : {};
    }
    default:
      return {};
  }
}

/** `schema.table` of an option's text. */
function relationOf(text: string): TableName {
  const dot = text.indexOf(".");
  return dot === -1
    ? { schema: null, table: text }
    : { schema: text.slice(0, dot), table: text.slice(dot + 1) };
}

function columnKeys(schema: KnownSchema, target: TableName, column: string): Roles {
  return {
    referenced: referencedBy(schema, target, column),
    referencing: pointingAt(schema, target, column),
  };
}

/** Tables whose foreign keys could point at this very column. */
function pointingAt(schema: KnownSchema, target: TableName, column: string): TableName[] {
  const table = tableOf(schema, target);
  const keys = [...(table?.constraints.values() ?? [])].filter(
    ({ type, columns }) => (type === "primary_key" || type === "unique") && columns.includes(column),
  );
  return table !== null && table.complete && keys.length === 0 ? [] : referencing(schema, target);
}

function allReferencing(schema: KnownSchema, target: TableName): TableName[] {
  const found = new Map<string, TableName>();
  const open = [target];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const table of referencing(schema, next)) {
      const key = keyOf(table);
      if (found.has(key)) continue;
      found.set(key, table);
      open.push(table);
    }
  }
  return [...found.values()];
}

function parentOf(schema: KnownSchema, target: TableName): TableName[] {
  const parent = tableOf(schema, target)?.partitionOf;
  const table = parent === null || parent === undefined ? undefined : schema.tables.get(parent);
  return table === undefined ? [] : [{ schema: table.schema, table: table.table }];
}

function defaultPartition(schema: KnownSchema, target: TableName): TableName[] {
  const key = tableOf(schema, target)?.defaultPartition;
  const table = key === null || key === undefined ? undefined : schema.tables.get(key);
  return table === undefined ? [] : [{ schema: table.schema, table: table.table }];
}

function usersOf(schema: KnownSchema, operation: IdentifiedOperation<"alter_domain">): TableName[] {
  const domain = typeKey(operation.schema, operation.name ?? "");
  const users = [...schema.tables.values()].filter((table) =>
    [...table.columns.values()].some(
      ({ type }) => type !== null && type.endsWith(domain) && typeKey(null, type) === domain,
    ),
  );
  return users.map(({ schema: own, table }) => ({ schema: own, table }));
}
