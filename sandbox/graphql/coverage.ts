/** Finds what a query asks for and the sandbox does not have, also where no object is there yet to ask it of. */

import { isObjectType, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode, GraphQLSchema } from "graphql";

import { registry } from "./registry.ts";

/** `Type.field` of the first such field; null: all are there. */
export function missingField(schema: GraphQLSchema, document: DocumentNode): string | null {
  const types = new TypeInfo(schema);
  let missing: string | null = null;
  const visitor = {
    Field: ({ name }: { name: { value: string } }): void => {
      const parent = types.getParentType();
      if (!isObjectType(parent) || name.value === "__typename") return;
      const table = registry.get(parent.name);
      if (table !== undefined && !Object.hasOwn(table, name.value))
        missing ??= `${parent.name}.${name.value}`;
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return missing;
}
