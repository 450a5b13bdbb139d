/** Applies the operations on types, functions, sequences and schemas to the known schema. */

import type { ReadOperation } from "../../operation.ts";
import { typeKey } from "../known-schema.ts";
import type { KnownSchema } from "../known-schema.ts";
import { fillTable } from "./tables.ts";
import type { Side } from "./tables.ts";

export function foldObject(schema: KnownSchema, operation: ReadOperation, side: Side): void {
  const { name } = operation;
  const isNew = side === "change" && !operation.conditional;
  if (operation.kind === "run_code") {
    for (const table of operation.details.tables) fillTable(schema, table, null);
    return;
  }
  if (name === null) return;
  const type = typeKey(operation.schema, name);
  switch (operation.kind) {
    case "create_type":
      schema.types.set(type, { variant: "other", constrained: false, base: null, isNew });
      return;
    case "create_domain": {
      const { constrained, type: base } = operation.details;
      schema.types.set(type, { variant: "domain", constrained, base, isNew });
      return;
    }
    case "alter_domain": {
      const domain = schema.types.get(type);
      if (domain !== undefined && operation.details.constrains) domain.constrained = true;
      return;
    }
    case "drop_type":
    case "drop_domain":
      schema.types.delete(type);
      return;
    case "rename_type": {
      const known = schema.types.get(type);
      if (known === undefined) return;
      schema.types.delete(type);
      schema.types.set(typeKey(operation.schema, operation.details.newName), known);
      return;
    }
    case "create_function":
      if (isNew && !operation.details.replace) schema.made.add(`function ${name}`);
      return;
    case "create_sequence":
      if (isNew && !operation.details.ifNotExists) schema.made.add(`sequence ${name}`);
      return;
    case "create_schema":
      if (isNew && !operation.details.ifNotExists) schema.made.add(`schema ${name}`);
      return;
    case "create_extension":
      if (isNew && !operation.details.ifNotExists) schema.made.add(`extension ${name}`);
      return;
    case "create_trigger":
      if (operation.details.function !== null) {
        schema.triggerFunctions.add(typeKey(null, operation.details.function));
      }
      return;
    default:
  }
}
