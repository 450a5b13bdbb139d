/** What is left of the hourly points of GraphQL. */

import { stamp } from "../payloads/dates.ts";
import type { Context } from "./resolver.ts";

export function usageOf({ sandbox, authorization, cost }: Context) {
  const { limit, used, resetAt } = sandbox.meter.graphql(authorization);
  return {
    cost: cost.points,
    nodeCount: cost.nodes,
    limit,
    used,
    remaining: Math.max(0, limit - used),
    resetAt: stamp(resetAt),
  };
}
