/** What a query may cost, told from its text and its page sizes alone, as GitHub does before it runs one. */

import { getNamedType, isCompositeType, isObjectType, isInterfaceType, Kind } from "graphql";
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";

import { limits } from "./limits.ts";

export interface Cost {
  /** Nodes that the page sizes allow. */
  nodes: number;
  /** Points of the hourly limit, at least 1. */
  points: number;
}

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  nodes: number;
  requests: number;
}

export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): Cost {
  const walk: Walk = { schema, fragments, variables, nodes: 0, requests: 0 };
  const root = schema.getRootType(operation.operation);
  if (root != null) visit(walk, operation.selectionSet, root, 1);
  return {
    nodes: walk.nodes,
    points: Math.max(1, Math.round(walk.requests / limits.requestsPerPoint.value)),
  };
}

/** `times`: how often the selection is reached at most. */
function visit(walk: Walk, selection: SelectionSetNode, type: GraphQLCompositeType, times: number): void {
  for (const node of selection.selections) {
    if (node.kind === Kind.FIELD) {
      visitField(walk, node, type, times);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(node.name.value) : node;
    if (fragment === undefined) continue;
    const condition = fragment.typeCondition?.name.value;
    const inner = condition === undefined ? type : walk.schema.getType(condition);
    if (isCompositeType(inner)) visit(walk, fragment.selectionSet, inner, times);
  }
}

function visitField(walk: Walk, node: FieldNode, parent: GraphQLCompositeType, times: number): void {
  if (node.selectionSet === undefined) return;
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const field = fields[node.name.value];
  const type = field === undefined ? undefined : getNamedType(field.type);
  if (!isCompositeType(type)) return;
  const size = pageSize(walk, node);
  if (size === null) return visit(walk, node.selectionSet, type, times);
  walk.requests += times;
  walk.nodes += times * size;
  visit(walk, node.selectionSet, type, times * size);
}

/** Null: the field is no page of a list. */
function pageSize(walk: Walk, node: FieldNode): number | null {
  for (const argument of node.arguments ?? []) {
    const name = argument.name.value;
    if (name !== "first" && name !== "last") continue;
    const { value } = argument;
    const size = value.kind === Kind.VARIABLE ? walk.variables[value.name.value] : null;
    if (typeof size === "number") return size;
    if (value.kind === Kind.INT) return Number(value.value);
  }
  return null;
}
