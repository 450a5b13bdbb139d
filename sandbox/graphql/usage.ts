/** What is left of the hourly points of GraphQL. */

import type { Context } from "./resolver.ts";

export function usageOf(context: Context) {
  const { points, nodes } = context.cost;
  return { cost: points, nodeCount: nodes };
}
