/** Finds the resolver of a field, after the limits that hold for every field. */

import { Kind } from "graphql";
import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";

import { checkPage } from "./connection.ts";
import type { PageArguments } from "./connection.ts";
import { Failure, NotInSandbox } from "./failure.ts";
import { registry } from "./registry.ts";
import type { Context } from "./resolver.ts";

export function resolveField(
  source: unknown,
  args: Record<string, unknown>,
  context: Context,
  info: GraphQLResolveInfo,
): unknown {
  const { parentType, fieldName } = info;
  const table = registry.get(parentType.name);
  if (table === undefined) return property(source, info);
  const resolve = table[fieldName];
  if (resolve === undefined) throw new NotInSandbox(`${parentType.name}.${fieldName}`);
  const definition = parentType.getFields()[fieldName];
  if (definition !== undefined && definition.args.length > 0) {
    spend(context);
    if (definition.args.some(({ name }) => name === "first")) {
      checkPage(fieldName, args as PageArguments, isListed(info));
    }
  }
  return resolve(source as never, args as never, context, info);
}

/** Of plain data. */
function property(source: unknown, { parentType, fieldName }: GraphQLResolveInfo): unknown {
  if (typeof source !== "object" || source === null || !Object.hasOwn(source, fieldName)) {
    throw new NotInSandbox(`${parentType.name}.${fieldName}`);
  }
  return (source as Record<string, unknown>)[fieldName];
}

function spend(context: Context): void {
  const { answeredFields } = context.switches;
  context.answered++;
  if (answeredFields === null || context.answered <= answeredFields) return;
  throw new Failure("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.");
}

/** Whether the nodes of a list are asked for, and not its length alone. */
function isListed(info: GraphQLResolveInfo): boolean {
  const lists = (selection: SelectionSetNode | undefined): boolean =>
    selection?.selections.some((node) => {
      if (node.kind === Kind.FIELD) return node.name.value !== "totalCount";
      if (node.kind === Kind.INLINE_FRAGMENT) return lists(node.selectionSet);
      return lists(info.fragments[node.name.value]?.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node) => lists(node.selectionSet));
}
