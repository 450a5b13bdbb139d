/** Which tables play which role in an operation. */

import type { TableName } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { keyOf, referencedBy, tableOf } from "../known-schema.ts";
import { targetTable } from "../target.ts";
import type { Role } from "./fact.ts";

export type Roles = Partial<Record<Role, readonly TableName[]>>;

export function rolesOf(scene: Scene): Roles {
  const { operation, schema } = scene;
  const target = targetTable(scene);
  const roles: Roles = target === null ? {} : { target: [target] };
  switch (operation.kind) {
    case "create_table": {
      const { columns, constraints } = operation.details;
      const own = { schema: operation.schema, table: operation.table ?? "" };
      const references = [...columns, ...constraints].flatMap((part) => part.references ?? []);
      return { referenced: references.filter((name) => keyOf(name) !== keyOf(own)) };
    }
    case "add_column": {
      const { references } = operation.details.column;
      return references === null ? roles : { ...roles, referenced: [references] };
    }
    case "add_foreign_key":
      return { ...roles, referenced: [operation.details.references] };
    case "drop_constraint": {
      const known =
        target === null ? undefined : tableOf(schema, target)?.constraints.get(operation.name ?? "");
      const references = known?.references ?? null;
      return references === null ? roles : { ...roles, referenced: [references] };
    }
    case "drop_table":
      return target === null ? roles : { ...roles, referenced: referencedBy(schema, target, null) };
    case "attach_partition":
      return { ...roles, partition: [operation.details.partition] };
    case "create_table_as":
      return { sources: operation.details.sources };
    case "change_data":
      return { ...roles, sources: operation.details.sources };
    default:
      return roles;
  }
}
