/** Applies the operations on constraints and indexes to the known schema. */

import type { ReadOperation, TableName } from "../../operation.ts";
import { indexKey } from "../known-schema.ts";
import type { KnownConstraint, KnownSchema } from "../known-schema.ts";
import { addConstraint, addIndex } from "./constraints.ts";
import type { Side } from "./tables.ts";
import { touchTable } from "./tables.ts";

/** False when the operation is about no constraint and no index. */
export function foldConstraint(schema: KnownSchema, operation: ReadOperation, side: Side): boolean {
  if (foldIndex(schema, operation, side)) return true;
  if (operation.table === null) return false;
  const table = { schema: operation.schema, table: operation.table };
  const added = addedConstraint(operation);
  if (added !== null) {
    if (!operation.conditional) addConstraint(schema, touchTable(schema, table), operation.name, added);
    return true;
  }
  const { constraints } = touchTable(schema, table);
  const known = operation.name === null ? undefined : constraints.get(operation.name);
  switch (operation.kind) {
    case "validate_constraint":
      if (known !== undefined && !operation.conditional) known.valid = true;
      return true;
    case "drop_constraint":
      if (operation.clause !== undefined && operation.details.type === "primary_key")
        dropPrimaryKey(constraints);
      else if (operation.name !== null) {
        constraints.delete(operation.name);
        schema.indexes.delete(indexKey(schema, operation, operation.name));
      }
      return true;
    case "rename_constraint":
      if (operation.name === null || known === undefined) return true;
      constraints.delete(operation.name);
      constraints.set(operation.details.newName, known);
      return true;
    default:
      return false;
  }
}

/** MySQL calls every primary key PRIMARY, whatever it was made as. */
function dropPrimaryKey(constraints: Map<string, KnownConstraint>): void {
  for (const [name, { type }] of constraints) if (type === "primary_key") constraints.delete(name);
}

function addedConstraint(operation: ReadOperation): KnownConstraint | null {
  const plain = {
    columns: operation.columns,
    references: null,
    valid: true,
    notNullOf: null,
    expression: null,
  };
  switch (operation.kind) {
    case "add_primary_key":
      return { ...plain, type: "primary_key" };
    case "add_unique":
      return { ...plain, type: "unique" };
    case "add_exclusion":
      return { ...plain, type: "exclusion" };
    case "add_foreign_key": {
      const { references, notValid } = operation.details;
      return { ...plain, type: "foreign_key", references, valid: !notValid };
    }
    case "add_check": {
      const { notValid, notNullOf, expression } = operation.details;
      return { ...plain, type: "check", valid: !notValid, notNullOf, expression };
    }
    default:
      return null;
  }
}

function foldIndex(schema: KnownSchema, operation: ReadOperation, side: Side): boolean {
  const { name } = operation;
  switch (operation.kind) {
    case "create_index": {
      if (operation.table === null) return true;
      const on: TableName = { schema: operation.schema, table: operation.table };
      touchTable(schema, on);
      const { unique, where, expressions } = operation.details;
      addIndex(schema, on, name, {
        columns: operation.columns,
        computed: where === null ? expressions : [...expressions, where],
        unique: unique && where === null,
        isNew: side === "change" && !operation.details.ifNotExists && !operation.conditional,
      });
      return true;
    }
    case "drop_index":
      if (name !== null) schema.indexes.delete(indexKey(schema, operation, name));
      return true;
    case "rename_index": {
      if (name === null) return true;
      const key = indexKey(schema, operation, name);
      const index = schema.indexes.get(key);
      if (index === undefined) return true;
      schema.indexes.delete(key);
      schema.indexes.set(indexKey(schema, operation, operation.details.newName), index);
      return true;
    }
    default:
      return false;
  }
}
